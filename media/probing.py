"""How long a recording lasts, read from the file itself for the kinds that say it near their beginning or end."""

from __future__ import annotations

import struct
import wave
from typing import IO, Any

from media.uploads import sniff

_MAX_BOX_STEPS = 200


def duration_of(file: Any) -> float | None:
    """Return the length in seconds, or None when the file does not say it (then the author is asked)."""
    readers = {"mp4": _mp4, "wav": _wav, "webm": _webm}
    reader = readers.get(sniff(file))
    if reader is None:
        return None
    try:
        seconds = reader(file)
    except (struct.error, wave.Error, EOFError, ValueError, OverflowError):
        return None
    finally:
        file.seek(0)
    return round(seconds, 2) if seconds and 0 < seconds < 24 * 3600 else None


def _wav(file: IO[bytes]) -> float | None:
    file.seek(0)
    with wave.open(file) as sound:
        return sound.getnframes() / sound.getframerate() if sound.getframerate() else None


def _mp4(file: IO[bytes]) -> float | None:
    """Find moov > mvhd; boxes are skipped by their size, so nothing large is read."""
    file.seek(0, 2)
    end = file.tell()
    moov = _find_box(file, b"moov", 0, end)
    header = moov and _find_box(file, b"mvhd", *moov)
    if not header:
        return None
    file.seek(header[0])
    if file.read(1) == b"\x01":
        file.seek(header[0] + 20)
        scale, length = struct.unpack(">IQ", file.read(12))
    else:
        file.seek(header[0] + 12)
        scale, length = struct.unpack(">II", file.read(8))
    return length / scale if scale else None


def _find_box(file: IO[bytes], name: bytes, start: int, end: int) -> tuple[int, int] | None:
    """Return where the content of the first box of this name begins and ends."""
    for _step in range(_MAX_BOX_STEPS):
        if start + 8 > end:
            return None
        file.seek(start)
        size, kind = struct.unpack(">I4s", file.read(8))
        head = 8
        if size == 1:
            size, head = struct.unpack(">Q", file.read(8))[0], 16
        elif size == 0:
            size = end - start
        if size < head:
            return None
        if kind == name:
            return start + head, min(start + size, end)
        start += size
    return None


def _webm(file: IO[bytes]) -> float | None:
    """Read Duration and TimecodeScale from the Info element, which stands in the first kilobytes when it is there."""
    file.seek(0)
    head = file.read(64 * 1024)
    info = head.find(b"\x15\x49\xa9\x66")
    if info < 0:
        return None
    at = head.find(b"\x44\x89", info, info + 512)
    if at < 0:
        return None
    width = head[at + 2] & 0x7F
    if width not in (4, 8):
        return None
    (length,) = struct.unpack(">d" if width == 8 else ">f", head[at + 3 : at + 3 + width])
    scale_at = head.find(b"\x2a\xd7\xb1", info, info + 512)
    scale = 1_000_000
    if scale_at >= 0:
        size = head[scale_at + 3] & 0x7F
        scale = int.from_bytes(head[scale_at + 4 : scale_at + 4 + size], "big") or scale
    return length * scale / 1_000_000_000
