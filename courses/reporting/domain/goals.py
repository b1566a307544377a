"""R7 effects, R8 events and R9 planned against realized: what a project or a run answers for as a whole."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from accounts.discovery import modules_named
from courses.models import Counting, Indicator
from courses.quotes.domain.reading import consented_quotes
from courses.quotes.enums import Keyword, Use
from courses.reporting.domain.counted import RUN, WHOLE, WHOLE_CUT, YEAR, Counted, Unit, Variable
from courses.reporting.domain.groups import sessions_held
from courses.reporting.domain.held import Held
from courses.reporting.domain.participants import BACKGROUND, REACH
from courses.reporting.domain.suppression import SMALLEST
from courses.reporting.domain.table import Row, Scope, Table, hidden, told, total_of
from courses.reporting.domain.universe import CERTIFICATE
from courses.tables import rounded
from courses.wording import day

EVENT = Variable("event")


def effects(scope: Scope) -> list[Table]:
    """Return R7: self-assessments before and after, closing surveys, and quotes whose speakers consent to reports.

    Means are told by run, as their own pages tell them: from five answers on.
    """
    runs = scope.runs
    if scope.run is None and scope.cut.level == RUN:
        runs = [run for run in runs if run.pk == scope.cut.value]
    head = [_("Toteutus"), _("Väittämä"), _("Vastauksia alussa"), _("Keskiarvo alussa")]
    head += [_("Vastauksia lopussa"), _("Keskiarvo lopussa")]
    assessed = [
        [run, text, _enough(first), _mean(first, before), _enough(last), _mean(last, after)]
        for run, text, first, before, last, after in _offered("assessment_rows", runs)
    ]
    answered = [
        [run, page, text, _enough(count), _mean(count, mean)]
        for run, page, text, count, mean in _offered("survey_rows", runs)
    ]
    columns = [_("Toteutus"), _("Kysely"), _("Kysymys"), _("Vastauksia"), _("Keskiarvo")]
    quotes = consented_quotes(use=Use.REPORT, runs=runs)
    said = [[row.get_keyword_display(), row.text, row.speaker] for row in quotes]
    counts = [[str(label), sum(row[0] == str(label) for row in said)] for _value, label in Keyword.choices]
    counts.append([_("Yhteensä"), len(said)])
    return [
        Table("itsearviointi", _("Itsearviointi ennen ja jälkeen"), head, assessed, numbers_from=2),
        Table("kyselyt", _("Kyselyt"), columns, answered, numbers_from=3),
        Table("avainsanat", _("Sitaatit avainsanoittain"), [_("Avainsana"), _("Sitaatteja")], counts, has_total=True),
        Table("sitaatit", _("Sitaatit"), [_("Avainsana"), _("Sitaatti"), _("Puhuja")], said, numbers_from=3),
    ]


def _offered(name: str, runs: Any) -> list[Any]:
    modules = [module for _label, module in modules_named("figures") if hasattr(module, name)]
    return [row for module in modules for row in getattr(module, name)(runs=runs)]


def _enough(count: int) -> Any:
    return count if count == 0 or count >= SMALLEST else hidden()


def _mean(count: int, mean: float | None) -> Any:
    return hidden() if 0 < count < SMALLEST else "" if mean is None else rounded(mean)


def event_counts(scope: Scope) -> Counted:
    """Return the heads of the events, as weights; a head is no participant."""
    rows = events_of(scope)
    units = [Unit({YEAR: held.year}, {"event": number}, heads) for number, (_t, held, _m, heads) in enumerate(rows)]
    return Counted([unit for unit in units if unit.weight], ((YEAR,),))


def events_of(scope: Scope) -> list[Any]:
    """Return the events of a project, or of none: title, day, mode, heads."""
    modules = [module for _label, module in modules_named("figures") if hasattr(module, "event_rows")]
    project = scope.universe.project
    return [row for module in modules for row in module.event_rows(project=project, since=None, until=None)]


def events(scope: Scope) -> list[Table]:
    """Return R8: the events with their heads, which count in no figure of participants."""
    counted, rows = event_counts(scope), []
    in_year = scope.cut if scope.cut.level == YEAR else WHOLE_CUT
    for number, (title, held, mode, _heads) in enumerate(events_of(scope)):
        if in_year in (WHOLE_CUT, (YEAR, held.year)):
            rows.append([title, day(held), mode, told(counted.count(EVENT, [number], in_year))])
    sums: list[Row] = [[_("Tapahtumia"), len(rows)], [_("Kävijöitä yhteensä"), total_of(counted, in_year)]]
    head = [_("Tapahtuma"), _("Päivä"), _("Tapa"), _("Kävijöitä")]
    note = _("Tapahtumien kävijöitä ei lasketa osallistujiksi.")
    if scope.cut.level not in (WHOLE, YEAR):  # an event belongs to no run, place or organization
        note = f"{note} {_('Tätä taulukkoa ei ole rajattu.')}"
    return [
        Table("yhteenveto", _("Yhteenveto"), [_("Luku"), _("Määrä")], sums, note),
        Table("tapahtumat", _("Tapahtumat"), head, rows, numbers_from=3),
    ]


def goals(scope: Scope) -> list[Table]:
    """Return R9: each promised figure beside what came true, and what the funder's indicators count of it."""
    project = scope.universe.project
    if project is None:
        return []
    planned = dict(project.planned.values_list("indicator", "planned"))
    real = realized(scope)
    rows = [
        [str(label), planned.get(value, ""), real[value], _share(real[value], planned.get(value))]
        for value, label in Indicator.choices
    ]
    head = [_("Luku"), _("Suunniteltu"), _("Toteutunut"), _("Toteutunut %")]
    note = _("Henkilöihin lasketaan osallistujat ja ryhmäläiset, yrityksiin osallistujien ja ryhmäläisten yritykset.")
    return [Table("luvut", _("Suunniteltu ja toteutunut"), head, rows, note), _indicators(scope)]


def realized(scope: Scope) -> dict[str, Any]:
    """Return what came true of each indicator, of the whole project; hidden where few are told of."""
    universe = scope.universe
    people, members = total_of(universe.people, WHOLE_CUT), total_of(universe.members, WHOLE_CUT)
    firms, stated = total_of(universe.companies, WHOLE_CUT), total_of(universe.group_companies, WHOLE_CUT)
    return {
        Indicator.PEOPLE: added(people, members),
        Indicator.ENTREPRENEURS: added(told(universe.people.count(BACKGROUND, ["entrepreneur"])), members),
        Indicator.COMPANIES: added(firms, stated),
        Indicator.COMPLETED: told(universe.people.count(REACH, [CERTIFICATE])),
        Indicator.GROUPS: total_of(universe.groups, WHOLE_CUT),
        Indicator.MEETINGS: total_of(universe.meetings, WHOLE_CUT),
        Indicator.EXPERT_SESSIONS: sessions_held(universe),
        Indicator.EVENTS: len(events_of(scope)),
    }


def added(*figures: Any) -> Any:
    """Return the sum of figures; hidden when one of them is."""
    return sum(figures) if all(isinstance(figure, int) for figure in figures) else hidden()


def _share(real: Any, planned: int | None) -> Any:
    return round(100 * real / planned) if planned and isinstance(real, int) else ""


def _indicators(scope: Scope) -> Table:
    """Return what the common indicators count: of an activity its people or its companies, never both."""
    project, universe = scope.universe.project, scope.universe
    assert project is not None  # noqa: S101 -- only called for a project
    by_people = project.training_counts == Counting.PEOPLE, project.groups_count == Counting.PEOPLE
    people = [total_of(row, WHOLE_CUT) for row, is_so in zip(_people(universe), by_people, strict=True) if is_so]
    firms = [total_of(row, WHOLE_CUT) for row, is_so in zip(_firms(universe), by_people, strict=True) if not is_so]
    employed = [told(universe.people.count(BACKGROUND, ["entrepreneur"]))] if by_people[0] else []
    employed += [total_of(universe.members, WHOLE_CUT)] if by_people[1] else []
    rows = [
        ["EECO01", _("Osallistujia kaikkiaan"), added(*people)],
        ["EECO05", _("Työssä olevia, yrittäjät mukaan lukien"), added(*employed)],
        ["EECO19", _("Tuettuja mikroyrityksiä ja pk-yrityksiä"), added(*firms)],
    ]
    words = {"training": project.get_training_counts_display(), "groups": project.get_groups_count_display()}
    note = _(
        "Hankkeessa lasketaan koulutuksesta %(training)s ja ryhmätoiminnasta %(groups)s. "
        "Samasta ihmisestä ei lasketa sekä henkilöä että yritystä."
    )
    head = [_("Koodi"), _("Indikaattori"), _("Määrä")]
    return Table("indikaattorit", _("Yhteiset indikaattorit"), head, rows, note % words, numbers_from=2)


def _people(universe: Any) -> tuple[Held, Held]:
    return universe.people, universe.members


def _firms(universe: Any) -> tuple[Held, Held]:
    return universe.companies, universe.group_companies
