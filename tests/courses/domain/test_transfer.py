"""Going on in another run: sessions count once, what was done comes along, the register of the old run stays."""

from datetime import timedelta

import pytest
from django.utils import timezone
from factories.accounts import UserFactory
from factories.assessments import make_assignment, send_text
from factories.courses import (
    EnrolmentFactory,
    add_activity,
    make_course,
    make_run,
    make_staff,
    mark_present,
    session_pages,
)

from assessments.assignment.exceptions import grant_exception
from assessments.assignment.review import decide
from assessments.assignment.review_queue import pending
from courses.domain.activity_exceptions import agreements_in
from courses.domain.attendance_list import attendance_list
from courses.domain.completion import complete_activity, evaluate
from courses.domain.credits import brought_along
from courses.domain.learning import plan_for
from courses.domain.registers import close_register, unmarked_people
from courses.domain.transfer import Credit, UnableToTransfer, propose_credits, runs_to_continue_in, transfer_trainee
from courses.enums import EnrolmentState, RunState, Way
from courses.models import Attendance, MakeUp, SessionCredit
from modules.lesson.models import LessonPage
from notifications.models import Notification

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    return make_course()


@pytest.fixture
def old(course):
    return make_run(course=course, started_days_ago=40)


@pytest.fixture
def new(course):
    return make_run(course=course, state=RunState.ENROLLING, started_days_ago=-10)


@pytest.fixture
def person(old):
    person = EnrolmentFactory(run=old, state=EnrolmentState.ACTIVE)
    mark_present(person, old.sessions.get(position=1), minutes=150)
    mark_present(person, old.sessions.get(position=2), state="absent", minutes=0)
    return person


def move(person, run, **values):
    values = {"by": UserFactory(), "reason": "Sairastui", "at": timezone.now()} | values
    return transfer_trainee(enrolment=person, run=run, **values)


def test_sessions_attended_count_in_the_new_run_and_what_was_done_comes_along(course, person, new):
    lesson = add_activity(session_pages(course)[0], LessonPage)
    complete_activity(enrolment=person, activity=lesson, at=timezone.now())
    staff = make_staff(new)

    target = move(person, new).target

    target.refresh_from_db(), person.refresh_from_db()
    assert (person.state, target.state, target.came_by) == ("moved", "active", Way.TRANSFER)
    assert [(row.session.position, row.minutes) for row in target.credits.all()] == [(1, 150)]
    states = {row.condition: (row.standing, row.done) for row in target.condition_states.all()}
    assert states["sessions"] == ("not_yet", 1)
    assert states["activities"] == ("met", 1)
    assert person.attendances.count() == 2  # the old register is as it was, and so is the funder's list
    assert [row.minutes for row in attendance_list(session=person.run.sessions.get(position=1)).rows] == [150]
    assert target.attendances.count() == 0
    told = Notification.objects.get(user=target.user, kind="transferred")
    assert "1. Kerta 1" in told.text
    assert told.mail.calendar
    assert Notification.objects.filter(user=staff, kind="trainee-moved", in_digest=True).count() == 1
    plan = plan_for(run=new, enrolment=target, at=timezone.now(), attendance=True)
    assert [row.attendance for row in plan.sessions] == ["credited", ""]
    assert [step.kind for step in target.steps.all()] == ["moved_in", "accepted"]


def test_work_that_waits_goes_along_and_what_is_accepted_later_counts_where_the_trainee_is(course, person, old, new):
    page = make_assignment(session_pages(course)[0])
    lesson = add_activity(session_pages(course)[0], LessonPage)
    work = send_text(person, page)
    before, trainer = make_staff(old), make_staff(new)

    oral = make_assignment(session_pages(course)[0])
    agreed = {"kind": "oral", "until": None, "reason": "Lukivaikeus", "by": before}
    grant_exception(enrolment=person, page=oral, **agreed, at=timezone.now())

    target = move(person, new).target
    assert [(row.activity_id, row.kind) for row in agreements_in(new)] == [(oral.pk, "oral")]
    assert len(agreements_in(old)) == 1  # the run that is left goes on telling what it allowed
    assert {entry.title for entry in pending(user=trainer)} == {page.title, oral.title}  # the one to read, one to hear
    work.refresh_from_db()
    decide(submission=work, number=1, decision="accepted", feedback="", by=trainer, at=timezone.now())
    person.refresh_from_db()
    for _time in range(2):
        complete_activity(enrolment=person, activity=lesson, at=timezone.now())  # as when a quiz is read late

    assert set(target.completions.values_list("activity_id", flat=True)) == {page.pk, lesson.pk}
    target.refresh_from_db()
    assert target.activities_done == 2


def test_the_same_transfer_twice_is_one_and_credits_are_counted_once_on_the_way_back(person, old, new):
    first = move(person, new)
    assert move(person, new).pk == first.pk
    assert SessionCredit.objects.count() == 1

    back = move(first.target, old).target
    assert back.pk == person.pk
    assert not back.credits.exists()  # the session was attended here
    evaluate(enrolment=back, at=timezone.now())
    assert back.condition_states.get(condition="sessions").done == 1

    onward = move(back, new).target
    assert (onward.pk, onward.credits.count()) == (first.target.pk, 1)


def test_brought_sessions_go_on_to_a_third_run(course, person, new):
    third = make_run(course=course, state=RunState.PUBLISHED, started_days_ago=-90)
    target = move(move(person, new).target, third).target

    credit = target.credits.get()
    assert (credit.earned_in.run_id, credit.session.run_id, credit.minutes) == (person.run_id, third.pk, 150)


def test_who_brought_a_session_along_is_not_missed_in_its_register(person, new):
    target = move(person, new).target
    other = EnrolmentFactory(run=new)
    session = new.sessions.get(position=1)
    type(session).objects.filter(pk=session.pk).update(starts_at=timezone.now() - timedelta(hours=4))
    session.refresh_from_db()

    assert list(unmarked_people(session)) == [other]
    mark_present(other, session, closed=False)
    Attendance.objects.create(session=session, enrolment=target, state="absent", marked_at=timezone.now())
    close_register(session=session, by=None, at=timezone.now())

    assert target.condition_states.get(condition="sessions").done == 1
    assert not MakeUp.objects.filter(enrolment=target).exists()


def test_staff_choose_what_counts(person, old, new):
    first, second = new.sessions.order_by("position")
    earned = old.sessions.get(position=1)
    twice = [Credit(earned, first), Credit(earned, second)]
    foreign = [Credit(old.sessions.get(position=2), first)]  # was absent
    for chosen in (twice, foreign):
        with pytest.raises(UnableToTransfer):
            move(person, new, credits=chosen)
    person.refresh_from_db()
    assert person.state == EnrolmentState.ACTIVE

    target = move(person, new, credits=[Credit(earned, second)]).target
    assert list(brought_along(target)) == [second.pk]


def test_content_decides_what_is_proposed_and_names_where_there_is_none(person, new):
    first, second = new.sessions.order_by("position")
    pages = [list(row.pages.all()) for row in (first, second)]
    first.pages.set(pages[1]), second.pages.set(pages[0])
    assert [row.target for row in propose_credits(enrolment=person, run=new)] == [second]

    for row in (*person.run.sessions.all(), first, second):
        row.pages.clear()
    assert [row.target for row in propose_credits(enrolment=person, run=new)] == [first]


@pytest.mark.parametrize(
    "case", ["self", "reason", "full", "other course", "same run", "ended", "there already", "ready", "declined"]
)
def test_what_cannot_be_is_refused_and_nothing_happens(case, person, old, new):
    run, values = new, {}
    if case == "self":
        values["by"] = person.user
    elif case == "reason":
        values["reason"] = " "
    elif case == "full":
        type(new).objects.filter(pk=new.pk).update(capacity=1)
        EnrolmentFactory(run=new)
    elif case == "other course":
        run = make_run(state=RunState.ENROLLING)
    elif case == "same run":
        run = old
    elif case == "ended":
        type(new).objects.filter(pk=new.pk).update(state=RunState.ENDED)
    elif case == "there already":
        EnrolmentFactory(run=new, user=person.user)
    else:
        changes = {"ready": {"ready_at": timezone.now()}, "declined": {"state": EnrolmentState.DECLINED}}[case]
        type(person).objects.filter(pk=person.pk).update(**changes)
    before = person.steps.count()

    with pytest.raises(UnableToTransfer):
        move(person, run, **values)

    assert (person.transfers_out.count(), person.steps.count()) == (0, before)
    if case == "full":
        assert move(person, new, over_capacity=True).target.state == EnrolmentState.ACCEPTED


def test_the_place_that_is_left_goes_to_the_next_in_line(course, new):
    early = make_run(course=course, state=RunState.ENROLLING, started_days_ago=-5, capacity=1)
    first = EnrolmentFactory(run=early)
    waiting = EnrolmentFactory(run=early, state=EnrolmentState.WAITING, decided_at=timezone.now())

    move(first, new)

    waiting.refresh_from_db()
    assert waiting.state == EnrolmentState.ACCEPTED


def test_runs_to_continue_in_are_those_of_the_course_where_one_works(course, person, new):
    trainer = make_staff(new)
    make_staff(make_run(course=course, state=RunState.ENDED), user=trainer)
    make_staff(make_run(), user=trainer)
    make_run(course=course)
    over = make_run(course=course, state=RunState.RUNNING, started_days_ago=200)  # held, and nobody has closed it
    type(over).objects.filter(pk=over.pk).update(ends_on=timezone.localdate() - timedelta(days=1))
    make_staff(over, user=trainer)

    assert list(runs_to_continue_in(enrolment=person, user=trainer, at=timezone.now())) == [new]
