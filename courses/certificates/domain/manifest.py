"""The list that goes with many certificates: what is there, what is not and why, as a workbook and as CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from courses import tables
from courses.certificates.domain.codes import grouped
from courses.certificates.models import Certificate
from courses.wording import day, hours

WIDTHS = (44, 20, 20, 30, 16, 8, 20, 30, 22, 12, 13, 22, 38, 48, 68)


@dataclass(frozen=True)
class Line:
    """One certificate in the list. A file that is not there says why."""

    file: str
    family_name: str
    given_name: str
    holder: str
    number: str
    version: str
    kind: str
    course: str
    run: str
    hours: str
    issued: str
    state: str
    code: str
    address: str
    sha256: str


def titles() -> tuple[str, ...]:
    """Return the names of the columns."""
    return (
        _("Tiedosto"),
        _("Sukunimi"),
        _("Etunimi"),
        _("Nimi todistuksessa"),
        _("Numero"),
        _("Versio"),
        _("Laji"),
        _("Koulutus"),
        _("Toteutus"),
        _("Laajuus"),
        _("Myönnetty"),
        _("Tila"),
        _("Vahvistuskoodi"),
        _("Tarkistussivu"),
        _("Tarkiste (SHA-256)"),
    )


def line_of(certificate: Any, *, file: str) -> Line:
    """Return the line of a certificate that selection.py has read; `file` is its name, or why it is left out."""
    address = settings.BASE_URL.rstrip("/") + reverse("certificates:result", kwargs={"code": certificate.code})
    return Line(
        file=file,
        family_name=certificate.printed_family_name or "",
        given_name=certificate.printed_given_name or "",
        holder=certificate.printed_holder or "",
        number=certificate.number,
        version=str(certificate.version),
        kind=str(certificate.get_kind_display()),
        course=certificate.printed_course or "",
        run=certificate.enrolment.run.name,
        hours=hours(int(certificate.printed_minutes or 0)),
        issued=day(certificate.issued_at),
        state=str(certificate.get_state_display()),
        code=grouped(certificate.code),
        address=address,
        sha256=certificate.pdf_sha256,
    )


def replaced_lines(numbers: Iterable[str]) -> Iterator[Line]:
    """Yield a line for each replaced version: it points to the current one and names nobody, as names change."""
    old = Certificate.objects.filter(number__in=list(numbers), replaced_by__isnull=False)
    for number, version, state in old.order_by("number", "version").values_list("number", "version", "state"):
        where = _("Ei mukana: korvattu. Katso saman numeron uusin versio.")
        named = str(Certificate(state=state).get_state_display())
        yield Line(where, "", "", "", number, str(version), "", "", "", "", "", named, "", "", "")


def as_csv(lines: Iterable[Line]) -> bytes:
    """Return the list as CSV."""
    return tables.as_csv(_rows(lines))


def as_workbook(lines: Iterable[Line]) -> bytes:
    """Return the list as a workbook."""
    return tables.as_xlsx({_("Todistukset"): _rows(lines)}, widths=WIDTHS, is_headed=True)


def _rows(lines: Iterable[Line]) -> Iterator[tuple[str, ...]]:
    yield titles()
    for line in lines:
        yield astuple(line)
