"""R3 companies and R5 the life of groups. Counts of members and companies only; nothing of what logs say."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from courses.experts.enums import SessionState
from courses.experts.models import Reservation
from courses.groups.enums import GroupState, MeetingKind, MeetingMode
from courses.quotes.models import JointWork
from courses.reporting.domain.counted import MUNICIPALITY, YEAR, Unit, Variable
from courses.reporting.domain.held import FREE, Held
from courses.reporting.domain.participants import month_name, town_labels
from courses.reporting.domain.table import Scope, Table, by_place, hidden, in_order, shares, since, told, total_of
from courses.reporting.domain.universe import GROUP_CHAINS, MEETING_CHAINS, Universe
from courses.wording import hours

HELD = (SessionState.HELD, SessionState.COLLECTED)
GROUP_STATE = Variable("group_state")
STATED = Variable("stated")
ROUGHLY = 300
KIND = Variable("kind")
MODE = Variable("mode")
MEETING_YEAR = Variable("meeting_year", is_ordered=True)
MEETING_MONTH = Variable("meeting_month", MEETING_YEAR, lambda month: int(str(month)[:4]), is_ordered=True)


def companies(scope: Scope) -> list[Table]:
    """Return R3: firms of trainees by their business IDs, and those of group members as facilitators stated them."""
    universe, cut = scope.universe, scope.cut
    rows = [
        [_("Osallistujien yritykset (kukin Y-tunnus kerran)"), total_of(universe.companies, cut)],
        [_("Ryhmäläisten yritykset (ohjaajien ilmoittamat)"), total_of(universe.group_companies, cut)],
        [_("Ryhmäläiset, henkilöä"), total_of(universe.members, cut)],
    ]
    note = _("Ryhmäläisten Y-tunnuksia ei kerätä: ohjaaja ilmoittaa, kuinka monta yritystä ryhmässä on.")
    tables = [Table("yritykset", _("Yritykset"), [_("Luku"), _("Määrä")], rows, note)]
    stated = shares(
        key="ilmoitukset",
        title=_("Ryhmät, joiden yritykset on ilmoitettu"),
        head=(_("Ilmoitus"), _("Ryhmiä")),
        counted=universe.groups,
        variable=STATED,
        choices=[("yes", _("ilmoitettu")), ("no", _("ei ilmoitettu"))],
        cut=cut,
    )
    tables.append(stated)
    if scope.is_whole:
        towns = town_labels({unit.places[MUNICIPALITY] for unit in universe.companies.units})
        title, head = _("Osallistujien yritykset kunnan mukaan"), (_("Kunta"), _("Yrityksiä"))
        places: Any = {"counted": universe.companies, "level": MUNICIPALITY, "labels": towns}
        tables.append(by_place(key="kunnat", title=title, head=head, **places))
    return tables


def life_of_groups(scope: Scope) -> list[Table]:
    """Return R5: groups, members, meetings, hours, shared sessions and what was made together."""
    universe, cut = scope.universe, scope.cut
    rows = [
        [_("Ryhmiä"), total_of(universe.groups, cut)],
        [_("Ryhmäläisiä"), total_of(universe.members, cut)],
        [_("Kirjattuja tapaamisia"), total_of(universe.meetings, cut)],
        [_("Tapaamisten tunnit"), hours_of(scope)],
        [_("Osallistumisia yhteisiin asiantuntijaosuuksiin, ryhmää"), total_of(reservations_of(universe), cut)],
        [_("Yhdessä tehtyjä tuotoksia"), total_of(works_of(universe), cut)],
    ]
    note = _("Ryhmä kuuluu vuoteen, jona koulutus alkoi, tapaaminen ja asiantuntijaosuus siihen, jona ne pidettiin.")
    in_year = note if scope.cut.level == YEAR else ""
    tables = [Table("luvut", _("Ryhmätoiminta"), [_("Luku"), _("Määrä")], rows, in_year)]
    split: list[tuple[str, str, str, Held, Variable, Any]] = [
        ("tilat", _("Ryhmät tilan mukaan"), _("Tila"), universe.groups, GROUP_STATE, GroupState.choices[2:]),
        ("lajit", _("Tapaamiset lajin mukaan"), _("Laji"), universe.meetings, KIND, MeetingKind.choices),
        ("tavat", _("Tapaamiset tavan mukaan"), _("Tapa"), universe.meetings, MODE, MeetingMode.choices),
    ]
    for key, title, column, counted, variable, choices in split:
        what = _("Ryhmiä") if key == "tilat" else _("Tapaamisia")
        fields: Any = {"counted": counted, "variable": variable, "choices": choices, "cut": cut}
        tables.append(shares(key=key, title=title, head=(column, what), **fields))
    return [*tables, _meetings_by_month(scope), *_groups_by_town(scope)]


def _groups_by_town(scope: Scope) -> list[Table]:
    if not scope.is_whole:
        return []
    groups = scope.universe.groups
    places: Any = {"counted": groups, "level": MUNICIPALITY}
    places["labels"] = town_labels({unit.places[MUNICIPALITY] for unit in groups.units})
    return [by_place(key="kunnat", title=_("Ryhmät kunnan mukaan"), head=(_("Kunta"), _("Ryhmiä")), **places)]


def hours_of(scope: Scope) -> Any:
    """Return the hours of the meetings in a place, where their number is told."""
    meetings = scope.universe.meetings
    if meetings.total(scope.cut) is None:
        return hidden()
    inside = set(map(id, meetings.inside(scope.cut)))
    rows = zip(scope.universe.meeting_rows, meetings.units, strict=True)
    minutes = sum(meeting.minutes for (meeting, _places), unit in rows if id(unit) in inside)
    if scope.cut.level not in FREE:  # of a town or an organization the latest meeting must not show
        minutes = ROUGHLY * round(minutes / ROUGHLY)
    return hours(minutes)


def _meetings_by_month(scope: Scope) -> Table:
    meetings, cut = scope.universe.meetings, scope.cut
    found = meetings.table(MEETING_MONTH, cut) if meetings.is_told else None
    blocks = in_order(found[0].grid.categories, month_name) if found else []
    rows = [[label, told(meetings.count(MEETING_MONTH, block, cut))] for block, label in blocks if block != [None]]
    rows.append([_("Yhteensä"), found[0].grid.total([found[1]]) if found else total_of(meetings, cut)])
    note = _("Kuukaudet, joina tapaamisia oli alle viisi, on laskettu yhteen naapurinsa kanssa.")
    head = [_("Kuukausi"), _("Tapaamisia")]
    title, as_of = _("Tapaamiset kuukauden mukaan"), since(found[0] if found else None)
    return Table("kuukaudet", title, head, rows, note, has_total=True, as_of=as_of)


def reservations_of(universe: Universe) -> Held:
    """Return the groups' parts in shared expert sessions that were held: each group once at each."""
    return universe.held("expert sessions", [Unit(places) for places in parts_of(universe)], MEETING_CHAINS)


def parts_of(universe: Universe) -> list[dict[str, Any]]:
    """Return where each group's part in each held session is counted: as the group is, in the year it was held."""
    places = {group.pk: universe.places_of(group, person) for group, person in universe.group_rows}
    rows = Reservation.objects.filter(group__in=places, session__state__in=HELD, session__starts_at__isnull=False)
    parts = rows.order_by("session__starts_at", "pk").values_list("group_id", "session__starts_at")
    return [{**places[group], YEAR: timezone.localdate(held_at).year} for group, held_at in parts]


def sessions_held(universe: Universe) -> int:
    """Return how many shared expert sessions the groups took part in, each once."""
    groups = [group.pk for group, _person in universe.group_rows]
    rows = Reservation.objects.filter(group__in=groups, session__state__in=HELD)
    return rows.values("session_id").distinct().count()


def works_of(universe: Universe) -> Held:
    """Return what the groups have made together, as numbers."""
    places = {group.pk: universe.places_of(group, person) for group, person in universe.group_rows}
    rows = JointWork.objects.filter(group__in=places).values_list("group_id", flat=True)
    return universe.held("joint works", [Unit(places[key]) for key in rows], GROUP_CHAINS)
