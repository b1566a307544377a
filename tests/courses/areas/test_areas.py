"""Figures of an area (N8): the reports' own units, one snapshot for all, and nothing of few by any subtraction."""

from datetime import timedelta
from fractions import Fraction

import pytest
from django.urls import reverse
from django.utils import timezone
from factories.accounts import AdminFactory, OrganisationContactFactory, OrganisationFactory, UserFactory
from factories.courses import EnrolmentFactory, make_run, make_staff
from factories.groups import make_founded_group, make_log
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.areas.domain.asking import COUNTRY, Asked, answer, figure, home_area, years_in
from courses.areas.domain.reckoning import blocks_of
from courses.areas.domain.snapshots import is_due, is_stale, newest, take_snapshot
from courses.areas.enums import Measure
from courses.areas.models import AreaSnapshot
from courses.areas.sweeps import sweep
from courses.certificates.domain.confidentiality import promise_confidentiality
from courses.reporting.domain.counted import MUNICIPALITY, Cut
from courses.reporting.domain.universe import Universe

PORI, RAUMA, ULVILA, TURKU, SALO = TOWNS = ("609", "684", "886", "853", "734")
YEARS = (2024, 2025, 2026)
AREAS = (COUNTRY, "m04", "m02", *TOWNS)


def snapshot_of(places):
    today = timezone.localdate()
    figures = {measure.value: blocks_of(places) for measure in Measure}
    return AreaSnapshot(day=today.replace(year=2026), taken_at=timezone.now(), figures=figures)


def true_count(places, asked):
    return sum(asked.has(town) and asked.year in ("", str(year)) for year, town in places)


def reduced(row, basis):
    """Return what is left of a row when the rows of the basis are taken off it."""
    left = [Fraction(value) for value in row]
    for other in basis:
        pivot = next(place for place, value in enumerate(other) if value)
        if left[pivot]:
            factor = left[pivot] / other[pivot]
            left = [one - factor * two for one, two in zip(left, other, strict=True)]
    return left


def basis_of(rows):
    """Return rows that all others are combinations of: what is one of them too can be reckoned out."""
    basis = []
    for row in rows:
        left = reduced(row, basis)
        if any(left):
            basis.append(left)
    return basis


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(YEARS), st.sampled_from(TOWNS)), max_size=70))
def test_no_subtraction_of_areas_and_years_tells_a_figure_under_five(places):
    snapshot = snapshot_of(places)
    cells = [(year, town) for year in YEARS for town in TOWNS]
    told = []
    for area in AREAS:
        for year in ("", *map(str, YEARS)):
            asked = Asked(area, year)
            value = figure(snapshot, Measure.GROUPS, asked)
            if value is None:
                continue
            assert value % 5 == 0  # and so is whatever is reckoned of figures told
            assert abs(value - true_count(places, asked)) <= 2 * len(TOWNS)
            assert (value == 0) == (true_count(places, asked) == 0)
            told.append([asked.has(town) and year in ("", str(cell)) for cell, town in cells])
    basis = basis_of(told)
    for area in AREAS:
        for year in ("", *map(str, YEARS)):
            asked = Asked(area, year)
            if 0 < true_count(places, asked) < 5:
                target = [asked.has(town) and year in ("", str(cell)) for cell, town in cells]
                assert any(reduced(target, basis)), (area, year)


def test_a_hidden_figure_is_no_zero_and_an_empty_year_is_one():
    snapshot = snapshot_of([(2024, PORI)] * 6 + [(2026, PORI)] * 7 + [(2026, RAUMA)] * 2 + [(2026, TURKU)] * 5)
    found = answer(snapshot=snapshot, asked=Asked("m04", "2026"))
    assert years_in(snapshot) == ["2026", "2025", "2024"]
    assert dict(found.by_town)["Rauma"] == [None] * 5
    assert found.has_hidden
    empty = answer(snapshot=snapshot, asked=Asked("m04", "2025"))
    assert empty.is_empty
    assert not snapshot_of([]).figures["groups"][""]
    few = snapshot_of([(2026, PORI)] * 4)
    assert figure(few, Measure.GROUPS, Asked()) is None


@pytest.mark.parametrize(("town", "area"), [("Pori", "m04"), ("björneborg", "m04"), ("Ankkalinna", "maa"), ("", "maa")])
def test_an_advisor_begins_with_the_own_region(town, area):
    assert home_area(town) == area


@pytest.fixture
def places():
    """A run with six trainees who lead groups in Pori, one of whom has met once, and one paid from Turku."""
    run = make_run()
    trainees = [EnrolmentFactory(run=run) for _ in range(6)]
    for trainee in trainees:
        group = make_founded_group(enrolment=trainee, municipality=PORI)
        make_log(group)
    EnrolmentFactory(run=run, payer=OrganisationFactory(municipality="Turku"))
    return run


@pytest.mark.django_db
def test_the_figures_equal_the_reports_of_the_same_day(places):
    snapshot = take_snapshot(at=timezone.now())
    universe = Universe(None)
    in_pori = Cut(MUNICIPALITY, PORI)
    reported = {
        Measure.TRAINING: len(universe.people.inside(in_pori)),
        Measure.CERTIFIED: 0,
        Measure.GROUPS: len(universe.groups.inside(in_pori)),
        Measure.MEETINGS: len(universe.meetings.inside(in_pori)),
    }
    told = {measure: figure(snapshot, measure, Asked(PORI)) for measure in reported}
    assert reported[Measure.GROUPS] == reported[Measure.MEETINGS] == 6
    assert told[Measure.TRAINING] is None  # with the one from Turku, who would be the difference
    assert figure(snapshot, Measure.TRAINING, Asked()) == 5  # of seven, to the nearest five
    assert {key: told[key] for key in told if key != Measure.TRAINING} == {
        key: 5 * round(reported[key] / 5) for key in told if key != Measure.TRAINING
    }


@pytest.mark.django_db
def test_a_figure_stays_until_five_have_moved(places):
    at = timezone.now()

    def groups(more, days):
        for _one in range(more):
            make_founded_group(enrolment=EnrolmentFactory(run=places), municipality=PORI)
        return figure(take_snapshot(at=at + timedelta(days=days)), Measure.GROUPS, Asked(PORI))

    assert [groups(0, 0), groups(2, 1), groups(2, 2), groups(1, 3)] == [5, 5, 5, 10]  # of 6, 8, 10, 11


@pytest.mark.django_db
def test_one_snapshot_a_day_that_grows_old():
    at = timezone.now().replace(hour=6)
    assert newest(at=at).day == timezone.localdate(at)
    assert sweep(at=at) == 0
    tomorrow = at + timedelta(days=1)
    assert is_due(at=tomorrow)
    assert is_stale(newest(at=at), at=at + timedelta(hours=27))
    assert sweep(at=tomorrow) == 1
    assert sweep(at=tomorrow) == 0
    assert newest(at=tomorrow).taken_at == tomorrow
    take_snapshot(at=at + timedelta(days=60))
    assert AreaSnapshot.objects.count() == 1


@pytest.mark.django_db
def test_who_opens_the_figures_and_everybody_sees_the_same(client, places):
    contact = OrganisationContactFactory(organisation__municipality="Pori")
    promise_confidentiality(user=contact.user, at=timezone.now())
    slug = contact.organisation.slug
    urls = {
        "advisor": [reverse("areas:advisor", args=[slug]), reverse("areas:advisor-file", args=[slug, "csv"])],
        "trainer": [reverse("areas:staff"), reverse("areas:staff-file", args=["csv"])],
    }
    people = {
        "advisor": contact.user,
        "trainer": make_staff(places),
        "other_advisor": OrganisationContactFactory().user,
        "trainee": EnrolmentFactory(run=places).user,
        "superuser": AdminFactory(),
        "stranger": UserFactory(),
    }
    answers = {}
    for role, user in people.items():
        client.force_login(user)
        for owner, addresses in urls.items():
            for address in addresses:
                response = client.get(address, {"alue": PORI})
                if role == owner:
                    assert response.status_code == 200, (role, address)
                    answers.setdefault(owner, []).append(response)
                else:
                    assert response.status_code == 404, (role, address)
    page, file = answers["advisor"]
    assert file.content == answers["trainer"][1].content  # equal figures, made of one answer
    lines = file.content.decode("utf-8-sig").splitlines()
    sums = next(line for line in lines if line.startswith("Yhteensä;")).split(";")
    assert sums == ["Yhteensä", "peitetty", "0", "5", "5", "0"]
    shown = page.content.decode()
    assert "peitetty" in shown
    assert "Pori, kaikki vuodet" in shown
    client.force_login(contact.user)
    assert client.get(reverse("areas:home"))["Location"] == urls["advisor"][0]
    assert client.get(reverse("areas:advisor-file", args=[slug, "exe"])).status_code == 404
    client.logout()
    assert client.get(urls["advisor"][0]).status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query",
    [{"alue": "x"}, {"alue": "m99", "vuosi": "20000"}, {"vuosi": "<script>"}, {"alue": "\0"}, {"vuosi": "😀" * 300}],
)
def test_an_odd_address_shows_the_own_area_and_all_years(client, query):
    client.force_login(make_staff(make_run()))
    page = client.get(reverse("areas:staff"), query)
    assert page.status_code == 200
    assert "Koko maa, kaikki vuodet" in page.content.decode()
    assert "<script>" not in page.content.decode().split("<main", 1)[1]
    assert client.post(reverse("areas:staff")).status_code == 405
