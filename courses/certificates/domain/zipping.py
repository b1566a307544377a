"""Writes a ZIP as a stream, file after file, without compressing: PDFs are compressed already.

Sizes and checksums stand before each file, not after it as in other streamed ZIPs, so that every program can read the
result, even one that reads from the front. A file's place can be skipped later: the table at the end tells which
files there are.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

LARGEST = 2**32 - 1  # bytes in all: what the plain form of a ZIP can count
MOST = 2**16 - 1  # files
UTF8 = 0x0800
VERSION = 20
MADE_ON_UNIX = 3 << 8 | VERSION
READABLE = 0o100644 << 16
_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_CENTRAL = struct.Struct("<4sHHHHHHIIIHHHHHII")
_END = struct.Struct("<4sHHHHIIH")


class ZipTooLarge(Exception):
    """More than a plain ZIP can hold."""


@dataclass(frozen=True)
class Packed:
    """One file as it stands in the stream: its name, checksum, size and moment, and the length of its head."""

    name: str
    checksum: int
    size: int
    moment: tuple[int, int]  # date and clock as a ZIP writes them

    @property
    def head(self) -> bytes:
        """What stands before the file's own bytes."""
        name = self.name.encode()
        day, clock = self.moment
        fields = (b"PK\3\4", VERSION, UTF8, 0, clock, day, self.checksum, self.size, self.size, len(name), 0)
        return _LOCAL.pack(*fields) + name

    @property
    def length(self) -> int:
        """Bytes that it takes in the stream, its head included."""
        return _LOCAL.size + len(self.name.encode()) + self.size


def pack(name: str, content: bytes, *, at: datetime) -> Packed:
    """Return what a ZIP says of a file before and after its bytes."""
    return Packed(name, zlib.crc32(content), len(content), _moment(at))


def table(files: Iterable[Packed]) -> bytes:
    """Return what a ZIP ends with, for files that stand in it in this order from its first byte on.

    Raises ZipTooLarge.
    """
    rows, place, count = [], 0, 0
    for packed in files:
        if place + packed.length > LARGEST or count == MOST:
            raise ZipTooLarge
        rows.append(_row(packed, place))
        place += packed.length
        count += 1
    listed = b"".join(rows)
    return listed + _END.pack(b"PK\5\6", 0, 0, count, count, len(listed), place, 0)


def _row(packed: Packed, place: int) -> bytes:
    name = packed.name.encode()
    day, clock = packed.moment
    known = (VERSION, UTF8, 0, clock, day, packed.checksum, packed.size, packed.size, len(name))
    return _CENTRAL.pack(b"PK\1\2", MADE_ON_UNIX, *known, 0, 0, 0, 0, READABLE, place) + name


def _moment(at: datetime) -> tuple[int, int]:
    local = timezone.localtime(at)
    day = (local.year - 1980) << 9 | local.month << 5 | local.day
    return day, local.hour << 11 | local.minute << 5 | local.second // 2
