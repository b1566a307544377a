"""The pages that are opened all the time take at most 12 queries, however large the course and the run are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from factories.courses import (
    EnrolmentFactory,
    add_activity,
    crowd,
    make_course,
    make_run,
    make_staff,
    session_pages,
)

from courses.domain.completion import evaluate
from courses.models import CoursePage
from modules.lesson.models import LessonPage

pytestmark = pytest.mark.django_db

MOST = 12


def course_of(activities: int) -> CoursePage:
    course = make_course(sessions=5)
    pages = session_pages(course)
    for number in range(activities):
        add_activity(pages[number % 5], LessonPage)
    return course


def queries(client, url: str) -> int:
    client.get(url)  # the outline of this process, content types, the footer
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
    assert response.status_code == 200
    return len(captured)


@pytest.mark.parametrize("activities", [25, 250])
def test_home_course_session_and_activity(client, activities):
    course = course_of(activities)
    enrolment = EnrolmentFactory(run=make_run(course=course))
    evaluate(enrolment=enrolment, at=timezone.now())
    client.force_login(enrolment.user)
    slug = LessonPage.objects.first().slug
    run = {"run": enrolment.run.slug}

    counts = {
        "home": queries(client, reverse("portal:trainee")),
        "course": queries(client, reverse("courses:learn", kwargs=run)),
        "session": queries(client, reverse("courses:session", kwargs={**run, "position": 1})),
        "activity": queries(client, reverse("courses:activity", kwargs={**run, "activity": slug})),
    }

    assert {name: count for name, count in counts.items() if count > MOST} == {}


def test_course_page_of_26_activities_is_light(client):
    enrolment = EnrolmentFactory(run=make_run(course=course_of(26)))
    client.force_login(enrolment.user)

    html = client.get(reverse("courses:learn", kwargs={"run": enrolment.run.slug})).content

    assert len(html) <= 60_000


@pytest.mark.parametrize("size", [40, 1000])
def test_progress_register_and_desk(client, size):
    run = make_run()
    trainer = make_staff(run)
    crowd(run, size)
    client.force_login(trainer)

    counts = {
        "progress": queries(client, reverse("courses:progress", kwargs={"run": run.slug})),
        "registers": queries(client, reverse("courses:registers", kwargs={"run": run.slug})),
        "desk": queries(client, reverse("portal:trainer")),
        "inbox": queries(client, reverse("portal:inbox")),
    }

    assert {name: count for name, count in counts.items() if count > MOST} == {}


def test_the_register_takes_the_same_queries_for_few_and_many(client):
    run = make_run()
    client.force_login(make_staff(run))
    url = reverse("courses:attendance", kwargs={"run": run.slug, "position": 1})
    EnrolmentFactory(run=run)
    few = queries(client, url)

    crowd(run, 30)

    assert queries(client, url) == few <= MOST
