"""What goes when: the dry run and the doing say the same, nothing goes early, and what is counted stays."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from factories.accounts import AdminFactory, UserFactory
from factories.assessments import make_assignment, make_quiz, send_text
from factories.courses import EnrolmentFactory, make_run, make_staff, mark_present, session_pages
from factories.groups import make_founded_group, make_group_run, make_log

from accounts.clocks import all_clocks, whole_years
from accounts.discovery import modules_named
from accounts.models import User
from assessments.assignment.models import Submission
from assessments.quiz.models import Attempt
from courses.closing.domain.accounts import erase_unused, warn_unused
from courses.closing.domain.clearing import clear_what_is_due, forecast, take_turn
from courses.closing.models import AccountWarning, Clearing
from courses.enums import EnrolmentState, RunState
from courses.groups.models import LogAmendment, MeetingLog
from courses.models import Attendance, CourseRun, Enrolment, RunStaff
from notifications.models import Notification

pytestmark = pytest.mark.django_db

NOW = timezone.now()


def closed_run(days_ago: int, **values):
    """Return a run that was closed so many days ago, ten days after its last session."""
    run = make_group_run(started_days_ago=days_ago + 40, **values)
    closed_on = timezone.localdate() - timedelta(days=days_ago)
    ends_on = closed_on - timedelta(days=10)
    CourseRun.objects.filter(pk=run.pk).update(state=RunState.ENDED, closed_on=closed_on, ends_on=ends_on)
    return CourseRun.objects.get(pk=run.pk)


def counts(**given):
    return {row.clock.key: row.count for row in forecast(at=timezone.now(), **given)}


def due():
    return {row.clock.key: row.due for row in forecast(at=timezone.now()) if row.due and row.clock.clear}


def test_every_clock_keeps_the_contract():
    run = make_run()
    for clock in all_clocks():
        assert clock.title and clock.then and clock.keeps(), clock.key  # noqa: PT018 -- one thing: it has words
        assert clock.due(run=run) == {}, clock.key
        assert all(count > 0 for count in clock.due().values()), clock.key
        if clock.clear:
            assert clock.clear(at=timezone.now(), most=10) == 0, clock.key


# Why an app that knows people has no clock of its own.
WITHOUT = {
    "accounts": "unused accounts have their clock in closing",
    "calendars": "the feed goes with the account",
    "connection": "links and support notes go a week after their meeting, by its sweep",
    "experts": "notices and unanswered invitations go by its sweep; who is in the register stays until they leave it",
    "lesson": "keeps nothing but completions",
    "notebook": "sealed, and only its writer's: goes with the account",
    "questions": "uploads go after two weeks, by its sweep",
    "quotes": "the consent is the proof; what is withdrawn is deleted at once",
    "reporting": "report files expire, by its sweep",
    "sealing": "keys go with the account",
}


def test_ten_years_are_ten_years_with_their_leap_days(settings):
    assert [whole_years(days) for days in (60, 365, 366, 395, 730, 3650, 3653)] == [0, 1, 1, 0, 2, 10, 10]
    assert date(2026, 11, 22) + timedelta(days=settings.RECORD_KEPT_DAYS) == date(2036, 11, 22)


def test_every_app_that_knows_people_says_how_long_it_keeps_what():
    offering = {label for label, _module in modules_named("retention")}
    assert {label for label, _module in modules_named("privacy")} - offering == set(WITHOUT)


def test_no_clock_of_a_run_ends_while_it_can_be_opened_again(settings):
    days = [settings.LEARNING_KEPT_DAYS, settings.STAFF_ACCESS_DAYS, settings.NEEDS_KEPT_DAYS]
    assert min(days) > settings.RUN_REOPEN_DAYS
    keys = [clock.key for clock in all_clocks()]
    assert len(keys) == len(set(keys))


def written(run):
    """Return a trainee of the run who has written whatever there is to write."""
    enrolment = EnrolmentFactory(
        run=run, state=EnrolmentState.COMPLETED, special_needs="Induktiosilmukka", motivation="Haluan oppia."
    )
    page = session_pages(run.course)[0]
    send_text(enrolment, make_assignment(page))
    quiz = make_quiz(page)
    Attempt.objects.create(enrolment=enrolment, page=quiz, number=1, pass_percent=70, started_at=timezone.now())
    mark_present(enrolment, run.sessions.first())
    log = make_log(make_founded_group(enrolment=enrolment), helped="Kierros auttoi.")
    LogAmendment.objects.create(log=log, author=enrolment.user, text="Lisäys", written_at=timezone.now())
    MeetingLog.objects.filter(pk=log.pk).update(held_on=run.ends_on)
    return enrolment


LEARNING = {"courses.motivation", "assignment.submissions", "quiz.attempts", "groups.logs"}


@pytest.mark.parametrize(("days_ago", "gone"), [(364, set()), (365, LEARNING)])
def test_what_was_written_goes_a_year_after_the_closing(days_ago, gone):
    run = closed_run(days_ago)
    enrolment = written(run)
    assert counts(run=run).keys() >= LEARNING | {"courses.needs", "courses.attendance"}
    planned = due()
    assert planned.keys() & LEARNING == gone
    done = clear_what_is_due(at=timezone.now())
    assert done == planned
    assert clear_what_is_due(at=timezone.now()) == {}
    assert {row.key: row.count for row in Clearing.objects.all()} == done
    enrolment.refresh_from_db()
    assert enrolment.special_needs == ""
    assert Submission.objects.exists() is not bool(gone)
    # What is counted and what certificates rest on stays.
    assert Attendance.objects.count() == 1
    log = MeetingLog.objects.get()
    assert (log.present, bool(log.helped), log.amendments.exists()) == (4, not gone, not gone)


def test_a_run_nobody_closed_keeps_its_trainers_and_loses_its_texts_later():
    run = closed_run(300)
    CourseRun.objects.filter(pk=run.pk).update(closed_on=None, state=RunState.RUNNING)
    make_staff(run)
    EnrolmentFactory(run=run, state=EnrolmentState.ACTIVE, motivation="Haluan oppia.")
    assert due() == {}
    over = timezone.localdate() - timedelta(days=365 + 90)
    CourseRun.objects.filter(pk=run.pk).update(ends_on=over, starts_on=over)
    assert due() == {"courses.motivation": 1}


def test_trainers_of_a_closed_run_lose_it_after_sixty_days_and_coordinators_do_not():
    run = closed_run(60)
    trainer, coordinator = make_staff(run), make_staff(run, "coordinator")
    assert clear_what_is_due(at=timezone.now()) == {"courses.staff": 1}
    staying = RunStaff.objects.filter(run=run, ended_at=None).values_list("user", flat=True)
    assert list(staying) == [coordinator.pk]
    assert RunStaff.objects.get(user=trainer).ended_at is not None


def test_who_was_not_taken_goes_and_who_took_part_stays():
    run = closed_run(366)
    EnrolmentFactory(run=run, state=EnrolmentState.DECLINED)
    EnrolmentFactory(run=run, state=EnrolmentState.WITHDRAWN)
    assert clear_what_is_due(at=timezone.now()) == {"courses.not-taken": 1, "courses.archive": 1}
    run.refresh_from_db()
    assert run.state == RunState.ARCHIVED
    assert Enrolment.objects.get().state == EnrolmentState.WITHDRAWN


def test_logs_of_alumni_go_a_year_after_the_meeting():
    run = closed_run(500)
    group = make_founded_group(enrolment=EnrolmentFactory(run=run, state=EnrolmentState.COMPLETED))
    fresh, old = make_log(group, helped="Uusi"), make_log(group, days_ago=2, helped="Vanha")
    MeetingLog.objects.filter(pk=old.pk).update(held_on=timezone.localdate() - timedelta(days=366))
    assert clear_what_is_due(at=timezone.now())["groups.logs"] == 1
    assert list(MeetingLog.objects.exclude(helped="")) == [fresh]


def test_clocks_are_looked_at_once_an_hour():
    run = closed_run(400)
    EnrolmentFactory(run=run, motivation="Yksi", state=EnrolmentState.COMPLETED)
    now = timezone.now()
    assert take_turn(at=now) == 2  # the run is archived too
    EnrolmentFactory(run=run, motivation="Toinen", state=EnrolmentState.COMPLETED)
    assert take_turn(at=now + timedelta(minutes=59)) == 0
    assert take_turn(at=now + timedelta(minutes=61)) == 1
    assert Clearing.objects.get(key="courses.motivation").count == 2


def test_the_dry_run_prints_and_deletes_nothing(capsys):
    run = closed_run(400)
    EnrolmentFactory(run=run, motivation="Haluan oppia.", state=EnrolmentState.COMPLETED)
    call_command("retention", run=run.slug)
    assert "courses.motivation" in capsys.readouterr().out
    assert Enrolment.objects.get().motivation


def sleeper(days: int, **values):
    """Return somebody who has not signed in for so many days."""
    user = UserFactory(**values)
    User.objects.filter(pk=user.pk).update(last_login=NOW - timedelta(days=days))
    return user


def test_an_unused_account_is_warned_twice_and_then_erased():
    user = sleeper(671)
    sleeper(600)
    told = Notification.objects.filter(kind="account-unused")
    assert warn_unused(at=NOW) == 1
    assert warn_unused(at=NOW) == 0
    assert told.get().user == user
    assert warn_unused(at=NOW + timedelta(days=45)) == 0
    second = NOW + timedelta(days=46)
    assert warn_unused(at=second) == 1
    assert told.filter(user=user).count() == 2
    assert erase_unused(at=second + timedelta(days=13), most=10) == 0
    assert erase_unused(at=second + timedelta(days=14), most=10) == 1
    user.refresh_from_db()
    assert user.anonymized_at is not None


def test_an_account_found_late_is_warned_as_often_and_as_long_before():
    sleeper(2000)
    assert (warn_unused(at=NOW), erase_unused(at=NOW, most=10)) == (1, 0)
    assert erase_unused(at=NOW + timedelta(days=400), most=10) == 0  # the second warning is missing
    assert warn_unused(at=NOW + timedelta(days=46)) == 1
    assert erase_unused(at=NOW + timedelta(days=60), most=10) == 1


def test_signing_in_makes_the_warnings_void():
    user = sleeper(700)
    warn_unused(at=NOW)
    User.objects.filter(pk=user.pk).update(last_login=NOW)
    later = NOW + timedelta(days=672)
    assert warn_unused(at=later) == 1
    assert AccountWarning.objects.get().times == 1
    assert erase_unused(at=later + timedelta(days=60), most=10) == 0


def test_who_is_needed_is_left_alone():
    old = {"last_login": NOW - timedelta(days=2000)}
    people = [AdminFactory(), make_staff(make_run()), EnrolmentFactory().user]
    User.objects.filter(pk__in=[row.pk for row in people]).update(**old)
    assert warn_unused(at=NOW) == 0
    CourseRun.objects.update(state=RunState.ENDED)
    assert warn_unused(at=NOW) == 2
