"""The editing form of a question: one block for each kind, with the same fields as the kind's body."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


def _text() -> blocks.TextBlock:
    return blocks.TextBlock(label=_("Kysymys"), rows=3, max_length=5000)


def _feedback() -> blocks.TextBlock:
    return blocks.TextBlock(
        label=_("Palaute kaikille"),
        rows=2,
        required=False,
        max_length=5000,
        help_text=_("Näkyy jokaiselle vastanneelle."),
    )


class OptionBlock(blocks.StructBlock):
    """One option."""

    text = blocks.CharBlock(label=_("Vaihtoehto"), max_length=1000)
    correct = blocks.BooleanBlock(label=_("Oikea"), required=False)
    feedback = blocks.TextBlock(
        label=_("Palaute"), rows=2, required=False, help_text=_("Näkyy sille, joka valitsi tämän.")
    )


class ChoiceBlock(blocks.StructBlock):
    """A question with options."""

    text = _text()
    options = blocks.ListBlock(OptionBlock(), label=_("Vaihtoehdot"), min_num=2, max_num=50)
    feedback = _feedback()


class ClaimBlock(blocks.StructBlock):
    """A claim."""

    text = blocks.TextBlock(label=_("Väite"), rows=3, max_length=5000)
    answer = blocks.BooleanBlock(label=_("Väite pitää paikkansa"), required=False)
    feedback_true = blocks.TextBlock(label=_("Palaute sille, joka vastasi ”oikein”"), rows=2, required=False)
    feedback_false = blocks.TextBlock(label=_("Palaute sille, joka vastasi ”väärin”"), rows=2, required=False)
    feedback = _feedback()


class PairBlock(blocks.StructBlock):
    """One pair."""

    prompt = blocks.CharBlock(label=_("Kohta"), max_length=1000)
    answer = blocks.CharBlock(label=_("Siihen kuuluu"), max_length=1000)


class MatchBlock(blocks.StructBlock):
    """Pairs to find."""

    text = _text()
    pairs = blocks.ListBlock(PairBlock(), label=_("Parit"), min_num=2, max_num=30)
    distractors = blocks.ListBlock(
        blocks.CharBlock(max_length=1000), label=_("Vastineet, jotka eivät kuulu mihinkään"), default=[], max_num=30
    )
    feedback = _feedback()


class OrderBlock(blocks.StructBlock):
    """Items to put in order."""

    text = _text()
    items = blocks.ListBlock(
        blocks.CharBlock(max_length=1000), label=_("Kohdat oikeassa järjestyksessä"), min_num=2, max_num=20
    )
    feedback = _feedback()


class NumberBlock(blocks.StructBlock):
    """A number."""

    text = _text()
    answer = blocks.DecimalBlock(label=_("Oikea luku"))
    tolerance = blocks.DecimalBlock(label=_("Sallittu poikkeama"), default=Decimal(0), min_value=0)
    unit = blocks.CharBlock(label=_("Yksikkö"), required=False, max_length=30)
    feedback = _feedback()


class ShortBlock(blocks.StructBlock):
    """A few words."""

    text = _text()
    accepted = blocks.ListBlock(blocks.CharBlock(max_length=1000), label=_("Hyväksytyt vastaukset"), min_num=1)
    case_sensitive = blocks.BooleanBlock(label=_("Isot ja pienet kirjaimet erotetaan"), required=False)
    feedback = _feedback()


class QuestionBlock(blocks.StreamBlock):
    """Exactly one question, of one kind."""

    single = ChoiceBlock(label=_("yksi oikea"), icon="radio-empty")
    multiple = ChoiceBlock(label=_("monta oikeaa"), icon="tick-inverse")
    truefalse = ClaimBlock(label=_("oikein vai väärin"), icon="help")
    match = MatchBlock(label=_("yhdistä"), icon="link")
    order = OrderBlock(label=_("järjestä"), icon="order")
    numeric = NumberBlock(label=_("luku"), icon="decimal")
    short = ShortBlock(label=_("lyhyt vastaus"), icon="pilcrow")

    class Meta:
        max_num = 1  # and at least one: the form says so in its own words


def to_body(value: Any) -> Any:
    """Return what a block holds as plain data, such as a kind parses."""
    if isinstance(value, blocks.StructValue):
        return {name: to_body(part) for name, part in value.items()}
    if isinstance(value, list | blocks.list_block.ListValue):
        return [to_body(part) for part in value]
    return str(value) if isinstance(value, Decimal) else value


def to_value(kind: str, body: dict[str, Any]) -> Any:
    """Return the block value that shows a stored body for editing."""
    return QuestionBlock().to_python([{"type": kind, "value": body}])
