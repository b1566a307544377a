"""Bytes of unknown origin made text: byte order marks, UTF-16 without one, declared encodings, old Windows files."""

from __future__ import annotations

import codecs
import re

from django.utils.translation import gettext as _

from assessments.questions.exchange.found import UnableToReadFile

MOST_BYTES = 64 * 1024 * 1024
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!", b"BZh", b"\xfd7zXZ")
_BINARIES = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\xd0\xcf\x11\xe0",
    b"\x7fELF",
    b"MZ\x90",
    b"SQLite format",
)
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
# What no text holds: control characters, and characters that are kept free for internal use.
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")


def decode(data: bytes) -> str:
    """Return the text of a file, without control characters.

    Bytes that are no UTF-8 are read as Windows-1252, one by one: files of mixed origin exist. Raises
    UnableToReadFile for archives and other files that are no text, and for those too large.
    """
    if len(data) > MOST_BYTES:
        raise UnableToReadFile(
            _("Tiedosto on liian suuri: enintään %(limit)s Mt.") % {"limit": MOST_BYTES // 1024 // 1024}
        )
    if not data.strip():
        raise UnableToReadFile(_("Tiedosto on tyhjä."))
    if data.startswith(_ARCHIVES):
        raise UnableToReadFile(_("Tämä on pakattu tiedosto. Pura se ensin ja tuo sen sisällä oleva kysymystiedosto."))
    if data.startswith(_BINARIES):
        raise UnableToReadFile(_("Tämä ei ole tekstitiedosto."))
    text = _decoded(data)
    controls = len(CONTROLS.findall(text[:20_000]))
    if controls * 20 > min(len(text), 20_000):
        raise UnableToReadFile(_("Tämä ei ole tekstitiedosto."))
    return CONTROLS.sub("", text)


def _decoded(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    if wide := _wide(data):
        return data.decode(wide, errors="replace")
    declared = _DECLARED.match(data[:400])
    if declared and (text := _declared(data, declared[1].decode("ascii"))) is not None:
        return text
    return data.decode("utf-8", errors="peili-windows")


def _wide(data: bytes) -> str:
    """Return which UTF-16 this looks like, or nothing: every second byte of most texts is zero then."""
    head = data[:2000]
    if len(head) < 4:
        return ""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if odd * 3 > len(head) and even * 10 < odd:
        return "utf-16-le"
    return "utf-16-be" if even * 3 > len(head) and odd * 10 < even else ""


def _declared(data: bytes, name: str) -> str | None:
    """Return the text in the encoding that the file names, when that is one of text and fits."""
    if name.lower().replace("_", "-") in ("utf-8", "utf8", "us-ascii", "ascii") or name.lower().startswith("utf-"):
        return None  # the usual way reads these, and is lenient
    try:
        if not codecs.lookup(name)._is_text_encoding:
            return None
        return data.decode(name)
    except (LookupError, UnicodeError, ValueError):
        return None


def _windows(error: UnicodeError) -> tuple[str, int]:
    """Read the bytes that are no UTF-8 as Windows-1252."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end


codecs.register_error("peili-windows", _windows)
