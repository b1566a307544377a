"""Completion: three values per condition, worded for the trainee, evaluated for one person at once."""

from datetime import timedelta

import pytest
from django.utils import timezone
from factories.accounts import UserFactory
from factories.courses import EnrolmentFactory, make_run, mark_present

from courses.domain.completion import evaluate
from courses.domain.enrolment import UnableToConfirm, confirm_completion
from courses.domain.learning import plan_for
from courses.enums import AttendanceState, Standing
from courses.models import ConditionState

pytestmark = pytest.mark.django_db

ATTENDANCE = {"conditions": [{"id": "sessions", "kind": "attendance", "params": {}}]}


def standing_of(enrolment, condition):
    return ConditionState.objects.get(enrolment=enrolment, condition=condition).standing


def evaluated(enrolment, **kwargs):
    evaluate(enrolment=enrolment, at=timezone.now(), **kwargs)
    enrolment.refresh_from_db()
    return enrolment


@pytest.mark.parametrize(
    ("marks", "params", "expected", "done"),
    [
        ([], {}, Standing.NOT_YET, 0),
        (["present"], {}, Standing.NOT_YET, 1),
        (["present", "present"], {}, Standing.MET, 2),
        (["present", "made_up"], {}, Standing.MET, 2),
        (["present", "partial"], {}, Standing.NOT_YET, 1),
        (["present", "absent"], {}, Standing.NOT_YET, 1),
        (["present", "absent"], {"sessions": 1}, Standing.MET, 1),
        (["absent", "present"], {"positions": [2]}, Standing.MET, 1),
        (["absent", "absent"], {"min_minutes": 200}, Standing.IMPOSSIBLE, 0),
        (["absent"], {"min_minutes": 180}, Standing.NOT_YET, 0),
        (["absent"], {"min_minutes": 181}, Standing.IMPOSSIBLE, 0),
    ],
)
def test_attendance_condition_by_marks_and_parameters(marks, params, expected, done):
    rules = {"conditions": [{"id": "sessions", "kind": "attendance", "params": params}]}
    enrolment = EnrolmentFactory(run=make_run(rules=rules))
    for session, state in zip(enrolment.run.sessions.order_by("position"), marks, strict=False):
        mark_present(enrolment, session, state=state, minutes=180 if state == "present" else 0)

    evaluated(enrolment)

    state = ConditionState.objects.get(enrolment=enrolment, condition="sessions")
    assert (state.standing, state.done) == (expected, done)


def test_everything_met_makes_the_enrollment_ready_and_taking_away_undoes_it():
    enrolment = EnrolmentFactory(run=make_run(rules=ATTENDANCE))
    marks = [mark_present(enrolment, session) for session in enrolment.run.sessions.all()]

    assert evaluated(enrolment).ready_at is not None
    marks[0].state = AttendanceState.ABSENT
    marks[0].save()

    assert evaluated(enrolment).ready_at is None


def test_rules_without_conditions_make_nobody_ready():
    enrolment = EnrolmentFactory(run=make_run(rules={"conditions": []}))

    assert evaluated(enrolment).ready_at is None


def test_evaluation_is_idempotent_and_keeps_the_moment_of_change():
    enrolment = EnrolmentFactory(run=make_run(rules=ATTENDANCE))
    evaluated(enrolment)
    first = ConditionState.objects.get(enrolment=enrolment, condition="sessions")

    evaluate(enrolment=enrolment, at=timezone.now() + timedelta(days=3))

    again = ConditionState.objects.get(enrolment=enrolment, condition="sessions")
    assert (again.pk, again.since) == (first.pk, first.since)


def test_only_the_conditions_that_look_at_the_change_are_evaluated_again():
    enrolment = EnrolmentFactory(run=make_run(rules=ATTENDANCE))
    evaluated(enrolment)
    for session in enrolment.run.sessions.all():
        mark_present(enrolment, session)

    evaluated(enrolment, about={"group"})
    assert standing_of(enrolment, "sessions") == Standing.NOT_YET

    evaluated(enrolment, about={"attendance"})
    assert standing_of(enrolment, "sessions") == Standing.MET


def test_a_condition_that_left_the_rules_leaves_the_states():
    run = make_run(rules=ATTENDANCE)
    enrolment = evaluated(EnrolmentFactory(run=run))
    rule_set = run.rule_sets.create(
        version=2, rules={"conditions": [{"id": "ok", "kind": "confirmation"}]}, made_at=timezone.now()
    )
    enrolment.rule_set = rule_set
    enrolment.save()

    evaluated(enrolment)

    assert list(enrolment.condition_states.values_list("condition", flat=True)) == ["ok"]


def test_confirmation_is_recorded_once():
    rules = {"conditions": [{"id": "ok", "kind": "confirmation"}]}
    enrolment = EnrolmentFactory(run=make_run(rules=rules))
    first, second = UserFactory(), UserFactory()

    confirm_completion(enrolment=enrolment, by=first, at=timezone.now())
    confirm_completion(enrolment=enrolment, by=second, at=timezone.now())

    enrolment.refresh_from_db()
    assert enrolment.confirmed_by == first
    assert enrolment.ready_at is not None


def test_nobody_confirms_their_own_completion():
    enrolment = EnrolmentFactory(run=make_run(rules={"conditions": [{"id": "ok", "kind": "confirmation"}]}))

    with pytest.raises(UnableToConfirm):
        confirm_completion(enrolment=enrolment, by=enrolment.user, at=timezone.now())

    enrolment.refresh_from_db()
    assert enrolment.confirmed_at is None


@pytest.mark.parametrize(
    ("days_after", "done", "expected"),
    [(5, False, Standing.NOT_YET), (-1, False, Standing.IMPOSSIBLE), (-1, True, Standing.MET)],
)
def test_after_the_last_day_what_is_not_met_is_no_longer_possible(days_after, done, expected):
    run = make_run(rules=ATTENDANCE | {"closes_days_after": 10}, started_days_ago=60)
    enrolment = EnrolmentFactory(run=run)
    run.ends_on = timezone.localdate() - timedelta(days=10 - days_after)
    run.save()
    if done:
        for session in run.sessions.all():
            mark_present(enrolment, session)

    evaluated(enrolment)

    row = plan_for(run=run, enrolment=enrolment, at=timezone.now()).checklist()[0]
    assert row["standing"] == expected
    assert ("Sovi kouluttajan kanssa lisäajasta" in row["reason"]) == (expected == Standing.IMPOSSIBLE)
