"""Reads text out of a file as people save it: Excel and the programs for meetings write it in several encodings."""

from __future__ import annotations

import re
import unicodedata

MOSTLY = 0.6
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


def text_of(content: bytes) -> str | None:
    """Return the text of a file, composed and without a mark of its encoding; None when it is no text.

    UTF-8 and UTF-16 with or without a mark, and else Windows' own (cp1252).
    """
    for encoding in _encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        text = unicodedata.normalize("NFC", text).replace("\ufeff", "")
        if not CONTROL.search(text):
            return text
    return None


def _encodings(content: bytes) -> list[str]:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return ["utf-16"]
    head = content[:400]
    if b"\x00" in head:  # of text in two bytes one half is mostly empty, and which half tells the way round
        even, odd = (head[start::2].count(0) * 2 / len(head) for start in (0, 1))
        ways = [("utf-16-le", odd, even), ("utf-16-be", even, odd)]
        return [name for name, empty, full in ways if empty > MOSTLY and full < 1 - MOSTLY]
    return ["utf-8-sig", "cp1252"]
