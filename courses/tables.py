"""Tables to take along: CSV and XLSX in which nothing is a formula, whatever somebody has typed (CWE-1236)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header

RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "＝", "＋", "－", "＠")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Rows = Iterable[Sequence[Any]]


def inert(value: Any) -> Any:
    """Return a cell's value so that no spreadsheet program takes a text for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(RISKY) else value


def rounded(value: float | None) -> float | None:
    """Return a mean with one decimal, rounded as pages round it (`floatformat`)."""
    if value is None:
        return None
    return float(Decimal(str(value)).quantize(Decimal("0.1"), ROUND_HALF_UP))


def csv_response(rows: Rows, *, name: str) -> HttpResponse:
    """Answer with the rows as Finnish spreadsheet programs read them: semicolons, decimal commas, UTF-8 with a mark."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for row in rows:
        writer.writerow([_written(inert(value)) for value in row])
    return _download("\ufeff" + out.getvalue(), "text/csv; charset=utf-8", f"{name}.csv")


def xlsx_response(sheets: dict[str, Rows], *, name: str) -> HttpResponse:
    """Answer with a workbook of these sheets."""
    from openpyxl import Workbook  # noqa: PLC0415 -- slow to import; only who wants a spreadsheet pays for it
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

    book = Workbook(write_only=True)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title[:31])
        sheet.column_dimensions["A"].width = 60
        sheet.column_dimensions["B"].width = 32
        for row in rows:
            cells = [WriteOnlyCell(sheet, value=_clean(inert(value))) for value in row]
            for cell in cells:
                if isinstance(cell.value, str):
                    cell.data_type = "s"
            sheet.append(cells)
    file = io.BytesIO()
    book.save(file)
    return _download(file.getvalue(), XLSX, f"{name}.xlsx")


def _written(value: Any) -> str:
    return str(value).replace(".", ",") if isinstance(value, float) else "" if value is None else str(value)


def _clean(value: Any) -> Any:
    """Leave out the control signs that a workbook cannot hold."""
    if not isinstance(value, str):
        return value
    return "".join(sign for sign in value if sign >= " " or sign in "\t\n\r")


def _download(content: Any, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
