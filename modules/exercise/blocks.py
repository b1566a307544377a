"""What an exercise is made of: instructions, questions, things to match or sort, things to pick."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from media.blocks import TEXT_FEATURES


class QuestionBlock(blocks.StructBlock):
    """Something to answer in one's own words, with a model to compare with."""

    prompt = blocks.TextBlock(label=_("Tehtävä"), max_length=600, rows=2)
    hint = blocks.CharBlock(label=_("Vihje"), max_length=300, required=False)
    model_answer = blocks.TextBlock(
        label=_("Mallivastaus"),
        max_length=2000,
        rows=2,
        required=False,
        help_text=_("Näkyy osallistujalle vasta, kun hän on tallentanut oman vastauksensa."),
    )
    is_optional = blocks.BooleanBlock(label=_("Vapaaehtoinen"), required=False)

    class Meta:
        icon = "edit"
        label = _("Kysymys")


class PairBlock(blocks.StructBlock):
    """One thing and where it belongs."""

    item = blocks.CharBlock(label=_("Kohta"), max_length=300)
    target = blocks.CharBlock(label=_("Pari tai kori"), max_length=300)


class MatchBlock(blocks.StructBlock):
    """Things to match with their pairs, or to sort into baskets when several share one."""

    instruction = blocks.CharBlock(label=_("Ohje"), max_length=300)
    pairs = blocks.ListBlock(PairBlock(), label=_("Parit"), min_num=2, max_num=60)
    feedback = blocks.TextBlock(label=_("Selitys vastaamisen jälkeen"), max_length=1000, rows=2, required=False)

    class Meta:
        icon = "list-ul"
        label = _("Yhdistä tai lajittele")


class PickBlock(blocks.StructBlock):
    """Things of which some are picked, such as one's favorite questions. No pick is wrong."""

    instruction = blocks.CharBlock(label=_("Ohje"), max_length=300)
    options = blocks.ListBlock(blocks.CharBlock(max_length=300), label=_("Vaihtoehdot"), min_num=2, max_num=60)
    count = blocks.IntegerBlock(label=_("Montako valitaan"), min_value=1, max_value=60, default=5)

    class Meta:
        icon = "check"
        label = _("Valitse")


EXERCISE_BLOCKS: list[tuple[str, blocks.Block]] = [
    ("text", blocks.RichTextBlock(label=_("Ohjeteksti"), features=TEXT_FEATURES, icon="pilcrow")),
    ("question", QuestionBlock()),
    ("match", MatchBlock()),
    ("pick", PickBlock()),
]
