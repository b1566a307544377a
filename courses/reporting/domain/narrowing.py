"""Narrowing a report: one place at a time, written in the address as `kunta:609`; only places that may be told."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Organisation
from courses.groups.classifications import municipality_name
from courses.reporting.domain.counted import CROSSED, MUNICIPALITY, ORGANISATION, RUN, WHOLE_CUT, YEAR, Cut
from courses.reporting.domain.table import Scope
from courses.reporting.domain.universe import Universe

WORDS = {"vuosi": YEAR, "toteutus": RUN, "kunta": MUNICIPALITY, "organisaatio": ORGANISATION}
UNKNOWN = "-"

Options = list[tuple[str, list[tuple[str, str]]]]


def read_cut(asked: str, universe: Universe, *, run: int | None = None) -> Cut | None:
    """Return the place an address names, None when it is not told or there is no such place."""
    if not asked:
        return WHOLE_CUT if run is None else Cut(RUN, run)
    found = dict(_cuts(universe, run))
    return found.get(asked)


def options(universe: Universe, *, run: int | None = None) -> Options:
    """Return the places one may narrow to, under their levels; a place of few is not among them."""
    groups: dict[str, list[tuple[str, str]]] = {}
    titles = {
        "vuosi": _("Vuosi, jona toteutus alkoi"),
        "toteutus": _("Toteutus"),
        "kunta": _("Kunta"),
        "organisaatio": _("Organisaatio"),
    }
    for written, cut in _cuts(universe, run):
        groups.setdefault(titles[written.partition(":")[0]], []).append((written, place_name(cut, universe)))
    return [(title, sorted(rows, key=lambda row: row[1].casefold())) for title, rows in groups.items()]


def _cuts(universe: Universe, run: int | None) -> Iterable[tuple[str, Cut]]:
    """Yield what is written in the address for each place that is told of people."""
    people = universe.people
    if run is not None:
        cuts = [Cut(CROSSED, pair) for pair in people.told_places(CROSSED) if pair[0] == run]
        yield from ((f"kunta:{_written(cut, universe)}", cut) for cut in cuts)
        return
    for word, level in WORDS.items():
        for value in people.told_places(level):
            cut = Cut(level, value)
            yield f"{word}:{_written(cut, universe)}", cut


def _written(cut: Cut, universe: Universe) -> str:
    value: Any = cut.value
    if cut.level == RUN:
        return universe.runs[value].slug
    if cut.level == CROSSED:
        value = value[1]
    return str(value or UNKNOWN)


def told_cut(scope: Scope) -> str:
    """Return the words of a report's narrowing."""
    return place_name(scope.cut, scope.universe)


def place_name(cut: Cut, universe: Universe) -> str:
    """Return the name of a place."""
    value: Any = cut.value
    if cut.level == RUN:
        return universe.runs[value].name
    if cut.level == ORGANISATION:
        payers = (row.enrolment.payer for row in universe.participants)
        found: Organisation | None = next((payer for payer in payers if payer and payer.pk == value), None)
        return found.name if found else _("Ei organisaatiota")
    if cut.level in (MUNICIPALITY, CROSSED):
        code = value[1] if cut.level == CROSSED else value
        return municipality_name(code) if code else _("Kunta ei tiedossa")
    return str(value)
