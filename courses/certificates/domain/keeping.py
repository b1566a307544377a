"""The stored file of a certificate: the bytes that were issued, or none at all.

Reading a file is quicker than hashing it. What was hashed lately is not hashed again while the system says that it is
the very same file: its place, its size, and the moment its content or anything about it last changed, which nobody
but the system can set. After an hour it is hashed whatever the system says.
"""

from __future__ import annotations

import hashlib
import os
import time
from typing import TYPE_CHECKING

from django.core.files.storage import FileSystemStorage

if TYPE_CHECKING:
    from courses.certificates.models import Certificate

AGAIN_AFTER = 3600.0  # seconds: a disk may lose bits without telling
SETTLED = 2.0  # seconds: two changes within one tick of the system's clock could look like one
MOST = 2000  # files remembered by one process; then it begins anew

Mark = tuple[int, int, int, int, int]
_seen: dict[str, tuple[Mark, str, float]] = {}


class FileDamaged(Exception):
    """The stored file is not the one that was issued, or is gone."""


def stored_bytes(certificate: Certificate) -> bytes:
    """Return the file as it was issued. Raises FileDamaged when what is stored is something else."""
    storage = certificate.pdf.storage
    try:
        if isinstance(storage, FileSystemStorage):
            return _from_disk(storage.path(str(certificate.pdf.name)), certificate)
        with certificate.pdf.open("rb") as file:
            content: bytes = file.read()
    except (OSError, ValueError) as error:
        raise FileDamaged(certificate.number) from error
    _compare(content, certificate)
    return content


def confirm_stored(certificate: Certificate) -> None:
    """Look that the stored file is the issued one, for who lets the web server send it. Raises FileDamaged."""
    storage = certificate.pdf.storage
    if isinstance(storage, FileSystemStorage):
        path = storage.path(str(certificate.pdf.name))
        try:
            if _is_known(path, _mark(os.stat(path)), certificate):
                return
        except OSError as error:
            raise FileDamaged(certificate.number) from error
    stored_bytes(certificate)


def _from_disk(path: str, certificate: Certificate) -> bytes:
    with open(path, "rb", buffering=0) as file:
        before = _mark(os.fstat(file.fileno()))
        content = file.read()
        after = _mark(os.fstat(file.fileno()))
    if before == after and _is_known(path, after, certificate):
        return content
    _compare(content, certificate)
    now = time.time()
    if before == after and now - after[4] / 1e9 > SETTLED:
        if len(_seen) >= MOST:
            _seen.clear()
        _seen[path] = (after, certificate.pdf_sha256, now)
    return content


def _is_known(path: str, mark: Mark, certificate: Certificate) -> bool:
    known = _seen.get(path)
    return bool(known and known[:2] == (mark, certificate.pdf_sha256) and 0 <= time.time() - known[2] < AGAIN_AFTER)


def _mark(told: os.stat_result) -> Mark:
    return told.st_dev, told.st_ino, told.st_size, told.st_mtime_ns, told.st_ctime_ns


def _compare(content: bytes, certificate: Certificate) -> None:
    if hashlib.sha256(content).hexdigest() != certificate.pdf_sha256:
        raise FileDamaged(certificate.number)
