"""The PDF machine by itself, and what a certificate made with it must hold."""

import re
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from factories.certificates import make_certificate, make_certifying_run, make_ready
from pypdf import PdfReader

from courses import pdf
from courses.certificates.domain.keeping import stored_bytes
from courses.certificates.domain.printing import FONTS, LOOK, verify_url

HARD_NAMES = [
    ("Åsa-Märta", "Öhman-Šimůnková"),
    ("Žofia", "Őry-Đorđević"),
    ("Áŋŋel", "Čáhppesgeahči-Ŧuoddar"),
    ("Maximiliana Konstantina", "Hohenzollern-Sigmaringen-Niemelä-Rantakyläläinen"),
]
PAGE = '<!doctype html><html lang="fi"><head><title>Koe</title></head><body><h1>{}</h1></body></html>'


def open_pdf(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(content))


def text_of(content: bytes) -> str:
    """Return the text of all pages in one line."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())


def structure(node, found=None) -> list:
    """Return all elements of the structure tree."""
    found = [] if found is None else found
    children = node.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            found.append(child)
            structure(child, found)
    return found


@pytest.fixture
def certificate(db):
    return make_certificate(make_ready(name=("Kuovi", "Ålander-Öhman")))


def test_the_file_declares_both_standards(certificate):
    with open_pdf(stored_bytes(certificate)) as document:
        xmp = document.Root.Metadata.read_bytes().decode()
        assert re.search(r"pdfaid:part\W+3\b", xmp)
        assert re.search(r"pdfaid:conformance\W+A\b", xmp)
        assert re.search(r"pdfuaid:part\W+1\b", xmp)
        assert xmp.count("rdf:RDF>") == 1 or xmp.count("</rdf:RDF>") == 1
        assert document.Root.OutputIntents[0].S == "/GTS_PDFA1"
        assert "/ID" in document.trailer
        assert "/Filter" not in document.Root.Metadata


def test_the_file_has_language_title_and_tags(certificate):
    with open_pdf(stored_bytes(certificate)) as document:
        assert str(document.Root.Lang) == "fi"
        assert document.Root.MarkInfo.Marked
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert str(document.docinfo["/Title"]) == (
            f"Todistus {certificate.number} Kuovi Ålander-Öhman, Työpeili-ohjaajakoulutus"
        )
        elements = structure(document.Root.StructTreeRoot)
        kinds = [str(element.S) for element in elements]
        headings = [kind for kind in kinds if re.fullmatch(r"/H\d", kind)]
        assert headings[:3] == ["/H1", "/H2", "/H3"]
        figures = [element for element in elements if element.S == "/Figure"]
        assert len(figures) == 1
        assert verify_url(certificate.code) in str(figures[0].Alt)
        assert "/L" in kinds


def test_all_fonts_are_inside_and_every_letter_is_drawn(certificate):
    with open_pdf(stored_bytes(certificate)) as document:
        fonts = [obj for obj in document.objects if isinstance(obj, pikepdf.Dictionary) and "/FontDescriptor" in obj]
        assert {str(font.BaseFont).split("+")[-1].split("-")[0] for font in fonts} == {"Peili"}
        assert all({"/FontFile2", "/FontFile3"} & set(font.FontDescriptor.keys()) for font in fonts)


def test_it_has_one_page_across_and_one_upright(certificate):
    with open_pdf(stored_bytes(certificate)) as document:
        sizes = [tuple(round(float(value) / 72 * 25.4) for value in page.MediaBox[2:]) for page in document.pages]
    assert sizes == [(297, 210), (210, 297)]


def test_our_own_check_of_pdf_ua_finds_nothing(certificate, tmp_path):
    from pdfua import Severity, validate

    file = tmp_path / "todistus.pdf"
    file.write_bytes(stored_bytes(certificate))
    found = [(one.rule_id, one.message) for one in validate(str(file)).findings if one.severity is Severity.ERROR]
    assert found == []


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_text_of_the_file_is_what_was_stored(language):
    run = make_certifying_run(language=language)
    for name in HARD_NAMES:
        certificate = make_certificate(make_ready(run, name=name))
        snapshot, content = certificate.snapshot, stored_bytes(certificate)
        squeezed = re.sub(r"[\s-]", "", text_of(content))
        printed = [snapshot[key] for key in ("holder", "heading", "statement", "course", "issuer", "number", "run")]
        printed += [person[key] for person in snapshot["signatories"] for key in ("name", "title")]
        printed += [row["title"] for row in snapshot["sessions"]] + snapshot["outcomes"] + [certificate.code]
        assert [value for value in printed if re.sub(r"[\s-]", "", value) not in squeezed] == []
        with open_pdf(content) as document:
            assert str(document.Root.Lang) == language
            assert len(document.pages) == 2


def test_a_letter_in_no_font_stops_it_with_its_name():
    with pytest.raises(pdf.GlyphsMissing) as missing:
        pdf.render_pdf(PAGE.format("Жанна 😀 Å"), look=LOOK)
    assert missing.value.signs == ["Ж", "а", "н", "😀"]


def test_text_that_is_not_shown_is_not_asked_for_letters():
    page = PAGE.replace("</head>", "<style>/* Ж */</style></head>")
    assert pdf.missing_signs(page.format("Å"), look=LOOK) == []


@pytest.mark.parametrize(
    "address",
    ["file:///etc/hostname", "http://127.0.0.1:1/x.png", "static:../../../manage.py", "static:certificate.css"],
)
def test_nothing_but_our_own_pictures_and_fonts_gets_into_a_file(address, tmp_path):
    style = tmp_path / "style.css"
    style.write_text('@font-face { font-family: "X"; src: url(static:PeiliSans-Regular.ttf) } * { font-family: "X" }')
    look = pdf.Look(style, (FONTS,), (FONTS / "PeiliSans-Regular.ttf",))
    page = PAGE.format(f'a<link rel="attachment" href="{address}"><img src="{address}" alt="kuva">')
    try:
        content = pdf.render_pdf(page, look=look)
    except pdf.UnableToDraw:
        assert address.startswith("static:")
        return
    secret = Path("/etc/hostname").read_bytes().strip() if Path("/etc/hostname").exists() else b"\0never"
    with open_pdf(content) as document:
        streams = b"".join(obj.read_bytes() for obj in document.objects if isinstance(obj, pikepdf.Stream))
    assert secret not in streams
    assert b"Filespec" not in content


def test_a_style_sheet_that_names_what_is_not_there_stops_it(tmp_path):
    style = tmp_path / "style.css"
    style.write_text("@font-face { font-family: X; src: url(static:none.ttf) }")
    with pytest.raises(pdf.UnableToDraw, match=r"none\.ttf"):
        pdf.render_pdf(PAGE.format("a"), look=pdf.Look(style, (FONTS,), (FONTS / "PeiliSans-Regular.ttf",)))


def test_wide_letters_are_wider():
    face = FONTS / "PeiliSerif-Regular.ttf"
    assert pdf.text_width("WWW", face=face) > pdf.text_width("iii", face=face) > 0
    assert pdf.text_width("", face=face) == 0


@pytest.mark.django_db
def test_a_preview_is_drawn_without_code():
    from django.utils import timezone

    from courses.certificates.domain.previewing import preview_pdf

    content = preview_pdf(enrolment=make_ready(name=("Kuovi", "Rantanen")), at=timezone.now())
    text = text_of(content)
    assert "Kuovi Rantanen" in text
    assert "Esikatselu" in text
    assert "TP-" not in text
