"""The only room that knows WeasyPrint: turns a finished HTML page into a PDF that is accessible and archival.

It knows nothing of certificates. The caller hands over HTML, a style sheet and the folders whose files the style
sheet may name (`url(static:name.ttf)`); nothing else is ever fetched, neither from the network nor from disk.
"""

from __future__ import annotations

import atexit
import logging
import threading
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any

SCHEME = "static:"
TYPES = {".ttf": "font/ttf", ".svg": "image/svg+xml"}
VARIANT = "pdf/a-3a"
# PDF/UA is declared beside PDF/A, which wants the schema of a foreign declaration described (ISO 19005-3, 6.6.2.3).
PDF_UA = b"""<rdf:Description rdf:about="" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag>
<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""
END_OF_METADATA = b"</rdf:RDF>"

logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)  # else each step of each page is told

# The fonts of a process belong to one Pango font map, which must not be used by two threads at once.
_drawing = threading.Lock()


@dataclass(frozen=True)
class Look:
    """A style sheet, the folders of the files it names, and the font files that its text is set in."""

    stylesheet: Path
    folders: tuple[Path, ...]
    faces: tuple[Path, ...]


@dataclass(frozen=True)
class Enclosure:
    """A file that travels inside the PDF and tells the same as its pages (PDF/A-3, AFRelationship Alternative)."""

    name: str
    content: bytes
    description: str
    at: datetime


class UnableToDraw(Exception):
    """The page cannot become a PDF."""


class GlyphsMissing(UnableToDraw):
    """Some letters are in none of the fonts; `signs` names them."""

    def __init__(self, signs: list[str]) -> None:
        self.signs = signs
        super().__init__(", ".join(f"{sign} U+{ord(sign):04X}" for sign in signs))


def render_pdf(html: str, *, look: Look, enclosures: Iterable[Enclosure] = ()) -> bytes:
    """This function will return the page as a PDF that is both PDF/UA-1 and PDF/A-3A, with its fonts inside.

    The page must say its language and title, and give each picture a text.
    Raises GlyphsMissing when a letter is in none of the fonts, UnableToDraw when the style sheet names a file that
    is not there.
    """
    if signs := missing_signs(html, look=look):
        raise GlyphsMissing(signs)
    from weasyprint import HTML  # noqa: PLC0415 -- slow to import; only what draws pays for it
    from weasyprint.urls import FatalURLFetchingError  # noqa: PLC0415

    attachments = [_attachment(enclosure) for enclosure in enclosures]
    with _drawing:
        try:
            tools = _tools(look)
            page = HTML(string=html, url_fetcher=tools.fetcher, base_url=SCHEME)
            document = page.render(stylesheets=[tools.style], font_config=tools.fonts, pdf_variant=VARIANT)
        except FatalURLFetchingError as error:  # no Exception: WeasyPrint goes on without a file that is missing
            raise UnableToDraw(str(error)) from error
        _declare_pdf_ua(document)
        return document.write_pdf(pdf_variant=VARIANT, attachments=attachments)


def missing_signs(html: str, *, look: Look) -> list[str]:
    """Return the letters of a page that some of its fonts lack, in the order in which they are read."""
    drawable = frozenset.intersection(*(_signs_of(face) for face in look.faces))
    seen = dict.fromkeys(sign for sign in _text_of(html) if ord(sign) not in drawable)
    return [sign for sign in seen if not sign.isspace() and unicodedata.category(sign) != "Cf"]


def text_width(text: str, *, face: Path) -> float:
    """Return how wide the text is in this face, in units of the font size."""
    widths, blank = _widths_of(face)
    return sum(widths.get(ord(sign), blank) for sign in text)


def qr_address(text: str, *, title: str) -> str:
    """Return a QR code as the data address of an SVG picture.

    The mask is fixed: choosing one takes longer than all the rest and gains nothing on paper.
    """
    import segno  # noqa: PLC0415 -- only what draws pays for it

    code = segno.make(text, error="m", mask=2, micro=False, boost_error=False)
    return code.svg_data_uri(border=4, scale=1, title=title, dark="#000", light="#fff", omitsize=True)


@dataclass(frozen=True)
class _Tools:
    """What WeasyPrint needs beside the page; making it registers the font files, so it is made once per process."""

    style: Any
    fonts: Any
    fetcher: Any


@lru_cache(maxsize=4)
def _tools(look: Look) -> _Tools:
    from weasyprint import CSS  # noqa: PLC0415
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415

    atexit.register(_tools.cache_clear)  # its folder of fonts goes with the process
    fonts = FontConfiguration()
    fetcher = _make_fetcher(look.folders)
    text = look.stylesheet.read_text(encoding="utf-8")
    return _Tools(CSS(string=text, font_config=fonts, url_fetcher=fetcher, base_url=SCHEME), fonts, fetcher)


def _attachment(enclosure: Enclosure) -> Any:
    from weasyprint import Attachment  # noqa: PLC0415

    at = enclosure.at.astimezone(UTC)
    return Attachment(
        file_obj=BytesIO(enclosure.content),
        name=enclosure.name,
        description=enclosure.description,
        created=at,
        modified=at,
        relationship="Alternative",
    )


def _make_fetcher(folders: Iterable[Path]) -> Any:
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse  # noqa: PLC0415

    class OwnFiles(URLFetcher):
        """Hands out the files of the given folders by name; WeasyPrint's own fetcher would read any local file."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
            if not url.startswith(SCHEME):
                return super().fetch(url, headers)
            name = url.removeprefix(SCHEME)
            for folder in folders:
                path = folder / name
                if path.suffix in TYPES and path.parent == folder and path.is_file():
                    return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": TYPES[path.suffix]})
            raise FatalURLFetchingError(f"The style sheet names {url}, which is not there")

    return OwnFiles(allowed_protocols={"data"})


def _declare_pdf_ua(document: Any) -> None:
    """Add the declaration of PDF/UA to the metadata that WeasyPrint writes for PDF/A, and leave it uncompressed.

    So an archive, and whoever looks for our mark in an altered file, can read it without unpacking anything.
    """
    metadata = document.metadata
    write, include = metadata.generate_rdf_metadata, metadata.include_in_pdf

    def write_both(*args: Any) -> bytes:
        head, end, tail = write(*args).rpartition(END_OF_METADATA)
        if not end:
            raise UnableToDraw("WeasyPrint writes its metadata in another way than it did")
        return head + PDF_UA + end + tail

    def include_plain(pdf: Any, variant: Any, version: Any, conformance: Any, compress: Any) -> None:
        include(pdf, variant, version, conformance, compress=False)

    metadata.generate_rdf_metadata, metadata.include_in_pdf = write_both, include_plain


class _TextParser(HTMLParser):
    """Gathers the text of a page, without styles and scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._skipped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._skipped += tag in ("style", "script")

    def handle_endtag(self, tag: str) -> None:
        self._skipped -= tag in ("style", "script")

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self.parts.append(data)


def _text_of(html: str) -> str:
    parser = _TextParser()
    parser.feed(html)
    parser.close()
    return "".join(parser.parts)


@lru_cache(maxsize=16)
def _signs_of(face: Path) -> frozenset[int]:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 -- comes with WeasyPrint

    with TTFont(face, lazy=True) as font:
        return frozenset(font.getBestCmap())


@lru_cache(maxsize=16)
def _widths_of(face: Path) -> tuple[dict[int, float], float]:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 -- comes with WeasyPrint

    with TTFont(face, lazy=True) as font:
        unit = font["head"].unitsPerEm
        metrics = font["hmtx"].metrics
        widths = {sign: metrics[glyph][0] / unit for sign, glyph in font.getBestCmap().items()}
        return widths, metrics[".notdef"][0] / unit
