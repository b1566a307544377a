"""What anybody may learn of a certificate: by its code, and by its file."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from courses.certificates.domain import reading
from courses.certificates.domain.codes import LENGTH, BadCode, normalize
from courses.certificates.domain.printing import MARK
from courses.certificates.models import Certificate

LARGEST = 20 * 1024 * 1024
_MARKED = re.compile(re.escape(MARK.encode()) + rb"([0-9A-HJKMNP-TV-Z]{%d})" % LENGTH)
_OVERLAP = len(MARK) + LENGTH
_LOCK = b"/Encrypt"  # stands in the plain part of every encrypted PDF, and in none of ours


class FileVerdict(StrEnum):
    """What comparing a file comes to."""

    SAME = "same"
    ALTERED = "altered"
    OTHER = "other"
    LOCKED = "locked"
    NOT_OURS = "not_ours"


class NotAPdf(Exception):
    """The file is no PDF at all."""


class FileTooLarge(Exception):
    """The file is larger than any certificate could be."""


@dataclass(frozen=True)
class Comparison:
    """The verdict, and the certificate it speaks of."""

    verdict: FileVerdict
    certificate: Certificate | None = None


def find_by_code(text: str) -> Certificate | None:
    """Return the certificate of the code somebody typed, in whatever case and with whatever hyphens; None if unknown.

    Raises BadCode when the text cannot be a code.
    """
    return reading.published(normalize(text))


def compare_file(*, chunks: Iterable[bytes], certificate: Certificate | None = None) -> Comparison:
    """This function will compare a file with what was issued: with one certificate, or with all of them.

    The file is read once and kept nowhere. Raises NotAPdf or FileTooLarge.
    """
    digest, mark, is_locked = _read(chunks)
    return compare_hash(digest=digest, code=mark, is_locked=is_locked, certificate=certificate)


def compare_hash(
    *, digest: str, code: str = "", is_locked: bool = False, certificate: Certificate | None = None
) -> Comparison:
    """This function will compare by what a browser has read from the file by itself.

    That is its SHA-256, the code in its metadata, and whether it is encrypted.
    """
    by_hash = Certificate.objects.filter(pdf_sha256=digest).first() if re.fullmatch(r"[0-9a-f]{64}", digest) else None
    if by_hash is not None:
        same = certificate is None or by_hash.pk == certificate.pk
        return Comparison(FileVerdict.SAME if same else FileVerdict.OTHER, by_hash)
    by_mark = _marked(code)
    if by_mark is not None:
        return Comparison(FileVerdict.ALTERED, by_mark)
    return Comparison(FileVerdict.LOCKED if is_locked else FileVerdict.NOT_OURS)


def _read(chunks: Iterable[bytes]) -> tuple[str, str, bool]:
    """Return the file's hash, the code that stands in its metadata, if there is one, and whether it is encrypted."""
    digest, size, tail, mark, is_locked = hashlib.sha256(), 0, b"", "", False
    for chunk in chunks:
        if size == 0 and b"%PDF-" not in chunk[:1024]:
            raise NotAPdf
        size += len(chunk)
        if size > LARGEST:
            raise FileTooLarge
        digest.update(chunk)
        window = tail + chunk
        if found := _MARKED.search(window):
            mark = found[1].decode()
        is_locked = is_locked or _LOCK in window
        tail = window[-_OVERLAP:]
    if size == 0:
        raise NotAPdf
    return digest.hexdigest(), mark, is_locked


def _marked(code: str) -> Certificate | None:
    try:
        return reading.published(normalize(code)) if code else None
    except BadCode:
        return None
