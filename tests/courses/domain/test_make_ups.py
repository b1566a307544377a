"""Make-up work: offered when the register is closed, sent, returned, accepted; the condition follows."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from factories.accounts import UserFactory
from factories.courses import EnrolmentFactory, make_run, make_staff

from courses.domain.attendance import Mark, take_attendance
from courses.domain.make_ups import (
    UnableToMakeUp,
    Work,
    accept_make_up,
    extend_make_up,
    return_make_up,
    send_make_up,
)
from courses.domain.registers import close_register, reopen_register
from courses.enums import Standing
from courses.models import Attendance, AttendanceChange, ConditionState, MakeUp
from notifications.models import Notification

pytestmark = pytest.mark.django_db

RULES = {"conditions": [{"id": "sessions", "kind": "attendance", "params": {"sessions": 1}}]}


@pytest.fixture
def away():
    """A trainee who was away from the first session, whose register is closed."""
    return absent_at_first(make_run(rules=RULES))


def absent_at_first(run, state="absent"):
    enrolment = EnrolmentFactory(run=run)
    trainer = make_staff(run)
    session = run.sessions.first()
    session.run = run
    marks = {enrolment.pk: Mark(state, 60 if state == "partial" else None)}
    take_attendance(session=session, marks=marks, by=trainer, at=timezone.now())
    close_register(session=session, by=trainer, at=timezone.now())
    return enrolment, session, trainer


def send(make_up, text="Luin osiot ja kokeilin.", **more):
    values = {"make_up": make_up, "work": Work(text), "revision": make_up.revision, "at": timezone.now()} | more
    return send_make_up(**values)


def accept(make_up, trainer, *, is_coordinator=False, comment=""):
    return accept_make_up(
        make_up=make_up, by=trainer, is_coordinator=is_coordinator, comment=comment, at=timezone.now()
    )


@pytest.mark.parametrize(("state", "offered"), [("absent", 1), ("partial", 1), ("present", 0), ("made_up", 0)])
def test_is_offered_to_those_who_were_away(state, offered):
    absent_at_first(make_run(rules=RULES), state)

    assert MakeUp.objects.count() == offered


def test_whoever_was_away_is_told_once_where_to_make_up(away):
    enrolment, session, trainer = away
    reopen_register(session=session, by=trainer, reason="Tarkistus", at=timezone.now())
    close_register(session=session, by=trainer, at=timezone.now())

    told = Notification.objects.get(user=enrolment.user)
    assert (told.kind, told.subject) == ("make-up-offered", "Voit korvata kerran 1")
    assert told.url == f"/oppi/{enrolment.run.slug}/kerta/1/korvaus/"


def test_is_not_offered_where_the_rules_know_no_making_up():
    absent_at_first(make_run(rules=RULES | {"attendance": {"make_up_allowed": False}}))

    assert not MakeUp.objects.exists()


def test_the_time_for_it_is_the_runs_rule():
    absent_at_first(make_run(rules=RULES | {"attendance": {"make_up_days": 5}}))

    row = MakeUp.objects.get()
    assert row.due_at - row.offered_at == timedelta(days=5)


def test_closing_again_offers_once_and_takes_back_what_was_a_mistake(away):
    enrolment, session, trainer = away
    reopen_register(session=session, by=trainer, reason="Oli paikalla", at=timezone.now())
    take_attendance(
        session=session, marks={enrolment.pk: Mark("present")}, by=trainer, reason="Oli paikalla", at=timezone.now()
    )
    close_register(session=session, by=trainer, at=timezone.now())

    assert not MakeUp.objects.exists()


def test_sent_and_accepted_makes_up_for_the_session(away):
    enrolment, _session, trainer = away
    row = send(MakeUp.objects.get())
    assert row.state == MakeUp.State.SENT

    accept(row, trainer, comment="Hienosti pohdittu.")

    mark = Attendance.objects.get(enrolment=enrolment)
    assert (mark.state, mark.marked_by, mark.method) == ("made_up", trainer, "make_up")
    assert ConditionState.objects.get(enrolment=enrolment).standing == Standing.MET
    change = AttendanceChange.objects.first()
    assert (change.from_state, change.to_state, change.after_lock) == ("absent", "made_up", True)
    assert change.reason
    assert Notification.objects.filter(user=enrolment.user, kind="make-up-accepted").count() == 1


def test_the_minutes_of_a_partial_presence_stay_live_minutes():
    enrolment, _session, trainer = absent_at_first(make_run(rules=RULES), "partial")

    accept(send(MakeUp.objects.get()), trainer)

    assert Attendance.objects.get(enrolment=enrolment).minutes == 60


def test_accepting_twice_changes_and_tells_once(away):
    _enrolment, _session, trainer = away
    row = send(MakeUp.objects.get())
    accept(row, trainer)
    accept(row, trainer)

    assert AttendanceChange.objects.filter(to_state="made_up").count() == 1
    assert Notification.objects.exclude(kind="make-up-offered").count() == 1


def test_returned_work_is_completed_and_sent_again(away):
    _enrolment, _session, trainer = away
    row = send(MakeUp.objects.get())
    with pytest.raises(UnableToMakeUp):
        return_make_up(make_up=row, by=trainer, comment="  ", at=timezone.now())
    row = return_make_up(make_up=row, by=trainer, comment="Kerro vielä kokeilusta.", at=timezone.now())
    late = row.due_at + timedelta(days=3)  # what came in time and was returned may be completed later

    row = send(row, "Luin, kokeilin ja opin.", at=late)

    assert (row.state, row.text) == (MakeUp.State.SENT, "Luin, kokeilin ja opin.")


def test_nothing_is_not_work(away):
    with pytest.raises(UnableToMakeUp):
        send(MakeUp.objects.get(), "   ")


def test_a_file_is_enough(away):
    file = ContentFile(b"%PDF-1.7 x", name="korvaava.pdf")

    row = send(MakeUp.objects.get(), work=Work("", file))

    assert row.file.name.endswith(".pdf")
    assert row.file_name == "korvaava.pdf"


def test_after_the_last_day_it_takes_a_trainers_leave(away):
    row = MakeUp.objects.get()
    late = row.due_at + timedelta(minutes=1)
    with pytest.raises(UnableToMakeUp):
        send(row, at=late)

    extend_make_up(make_up=row, due_at=late + timedelta(days=1), at=late)

    assert send(row, at=late).state == MakeUp.State.SENT


def test_more_time_cannot_end_in_the_past(away):
    with pytest.raises(UnableToMakeUp):
        extend_make_up(make_up=MakeUp.objects.get(), due_at=timezone.now() - timedelta(days=1), at=timezone.now())


def test_another_windows_work_is_not_overwritten(away):
    row = MakeUp.objects.get()
    send(row, "Ensimmäinen")

    with pytest.raises(UnableToMakeUp):
        send(row, "Toinen", revision=1)
    assert MakeUp.objects.get().text == "Ensimmäinen"


def test_sending_the_same_twice_is_one_sending(away):
    row = MakeUp.objects.get()

    assert send(row).revision == send(row, revision=1).revision == 2


def test_a_second_one_needs_a_coordinator():
    run = make_run(rules=RULES, started_days_ago=40)
    enrolment, _session, trainer = absent_at_first(run)
    accept(send(MakeUp.objects.get()), trainer)
    second = run.sessions.last()
    take_attendance(session=second, marks={enrolment.pk: Mark("absent")}, by=trainer, at=timezone.now())
    close_register(session=second, by=trainer, at=timezone.now())
    row = send(MakeUp.objects.get(session=second))

    with pytest.raises(UnableToMakeUp):
        accept(row, trainer)
    assert accept(row, UserFactory(), is_coordinator=True).state == MakeUp.State.ACCEPTED


def test_unsent_work_cannot_be_accepted(away):
    _enrolment, _session, trainer = away
    with pytest.raises(UnableToMakeUp):
        accept(MakeUp.objects.get(), trainer)


def test_the_database_holds_that_answered_work_was_sent(away):
    with pytest.raises(IntegrityError), transaction.atomic():
        MakeUp.objects.update(state="accepted")
