"""The Finnish business identity code (Y-tunnus)."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

WEIGHTS = (7, 9, 10, 5, 8, 4, 2)


def validate_business_id(value: str) -> None:
    """Refuse a code of another shape, or one whose check digit does not come out; raises ValidationError."""
    match = re.fullmatch(r"([0-9]{7})-([0-9])", value)
    if match is None:
        raise ValidationError(_("Kirjoita Y-tunnus muodossa 1234567-8."), code="shape")
    remainder = sum(int(digit) * weight for digit, weight in zip(match[1], WEIGHTS, strict=True)) % 11
    if remainder == 1 or int(match[2]) != (11 - remainder if remainder else 0):
        raise ValidationError(_("Y-tunnuksen tarkistusnumero ei täsmää. Tarkista numerot."), code="check_digit")
