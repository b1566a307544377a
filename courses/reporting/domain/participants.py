"""R2 participants and R6 results of the training: what is told of people."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from courses.enums import Background
from courses.groups.classifications import municipality_name
from courses.reporting.domain.answers import background_tables
from courses.reporting.domain.counted import MONTH, MUNICIPALITY, ORGANISATION, RUN, Variable
from courses.reporting.domain.table import Row, Scope, Table, by_place, hidden, in_order, shares, since, told, total_of
from courses.reporting.domain.universe import (
    CERTIFICATE,
    GROUP,
    MEETINGS,
    REACHES,
    SESSIONS,
    state_of,
)

STATE = Variable("state", is_ordered=True, order=("dropped", "active", "completed"))
STEP = 5  # days: a mean to the day would tell, a day later, how long the latest one took
REACH = Variable("reach", STATE, state_of, is_ordered=True)
BACKGROUND = Variable("background")


def state_choices() -> list[tuple[str, str]]:
    """Return the three coarse states."""
    return [("active", _("mukana")), ("completed", _("suorittanut")), ("dropped", _("keskeyttänyt"))]


def month_name(month: Any) -> str:
    """Return a month as it is written: 8/2026."""
    year, number = str(month).split("-")
    return f"{int(number)}/{year}"


def participants(scope: Scope) -> list[Table]:
    """Return R2: everybody who has taken part, by state, background and place, and what the funder has asked."""
    people, cut = scope.universe.people, scope.cut
    head = (_("Tila"), _("Osallistujia"))
    tables = [
        shares(
            key="tila",
            title=_("Osallistujat"),
            head=head,
            counted=people,
            variable=STATE,
            choices=state_choices(),
            cut=cut,
        )
    ]
    if scope.is_whole:
        tables.append(_by_month(scope))
    tables.append(
        shares(
            key="tausta",
            title=_("Mistä osallistujat tulevat"),
            head=(_("Tausta"), _("Osallistujia")),
            counted=people,
            variable=BACKGROUND,
            choices=Background.choices,
            cut=cut,
        )
    )
    if scope.is_whole:
        tables += _by_places(scope)
    return tables + background_tables(scope)


def _by_month(scope: Scope) -> Table:
    people, rows = scope.universe.people, []
    found = people.told(STATE, MONTH) if people.is_told else None
    numbers = {block: number for number, block in enumerate(found.grid.places)} if found else {}
    for block, label in in_order(numbers, month_name):
        place = [next(number for known, number in numbers.items() if set(known) == set(block))]
        counts = [told(found.grid.count([value], place)) for value, _label in state_choices()] if found else []
        rows.append([label, found.grid.total(place) if found else "", *counts])
    head = [_("Aloitti"), _("Aloittaneita"), *(label.capitalize() for _value, label in state_choices())]
    note = _("Kuukaudet, joina aloitti alle viisi, on laskettu yhteen naapurinsa kanssa.")
    return Table("kuukaudet", _("Aloituskuukauden mukaan"), head, rows, note, as_of=since(found))


def _by_places(scope: Scope) -> list[Table]:
    people, universe = scope.universe.people, scope.universe
    towns = {unit.places[MUNICIPALITY] for unit in people.units}
    payers = {row.enrolment.payer_id or 0: row.enrolment.payer for row in universe.participants}
    names = {pk: payer.name if payer else _("Ei organisaatiota") for pk, payer in payers.items()}
    values: list[tuple[str, str, str, str, dict[Any, str]]] = [
        ("kunnat", _("Kunnan mukaan"), _("Kunta"), MUNICIPALITY, town_labels(towns)),
        ("organisaatiot", _("Organisaation mukaan"), _("Organisaatio"), ORGANISATION, sorted_by_name(names)),
        ("toteutukset", _("Toteutuksen mukaan"), _("Toteutus"), RUN, {k: r.name for k, r in universe.runs.items()}),
    ]
    return [
        by_place(key=key, title=title, head=(column, _("Osallistujia")), counted=people, level=level, labels=labels)
        for key, title, column, level, labels in values
    ]


def town_labels(codes: set[Any]) -> dict[Any, str]:
    """Return the names of municipalities by their codes, the unknown last."""
    named = sorted_by_name({code: municipality_name(code) for code in codes if code})
    return {**named, "": _("Ei tiedossa")} if "" in codes else named


def sorted_by_name(labels: dict[Any, str]) -> dict[Any, str]:
    """Return the labels in the order of their words."""
    return dict(sorted(labels.items(), key=lambda row: row[1].casefold()))


def results(scope: Scope) -> list[Table]:
    """Return R6: how many have come how far, and how long it took."""
    steps = [
        (_("Ilmoittautui ja pääsi mukaan"), REACHES),
        (_("Osallistui koulutuskertaan"), (SESSIONS, GROUP, MEETINGS, CERTIFICATE)),
        (_("Perusti oman ryhmän"), (GROUP, MEETINGS, CERTIFICATE)),
        (_("Kirjasi ryhmätapaamisen"), (MEETINGS, CERTIFICATE)),
        (_("Sai todistuksen"), (CERTIFICATE,)),
    ]
    people, cut = scope.universe.people, scope.cut
    rows = [[title, told(people.count(REACH, reaches, cut))] for title, reaches in steps]
    rows[0][1] = total_of(people, cut)
    note = _(
        "Kuka on päässyt pidemmälle, lasketaan myös edellisiin vaiheisiin. "
        "Keskeyttäneet ovat vain ensimmäisessä luvussa."
    )
    found = people.table(REACH, cut)
    if found is not None:
        rows[0][1] = found[0].grid.total([found[1]])
    funnel = Table("polku", _("Ilmoittautumisesta todistukseen"), [_("Vaihe"), _("Osallistujia")], rows, note)
    funnel.as_of = since(found[0] if found else None)
    return [funnel, _lead_time(scope)]


def _lead_time(scope: Scope) -> Table:
    count = scope.universe.people.count(REACH, [CERTIFICATE], scope.cut)
    inside = set(map(id, scope.universe.people.inside(scope.cut)))
    pairs = zip(scope.universe.participants, scope.universe.people.units, strict=True)
    days = [row.certified_after or 0 for row, unit in pairs if row.reach == CERTIFICATE and id(unit) in inside]
    value: Any = hidden() if count is None else STEP * round(sum(days) / len(days) / STEP) if days else ""
    row: Row = [_("Keskimäärin päiviä toteutuksen alusta todistukseen, viiden päivän tarkkuudella"), value]
    return Table("kesto", _("Kesto"), [_("Luku"), _("Päiviä")], [row])
