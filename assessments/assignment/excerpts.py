"""Places of a text, shown with the words around them."""

from dataclasses import dataclass

from courses.domain.text_privacy import Concern

AROUND = 30


@dataclass(frozen=True)
class Place:
    """What the place seems to be, and the text before, at and after it."""

    label: str
    before: str
    excerpt: str
    after: str
    start: int  # where it stands in the text, counted as browsers count
    end: int


def in_context(text: str, concern: Concern) -> Place:
    """Return the place with up to thirty characters on both sides."""
    start, end = max(0, concern.start - AROUND), min(len(text), concern.end + AROUND)
    before = ("…" if start else "") + text[start : concern.start]
    after = text[concern.end : end] + ("…" if end < len(text) else "")
    places = (_counted(text[: concern.start]), _counted(text[: concern.end]))
    return Place(concern.label, " ".join(before.split("\n")), concern.excerpt, " ".join(after.split("\n")), *places)


def _counted(text: str) -> int:
    """Return the length in the units browsers count a text in; an emoji is two."""
    return len(text.encode("utf-16-le")) // 2
