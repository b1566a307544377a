"""Many certificates as one ZIP, with the list of what is in it. What is sent is the stored bytes, file after file.

Nothing is ever held in memory but the file that is being sent. The list comes last, as only then it is known which
files were there and whole.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from courses.certificates.domain import manifest
from courses.certificates.domain.keeping import FileDamaged, stored_bytes
from courses.certificates.domain.manifest import Line, line_of
from courses.certificates.domain.zipping import Packed, pack, table
from courses.certificates.file_names import file_name
from courses.certificates.models import CertificateState

logger = logging.getLogger(__name__)


@dataclass
class Names:
    """Gives each file a name of its own, also where upper and lower case are the same to a file system."""

    taken: set[str] = field(default_factory=set)

    def of(self, certificate: Any) -> str:
        """Return the name of a certificate's file."""
        wanted = file_name(
            family_name=certificate.printed_family_name or "",
            given_name=certificate.printed_given_name or "",
            number=certificate.number,
            version=certificate.version,
        )
        name, number = wanted, 1
        while name.casefold() in self.taken:
            number += 1
            name = f"{wanted.removesuffix('.pdf')}_{number}.pdf"
        self.taken.add(name.casefold())
        return name


def is_packed(certificate: Any) -> bool:
    """Say whether a certificate's file goes into a ZIP: only what is in force does."""
    return certificate.state == CertificateState.ISSUED and bool(certificate.pdf_sha256)


def read_file(certificate: Any) -> bytes | None:
    """Return the stored bytes, or None when they are gone or are not those that were issued."""
    try:
        return stored_bytes(certificate)
    except FileDamaged:
        logger.exception("The stored file of certificate %s is damaged or gone", certificate.number)
        return None


def stream(certificates: Iterable[Any], *, at: datetime) -> Iterator[bytes]:
    """Yield the ZIP of the certificates, in their order."""
    names, files, lines = Names(), [], []
    for certificate in certificates:
        if not is_packed(certificate):
            lines.append(line_of(certificate, file=left_out(certificate)))
            continue
        content = read_file(certificate)
        if content is None:
            lines.append(line_of(certificate, file=damaged()))
            continue
        packed = pack(names.of(certificate), content, at=certificate.issued_at)
        files.append(packed)
        lines.append(line_of(certificate, file=packed.name))
        yield packed.head
        yield content
    yield from closing(files, lines, at=at)


def closing(files: list[Packed], lines: list[Line], *, replaced: Iterable[str] = (), at: datetime) -> Iterator[bytes]:
    """Yield what follows the certificates: the list in both forms, and the table that a ZIP ends with.

    `replaced` are the numbers of certificates that were replaced since the ZIP was asked for.
    """
    lines = [*lines, *manifest.replaced_lines({*replaced, *(line.number for line in lines)})]
    for name, content in listings(lines):
        packed = pack(name, content, at=at)
        files.append(packed)
        yield packed.head
        yield content
    yield table(files)


def listings(lines: list[Line]) -> list[tuple[str, bytes]]:
    """Return the two files of the list with their names."""
    title = pgettext("file name", "luettelo")
    return [(f"{title}.xlsx", manifest.as_workbook(lines)), (f"{title}.csv", manifest.as_csv(lines))]


def left_out(certificate: Any) -> str:
    """Return why a certificate's file is not there."""
    if certificate.state == CertificateState.REVOKED:
        return _("Ei mukana: mitätöity.")
    return _("Ei mukana: korvattu. Katso saman numeron uusin versio.")


def damaged() -> str:
    """Return what the list says of a file that is gone."""
    return _("Ei mukana: tiedosto puuttuu palvelimelta. Ylläpito on saanut tiedon.")
