"""Whatever somebody completes next, no condition ever stands lower for it, nor does the whole."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from factories.accounts import UserFactory
from factories.courses import EnrolmentFactory, add_activity, make_course, make_run, mark_present, session_pages
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.domain.completion import complete_activity, evaluate
from courses.domain.enrolment import confirm_completion
from courses.domain.exceptions import UnableToGrant, accept_make_up, confirm_exception, grant_exception
from courses.enums import Standing
from courses.models import ConditionState
from modules.lesson.models import LessonPage

pytestmark = pytest.mark.django_db

RANK = {Standing.IMPOSSIBLE: 0, Standing.NOT_YET: 1, Standing.MET: 2}
SESSIONS, ACTIVITIES = 3, 4

books = st.fixed_dictionaries(
    {
        "sessions": st.one_of(st.none(), st.integers(1, SESSIONS)),
        "min_minutes": st.integers(0, SESSIONS * 180),
        "count": st.one_of(st.none(), st.integers(1, ACTIVITIES)),
        "closes_days_after": st.one_of(st.none(), st.just(0)),
    }
)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("attend"), st.integers(0, SESSIONS - 1)),
        st.tuples(st.just("make_up"), st.integers(0, SESSIONS - 1)),
        st.tuples(st.just("activity"), st.integers(0, ACTIVITIES - 1)),
        st.tuples(st.just("confirm"), st.just(0)),
        st.tuples(st.just("waive"), st.sampled_from(["sessions", "modules"])),
        st.tuples(st.just("extend"), st.sampled_from(["sessions", "modules"])),
        st.tuples(st.just("other_work"), st.sampled_from(["sessions", "modules"])),
    ),
    min_size=1,
    max_size=12,
)


class _Undo(Exception):
    """Ends an example without a trace."""


@pytest.fixture
def place():
    course = make_course(sessions=SESSIONS)
    activities = [add_activity(session_pages(course)[n % SESSIONS], LessonPage) for n in range(ACTIVITIES)]
    return course, activities, UserFactory(), UserFactory()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(book=books, deeds=steps)
def test_adding_what_is_completed_never_lowers_the_state(place, book, deeds):
    course, activities, trainer, other = place
    try:
        with transaction.atomic():
            enrolment = begin(course, book)
            standing = look(enrolment)
            for name, value in deeds:
                do(name, value, enrolment, activities, trainer, other)
                now = look(enrolment)
                for condition, (rank, done) in standing["conditions"].items():
                    assert now["conditions"][condition] >= (rank, 0), (name, condition)
                    if now["conditions"][condition][0] == rank:
                        assert now["conditions"][condition][1] >= done, (name, condition)
                assert now["met"] >= standing["met"]
                assert not (standing["ready"] and not now["ready"])
                standing = now
            raise _Undo
    except _Undo:
        pass


def begin(course, book):
    rules = {
        "conditions": [
            {"id": "sessions", "kind": "attendance",
             "params": {"sessions": book["sessions"], "min_minutes": book["min_minutes"]}},
            {"id": "modules", "kind": "activities", "params": {"count": book["count"]}},
            {"id": "ok", "kind": "confirmation"},
        ],
        "closes_days_after": book["closes_days_after"],
    }  # fmt: skip
    enrolment = EnrolmentFactory(run=make_run(course=course, rules=rules, started_days_ago=90))
    evaluate(enrolment=enrolment, at=timezone.now())
    return enrolment


def look(enrolment) -> dict:
    enrolment.refresh_from_db()
    states = ConditionState.objects.filter(enrolment=enrolment)
    return {
        "conditions": {row.condition: (RANK[row.standing], row.done / max(row.needed, 1)) for row in states},
        "met": enrolment.conditions_met,
        "ready": enrolment.ready_at is not None,
    }


def do(name, value, enrolment, activities, trainer, other) -> None:
    at = timezone.now()
    if name in ("attend", "make_up"):
        session = enrolment.run.sessions.order_by("position")[value]
        if not session.attendances.filter(enrolment=enrolment).exists():
            mark_present(enrolment, session, state="present" if name == "attend" else "made_up")
            evaluate(enrolment=enrolment, at=at, about={"attendance"})
    elif name == "activity":
        complete_activity(enrolment=enrolment, activity=activities[value], at=at)
    elif name == "confirm":
        confirm_completion(enrolment=enrolment, by=trainer, at=at)
    else:
        kind = {"waive": "waived", "extend": "extension", "other_work": "make_up"}[name]
        until = None if name == "waive" else timezone.localdate(at) + timedelta(days=30)
        try:
            granted = grant_exception(
                enrolment=enrolment, condition=value, kind=kind, until=until, reason="Sovittu", by=trainer, at=at
            )
        except UnableToGrant:
            return  # another exception stands already
        if granted.is_waiting:
            confirm_exception(exception=granted, by=other, at=at)
        if name == "other_work":
            accept_make_up(exception=granted, by=other, at=at)
