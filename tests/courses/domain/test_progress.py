"""The overview: those who are stuck first, and what somebody has not begun although most have."""

import pytest
from django.utils import timezone
from factories.courses import SMALL_RULES, EnrolmentFactory, make_run

from courses.domain.progress import matrix_of
from courses.models import ConditionState

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


def test_those_with_the_fewest_conditions_met_come_first():
    run = make_run()
    ahead, stuck = enter(run, 9, 9, 0), enter(run, 9, 0, 0)

    assert [row.enrolment.pk for row in matrix_of(run=run).rows] == [stuck.pk, ahead.pk]


def test_what_most_have_begun_and_one_has_not_is_marked():
    run = make_run()
    enter(run, 3, 0, 0)
    enter(run, 9, 1, 0)
    late = enter(run, 0, 0, 0)

    behind = {row.enrolment.pk: row.behind for row in matrix_of(run=run).rows}

    assert behind[late.pk] == 1  # the first condition: two of three have begun it
    assert sum(behind.values()) == 1  # of the second only one of three has begun, so nobody is late there


def test_a_trainee_never_evaluated_counts_as_not_yet():
    run = make_run()
    EnrolmentFactory(run=run)

    cells = matrix_of(run=run).rows[0].cells

    assert [(cell["standing"], cell["done"]) for cell in cells] == [("not_yet", 0)] * 3


@pytest.mark.parametrize("number", ["x", "-1", "0", "999", None, ""])
def test_any_page_number_shows_a_page(number):
    run = make_run()
    EnrolmentFactory(run=run)

    assert len(matrix_of(run=run, number=number).rows) == 1
