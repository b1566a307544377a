"""Gives certificate numbers: one after another within a register and a year, without gaps."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F
from django.utils import timezone

from courses.certificates.models import Register, RegisterYear


@dataclass(frozen=True)
class Number:
    """A number and its parts."""

    register: Register
    year: int
    sequence: int

    def __str__(self) -> str:
        return f"{self.register.prefix}-{self.year}-{self.sequence:04d}"


def next_number(*, register: Register, at: datetime) -> Number:
    """This function will give the next number of the register.

    Call it in the transaction that stores the certificate: the year's row stays locked until then, so that a number
    given is a number used.
    """
    year = timezone.localtime(at).year
    RegisterYear.objects.get_or_create(register=register, year=year)
    row = RegisterYear.objects.select_for_update().get(register=register, year=year)
    RegisterYear.objects.filter(pk=row.pk).update(last_number=F("last_number") + 1)
    return Number(register, year, row.last_number + 1)
