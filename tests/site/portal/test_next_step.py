"""One next step: the certificate, a session that is near, a log, the group, the next activity, else calm words."""

from datetime import timedelta

import pytest
from django.utils import timezone
from factories.courses import EnrolmentFactory, add_activity, make_course, make_run, session_pages

from courses.domain.completion import complete_activity, evaluate
from courses.domain.learning import plan_for
from modules.lesson.models import LessonPage
from portal.next_step import next_step

pytestmark = pytest.mark.django_db

GATED = {
    "conditions": [{"id": "activities", "kind": "activities", "params": {}}],
    "openings": [{"from_session": 2, "kind": "group_state", "params": {"at_least": "gathering"}}],
}


def step_of(enrolment, *, certificate=None, log=None, at=None):
    at = at or timezone.now()
    evaluate(enrolment=enrolment, at=at)
    plan = plan_for(run=enrolment.run, enrolment=enrolment, at=at, attendance=True)
    return next_step(plan=plan, certificate=certificate, log_waiting=log, at=at)


@pytest.fixture
def enrolment():
    course = make_course(sessions=2)
    add_activity(session_pages(course)[0], LessonPage, title="Ensimmäinen lukeminen", minutes=12)
    return EnrolmentFactory(run=make_run(course=course, rules=GATED))


def test_the_first_undone_activity(enrolment):
    step = step_of(enrolment)

    assert (step.title, step.minutes) == ("Ensimmäinen lukeminen", 12)
    assert step.url.startswith(f"/oppi/{enrolment.run.slug}/")


def test_the_group_when_it_keeps_the_next_session_closed(enrolment):
    lesson = LessonPage.objects.get()
    complete_activity(enrolment=enrolment, activity=lesson, at=timezone.now())

    step = step_of(enrolment)

    assert (step.title, step.due) == ("Kokoa oma ryhmäsi", "ennen kertaa 2")
    assert step.url.startswith("/ryhmat/")


def test_a_meeting_without_a_log_comes_before_studying(enrolment):
    step = step_of(enrolment, log={"when": "to 5.11.", "url": "/ryhmat/x/"})

    assert (step.title, step.minutes, step.url) == ("Kirjaa tapaaminen", 3, "/ryhmat/x/")


def test_a_session_within_a_day_comes_before_all_but_the_certificate(enrolment):
    session = enrolment.run.sessions.get(position=2)
    eve = session.starts_at - timedelta(hours=3)

    step = step_of(enrolment, log={"when": "to 5.11.", "url": "/x/"}, at=eve)

    assert step.title.startswith("Kerta 2")


def test_an_online_session_can_be_joined_a_quarter_of_an_hour_before(enrolment):
    session = enrolment.run.sessions.get(position=2)
    session.mode, session.link = "online", "https://kokous.example/peili"
    session.save()

    early = step_of(enrolment, at=session.starts_at - timedelta(minutes=16))
    close = step_of(enrolment, at=session.starts_at - timedelta(minutes=14))

    assert early.url.startswith("/oppi/")
    assert close.url.endswith("/kerta/2/liity/?v=0")


def test_the_certificate_comes_first(enrolment):
    assert step_of(enrolment, certificate=object()).title == "Todistuksesi on valmis"


def test_calm_words_when_nothing_is_left():
    enrolment = EnrolmentFactory(run=make_run(started_days_ago=60, rules={"conditions": []}))

    assert step_of(enrolment).title == "Olet tehnyt oman osasi"


def test_the_name_is_checked_before_the_certificate_is_issued(enrolment):
    plan = plan_for(run=enrolment.run, enrolment=enrolment, at=timezone.now())

    step = next_step(plan=plan, certificate=None, log_waiting=None, at=timezone.now(), name_url="/todistukset/nimi/x/")

    assert (step.title, step.url) == ("Tarkista nimesi", "/todistukset/nimi/x/")
