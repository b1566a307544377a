"""The figures of an area as a table: the same numbers and the same words as on the page."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from courses.areas.domain.asking import Answer
from courses.wording import clock, day


def hidden() -> str:
    """Return what stands in the place of a figure that is not told."""
    return _("peitetty")


def table_of(answer: Answer) -> list[list[Any]]:
    """Return the rows of the file: what was asked and when it was reckoned, the sums, towns, years."""
    measures = [label for label, _value in answer.sums]
    rows: list[list[Any]] = [
        [_("Alue"), answer.asked.area_name],
        [_("Ajanjakso"), answer.asked.period_name],
        [_("Laskettu"), f"{day(answer.taken_at)} {clock(answer.taken_at)}"],
        [_("Tarkkuus"), _("pyöristetty lähimpään viiteen")],
        [],
        ["", *measures],
        [_("Yhteensä"), *_told([value for _label, value in answer.sums])],
    ]
    for title, part in ((_("Kunnittain"), answer.by_town), (_("Vuosittain"), answer.by_year)):
        if part:
            rows += [[], [title, *measures], *([label, *_told(values)] for label, values in part)]
    return rows


def _told(values: list[int | None]) -> list[Any]:
    return [hidden() if value is None else value for value in values]
