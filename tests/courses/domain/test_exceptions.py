"""Exceptions: four kinds, a second person when nothing else is left, an end, and a trail (K6)."""

from copy import deepcopy
from datetime import timedelta

import pytest
from django.utils import timezone
from factories.accounts import UserFactory
from factories.courses import EnrolmentFactory, make_run, make_staff, mark_present

from courses import sweeps
from courses.domain.completion import evaluate
from courses.domain.exceptions import (
    UnableToGrant,
    accept_make_up,
    confirm_exception,
    end_exception,
    grant_exception,
)
from courses.domain.learning import plan_for
from courses.enums import Standing
from courses.models import ConditionException
from notifications.models import Notification

pytestmark = pytest.mark.django_db

RULES = {
    "conditions": [
        {"id": "sessions", "kind": "attendance", "params": {}},
        {"id": "surveys", "kind": "surveys", "params": {"count": 1}},
        {"id": "ok", "kind": "confirmation"},
    ],
    "openings": [{"from_session": 2, "kind": "surveys", "params": {"count": 1}}],
}
OPENING = "opening-2"


@pytest.fixture(scope="module")
def made(kept_rows):
    return EnrolmentFactory(run=make_run(rules=RULES))


@pytest.fixture
def enrolment(made):
    return deepcopy(made)


def grant(enrolment, condition="sessions", *, kind="waived", days=None, by=None, reason="Sovittu", at=None):
    at = at or timezone.now()
    until = None if days is None else timezone.localdate(at) + timedelta(days=days)
    return grant_exception(
        enrolment=enrolment, condition=condition, kind=kind, reason=reason, until=until, by=by or UserFactory(), at=at
    )


def row_of(enrolment, condition="sessions", at=None):
    plan = plan_for(run=enrolment.run, enrolment=enrolment, at=at or timezone.now())
    return next(row for row in plan.checklist() if row["id"] == condition)


@pytest.mark.parametrize(
    ("kind", "days", "standing", "reason"),
    [
        ("waived", None, Standing.MET, "Sovittu"),
        ("waived", 5, Standing.MET, "Sovittu"),
        ("recognized", None, Standing.MET, "Hyväksiluettu: Sovittu"),
        ("make_up", 5, Standing.NOT_YET, "Korvaava tehtävä viimeistään"),
        ("extension", 5, Standing.NOT_YET, "Lisäaikaa"),
    ],
)
def test_the_checklist_tells_at_once_and_says_exception(enrolment, kind, days, standing, reason):
    grant(enrolment, kind=kind, days=days)

    row = row_of(enrolment)
    assert (row["standing"], row["is_exception"]) == (standing, True)
    assert reason in row["reason"]
    assert Notification.objects.filter(user=enrolment.user, kind="exception").count() == 1


def test_make_up_work_counts_once_somebody_has_accepted_it_and_then_for_good(enrolment):
    granted = grant(enrolment, kind="make_up", days=3)

    accept_make_up(exception=granted, by=UserFactory(), at=timezone.now())
    assert row_of(enrolment)["is_met"]

    sweeps.sweep(at=timezone.now() + timedelta(days=30))
    assert row_of(enrolment)["is_met"]


def test_what_is_earned_is_no_exception_any_more(enrolment):
    grant(enrolment, kind="extension", days=3)
    for session in enrolment.run.sessions.all():
        mark_present(enrolment, session)
    evaluate(enrolment=enrolment, at=timezone.now())

    row = row_of(enrolment)
    assert (row["is_met"], row["is_exception"]) == (True, False)


class TestUntil:
    def test_time_ends_an_exception_by_itself(self, enrolment):
        grant(enrolment, days=2)
        later = timezone.now() + timedelta(days=3)

        evaluate(enrolment=enrolment, at=later)
        assert not row_of(enrolment)["is_met"], "it does not count any more, even before anybody ends it"

        sweeps.sweep(at=later)
        ended = ConditionException.objects.get()
        assert (ended.ended_at, ended.ended_by) == (later, None)
        assert Notification.objects.filter(user=enrolment.user, kind="exception").count() == 2
        sweeps.sweep(at=later)
        assert Notification.objects.filter(user=enrolment.user, kind="exception").count() == 2

    def test_it_holds_to_the_end_of_its_last_day(self, enrolment):
        grant(enrolment, days=2)

        evaluate(enrolment=enrolment, at=timezone.now() + timedelta(days=2))
        assert row_of(enrolment)["is_met"]

    def test_more_time_makes_the_impossible_possible_again(self):
        run = make_run(rules=RULES | {"closes_days_after": 0}, started_days_ago=60)
        enrolment = EnrolmentFactory(run=run)
        evaluate(enrolment=enrolment, at=timezone.now())
        assert row_of(enrolment)["standing"] == Standing.IMPOSSIBLE

        grant(enrolment, kind="extension", days=10)
        assert row_of(enrolment)["standing"] == Standing.NOT_YET

        sweeps.sweep(at=timezone.now() + timedelta(days=11))
        assert row_of(enrolment)["standing"] == Standing.IMPOSSIBLE


class TestSecondPerson:
    """When nothing but exceptions would be left, one person is not enough."""

    def test_the_last_waiver_waits_for_somebody_else(self, enrolment):
        first = UserFactory()
        assert not grant(enrolment, "sessions", by=first).is_waiting
        last = grant(enrolment, "surveys", kind="recognized", by=first)

        assert last.is_waiting
        assert not row_of(enrolment, "surveys")["is_met"]
        for person in (first, enrolment.user):
            with pytest.raises(UnableToGrant):
                confirm_exception(exception=last, by=person, at=timezone.now())
        confirm_exception(exception=last, by=UserFactory(), at=timezone.now())
        assert row_of(enrolment, "surveys")["is_met"]

    def test_the_others_who_work_in_the_run_are_asked_and_the_trainee_is_told_when_it_counts(self, enrolment):
        first, second = make_staff(enrolment.run), make_staff(enrolment.run, "coordinator")
        grant(enrolment, "sessions", by=first)
        last = grant(enrolment, "surveys", by=first)

        asked = Notification.objects.filter(kind="exception-second")
        assert [row.user for row in asked] == [second]
        assert Notification.objects.filter(user=enrolment.user, kind="exception").count() == 1
        confirm_exception(exception=last, by=second, at=timezone.now())
        assert Notification.objects.filter(user=enrolment.user, kind="exception").count() == 2

    @pytest.mark.parametrize(("condition", "kind", "days"), [(OPENING, "waived", None), ("surveys", "make_up", 3)])
    def test_what_still_asks_for_work_needs_no_second_person(self, enrolment, condition, kind, days):
        grant(enrolment, "sessions")

        assert not grant(enrolment, condition, kind=kind, days=days).is_waiting

    def test_the_database_refuses_that_one_person_agrees_with_themselves(self, enrolment):
        from django.db import IntegrityError, transaction

        granted = grant(enrolment)
        with pytest.raises(IntegrityError), transaction.atomic():
            ConditionException.objects.filter(pk=granted.pk).update(confirmed_by=granted.granted_by)


class TestRefusals:
    @pytest.mark.parametrize(
        ("values", "message"),
        [
            ({"reason": "   "}, "Kirjoita perustelu"),
            ({"condition": "unknown"}, "ei kuulu"),
            ({"condition": "ok"}, "ihminen käy aina suorituksen läpi"),
            ({"kind": "make_up"}, "Anna päivä"),
            ({"kind": "extension"}, "Anna päivä"),
            ({"days": -1}, "jo mennyt"),
            ({"kind": "something"}, "millainen"),
            ({"condition": OPENING, "kind": "extension", "days": 3}, "vain vapauttaa"),
        ],
    )
    def test_say_why(self, enrolment, values, message):
        with pytest.raises(UnableToGrant, match=message):
            grant(enrolment, **values)
        assert not ConditionException.objects.exists()

    def test_nobody_acts_on_their_own(self, enrolment):
        with pytest.raises(UnableToGrant, match="Omaan ilmoittautumiseen"):
            grant(enrolment, by=enrolment.user)
        granted = grant(enrolment, kind="make_up", days=3)
        for act in (accept_make_up, end_exception):
            with pytest.raises(UnableToGrant):
                act(exception=granted, by=enrolment.user, at=timezone.now())

    def test_one_condition_has_one_exception(self, enrolment):
        granted = grant(enrolment)
        assert grant(enrolment) == granted
        with pytest.raises(UnableToGrant, match="jo poikkeus"):
            grant(enrolment, kind="recognized")

    def test_only_make_up_work_is_accepted(self, enrolment):
        with pytest.raises(UnableToGrant):
            accept_make_up(exception=grant(enrolment), by=UserFactory(), at=timezone.now())


def test_an_exception_is_ended_and_its_trail_stays(enrolment):
    granted, by = grant(enrolment), UserFactory()

    end_exception(exception=granted, by=by, at=timezone.now())

    assert not row_of(enrolment)["is_met"]
    granted.refresh_from_db()
    assert granted.ended_by == by
    assert grant(enrolment).pk != granted.pk
