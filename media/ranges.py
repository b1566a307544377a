"""Byte ranges of a request, as RFC 9110 has them: what is asked for, and the parts of an answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

MOST_RANGES = 8  # whoever asks for more gets the whole file: many small ranges cost more than they save
LONGEST_HEADER = 400
_RANGE = re.compile(r"^([0-9]{0,18})-([0-9]{0,18})$")
BOUNDARY = "peili-osa"


@dataclass(frozen=True)
class Span:
    """The first and the last byte of a part, both included."""

    first: int
    last: int

    @property
    def length(self) -> int:
        """How many bytes the part has."""
        return self.last - self.first + 1


def wanted_spans(header: str, size: int) -> list[Span] | None:
    """Return the parts of a file that are asked for; none of them when the file has none, None for all of the file.

    A header that cannot be read counts as absent, and so do too many ranges and ranges that overlap.
    """
    unit, _, listed = header.strip().partition("=")
    if unit.strip().lower() != "bytes" or len(header) > LONGEST_HEADER:
        return None
    matches = [_RANGE.match(each.strip()) for each in listed.split(",")]
    if len(matches) > MOST_RANGES or not all(match and any(match.groups()) for match in matches):
        return None
    pairs = [match.groups() for match in matches if match]
    if any(first and last and int(last) < int(first) for first, last in pairs):
        return None
    spans = [span for span in (_span(first, last, size) for first, last in pairs) if span]
    ordered = sorted(spans, key=lambda span: span.first)
    if any(later.first <= earlier.last for earlier, later in pairwise(ordered)):
        return None
    return spans


def _span(first: str, last: str, size: int) -> Span | None:
    """Return one part; `-n` means the last n bytes, and no end means to the end."""
    if not first:
        return Span(max(size - int(last), 0), size - 1) if int(last) and size else None
    end = min(int(last), size - 1) if last else size - 1
    return Span(int(first), end) if int(first) <= end else None


def part_heads(spans: list[Span], kind: str, size: int) -> list[bytes]:
    """Return what stands before each part of an answer with several parts."""
    text = "\r\n--{boundary}\r\nContent-Type: {kind}\r\nContent-Range: bytes {first}-{last}/{size}\r\n\r\n"
    return [
        text.format(boundary=BOUNDARY, kind=kind, first=span.first, last=span.last, size=size).encode()
        for span in spans
    ]


def in_parts(spans: list[Span], heads: list[bytes], read: Callable[[int, int], Iterator[bytes]]) -> Iterator[bytes]:
    """Yield an answer with several parts; `read` gives the bytes from a place, so many."""
    for span, head in zip(spans, heads, strict=True):
        yield head
        yield from read(span.first, span.length)
    yield TAIL


TAIL = f"\r\n--{BOUNDARY}--\r\n".encode()
