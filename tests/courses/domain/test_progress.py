"""The overview: those who are stuck first, and what somebody has not begun although most have."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone
from factories.courses import SMALL_RULES, EnrolmentFactory, crowd, make_run

from courses.domain.progress import ORDERS, PAGE_SIZE, Asked, matrix_of
from courses.models import ConditionState, Enrolment

pytestmark = pytest.mark.django_db


def enter(run, *done: int, standing: str = "not_yet"):
    """Enter a trainee whose conditions have got so far."""
    enrolment = EnrolmentFactory(run=run, conditions_met=sum(value == 9 for value in done))
    for position, (rule, value) in enumerate(zip(SMALL_RULES["conditions"], done, strict=True)):
        ConditionState.objects.create(
            enrolment=enrolment,
            condition=rule["id"],
            position=position,
            standing="met" if value == 9 else standing,
            done=value,
            needed=9,
            since=timezone.now(),
        )
    return enrolment


def test_those_who_have_got_least_far_come_first_and_the_order_may_be_another():
    run = make_run()
    now = timezone.now()
    ahead = EnrolmentFactory(run=run, user__family_name="Ahma", percent=60, progressed_at=now - timedelta(days=30))
    stuck = EnrolmentFactory(run=run, user__family_name="Ölander", percent=10, progressed_at=now)

    def shown(order):
        return [row.enrolment.pk for row in matrix_of(run=run, asked=Asked(order=order), at=now).rows]

    assert shown("") == [stuck.pk, ahead.pk]
    assert shown("odottanut") == shown("nimi") == [ahead.pk, stuck.pk]


def test_what_most_have_begun_and_one_has_not_is_marked():
    run = make_run()
    enter(run, 3, 0, 0)
    enter(run, 9, 1, 0)
    late = enter(run, 0, 0, 0)

    behind = {row.enrolment.pk: row.behind for row in matrix_of(run=run, at=timezone.now()).rows}

    assert behind[late.pk] == 1  # the first condition: two of three have begun it
    assert sum(behind.values()) == 1  # of the second only one of three has begun, so nobody is late there


def test_a_trainee_never_evaluated_counts_as_not_yet():
    run = make_run()
    EnrolmentFactory(run=run)

    cells = matrix_of(run=run, at=timezone.now()).rows[0].cells

    assert [(cell["standing"], cell["done"]) for cell in cells] == [("not_yet", 0)] * 3


@pytest.mark.parametrize("words", ["x", "\0", "0" * 40, "", "ehdot; DROP TABLE", "😀"])
def test_an_address_that_says_nothing_sensible_shows_everybody(words):
    run = make_run()
    EnrolmentFactory(run=run)
    asked = Asked.read({"jalkeen": words, "ennen": words, "jarjestys": words, "nayta": words, "ehto": words})

    assert len(matrix_of(run=run, asked=asked, at=timezone.now()).rows) == 1


@pytest.mark.parametrize("order", ORDERS)
def test_turning_pages_meets_everybody_once_there_and_back(order):
    run = make_run()
    now = timezone.now()
    crowd(run, 2 * PAGE_SIZE + 3)
    Enrolment.objects.update(percent=F("pk") % 3)  # many stand side by side

    def turn(**key):
        return matrix_of(run=run, asked=Asked(order=order, **key), at=now)

    first = turn()
    second = turn(after=first.after)
    third = turn(after=second.after)
    met = [row.enrolment.pk for page in (first, second, third) for row in page.rows]

    assert len(met) == len(set(met)) == 2 * PAGE_SIZE + 3
    assert (first.before, third.after) == (None, None)
    assert [row.enrolment.pk for row in turn(before=third.before).rows] == [row.enrolment.pk for row in second.rows]
    assert [row.enrolment.pk for row in turn(before=second.before).rows] == [row.enrolment.pk for row in first.rows]


def test_filters_count_what_they_show():
    run = make_run()
    now = timezone.now()
    for seen, ready in ((None, None), (now - timedelta(days=20), None), (now, None), (None, now)):
        EnrolmentFactory(run=run, user__last_login=seen, ready_at=ready)

    for row, count in matrix_of(run=run, at=now).filters:
        found = matrix_of(run=run, asked=Asked(show=row.key), at=now)
        assert len(found.rows) == count, row.key
        assert found.shown == row.title
    assert {row.key: n for row, n in found.filters}["ei-kirjautunut"] == 2


def test_a_column_leads_to_those_who_lack_it():
    run = make_run()
    enter(run, 9, 9, 0)
    lacking = enter(run, 0, 9, 0)
    first = SMALL_RULES["conditions"][0]["id"]

    found = matrix_of(run=run, asked=Asked(condition=first), at=timezone.now())

    assert [row.enrolment.pk for row in found.rows] == [lacking.pk]


def test_days_without_progress_are_told_from_two_weeks_on_and_never_of_the_ready():
    run = make_run()
    now = timezone.now()
    for days, ready in ((13, None), (15, None), (30, now)):
        EnrolmentFactory(run=run, progressed_at=now - timedelta(days=days), ready_at=ready, percent=days)

    assert [row.quiet_days for row in matrix_of(run=run, at=now).rows] == [0, 15, 0]
