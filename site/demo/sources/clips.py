"""Storyboards: what each slide of a clip shows and says."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from demo.sources.base import Shape, Slug, Text

CLIPS = Path(__file__).resolve().parent.parent / "clips"


class Slide(Shape):
    """One still of a clip."""

    seconds: Annotated[float, Field(gt=1, le=15)]
    heading: Text
    line: str = ""
    look: Literal["plain", "opens", "says"] = "plain"
    drawing: Slug
    parts: list[Slug] = []
    chapter: str = ""
    caption: Text


class Storyboard(Shape):
    """A silent, captioned clip."""

    slug: Slug
    number: Text
    title: Text
    slides: Annotated[list[Slide], Field(min_length=2)]

    @property
    def seconds(self) -> float:
        """How long the clip runs."""
        return sum(slide.seconds for slide in self.slides)

    @property
    def starts(self) -> list[float]:
        """The second at which each slide begins."""
        return [sum(slide.seconds for slide in self.slides[:index]) for index in range(len(self.slides))]

    @property
    def folder(self) -> Path:
        """Where the clip and its source lie."""
        return CLIPS / self.slug
