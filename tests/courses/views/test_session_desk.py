"""A session on the trainer's desk: its agenda, the code, make-up work; and the same session for its trainee."""

from copy import deepcopy
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from factories.courses import (
    EnrolmentFactory,
    add_activity,
    make_course,
    make_run,
    make_staff,
    mark_present,
    session_pages,
)
from factories.groups import make_founded_group, make_group_run, make_log, make_trainee

from courses.agenda import agenda_items as own_questions
from courses.domain.agenda import AgendaItem, agenda_of
from courses.domain.questions import leave_question
from courses.enums import SessionState, StaffRole
from courses.groups.agenda import agenda_items as group_items
from courses.groups.models import HelpRequest, MeetingLog
from courses.models import Attendance, CheckInCode, MakeUp
from modules.lesson.models import LessonPage

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(kept_rows):
    """A session that began an hour ago, in a run where one trainee has an own group."""
    run = make_group_run()
    found = run.sessions.first()
    found.starts_at = timezone.now() - timedelta(hours=1)
    found.save()
    found.run = run
    return found


@pytest.fixture
def session(made):
    return deepcopy(made)


def desk_url(session, name="session-desk"):
    return reverse(f"courses:{name}", kwargs={"run": session.run.slug, "position": session.position})


class TestAgenda:
    def test_holds_what_logs_ask_with_those_still_open_first(self, session):
        trainee = make_trainee(session.run)
        group = make_founded_group(enrolment=trainee)
        make_log(group, days_ago=2, needs_help=True, question="Miten saan hiljaisen mukaan?", help_shown="named")
        make_log(group, days_ago=3, question="Kuinka pitkä tauko?")
        make_log(group, days_ago=4)
        MeetingLog.objects.update(sent_at=session.starts_at)
        HelpRequest.objects.update(state="answered", asked_at=session.starts_at, answered_at=timezone.now())

        items = agenda_of(session=session)

        assert [(item.text, item.answered) for item in items] == [
            ("Kuinka pitkä tauko?", False),
            ("Miten saan hiljaisen mukaan?", True),
        ]
        assert {item.author_name for item in items} == {trainee.user.get_full_name()}

    def test_leaves_out_other_runs_later_logs_and_what_was_answered_long_ago(self, session):
        other = make_founded_group(enrolment=make_trainee())
        make_log(other, needs_help=True, question="Toisesta toteutuksesta")
        group = make_founded_group(enrolment=make_trainee(session.run))
        make_log(group, days_ago=2, question="Tulossa myöhemmin")
        MeetingLog.objects.filter(question="Tulossa myöhemmin").update(sent_at=session.ends_at + timedelta(days=1))

        assert group_items(session=session) == []

    def test_holds_the_own_questions_of_the_sessions_activities(self):
        course = make_course()
        lesson = add_activity(session_pages(course)[0], LessonPage, title="Kolme ovea")
        run = make_run(course=course)
        enrolment = EnrolmentFactory(run=run)
        leave_question(enrolment=enrolment, activity=lesson, text="Mistä aloitan?", at=timezone.now())

        items = own_questions(session=run.sessions.first())

        assert items == [AgendaItem("oma kysymys: Kolme ovea", "Mistä aloitan?", "", enrolment.user.get_full_name())]
        assert own_questions(session=run.sessions.last()) == []

    def test_is_for_trainers_only_as_logs_are(self, client, session):
        make_log(make_founded_group(enrolment=make_trainee(session.run)), question="Vain kouluttajalle?")
        MeetingLog.objects.update(sent_at=session.starts_at)
        pages = {}
        for role in (StaffRole.TRAINER, StaffRole.COORDINATOR):
            client.force_login(make_staff(session.run, role))
            pages[role] = client.get(desk_url(session)).content.decode()

        assert "Vain kouluttajalle?" in pages[StaffRole.TRAINER]
        assert "Vain kouluttajalle?" not in pages[StaffRole.COORDINATOR]

    def test_takes_the_same_queries_for_few_and_many(self, client, session, django_assert_max_num_queries):
        for _number in range(4):
            make_log(make_founded_group(enrolment=make_trainee(session.run)), question="Miten?")
        MeetingLog.objects.update(sent_at=session.starts_at)
        client.force_login(make_staff(session.run))

        with django_assert_max_num_queries(18):
            client.get(desk_url(session))


class TestCode:
    def test_is_opened_shown_entered_and_closed(self, client, session):
        enrolment = EnrolmentFactory(run=session.run)
        trainer = make_staff(session.run)
        client.force_login(trainer)
        client.post(desk_url(session, "check-in-code"), {"action": "open"})
        code = CheckInCode.objects.get().code
        assert code in client.get(desk_url(session)).content.decode()

        client.force_login(enrolment.user)
        page = client.get(desk_url(session, "session")).content.decode()
        assert "Kouluttajan näyttämä koodi" in page
        assert code not in page
        page = client.post(desk_url(session, "check-in"), {"code": code}, follow=True).content.decode()
        assert "Olet kirjautunut" in page
        assert "Kouluttajan näyttämä koodi" not in page

        client.force_login(trainer)
        client.post(desk_url(session, "check-in-code"), {"action": "close"})
        assert not CheckInCode.objects.exists()
        assert Attendance.objects.get().method == "self"

    @pytest.mark.parametrize("code", ["", "1", "x" * 500, "\x00", "😀", "<script>"])
    def test_odd_codes_are_refused_in_words(self, client, session, code):
        enrolment = EnrolmentFactory(run=session.run)
        client.force_login(make_staff(session.run))
        client.post(desk_url(session, "check-in-code"))
        client.force_login(enrolment.user)

        answer = client.post(desk_url(session, "check-in"), {"code": code}, follow=True)

        assert answer.status_code == 200
        assert "Koodi ei ole oikea" in answer.content.decode()


class TestTrainee:
    def test_sees_who_marked_them_and_when_after_the_close(self, client, session):
        enrolment = EnrolmentFactory(run=session.run)
        trainer = make_staff(session.run)
        mark = mark_present(enrolment, session, state="partial", minutes=60, closed=False)
        Attendance.objects.filter(pk=mark.pk).update(marked_by=trainer)
        client.force_login(enrolment.user)
        page = client.get(desk_url(session, "session")).content.decode()
        assert "Näkyy, kun kouluttaja on lukinnut listan" in page
        assert trainer.get_full_name() not in page

        type(session).objects.filter(pk=session.pk).update(state=SessionState.LOCKED)

        page = client.get(desk_url(session, "session")).content.decode()
        assert "Osittain" in page
        assert f"Merkinnyt {trainer.get_full_name()}" in page

    def test_does_make_up_work_through_the_page(self, client, session):
        enrolment = EnrolmentFactory(run=session.run)
        mark_present(enrolment, session, state="absent", minutes=0)
        now = timezone.now()
        MakeUp.objects.create(enrolment=enrolment, session=session, offered_at=now, due_at=now + timedelta(days=9))
        client.force_login(enrolment.user)
        assert "Tee korvaava tehtävä" in client.get(desk_url(session, "session")).content.decode()
        url = desk_url(session, "make-up")
        assert client.post(url, {"text": "Luin kaiken.", "revision": "1"}).status_code == 302

        trainer = make_staff(session.run)
        client.force_login(trainer)
        inbox = client.get(reverse("portal:inbox")).content.decode()
        assert "korvaava tehtävä" in inbox.lower()
        row = MakeUp.objects.get()
        review = reverse("courses:make-up-review", kwargs={"run": session.run.slug, "make_up": row.public_id})
        assert "Luin kaiken." in client.get(review).content.decode()
        assert client.post(review, {"action": "accept", "comment": ""}).status_code == 302
        assert Attendance.objects.get().state == "made_up"

    def test_is_told_that_the_session_was_cancelled(self, client, session):
        enrolment = EnrolmentFactory(run=session.run)
        type(session).objects.filter(pk=session.pk).update(state=SessionState.CANCELLED)
        client.force_login(enrolment.user)

        assert "Kerta on peruttu" in client.get(desk_url(session, "session")).content.decode()
