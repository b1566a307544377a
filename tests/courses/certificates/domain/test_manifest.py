import csv
import io
from dataclasses import astuple

import pytest
from openpyxl import load_workbook

from courses.certificates.domain.manifest import Line, as_csv, as_workbook, titles


def line(**values: str) -> Line:
    empty = dict.fromkeys(Line.__dataclass_fields__, "")
    return Line(**empty | {"number": "TP-2026-0001"} | values)


HOSTILE = ["=1+1", "+358 40", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("https://x","y")', "\0=1"]


@pytest.mark.parametrize("value", HOSTILE)
def test_what_looks_like_a_formula_is_text(value):
    lines = [line(holder=value, course=value)]
    row = load_workbook(io.BytesIO(as_workbook(lines))).active[2]
    assert {cell.data_type for cell in row if cell.value} == {"s"}
    rows = list(csv.reader(io.StringIO(as_csv(lines).decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows[1][3].startswith("'")


def test_both_forms_say_the_same():
    lines = [line(holder="Žofia Ålander-Öhman", course='Koulutus; "osa"'), line(holder="Kuovi", file="Kuovi.pdf")]
    text = as_csv(lines)
    assert text.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(text.decode("utf-8-sig"), newline=""), delimiter=";"))
    sheet = load_workbook(io.BytesIO(as_workbook(lines))).active
    assert rows == [[cell.value or "" for cell in row] for row in sheet.iter_rows()]
    assert rows == [list(titles()), *(list(astuple(row)) for row in lines)]
    assert b"\r\n" in text
