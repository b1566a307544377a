"""Files that questions bring along: base64, pictures in the text, `@@PLUGINFILE@@`; checked as any upload is."""

from __future__ import annotations

import base64
import binascii
import hashlib
import html
import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from urllib.parse import unquote, unquote_to_bytes

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from assessments.questions.exchange.found import Carried, Found
from assessments.questions.exchange.markup import attribute, clean_html, clean_incoming, replace_tags
from media.models import check_document, check_picture_file, check_recording
from media.uploads import EXTENSIONS, PICTURES, SOUNDS, VIDEOS, sniff

_LOCAL = re.compile(r"^\s*(?:@@PLUGINFILE@@|\$@FILEPHP@\$|\$@NULL@\$)", re.IGNORECASE)
_ACTIVE = re.compile(r"<\s*script\b|<[^<>]*\son[a-z]{3,20}\s*=|javascript\s*:|vbscript\s*:", re.IGNORECASE)
_EMBEDDED = re.compile(r"<\s*(iframe|object|embed|applet|form|input|textarea|select|button|svg)\b", re.IGNORECASE)
_FORMULA = re.compile(r"<\s*math\b", re.IGNORECASE)
_STYLED = re.compile(r"<[^<>]*\sstyle\s*=|<\s*(font|style)\b", re.IGNORECASE)


def from_base64(text: str) -> bytes:
    """Return what base64 stands for, as far as it can be read; line breaks and missing padding do no harm."""
    letters = re.sub(r"[^A-Za-z0-9+/_-]", "", text).replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(letters[: len(letters) - (len(letters) % 4 == 1)] + "=" * (-len(letters) % 4))
    except (binascii.Error, ValueError):
        return b""


def carry(name: str, data: bytes, found: Found) -> str | None:
    """Return the SHA-1 under which the question now carries the file, or None when it is not taken over.

    Its content decides what it is and what it will be called; what is wrong with it is stated as a loss.
    """
    sha = hashlib.sha1(data, usedforsecurity=False).hexdigest()  # as Wagtail names pictures
    if sha in found.carried:
        return sha
    kind = sniff(ContentFile(data)) if data else ""
    known = EXTENSIONS.get(kind, set())
    stem = re.sub(r"[^\w. -]", "_", PurePosixPath(name).stem)[:80].strip() or "tiedosto"
    ending = PurePosixPath(name).suffix.lower().lstrip(".")
    safe = f"{stem}.{ending if ending in known else (sorted(known) or ['x'])[0]}"
    try:
        if kind in PICTURES:
            check_picture_file(ContentFile(data, name=safe))
            sort = "picture"
        elif kind in SOUNDS | VIDEOS:
            check_recording(ContentFile(data, name=safe))
            sort = "recording"
        else:
            check_document(ContentFile(data, name=safe))
            sort = "document"
    except ValidationError as error:
        message = _("Tiedostoa %(name)s ei otettu: %(why)s")
        found.lose(message % {"name": name or "?", "why": " ".join(error.messages)})
        return None
    found.carried[sha] = Carried(safe, sort, data)  # type: ignore[arg-type]
    return sha


def take_over(source: str, files: Mapping[str, bytes], found: Found) -> str:
    """Return the HTML of a file in the form that is stored, with what it shows carried by the question."""
    _say_what_goes(source, found)
    return clean_html(_without_addresses(clean_incoming(source), files, found))


def _say_what_goes(source: str, found: Found) -> None:
    if "<" not in source:
        return
    if _ACTIVE.search(source):
        found.lose(_("Tekstissä oli skripti. Se poistettiin."))
    if match := _EMBEDDED.search(source):
        found.lose(_("Tekstissä oli upotus (%(tag)s). Se poistettiin.") % {"tag": match[1].lower()})
    if _FORMULA.search(source):
        found.lose(_("Tekstissä oli MathML-kaava. Se poistettiin."))
    if _STYLED.search(source):
        found.note(_("Värejä, fontteja tai asemointia jäi pois."))


def _without_addresses(source: str, files: Mapping[str, bytes], found: Found) -> str:
    """Swap pictures and links to files of the question for what the media library will hold."""

    def swap(mark: str, name: str, attributes: dict[str, str]) -> str | None:
        if name == "img":
            return _picture(attributes, files, found)
        if name in ("audio", "video", "source"):
            return "" if mark or "src" not in attributes else _played(attributes["src"], files, found)
        if name == "a" and not mark and _LOCAL.match(attributes.get("href", "")):
            return _link(attributes["href"], files, found) or "<a>"
        return None

    return replace_tags(source, swap)


def _picture(attributes: Mapping[str, str], files: Mapping[str, bytes], found: Found) -> str:
    address, alt = attributes.get("src", "").strip(), attributes.get("alt", "").strip()
    if not address:
        return ""
    if address.lower().startswith(("http:", "https:", "//")):
        found.lose(_("Kuva toisella palvelimella (%(address)s) jäi linkiksi.") % {"address": address[:100]})
        return f'<a href="{attribute(address)}">{attribute(alt or address)}</a>'
    name, data = _content(address, files)
    if data is None:
        found.lose(_("Kuva %(name)s puuttuu tiedostosta.") % {"name": name[:100]})
        return attribute(f"[{alt or name}]")
    sha = carry(name, data, found)
    if sha is None or found.carried[sha].sort != "picture":
        return attribute(f"[{alt or name}]")
    return f'<embed embedtype="image" id="sha1-{sha}" alt="{attribute(alt)}" format="fullwidth">'


def _played(address: str, files: Mapping[str, bytes], found: Found) -> str:
    if not _LOCAL.match(address):
        found.lose(_("Tallenne toisella palvelimella (%(address)s) jäi linkiksi.") % {"address": address[:100]})
        return f'<a href="{attribute(address)}">{attribute(address)}</a>'
    opening = _link(address, files, found)
    name = PurePosixPath(unquote(address)).name
    return f"{opening}{attribute(name)}</a>" if opening else attribute(f"[{name}]")


def _link(address: str, files: Mapping[str, bytes], found: Found) -> str | None:
    """Return the opening tag of a link to a file of the question; None when there is no such file."""
    name, data = _content(address, files)
    if data is None:
        found.lose(_("Tiedosto %(name)s puuttuu.") % {"name": name[:100]})
        return None
    sha = carry(name, data, found)
    return f'<a linktype="document" id="sha1-{sha}">' if sha else None


def _content(address: str, files: Mapping[str, bytes]) -> tuple[str, bytes | None]:
    """Return the name and the content of what an address of the file means; no content when it is not there."""
    if address.lower().startswith("data:"):
        head, _comma, body = address.partition(",")
        data = from_base64(unquote(body)) if ";base64" in head.lower() else unquote_to_bytes(body)
        return _("kuva"), data
    path = unquote(html.unescape(_LOCAL.sub("", address))).split("?")[0].lstrip("/")
    found = files.get(path)
    if found is None and (_LOCAL.match(address) or "/" not in path):
        found = next(
            (data for name, data in files.items() if PurePosixPath(name).name == PurePosixPath(path).name), None
        )
    return path or address, found
