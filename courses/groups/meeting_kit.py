"""What the curriculum gives for meetings: the templates M1–M7 and the question cards, read from the data folder once.

The templates are copied into the database, where the content team may change them. What still reads as here is shown
in the reader's language; a text of one's own is shown as it was written.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from django.utils.translation import get_language
from pydantic import BaseModel, ConfigDict, model_validator

DATA = Path(__file__).resolve().parent / "data"


class Shape(BaseModel):
    """Refuses what it does not know, so that a slip in a data file is found at once."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(Shape):
    """The same words in the three languages."""

    fi: str
    sv: str
    en: str

    def __str__(self) -> str:
        return str(getattr(self, (get_language() or "fi")[:2], self.fi))


class KitStep(Words):
    """One step of a template."""

    minutes: int
    part: Literal["settle", "mirror", "carry", "break", "check"]


class KitTemplate(Shape):
    """A template of the curriculum."""

    code: str
    slug: str
    kind: str
    mode: Literal["face", "outdoors", "online"]
    minutes: int
    title: Words
    steps: list[KitStep]

    @model_validator(mode="after")
    def steps_fill_the_time(self) -> KitTemplate:
        """The steps take exactly the time of the meeting."""
        if sum(step.minutes for step in self.steps) != self.minutes:
            raise ValueError(f"the steps of {self.code} do not take {self.minutes} minutes")
        return self


class Basket(Shape):
    """Question cards for one moment of a conversation."""

    key: str
    title: Words
    hint: Words
    cards: list[Words]


@cache
def kit_templates() -> tuple[KitTemplate, ...]:
    """Return the templates of the curriculum."""
    rows = yaml.safe_load((DATA / "meeting_templates.yaml").read_text(encoding="utf-8"))
    return tuple(KitTemplate.model_validate(row) for row in rows)


@cache
def question_baskets() -> tuple[Basket, ...]:
    """Return the question cards in their baskets."""
    rows = yaml.safe_load((DATA / "question_cards.yaml").read_text(encoding="utf-8"))
    return tuple(Basket.model_validate(row) for row in rows)


@cache
def _known() -> dict[str, Words]:
    words = [words for template in kit_templates() for words in (template.title, *template.steps)]
    return {word.fi: word for word in words}


def in_own_language(text: str) -> str:
    """Return a text of a template in the active language when it is the curriculum's own, else as it is."""
    known = _known().get(text)
    return str(known) if known else text
