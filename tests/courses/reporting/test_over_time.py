"""What somebody learns who looks at every report every day and keeps all figures: never anything of one to four."""

from datetime import timedelta

import pytest
from django.utils import timezone
from factories.accounts import OrganisationFactory
from factories.courses import make_run
from factories.reporting import fund, join, make_project
from hypothesis import example, given, settings
from hypothesis import strategies as st

from courses.models import Enrolment
from courses.reporting.domain.catalog import BY_KEY, build, universe_of
from courses.reporting.domain.counted import (
    CROSSED,
    MUNICIPALITY,
    ORGANISATION,
    RUN,
    WHOLE,
    YEAR,
    Counted,
    Unit,
    Variable,
)
from courses.reporting.domain.held import FREE, Held
from courses.reporting.domain.ledger import StoredLedger, ToldMeanwhile, kept
from courses.reporting.domain.table import Scope
from courses.reporting.models import ToldTables

STATE = Variable("state", is_ordered=True)
REACH = Variable("reach", STATE, lambda key: key[0], is_ordered=True)
GENDER = Variable("gender")
CHAINS = ((YEAR, RUN), (MUNICIPALITY,), (ORGANISATION,))
YEARS = {"a": 2025, "b": 2026, "c": 2026}
LEVELS = [WHOLE, YEAR, RUN, MUNICIPALITY, ORGANISATION, CROSSED]
VARIABLES = [None, STATE, REACH, GENDER]
ASKED = [(variable, level) for variable in VARIABLES for level in LEVELS if variable or level not in FREE]

KIND = st.tuples(
    st.sampled_from("abc"),
    st.sampled_from(["Pori", "Rauma"]),
    st.sampled_from(["o1", "o2"]),
    st.sampled_from(["x1", "x2", "y1"]),
    st.sampled_from("fm"),
)
# Each day some come, and some of those there were go or become something else.
DAYS = st.lists(
    st.tuples(
        st.lists(st.tuples(KIND, st.sampled_from([1, 2, 5, 6])), max_size=5),
        st.lists(st.tuples(st.integers(0, 40), st.one_of(st.none(), st.sampled_from(["x2", "y1"]))), max_size=6),
        st.integers(0, 5),
    ),
    min_size=2,
    max_size=5,
)


class Memory(StoredLedger):
    """A ledger that nothing is stored of."""

    def _read(self):
        if self._row is None:
            self._row = ToldTables(universe=self.universe, tables={}, known={}, weighed={})
        return self._row

    def next_day(self):
        self._answers = {}
        self.at += timedelta(days=1)


def unit_of(kind):
    run, town, organisation, reach, gender = kind
    places = {YEAR: YEARS[run], RUN: run, MUNICIPALITY: town, ORGANISATION: organisation}
    return Unit(places, {"reach": reach, "state": reach[0], "gender": gender})


def live_through(people, come, moved):
    """Return who is there after a day."""
    people = [*people, *(kind for kind, size in come for _one in range(size))]
    for number, reach in moved:
        if number < len(people) and people[number]:
            run, town, organisation, _old, gender = people[number]
            people[number] = None if reach is None else (run, town, organisation, reach, gender)
    return [row for row in people if row]


FINER = {2025: "a", 2026: "bc", "x": ["x1", "x2"], "y": ["y1"]}


def figures_of(told, variable, level):
    """Yield every figure of a table: cells and sums. What counts the same has one key in all tables."""
    grid = told.grid
    everywhere = range(len(grid.places))
    for chosen in [*([number] for number in everywhere), everywhere]:
        place = frozenset(one for number in chosen for key in grid.places[number] for one in FINER.get(key, [key]))
        where = "everywhere" if level == WHOLE or chosen is everywhere else (level in FREE or level, place)
        for block in grid.categories:
            which = frozenset(one for key in block for one in FINER.get(key, [key]))
            if variable:
                yield (where, "reach" if variable is STATE else variable.key, which), grid.count(block, chosen)
        if level not in FREE and chosen is not everywhere:  # how many there are in all is told as it is
            yield (where, "all"), grid.total(chosen)


@settings(max_examples=25)
@given(DAYS)
@example([([(("a", "Pori", "o1", "x1", "f"), 6)], [], 0), ([(("a", "Pori", "o1", "x1", "f"), 1)], [], 0)])
def test_no_two_days_differ_by_one_to_four(days):
    ledger, people, seen = Memory("any", at=timezone.now()), [], {}
    for come, moved, asked in days:
        people = live_through(people, come, moved)
        held = Held("people", Counted(map(unit_of, people), CHAINS, is_crossed=True), ledger)
        for variable, level in ASKED[asked:] + ASKED[:asked]:
            found = held.told(variable, level)
            for cells, figure in figures_of(found, variable, level) if found else ():
                assert figure == 0 or figure >= 5
                known = seen.setdefault(cells, set())
                assert all(not 0 < abs(figure - other) < 5 for other in known), cells
                known.add(figure)
        ledger.next_day()


def test_a_table_is_told_anew_when_five_have_come_and_is_of_its_day_until_then():
    ledger = Memory("any", at=timezone.now())

    def look(**counts):
        ledger.next_day()
        people = [("a", "Pori", "o1", "x1", gender) for gender, count in counts.items() for _one in range(count)]
        found = Held("people", Counted(map(unit_of, people), CHAINS), ledger).told(GENDER, WHOLE)
        return (found.grid.count("f", [0]), found.grid.count("m", [0]), found.is_old)

    assert look(f=6, m=5) == (6, 5, False)
    assert look(f=7, m=5) == (6, 5, True)
    assert look(f=10, m=5) == (6, 5, True)
    assert look(f=11, m=5) == (11, 5, False)
    assert look(f=12, m=9) == (11, 5, True)  # weighed, and too near to what was told
    assert look(f=11, m=10) == (11, 5, True)  # the day must not tell that the latest one is a man
    assert look(f=16, m=15) == (16, 15, False)


@pytest.mark.django_db
def test_a_report_of_the_next_day_tells_nothing_of_who_came_or_answered():
    project, run = make_project(), make_run()
    fund(project, run)
    pori, rauma = (OrganisationFactory(municipality=town) for town in ("Pori", "Rauma"))
    join(run, 6, payer=pori)
    join(run, 7, payer=rauma, background="other")

    def tables(**more):
        made = build(BY_KEY["osallistujat"], Scope(universe_of(project), timezone.now(), **more))
        return {table.key: {row[0]: row[1] for row in table.rows} for table in made.tables}, made

    first, _report = tables()
    assert first["kunnat"]["Pori"] == 6
    assert first["tausta"]["Yhteensä"] == 13
    join(run, 1, payer=pori, background="advisor")
    second, report = tables()
    assert second["toteutukset"]["Yhteensä"] == 14  # how many there are is told as it is
    for key in ("tila", "kunnat", "organisaatiot", "tausta"):
        assert second[key] == first[key]
        assert next(table for table in report.tables if table.key == key).as_of
    assert any("aiemman tilanteen" in note for note in report.notes)
    Enrolment.objects.filter(run=run, payer=rauma).first().delete()
    assert tables()[0]["kunnat"] == first["kunnat"]


@pytest.mark.django_db
def test_who_was_slower_begins_anew_with_what_was_told():
    slow, fast = StoredLedger("u", at=timezone.now()), StoredLedger("u", at=timezone.now())

    def look(ledger, count):
        people = [("a", "Pori", "o1", "x1", "f")] * count
        return Held("people", Counted(map(unit_of, people), CHAINS), ledger).told(GENDER, WHOLE).grid.total()

    assert look(slow, 7) == 7
    assert kept(fast, lambda: look(fast, 6)) == 6
    with pytest.raises(ToldMeanwhile):
        slow.keep()
    slow.forget()
    assert kept(slow, lambda: look(slow, 7)) == 6
