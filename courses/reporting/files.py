"""A report as a file: the same tables as on the page, as CSV or XLSX, no text of them a formula."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext as _

from courses import tables
from courses.reporting.domain.table import Report, Table

ENDINGS = {"csv": tables.CSV, "xlsx": tables.XLSX}
WIDTHS = (52, 24, 18, 18, 18, 18, 18)
NOT_IN_TITLES = re.compile(r"[\\/*?:\[\]']")


def content_of(report: Report, ending: str) -> bytes:
    """Return the file."""
    if ending == "csv":
        return tables.as_csv(csv_rows(report))
    return tables.as_xlsx(sheets_of(report), widths=WIDTHS)


def csv_rows(report: Report) -> list[list[Any]]:
    """Return everything one below the other."""
    rows: list[list[Any]] = cover(report)
    for table in report.tables:
        rows += [[], *table_rows(table)]
    return rows


def sheets_of(report: Report) -> dict[str, tables.Rows]:
    """Return a sheet for the facts and one for each table, numbered so that no two have the same name."""
    sheets: dict[str, Any] = {_("Raportti"): cover(report)}
    for number, table in enumerate(report.tables, start=1):
        sheets[NOT_IN_TITLES.sub(" ", f"{number} {table.title}")[:31]] = table_rows(table)
    return sheets


def cover(report: Report) -> list[list[Any]]:
    """Return what the report is, of what, and how to read it."""
    return [[report.title], *map(list, report.facts), *([note] for note in report.notes)]


def table_rows(table: Table) -> list[list[Any]]:
    """Return a table under its title, with its note below."""
    return [[table.title], table.head, *table.rows, *([text] for text in table.remarks)]
