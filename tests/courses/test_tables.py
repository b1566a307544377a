"""Tables to take along: no text is a formula, no sign breaks the file, both forms say the same."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from courses.tables import RISKY, as_csv, as_xlsx, inert

HOSTILE = ["=1+1", "+358", "-5", "@SUM", "\t=1", "\n=1", "|calc", "＝1", "\x01=1", "\0@x"]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_that_looks_like_a_formula_is_made_inert(text):
    assert inert(text).startswith("'")


@pytest.mark.parametrize("value", [-5, 0, 1.5, None, "Kuovi", "1 = 1"])
def test_numbers_and_plain_words_stay_as_they_are(value):
    assert inert(value) == value


@given(st.text(max_size=60))
def test_whatever_is_written_no_cell_begins_like_a_formula(text):
    assert not inert(text).startswith(RISKY)
    as_xlsx({"Sivu": [[text]]})


def test_both_forms_say_the_same_and_nothing_is_computed():
    rows = [["Nimi", "Luku"], *([text, number] for number, text in enumerate(HOSTILE))]
    sheet = load_workbook(io.BytesIO(as_xlsx({"Sivu": rows}, is_headed=True))).active
    assert {cell.data_type for row in sheet.iter_rows(max_col=1) for cell in row} == {"s"}
    assert sheet["A1"].font.bold
    told = list(csv.reader(io.StringIO(as_csv(rows).decode("utf-8-sig"), newline=""), delimiter=";"))
    assert [row[1] for row in told] == [str(row[1].value) for row in sheet.iter_rows()]
    assert as_csv(rows).startswith(b"\xef\xbb\xbf")


def test_a_mean_is_shown_with_its_decimal():
    sheet = load_workbook(io.BytesIO(as_xlsx({"Sivu": [[3.0, 2.9, 4]]}))).active
    assert [cell.number_format for cell in sheet[1]] == ["0.0##", "0.0##", "General"]
