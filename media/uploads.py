"""Checks of what people upload: size, what the content really is, and pictures that would fill the memory."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterable
from pathlib import PurePath
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext_lazy as _

HEAD = 4096
MAX_PICTURE_PIXELS = 50_000_000
PICTURES = frozenset({"png", "jpeg", "gif", "webp"})
VIDEOS = frozenset({"mp4", "webm"})
SOUNDS = frozenset({"mp3", "mp4", "ogg", "wav", "flac"})
DOCUMENTS = frozenset({"pdf", "zip-office", "text", *PICTURES})
# What a file of the kind may be called. A name that says something else than the content is refused.
EXTENSIONS = {
    "png": {"png"},
    "jpeg": {"jpg", "jpeg"},
    "gif": {"gif"},
    "webp": {"webp"},
    "pdf": {"pdf"},
    "mp4": {"mp4", "m4v", "m4a", "mov"},
    "webm": {"webm", "mkv"},
    "mp3": {"mp3"},
    "ogg": {"ogg", "oga", "opus", "ogv"},
    "wav": {"wav"},
    "flac": {"flac"},
    "zip-office": {"docx", "xlsx", "pptx", "odt", "ods", "odp"},
    "text": {"txt", "csv", "md", "ics"},
}
_MARKUP = re.compile(rb"<\s*(!doctype|html|head|body|script|svg|\?xml|iframe|img|style|meta)", re.IGNORECASE)
_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"%PDF-", "pdf"),
    (b"\x1aE\xdf\xa3", "webm"),
    (b"ID3", "mp3"),
    (b"OggS", "ogg"),
    (b"fLaC", "flac"),
)


def sniff(file: IO[bytes] | File) -> str:
    """Return what the content is ("png", "pdf", "mp4", …), or "" for anything we do not take.

    Looks at the content alone: neither the name nor what the browser said is evidence.
    """
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    if head[:4] == b"RIFF" and head[8:12] in (b"WEBP", b"WAVE"):
        return "webp" if head[8:12] == b"WEBP" else "wav"
    if head[4:8] == b"ftyp":
        return "mp4"
    if len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2:  # the sync word of MPEG layer III
        return "mp3"
    if head[:4] == b"PK\x03\x04":
        return "zip-office" if _is_office(head) else ""
    return "text" if _is_plain_text(head) else ""


def _is_office(head: bytes) -> bool:
    """Whether a zip begins as office documents do."""
    return b"[Content_Types].xml" in head or b"_rels/.rels" in head or b"mimetypeapplication/vnd.oasis" in head


def _is_plain_text(head: bytes) -> bool:
    """Whether this is text without any markup a browser would run."""
    if not head or b"\x00" in head or _MARKUP.search(head):
        return False
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start >= len(head) - 4  # a letter cut in two at the end
    return not re.search(rb"[\x01-\x08\x0e-\x1f]", head)


@deconstructible
class UploadValidator:
    """Refuses files that are too large, are not what they may be, or are called something else than they are."""

    def __init__(self, *, kinds: Iterable[str], max_megabytes: int) -> None:
        self.kinds = sorted(kinds)
        self.max_megabytes = max_megabytes

    def __eq__(self, other: object) -> bool:
        mine = (self.kinds, self.max_megabytes)
        return isinstance(other, UploadValidator) and mine == (other.kinds, other.max_megabytes)

    def __hash__(self) -> int:
        return hash((tuple(self.kinds), self.max_megabytes))

    def __call__(self, file: Any) -> None:
        """Check one file. Raises ValidationError saying what is wrong and what would do."""
        if getattr(file, "_committed", False):
            return  # checked when it was uploaded
        if not file.size:
            raise ValidationError(_("Tiedosto on tyhjä. Valitse toinen tiedosto."), code="empty")
        if file.size > self.max_megabytes * 1024 * 1024:
            raise ValidationError(
                _("Tiedosto on liian suuri: enintään %(limit)s Mt."),
                code="size",
                params={"limit": self.max_megabytes},
            )
        kind = sniff(file)
        if kind not in self.kinds:
            raise ValidationError(
                _("Tällaista tiedostoa ei voi lisätä. Sallittuja: %(allowed)s."),
                code="kind",
                params={"allowed": ", ".join(self.extensions)},
            )
        if PurePath(file.name).suffix.lower().lstrip(".") not in EXTENSIONS[kind]:
            raise ValidationError(
                _("Tiedoston nimen pääte ei vastaa sisältöä. Sisällön mukaan pääte on %(right)s."),
                code="extension",
                params={"right": " / ".join(sorted(EXTENSIONS[kind]))},
            )
        if kind in PICTURES:
            check_picture(file)

    @property
    def extensions(self) -> list[str]:
        """The endings of file names that are taken."""
        return sorted(ending for kind in self.kinds for ending in EXTENSIONS[kind])


def check_picture(file: Any) -> None:
    """Refuse a picture that is broken or unpacks to more pixels than we want in memory.

    Raises ValidationError. Reads the size before anything is unpacked.
    """
    from PIL import Image  # noqa: PLC0415 -- slow to import, needed at uploads only

    file.seek(0)
    data = io.BytesIO(file.read())
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(data)
        width, height = picture.size
        frames = getattr(picture, "n_frames", 1)
        if width * height * frames > MAX_PICTURE_PIXELS:
            raise ValidationError(
                _("Kuvassa on liikaa pisteitä (%(width)s × %(height)s). Pienennä kuva ja lisää se uudelleen."),
                code="pixels",
                params={"width": width, "height": height},
            )
        picture.verify()
    except ValidationError:
        raise
    except Exception as error:  # Pillow raises many kinds for files made to hurt; all mean the same here
        raise ValidationError(_("Kuvaa ei voi lukea. Tallenna se uudelleen ja yritä sitten."), code="broken") from error
