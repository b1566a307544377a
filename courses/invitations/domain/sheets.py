"""Reads a list of people from an uploaded file: a workbook of Excel, or a text file of any kind.

A workbook is opened as untrusted: its size when unpacked is looked at first, formulas are never computed, pictures and
whatever else it holds are not touched.
"""

from __future__ import annotations

import io
import logging
import zipfile
from collections.abc import Iterator

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from courses.invitations.domain.reading import MOST_CELLS, MOST_ROWS, Found, Row, decode, people_of, read_text
from courses.invitations.domain.refusals import UnableToInvite

logger = logging.getLogger(__name__)

MAX_BYTES = 3 * 1024 * 1024
MAX_UNPACKED = 25 * 1024 * 1024
MAX_PARTS = 1000
MOST_SHEETS = 10
LAST_ROW = 4 * MOST_ROWS  # empty rows between count too
PACKED = b"PK\x03\x04"
OLD_OFFICE = b"\xd0\xcf\x11\xe0"


def read_file(content: bytes) -> list[Found]:
    """Return the people of an uploaded list, in its order. Raises UnableToInvite with what is wrong with the file."""
    if not content.strip(b"\x00\r\n\t \xef\xbb\xbf\xff\xfe"):
        raise UnableToInvite(_("Tiedosto on tyhjä. Valitse toinen tiedosto."))
    if len(content) > MAX_BYTES:
        raise UnableToInvite(_("Tiedosto on liian suuri: enintään %(limit)s Mt.") % {"limit": 3})
    if content[:4] == OLD_OFFICE:
        raise UnableToInvite(_("Tämä on vanhan Excelin tiedosto tai salasanalla suojattu. Tallenna se XLSX-muotoon."))
    if content[:4] == PACKED:
        return people_of(_workbook_rows(content))
    return read_text(decode(content))


def _workbook_rows(content: bytes) -> Iterator[Row]:
    """Yield the rows of the first sheet that holds an address."""
    _look_at_package(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        best: list[Row] = []
        for sheet in book.worksheets[:MOST_SHEETS]:
            sheet.reset_dimensions()  # what the file says of its own size need not be true
            rows = list(_sheet_rows(sheet))
            best = best or rows
            if any("@" in cell for _line, cells in rows for cell in cells):
                best = rows
                break
        book.close()
    except UnableToInvite:
        raise
    except Exception as error:  # openpyxl fails in many ways on what is no workbook
        logger.info("A workbook could not be read: %s", type(error).__name__)
        raise UnableToInvite(
            _("Tiedostoa ei voi lukea Excel-tiedostona. Tallenna se XLSX- tai CSV-muotoon.")
        ) from error
    yield from best


def _sheet_rows(sheet: object) -> Iterator[Row]:
    for line, values in enumerate(
        sheet.iter_rows(max_col=MOST_CELLS, max_row=LAST_ROW, values_only=True),  # type: ignore[attr-defined]
        start=1,
    ):
        cells = ["" if value is None else str(value)[:400] for value in values]
        if any(cells):
            yield line, cells


def _look_at_package(content: bytes) -> None:
    """Refuse what is no workbook, or would become too large when unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise UnableToInvite(_("Tiedosto on rikki. Valitse toinen tiedosto.")) from error
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise UnableToInvite(_("Tiedosto ei ole Excel-tiedosto. Tallenna se XLSX- tai CSV-muotoon."))
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise UnableToInvite(_("Tiedosto on purettuna liian suuri. Kopioi osoitteet uuteen tiedostoon."))
