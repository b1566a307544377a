"""No set of published figures tells a cell of fewer than five: asked of the figures as a system of equations."""

from fractions import Fraction
from itertools import product

from hypothesis import example, given, settings
from hypothesis import strategies as st

from courses.reporting.domain.counted import (
    CROSSED,
    MUNICIPALITY,
    ORGANISATION,
    RUN,
    WHOLE_CUT,
    YEAR,
    Counted,
    Cut,
    Unit,
    Variable,
)
from courses.reporting.domain.suppression import apart, merge_small

STATE = Variable("state", is_ordered=True, order=("y", "x"))
REACH = Variable("reach", STATE, lambda key: key[0], is_ordered=True)
GENDER = Variable("gender")
CHAINS = ((YEAR, RUN), (MUNICIPALITY,), (ORGANISATION,))
YEARS = {"a": 2025, "b": 2026, "c": 2026}
TOWNS = ["Pori", "Rauma", ""]
RUNS, ORGANISATIONS = list(YEARS), ["o1", "o2", ""]
CLASSES = ["x1", "x2", "y1"]


def make_unit(run, town, organisation, reach, gender, weight):
    places = {YEAR: YEARS[run], RUN: run, MUNICIPALITY: town, ORGANISATION: organisation}
    return Unit(places, {"reach": reach, "state": reach[0], "gender": gender}, weight)


UNITS = st.lists(
    st.builds(
        make_unit,
        st.sampled_from(RUNS),
        st.sampled_from(TOWNS),
        st.sampled_from(ORGANISATIONS),
        st.sampled_from(CLASSES),
        st.sampled_from(["f", "m"]),
        st.sampled_from([1, 1, 2, 3, 4, 5, 6, 9]),
    ),
    max_size=14,
)


def cuts():
    rows = [WHOLE_CUT, *(Cut(YEAR, year) for year in (2025, 2026)), *(Cut(RUN, run) for run in RUNS)]
    rows += [Cut(MUNICIPALITY, town) for town in TOWNS]
    rows += [Cut(ORGANISATION, key) for key in ORGANISATIONS]
    return rows + [Cut(CROSSED, pair) for pair in product(RUNS, TOWNS)]


def told(counted, variable, classes):
    """Yield what is published of a variable: the place, the categories, the figure."""
    for cut in cuts():
        total = counted.total(cut)
        if total is not None:
            yield cut, classes, total
        blocks = counted.values(variable, cut.level).blocks if counted.tells(cut) else ()
        for block in blocks:
            yield cut, [key for key in block if key is not None], counted.count(variable, block, cut)


def belongs(cut, cell):
    run, town, organisation, _key = cell
    value = {YEAR: YEARS[run], RUN: run, MUNICIPALITY: town, ORGANISATION: organisation, CROSSED: (run, town)}
    return cut == WHOLE_CUT or value[cut.level] == cut.value


def reduced(row, basis):
    for lead, known in basis:
        if row[lead]:
            factor = row[lead]
            row = [value - factor * other for value, other in zip(row, known, strict=True)]
    return row


def span_of(rows):
    basis = []
    for row in rows:
        rest = reduced([Fraction(value) for value in row], basis)
        lead = next((place for place, value in enumerate(rest) if value), None)
        if lead is not None:
            basis.append((lead, [value / rest[lead] for value in rest]))
    return basis


@settings(max_examples=60)
@given(UNITS)
@example(
    [
        make_unit("a", "Pori", "o1", "x1", "f", 6),
        make_unit("a", "Pori", "o2", "x1", "m", 1),
        make_unit("b", "", "", "y1", "f", 5),
    ]
)
def test_no_cell_of_fewer_than_five_can_be_derived(units):
    counted = Counted(units, CHAINS, is_crossed=True)
    for variable, classes in ((REACH, CLASSES), (GENDER, ["f", "m"])):
        cells = list(product(RUNS, TOWNS, ORGANISATIONS, classes))
        actual = dict.fromkeys(cells, 0)
        for unit in units:
            actual[
                (*(unit.places[level] for level in (RUN, MUNICIPALITY, ORGANISATION)), unit.values[variable.key])
            ] += unit.weight
        published = [
            ([int(belongs(cut, cell) and cell[3] in keys) for cell in cells], figure)
            for cut, keys, figure in told(counted, variable, classes)
        ]
        for row, figure in published:
            assert figure == sum(actual[cell] for cell, is_in in zip(cells, row, strict=True) if is_in)
            assert figure == 0 or figure >= 5
        empty = {place for row, figure in published if not figure for place, is_in in enumerate(row) if is_in}
        live = [place for place in range(len(cells)) if place not in empty]
        basis = span_of([row[place] for place in live] for row, figure in published if figure)
        for target in secrets(cells, actual):
            wanted = [Fraction(int(place in target)) for place in live]
            assert not any(wanted) or any(reduced(wanted, basis)), f"{variable.key}: {[cells[p] for p in target]}"


def secrets(cells, actual):
    """Yield the sets of cells that count one to four: of one category or of any, in each kind of place."""
    keys = sorted({cell[3] for cell in cells})
    for cut in cuts():
        for wanted in [*([key] for key in keys), keys]:
            target = {place for place, cell in enumerate(cells) if belongs(cut, cell) and cell[3] in wanted}
            if 1 <= sum(actual[cells[place]] for place in target) <= 4:
                yield target


def test_one_small_category_takes_the_next_smallest_along():
    cells = {"a": [12], "b": [3], "c": [7], "d": [0]}
    assert set(merge_small(cells, apart(cells)).blocks[-1]) == {"b", "c"}


def test_months_are_put_together_with_a_neighbor():
    cells = {"1": [6], "2": [2], "3": [5], "4": [8]}
    assert merge_small(cells, apart(cells), is_ordered=True).blocks == (("1",), ("2", "3"), ("4",))


def test_of_fewer_than_five_nothing_is_told():
    counted = Counted([make_unit("a", "Pori", "o1", "x1", "f", 4)], CHAINS)
    assert counted.total() is None
    assert counted.count(GENDER, ["f"]) is None
    assert counted.count(GENDER, ["m"]) is None


def test_five_and_more_are_told_with_what_is_nought():
    counted = Counted([make_unit("a", "Pori", "o1", "x1", "f", 12)], CHAINS)
    assert (counted.total(), counted.count(GENDER, ["f"]), counted.count(GENDER, ["m"])) == (12, 12, 0)
