"""Closing and opening a register: only then does attendance count, and only then do trainees see it."""

from copy import deepcopy
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from factories.accounts import UserFactory
from factories.courses import EnrolmentFactory, make_run, make_staff, mark_present

from courses.domain.attendance import Mark, UnableToMark, take_attendance
from courses.domain.completion import evaluate
from courses.domain.learning import plan_for
from courses.domain.reevaluating import AT_ONCE, evaluate_after, evaluate_waiting
from courses.domain.registers import RegisterIncomplete, close_register, reopen_register
from courses.enums import SessionState, Standing
from courses.models import ConditionState, Enrolment, RegisterEvent

pytestmark = pytest.mark.django_db

RULES = {"conditions": [{"id": "sessions", "kind": "attendance", "params": {"sessions": 1}}]}


def standing(enrolment):
    return ConditionState.objects.get(enrolment=enrolment, condition="sessions").standing


def seen_by(enrolment, **options):
    plan = plan_for(run=enrolment.run, enrolment=enrolment, at=timezone.now(), attendance=True, **options)
    return plan.sessions[0].attendance


@pytest.fixture(scope="module")
def made(kept_rows):
    """A trainee marked present at the first session, whose register is still open."""
    enrolment = EnrolmentFactory(run=make_run(rules=RULES))
    evaluate(enrolment=enrolment, at=timezone.now())
    trainer = make_staff(enrolment.run)
    session = enrolment.run.sessions.first()
    take_attendance(session=session, marks={enrolment.pk: Mark("present")}, by=trainer, at=timezone.now())
    return enrolment, session, trainer


@pytest.fixture
def marked(made):
    return deepcopy(made)


def test_a_mark_counts_and_shows_only_after_the_register_is_closed(marked):
    enrolment, session, trainer = marked
    evaluate(enrolment=enrolment, at=timezone.now())
    assert (standing(enrolment), seen_by(enrolment)) == (Standing.NOT_YET, "")
    assert seen_by(enrolment, open_registers=True) == "present"

    close_register(session=session, by=trainer, at=timezone.now())

    assert (standing(enrolment), seen_by(enrolment)) == (Standing.MET, "present")


def test_the_trainee_learns_who_marked_them_and_when(marked):
    enrolment, session, trainer = marked
    close_register(session=session, by=trainer, at=timezone.now())

    plan = plan_for(run=enrolment.run, enrolment=enrolment, at=timezone.now(), attendance=True)

    assert plan.sessions[0].mark.marked_by == trainer
    assert plan.sessions[0].mark.marked_at <= timezone.now()


def test_opening_again_takes_the_result_back_until_it_is_closed_anew(marked):
    enrolment, session, trainer = marked
    close_register(session=session, by=trainer, at=timezone.now())

    reopen_register(session=session, by=trainer, reason="Väärä henkilö", at=timezone.now())

    assert (standing(enrolment), seen_by(enrolment)) == (Standing.NOT_YET, "")
    kinds = list(RegisterEvent.objects.order_by("pk").values_list("kind", "by", "reason"))
    assert kinds == [("locked", trainer.pk, ""), ("reopened", trainer.pk, "Väärä henkilö")]


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_opening_needs_a_reason(marked, reason):
    _enrolment, session, trainer = marked
    close_register(session=session, by=trainer, at=timezone.now())

    with pytest.raises(UnableToMark):
        reopen_register(session=session, by=trainer, reason=reason, at=timezone.now())


def test_closing_and_opening_twice_change_nothing(marked):
    _enrolment, session, trainer = marked
    for _again in range(2):
        close_register(session=session, by=trainer, at=timezone.now())
    for _again in range(2):
        reopen_register(session=session, by=trainer, reason="Syy", at=timezone.now())

    assert RegisterEvent.objects.count() == 2


def test_those_without_a_mark_are_named(marked):
    enrolment, session, trainer = marked
    EnrolmentFactory(run=enrolment.run, user=UserFactory(given_name="Mikko", family_name="Metso"))
    EnrolmentFactory(run=enrolment.run, user=UserFactory(given_name="Kimmo", family_name="Kiuru"))

    with pytest.raises(RegisterIncomplete, match="Kirjaamatta 2: Kimmo Kiuru, Mikko Metso"):
        close_register(session=session, by=trainer, at=timezone.now())


def test_a_long_list_of_names_is_cut(marked):
    enrolment, session, trainer = marked
    for number in range(25):
        EnrolmentFactory(run=enrolment.run, user=UserFactory(family_name=f"Pyy {number:02}"))

    with pytest.raises(RegisterIncomplete, match="ja 5 muuta"):
        close_register(session=session, by=trainer, at=timezone.now())


def test_a_session_to_come_and_a_cancelled_one_are_not_closed(marked):
    enrolment, session, trainer = marked
    with pytest.raises(UnableToMark):
        close_register(session=enrolment.run.sessions.last(), by=trainer, at=timezone.now())
    session.state = SessionState.CANCELLED
    session.save()
    with pytest.raises(UnableToMark):
        close_register(session=session, by=trainer, at=timezone.now())


def test_closing_evaluates_everybody_with_the_same_queries_for_each(marked):
    enrolment, session, trainer = marked

    def queries():
        with CaptureQueriesContext(connection) as captured:
            close_register(session=session, by=trainer, at=timezone.now())
        reopen_register(session=session, by=trainer, reason="Syy", at=timezone.now())
        return len(captured)

    one = queries()
    others = [EnrolmentFactory(run=enrolment.run) for _number in range(4)]
    for other in others:
        mark_present(other, session, closed=False)
        evaluate(enrolment=other, at=timezone.now())
    five = queries()
    each = (five - one) / 4

    assert each <= 16
    assert ConditionState.objects.filter(condition="sessions", standing=Standing.NOT_YET).count() == 5


def test_a_big_run_is_evaluated_by_the_worker_and_nothing_is_passed_over(marked):
    enrolment, session, trainer = marked
    people = [EnrolmentFactory(run=enrolment.run) for _number in range(AT_ONCE + 2)]
    for person in people:
        mark_present(person, session, closed=False)
    close_register(session=session, by=trainer, at=timezone.now())
    waiting = Enrolment.objects.exclude(recheck_since=None)
    assert waiting.count() == 3

    evaluate(enrolment=people[-1], at=timezone.now(), about={"activities"})  # their own work, meanwhile
    assert ConditionState.objects.filter(enrolment=people[-1], condition="sessions", done=1).exists()
    assert evaluate_waiting(at=timezone.now()) == 2
    assert evaluate_waiting(at=timezone.now()) == 0
    assert ConditionState.objects.filter(condition="sessions", done=1).count() == AT_ONCE + 3


class TestCancelledSessions:
    """A cancelled session must not keep anybody from the certificate."""

    @pytest.mark.parametrize(
        ("params", "replaced", "present", "expected"),
        [
            ({}, False, [2], Standing.MET),
            ({"sessions": 2}, False, [2], Standing.MET),
            ({"sessions": 2}, True, [2], Standing.NOT_YET),
            ({"sessions": 2}, True, [2, 3], Standing.MET),
            ({"positions": [1]}, False, [], Standing.MET),
            ({"sessions": 1, "min_minutes": 300}, False, [2], Standing.MET),
            ({"sessions": 1, "min_minutes": 300}, True, [2], Standing.NOT_YET),
            ({"sessions": 1, "min_minutes": 300}, True, [2, 3], Standing.MET),
        ],
    )
    def test_what_is_left_is_what_is_asked(self, params, replaced, present, expected):
        rules = {"conditions": [{"id": "sessions", "kind": "attendance", "params": params}]}
        enrolment = EnrolmentFactory(run=make_run(rules=rules, started_days_ago=40))
        first, last = enrolment.run.sessions.order_by("position")
        first.state = SessionState.CANCELLED
        first.save()
        if replaced:
            later = last.starts_at + timedelta(days=2)
            enrolment.run.sessions.create(
                position=3, title="Korvaava kerta", mode="online", starts_at=later, minutes=180
            )
        for session in enrolment.run.sessions.filter(position__in=present):
            mark_present(enrolment, session)

        evaluate_after(run_id=enrolment.run_id, at=timezone.now())

        assert standing(enrolment) == expected
