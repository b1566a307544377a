"""An answer in one's own words, which a person reads; and a text that asks nothing."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Annotated, Any, Literal, Self

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field, model_validator

from assessments.questions.kinds.base import NOTHING, Body, Given, Kind, UnableToReadAnswer, Words, first_value

Amount = Annotated[int, Field(ge=1, le=20_000)]


class OpenBody(Body):
    """What stands in the field to begin with, how long the answer may be, and what its reader should look for."""

    template: Words = ""
    guidance: Words = ""
    lines: Annotated[int, Field(ge=1, le=100)] = 15
    min_words: Amount | None = None
    max_words: Amount | None = None
    response: Literal["editor", "editorfilepicker", "plain", "monospaced", "noinline"] = "plain"
    required: bool = True
    attachments: Annotated[int, Field(ge=-1, le=100)] = 0
    attachments_required: Annotated[int, Field(ge=0, le=100)] = 0

    @model_validator(mode="after")
    def lengths_fit(self) -> Self:
        """The least cannot be more than the most."""
        if self.min_words and self.max_words and self.min_words > self.max_words:
            raise ValueError(_("Sanoja vähintään on enemmän kuin sanoja enintään."))
        return self


class Open(Kind):
    """Own words. The mark comes from the person who reads them."""

    name = "open"
    label = gettext_lazy("avoin vastaus")
    Body = OpenBody
    template = "questions/kinds/open.html"
    is_reviewed = True

    def clean_answer(self, body: OpenBody, given: Given, order: Sequence[int]) -> str | None:
        """Return the text; what stood in the field to begin with is no answer yet.

        Raises UnableToReadAnswer when it is shorter or longer than asked.
        """
        text = first_value(given)
        if not text or _same(text, body.template):
            return None
        count = len(text.split())
        if body.max_words and count > body.max_words:
            raise UnableToReadAnswer(
                _("Vastauksessa on %(count)s sanaa. Lyhennä se enintään %(limit)s sanaan.")
                % {"count": count, "limit": body.max_words}
            )
        if body.min_words and count < body.min_words:
            raise UnableToReadAnswer(
                _("Vastauksessa on %(count)s sanaa. Kirjoita vähintään %(limit)s sanaa.")
                % {"count": count, "limit": body.min_words}
            )
        return text

    def mark(self, body: OpenBody, answer: str | None) -> Fraction:
        """Return nothing: no rule can read own words."""
        return NOTHING

    def correct_answer(self, body: OpenBody) -> str:
        return ""

    def rows(self, body: OpenBody, given: Given, order: Sequence[int]) -> list[dict[str, Any]]:
        return [{"text": given.get("", [body.template])[0] if given else body.template, "lines": min(body.lines, 30)}]


def _same(text: str, template: str) -> bool:
    return text.split() == template.split()


class DescriptionBody(Body):
    """A text between the questions."""


class Description(Kind):
    """A text that asks nothing and earns nothing."""

    name = "description"
    label = gettext_lazy("kuvaus")
    Body = DescriptionBody
    template = "questions/kinds/open.html"  # never included: nothing is asked
    asks = False

    def clean_answer(self, body: DescriptionBody, given: Given, order: Sequence[int]) -> None:
        return None

    def mark(self, body: DescriptionBody, answer: None) -> Fraction:
        return NOTHING

    def correct_answer(self, body: DescriptionBody) -> str:
        return ""

    def rows(self, body: DescriptionBody, given: Given, order: Sequence[int]) -> list[dict[str, Any]]:
        return []

    def is_answered(self, body: DescriptionBody, given: Given, order: Sequence[int]) -> bool:
        return True
