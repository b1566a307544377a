"""Tables to take along: CSV and XLSX in which nothing is a formula, whatever somebody has typed (CWE-1236)."""

from __future__ import annotations

import csv
import io
import re
import tempfile
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import IO, Any, TypeVar

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "＝", "＋", "－", "＠")
CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # what no workbook can hold
Rows = Iterable[Sequence[Any]]
Answer = TypeVar("Answer", bound=HttpResponseBase)


def inert(value: Any) -> Any:
    """Return a cell's value without control signs, and so that no spreadsheet program takes a text for a formula."""
    if not isinstance(value, str):
        return value
    plain = CONTROL.sub("", value)
    return f"'{plain}" if plain.startswith(RISKY) else plain


def rounded(value: float | None) -> float | None:
    """Return a mean with one decimal, rounded as pages round it (`floatformat`)."""
    if value is None:
        return None
    return float(Decimal(str(value)).quantize(Decimal("0.1"), ROUND_HALF_UP))


def as_csv(rows: Rows) -> bytes:
    """Return the rows as Finnish spreadsheet programs read them: semicolons, decimal commas, UTF-8 with a mark."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for row in rows:
        writer.writerow([_written(inert(value)) for value in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def as_xlsx(sheets: dict[str, Rows], *, widths: Sequence[int] = (60, 32), is_headed: bool = False) -> bytes:
    """Return a workbook of these sheets; the first row of a headed one is bold and stays in sight."""
    file = io.BytesIO()
    _write(file, sheets, widths, is_headed)
    return file.getvalue()


def xlsx_file(sheets: dict[str, Rows], *, widths: Sequence[int] = (60, 32), is_headed: bool = False) -> IO[bytes]:
    """Return the same workbook as a file on disk, at its beginning: however many rows, memory stays as it is."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 -- whoever sends it closes it
    _write(file, sheets, widths, is_headed)
    file.seek(0)
    return file


def _write(file: IO[bytes], sheets: dict[str, Rows], widths: Sequence[int], is_headed: bool) -> None:
    from openpyxl import Workbook  # noqa: PLC0415 -- slow to import; only who wants a spreadsheet pays for it
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
    from openpyxl.styles import Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    book = Workbook(write_only=True)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title[:31])
        sheet.freeze_panes = "A2" if is_headed else None
        for place, width in enumerate(widths, start=1):
            sheet.column_dimensions[get_column_letter(place)].width = width
        for number, row in enumerate(rows):
            cells = [WriteOnlyCell(sheet, value=inert(value)) for value in row]
            for cell in cells:
                if isinstance(cell.value, str):
                    cell.data_type = "s"  # a text, whatever it looks like
                elif isinstance(cell.value, float):
                    cell.number_format = "0.0##"  # a mean of three is 3,0 there as it is on the page
                if is_headed and number == 0:
                    cell.font = Font(bold=True)
            sheet.append(cells)
    book.save(file)


def csv_response(rows: Rows, *, name: str) -> HttpResponse:
    """Answer with the rows as a CSV file."""
    return as_download(HttpResponse(as_csv(rows), content_type=CSV), name=f"{name}.csv")


def xlsx_response(sheets: dict[str, Rows], *, name: str) -> HttpResponse:
    """Answer with a workbook of these sheets."""
    return as_download(HttpResponse(as_xlsx(sheets), content_type=XLSX), name=f"{name}.xlsx")


def as_download(response: Answer, *, name: str) -> Answer:
    """Return the answer with the headers of a private file that is to be kept under this name."""
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _written(value: Any) -> str:
    return str(value).replace(".", ",") if isinstance(value, float) else "" if value is None else str(value)
