"""Lists of people as they come from real life: pasted, CSV of any make, workbooks; and files that are no lists."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from accounts.models import normalize_email
from courses.invitations.domain.addresses import clean_address, clean_person_name
from courses.invitations.domain.reading import read_text
from courses.invitations.domain.refusals import UnableToInvite
from courses.invitations.domain.sheets import read_file
from courses.invitations.enums import Fault

MERI, TUULI = ("meri@esimerkki.test", "Meri Koski"), ("tuuli@esimerkki.test", "Tuuli Öhman")

PASTED = {
    "lines": "Meri Koski <meri@esimerkki.test>\nTuuli Öhman <tuuli@esimerkki.test>\n",
    "from Outlook, on one line": "Meri Koski <meri@esimerkki.test>; Tuuli Öhman <tuuli@esimerkki.test>",
    "from Gmail, with commas": '"Koski, Meri" <meri@esimerkki.test>, Tuuli Öhman <tuuli@esimerkki.test>',
    "family name first": "Koski, Meri <meri@esimerkki.test>\nÖhman, Tuuli <tuuli@esimerkki.test>",
    "no brackets": "Meri Koski meri@esimerkki.test\n\n  Tuuli Öhman  tuuli@esimerkki.test ",
    "semicolons, no heading": "Meri;Koski;meri@esimerkki.test\nTuuli;Öhman;tuuli@esimerkki.test",
    "tabs, from a sheet": "meri@esimerkki.test\tMeri Koski\ntuuli@esimerkki.test\tTuuli Öhman",
    "fi heading": "Sukunimi;Etunimi;Puhelin;Sähköposti\nKoski;Meri;040;meri@esimerkki.test"
    "\nÖhman;Tuuli;;tuuli@esimerkki.test",
    "sv heading": "E-post,Namn\nmeri@esimerkki.test,Meri Koski\ntuuli@esimerkki.test,Tuuli Öhman",
    "en heading": "First name\tLast name\tEmail address"
    "\nMeri\tKoski\tmeri@esimerkki.test\nTuuli\tÖhman\ttuuli@esimerkki.test",
    "title above": "Osallistujat syksy\n\nNimi;Sähköposti"
    "\nMeri Koski;meri@esimerkki.test\nTuuli Öhman;tuuli@esimerkki.test",
    "copied links": "Meri Koski <mailto:MERI@Esimerkki.test>\nTuuli Öhman <\u200btuuli@esimerkki.test\u00a0>.",
}


def people(found):
    return [(clean_address(one.raw)[0], clean_person_name(one.name)[0]) for one in found]


@pytest.mark.parametrize("text", PASTED.values(), ids=PASTED)
def test_a_pasted_list_is_understood(text):
    assert people(read_text(text)) == [MERI, TUULI]


@pytest.mark.parametrize("between", ["; ", ", ", " ", "\n"])
def test_many_on_one_line_are_all_read(between):
    addresses = [f"numero{n}@esimerkki.test" for n in range(200)]
    assert [one.raw for one in read_text(between.join(addresses))] == addresses
    if between != " ":
        assert len(read_text(between.join(f"Meri Koski <{address}>" for address in addresses))) == 200


@pytest.mark.parametrize("closing", ["", '"'])
def test_an_open_quotation_mark_swallows_nobody_in_silence(closing):
    rows = [f"Koski;numero{n}@esimerkki.test" for n in range(20)]
    rows[3], rows[9] = '"' + rows[3], closing + rows[9]
    with pytest.raises(UnableToInvite, match="riviä 5 "):
        read_text("\n".join(["Nimi;Sähköposti", *rows]))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
def test_a_file_is_read_in_its_encoding(encoding):
    text = "Nimi;Sähköposti\r\nMeri Koski;meri@esimerkki.test\r\nTuuli Öhman;tuuli@esimerkki.test\r\n"

    assert people(read_file(text.encode(encoding))) == [MERI, TUULI]


def workbook(rows, *, sheets=("Taul1",)) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for title in sheets:
        sheet = book.create_sheet(title)
    for row in rows:
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_workbook_is_read_from_the_sheet_that_has_addresses_and_formulas_stay_uncomputed():
    rows = [
        ["Nimi", "Sähköposti", "Ikä"],
        ["Meri Koski", "meri@esimerkki.test", 40],
        [],
        ["=1+1", '=HYPERLINK("x")', None],
        ["=cmd|'/c calc'!A1", "tuuli@esimerkki.test"],
    ]

    found = read_file(workbook(rows, sheets=("Ohje", "Väki")))

    assert [one.line for one in found] == [2, 5]  # a formula nobody has computed holds nothing
    assert people(found) == [MERI, ("tuuli@esimerkki.test", "")]


def bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b"0" * 30_000_000)
    return stream.getvalue()


def package(name: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        packed.writestr(name, "x")
    return stream.getvalue()


NO_LISTS = {
    "nothing": b"",
    "blanks": b"\xef\xbb\xbf \r\n\r\n",
    "only a heading": b"Nimi;Email\r\n",
    "picture": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00\x01" * 50,
    "old Excel": b"\xd0\xcf\x11\xe0" + b"\x00" * 600,
    "zip bomb": bomb(),
    "another zip": package("word/document.xml"),
    "broken workbook": package("xl/workbook.xml"),
    "cut workbook": workbook([["a@b.fi"]])[:900],
    "too large": b"a" * (3 * 1024 * 1024 + 1),
    "too many": b"a@b.fi\n" * 5001,
}


@pytest.mark.parametrize("content", NO_LISTS.values(), ids=NO_LISTS)
def test_what_is_no_list_is_refused_in_words(content):
    with pytest.raises(UnableToInvite, match=r"\w{4,}"):
        read_file(content)


ADDRESSES = [
    (" Meri@Esimerkki.TEST ", "meri@esimerkki.test", ""),
    ("meri@ääkköset.fi", "meri@ääkköset.fi", ""),
    ("", "", Fault.MISSING),
    ("meri.esimerkki.test", "", Fault.NO_AT),
    ("meri@@esimerkki.test", "", Fault.TWO_AT),
    ("me ri@esimerkki.test", "", Fault.SPACE),
    ("meri..k@esimerkki.test", "", Fault.DOTS),
    ("meri@esimerkki", "", Fault.DOMAIN),
    ("meri@esi_merkki.fi", "", Fault.DOMAIN),
    ("märi@esimerkki.test", "", Fault.SIGN),
    ("+meri@esimerkki.test", "", Fault.SIGN),
    ("🙂@esimerkki.test", "", Fault.SIGN),
    ("=meri@esimerkki.test", "", Fault.FORMULA),
    ("<script>@esimerkki.test", "", Fault.SIGN),
    ("a" * 250 + "@esimerkki.test", "", Fault.LONG),
]


@pytest.mark.parametrize(("raw", "address", "fault"), ADDRESSES)
def test_an_address_or_the_reason_why_not(raw, address, fault):
    assert clean_address(raw) == (address, fault)


@given(st.text(max_size=60))
def test_any_text_is_an_address_in_its_stored_form_or_has_a_fault(raw):
    address, fault = clean_address(raw)

    assert bool(address) != bool(fault)
    assert address == normalize_email(address)
    assert clean_address(address) == (address, Fault.NONE) or fault
