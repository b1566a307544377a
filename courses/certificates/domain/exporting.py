"""Writes what is shared with an organization into a folder, for an operator whom the organization has asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from accounts.models import Organisation
from courses.certificates.domain import packing, selection
from courses.certificates.domain.accesses import record_many
from courses.certificates.domain.manifest import Line, line_of, replaced_lines
from courses.certificates.models import AccessHat, AccessKind


class UnableToExport(Exception):
    """Nothing is to be written, or not there; the message says why."""


@dataclass(frozen=True)
class Exported:
    """What was written and what was left out."""

    written: list[str]
    left_out: list[str]


def export_certificates(*, organisation: Organisation, folder: Path, at: datetime) -> Exported:
    """This function will write the certificates in force and their list into an empty folder; each holder sees it.

    Raises UnableToExport for a folder with something in it, and when nothing is shared.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UnableToExport(f"{folder} is not an empty folder.")
    rows = selection.shared_with(organisation=organisation, at=at)
    if not rows.exists():
        raise UnableToExport(f"Nobody shares a certificate with {organisation.name}.")
    folder.mkdir(parents=True, exist_ok=True)
    names, lines, taken = packing.Names(), [], []
    for row in rows.iterator(chunk_size=200):
        content = packing.read_file(row) if packing.is_packed(row) else None
        if content is None:
            why = packing.damaged() if packing.is_packed(row) else packing.left_out(row)
            lines.append(line_of(row, file=why))
            continue
        name = names.of(row)
        (folder / name).write_bytes(content)
        lines.append(line_of(row, file=name))
        taken.append(row.pk)
    _write_list(folder, lines)
    record_many(taken, hat=AccessHat.ORGANISATION, user=None, organisation=organisation, kind=AccessKind.EXPORT, at=at)
    written = {line.file for line in lines if line.file.endswith(".pdf")}
    return Exported(sorted(written), [line.number for line in lines if line.file not in written])


def _write_list(folder: Path, lines: list[Line]) -> None:
    for name, content in packing.listings([*lines, *replaced_lines(line.number for line in lines)]):
        (folder / name).write_bytes(content)
