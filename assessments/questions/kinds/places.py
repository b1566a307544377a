"""What the parts of a body are called where a fault in one is told."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

NAMES = {
    "text": _("teksti"),
    "name": _("nimi"),
    "feedback": _("palaute"),
    "feedback_correct": _("palaute oikeasta"),
    "feedback_partial": _("palaute osittain oikeasta"),
    "feedback_incorrect": _("palaute väärästä"),
    "feedback_true": _("palaute vastaukseen oikein"),
    "feedback_false": _("palaute vastaukseen väärin"),
    "points": _("pisteet"),
    "penalty": _("sakko"),
    "hints": _("vihjeet"),
    "options": _("vaihtoehdot"),
    "fraction": _("pisteosuus"),
    "answer": _("vastaus"),
    "answers": _("vastaukset"),
    "accepted": _("hyväksytyt vastaukset"),
    "value": _("luku"),
    "tolerance": _("toleranssi"),
    "unit": _("yksikkö"),
    "units": _("yksiköt"),
    "pairs": _("parit"),
    "prompt": _("kohta"),
    "distractors": _("ylimääräiset vastineet"),
    "items": _("järjestettävät"),
    "gaps": _("aukot"),
    "guidance": _("arvioijalle"),
}


def place_words(loc: Sequence[int | str]) -> str:
    """Return where in a body something is, as `vaihtoehdot › 2 › teksti`."""
    return " › ".join(str(part + 1 if isinstance(part, int) else NAMES.get(part, part)) for part in loc)
