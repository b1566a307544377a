"""Timed versions appear and pages whose time is over disappear, unless a run needs them."""

from datetime import timedelta
from time import sleep

import pytest
from django.utils import timezone
from factories.courses import make_course, make_run, session_pages
from factories.modules import make_lesson

from courses.scheduled import publish_due
from courses.sweeps import sweep

pytestmark = pytest.mark.django_db
LATER = timedelta(days=2)
SOON = timedelta(seconds=1)  # Wagtail itself looks at the clock when it publishes


@pytest.fixture
def lesson():
    page = make_lesson(session_pages(make_course(sessions=1))[0], title="Vanha")
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def timed(lesson, at, **fields):
    for name, value in {"go_live_at": at, **fields}.items():
        setattr(lesson, name, value)
    lesson.save_revision().publish()


def test_learners_see_the_old_version_until_the_new_one_is_due(lesson):
    now = timezone.now()
    timed(lesson, now + SOON, title="Uusi")
    assert publish_due(at=now) == 0
    lesson.refresh_from_db()
    assert lesson.title == "Vanha"
    sleep(SOON.total_seconds())
    assert publish_due(at=timezone.now()) == 1
    lesson.refresh_from_db()
    assert (lesson.title, lesson.live) == ("Uusi", True)
    assert publish_due(at=timezone.now()) == 0


def test_a_page_whose_time_is_over_is_hidden_unless_a_run_needs_it(lesson):
    now = timezone.now()
    lesson.expire_at = now + LATER
    lesson.save_revision().publish()
    run = make_run(course=lesson.get_parent().get_parent().specific)
    assert publish_due(at=now + 2 * LATER) == 0
    run.state = "ended"
    run.save()
    assert publish_due(at=now + 2 * LATER) == 1
    lesson.refresh_from_db()
    assert not lesson.live
    assert lesson.expired


def test_the_sweep_does_it(lesson):
    now = timezone.now()
    timed(lesson, now + SOON, title="Uusi")
    sleep(SOON.total_seconds())
    sweep(at=timezone.now())
    lesson.refresh_from_db()
    assert lesson.title == "Uusi"
