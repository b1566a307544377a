"""The editing form of a question: one block for each kind, with the same fields as the kind's body.

What most questions need stands first; the rest is folded away. A question whose texts are formatted gets the same
form with editors for formatted text (`rich`).
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import BlockGroup

from assessments.questions.kinds import KINDS

FEATURES = [
    "bold", "italic", "ul", "ol", "image", "superscript", "subscript", "code", "blockquote", "hr", "h4",
]  # fmt: skip
FRACTION_HINT = _("Tyhjä: oikea antaa kaikki pisteet ja väärä ei mitään. Miinusmerkki vie pisteitä.")
Fields = list[tuple[str, blocks.Block]]


class Texts:
    """Makes the fields for words: plain ones, or editors for formatted text."""

    def __init__(self, *, rich: bool) -> None:
        self.rich = rich

    def words(self, label: Any, *, rows: int = 2, required: bool = False, help_text: Any = "") -> blocks.Block:
        """Return a field for what a trainee reads."""
        if self.rich:
            return blocks.RichTextBlock(label=label, required=required, help_text=help_text, features=FEATURES)
        return blocks.TextBlock(label=label, required=required, help_text=help_text, rows=rows, max_length=20_000)

    def feedback(self) -> blocks.Block:
        """Return the field for what is said about one answer."""
        return self.words(_("Palaute"), help_text=_("Näkyy sille, joka vastasi näin."))


def _struct(fields: Fields, folded: Fields = (), **meta: Any) -> blocks.StructBlock:  # type: ignore[assignment]
    layout = BlockGroup([name for name, _block in fields], settings=[name for name, _block in folded])
    return blocks.StructBlock([*fields, *folded], form_layout=layout, **meta)


def _list(block: blocks.Block, label: Any, **options: Any) -> blocks.ListBlock:
    return blocks.ListBlock(block, label=label, **options)


def _line(label: Any, **options: Any) -> blocks.CharBlock:
    return blocks.CharBlock(label=label, max_length=20_000, **options)


def _share(**options: Any) -> blocks.DecimalBlock:
    return blocks.DecimalBlock(label=_("Osuus pisteistä, %"), **{"min_value": 0, "max_value": 100} | options)


def _flag(label: Any, **options: Any) -> blocks.BooleanBlock:
    return blocks.BooleanBlock(label=label, required=False, **options)


def _opening(texts: Texts, label: Any = None, help_text: Any = "") -> Fields:
    return [("text", texts.words(label or _("Kysymys"), rows=3, required=True, help_text=help_text))]


def _everybody(texts: Texts) -> Fields:
    return [("feedback", texts.words(_("Palaute kaikille"), help_text=_("Näkyy jokaiselle vastanneelle.")))]


def _folded(texts: Texts) -> Fields:
    """Return what every kind has and few questions need."""
    hint = _struct([("text", texts.words(_("Vihje"), required=True))])
    return [
        ("name", blocks.CharBlock(label=_("Nimi"), required=False, max_length=255, help_text=_("Vain luetteloihin."))),
        ("feedback_correct", texts.words(_("Palaute, kun vastaus on oikein"))),
        ("feedback_partial", texts.words(_("Palaute, kun vastaus on osittain oikein"))),
        ("feedback_incorrect", texts.words(_("Palaute, kun vastaus on väärin"))),
        ("hints", _list(hint, _("Vihjeet seuraavaan yritykseen"), default=[], max_num=50)),
    ]


def _choice(texts: Texts, *, several: bool) -> tuple[Fields, Fields]:
    least = -100
    option = _struct(
        [
            ("text", texts.words(_("Vaihtoehto"), rows=1, required=True)),
            ("correct", _flag(_("Oikea"))),
            ("feedback", texts.feedback()),
        ],
        [("fraction", _share(required=False, min_value=least, help_text=FRACTION_HINT))],
    )
    shown = [*_opening(texts), ("options", _list(option, _("Vaihtoehdot"), min_num=2, max_num=200))]
    folded: Fields = [("shuffle", _flag(_("Vaihtoehtojen järjestyksen saa sekoittaa"), default=True))]
    if several:
        folded.append(("all_or_nothing", _flag(_("Pisteet vain, kun kaikki on oikein"))))
    return [*shown, *_everybody(texts)], folded


def _single(texts: Texts) -> tuple[Fields, Fields]:
    return _choice(texts, several=False)


def _multiple(texts: Texts) -> tuple[Fields, Fields]:
    return _choice(texts, several=True)


def _truefalse(texts: Texts) -> tuple[Fields, Fields]:
    return [
        *_opening(texts, _("Väite")),
        ("answer", _flag(_("Väite pitää paikkansa"))),
        ("feedback_true", texts.words(_("Palaute sille, joka vastasi ”oikein”"))),
        ("feedback_false", texts.words(_("Palaute sille, joka vastasi ”väärin”"))),
        *_everybody(texts),
    ], []


def _match(texts: Texts) -> tuple[Fields, Fields]:
    pair = _struct([("prompt", texts.words(_("Kohta"), rows=1, required=True)), ("answer", _line(_("Siihen kuuluu")))])
    return [
        *_opening(texts),
        ("pairs", _list(pair, _("Parit"), min_num=1, max_num=200)),
        ("distractors", _list(_line(""), _("Vastineet, jotka eivät kuulu mihinkään"), default=[], max_num=200)),
        *_everybody(texts),
    ], []


def _order(texts: Texts) -> tuple[Fields, Fields]:
    item = texts.words("", rows=1, required=True)
    grading = [
        ("pairs", _("keskinäinen järjestys: pieni virhe maksaa vähän")),
        ("all", _("kaikki tai ei mitään")),
        ("position", _("oikea paikka")),
        ("next", _("oikea seuraaja")),
        ("next_last", _("oikea seuraaja, myös viimeinen")),
        ("neighbours", _("oikeat naapurit")),
        ("relative", _("kaikki parit")),
        ("longest_subset", _("pisin oikea osajono")),
        ("longest_run", _("pisin yhtenäinen jono")),
        ("distance", _("etäisyys oikeasta paikasta")),
    ]
    return [
        *_opening(texts),
        ("items", _list(item, _("Kohdat oikeassa järjestyksessä"), min_num=2, max_num=100)),
        *_everybody(texts),
    ], [("grading", blocks.ChoiceBlock(label=_("Pisteytys"), choices=grading, default="pairs"))]


def _numeric(texts: Texts) -> tuple[Fields, Fields]:
    answer = _struct(
        [
            ("value", blocks.DecimalBlock(label=_("Luku"), required=False, help_text=_("Tyhjä: mikä tahansa luku."))),
            ("tolerance", blocks.DecimalBlock(label=_("Sallittu poikkeama"), default=Decimal(0), min_value=0)),
        ],
        [("fraction", _share(default=Decimal(100))), ("feedback", texts.feedback())],
    )
    unit = _struct(
        [("name", _line(_("Yksikkö"))), ("factor", blocks.DecimalBlock(label=_("Kuinka monta on yksi perusyksikkö")))]
    )
    needed = [
        ("no", _("ei tarvita")),
        ("optional", _("saa kirjoittaa")),
        ("graded", _("kuuluu vastaukseen")),
        ("choose", _("valitaan luettelosta")),
    ]
    return [
        *_opening(texts),
        ("answers", _list(answer, _("Hyväksytyt luvut"), min_num=1, max_num=200)),
        ("unit", blocks.CharBlock(label=_("Yksikkö"), required=False, max_length=30)),
        *_everybody(texts),
    ], [
        ("units", _list(unit, _("Muut yksiköt"), default=[], max_num=50)),
        ("unit_needed", blocks.ChoiceBlock(label=_("Yksikön kirjoittaminen"), choices=needed, default="no")),
    ]


def _short(texts: Texts) -> tuple[Fields, Fields]:
    wording = _struct(
        [("text", _line(_("Vastaus")))],
        [("fraction", _share(default=Decimal(100))), ("feedback", texts.feedback())],
    )
    return [
        *_opening(texts),
        ("accepted", _list(wording, _("Hyväksytyt vastaukset"), min_num=1, max_num=200)),
        *_everybody(texts),
    ], [
        ("case_sensitive", _flag(_("Isot ja pienet kirjaimet erotetaan"))),
        ("wildcards", _flag(_("Tähti * tarkoittaa mitä tahansa"), help_text=_("Tähtimerkki itse kirjoitetaan \\*."))),
    ]


def _gaps(texts: Texts) -> tuple[Fields, Fields]:
    answer = _struct(
        [("text", _line(_("Vastaus"))), ("fraction", _share(default=Decimal(100), min_value=-100))],
        [
            ("feedback", texts.feedback()),
            ("tolerance", blocks.DecimalBlock(label=_("Sallittu poikkeama"), default=Decimal(0))),
        ],
    )
    sorts = [
        ("choice", _("valitaan yksi")),
        ("several", _("valitaan useita")),
        ("short", _("kirjoitetaan sanoja")),
        ("number", _("kirjoitetaan luku")),
    ]
    layouts = [("list", _("luettelo")), ("radio", _("allekkain")), ("row", _("vierekkäin"))]
    gap = _struct(
        [
            ("sort", blocks.ChoiceBlock(label=_("Aukko täytetään näin"), choices=sorts, default="choice")),
            ("answers", _list(answer, _("Vastaukset"), min_num=1, max_num=200)),
        ],
        [
            ("points", blocks.DecimalBlock(label=_("Painoarvo"), default=Decimal(1), min_value=0)),
            ("layout", blocks.ChoiceBlock(label=_("Valintojen asettelu"), choices=layouts, default="list")),
            ("shuffle", _flag(_("Valintojen järjestyksen saa sekoittaa"))),
            ("case_sensitive", _flag(_("Isot ja pienet kirjaimet erotetaan"))),
        ],
    )
    hint = _("Merkitse aukot tekstiin näin: [[1]], [[2]]. Väärän vaihtoehdon osuus on 0 %.")
    return [
        *_opening(texts, _("Teksti aukkoineen"), hint),
        ("gaps", _list(gap, _("Aukot järjestyksessä"), min_num=1, max_num=200)),
        *_everybody(texts),
    ], []


def _open(texts: Texts) -> tuple[Fields, Fields]:
    def amount(label: Any) -> blocks.IntegerBlock:
        return blocks.IntegerBlock(label=label, required=False, min_value=1, max_value=20_000)

    return [
        *_opening(texts, help_text=_("Kouluttaja lukee vastauksen ja antaa pisteet.")),
        (
            "guidance",
            texts.words(_("Arvioijalle"), help_text=_("Mitä vastauksesta etsitään. Osallistuja ei näe tätä.")),
        ),
        ("min_words", amount(_("Sanoja vähintään"))),
        ("max_words", amount(_("Sanoja enintään"))),
        *_everybody(texts),
    ], [
        ("template", blocks.TextBlock(label=_("Valmis alku vastaukselle"), required=False, rows=3)),
        ("lines", blocks.IntegerBlock(label=_("Rivejä"), default=15, min_value=1, max_value=100)),
    ]


def _description(texts: Texts) -> tuple[Fields, Fields]:
    return _opening(texts, _("Teksti"), _("Ohje tai tilanne kysymysten välissä. Tähän ei vastata.")), []


FORMS: dict[str, tuple[Callable[[Texts], tuple[Fields, Fields]], str]] = {
    "single": (_single, "radio-empty"),
    "multiple": (_multiple, "tick-inverse"),
    "truefalse": (_truefalse, "help"),
    "match": (_match, "link"),
    "order": (_order, "order"),
    "numeric": (_numeric, "decimal"),
    "short": (_short, "pilcrow"),
    "gaps": (_gaps, "form"),
    "open": (_open, "edit"),
    "description": (_description, "doc-full"),
}


@lru_cache(maxsize=2)
def question_block(*, rich: bool = False) -> blocks.StreamBlock:
    """Return the form for exactly one question, of one kind."""
    texts = Texts(rich=rich)
    kinds = []
    for name, (make, icon) in FORMS.items():
        shown, folded = make(texts)
        kinds.append((name, _struct(shown, [*folded, *_folded(texts)], label=KINDS[name].label, icon=icon)))
    return blocks.StreamBlock(kinds, max_num=1)  # and at least one: the form says so in its own words
