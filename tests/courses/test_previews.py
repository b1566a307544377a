"""The author looks at a draft as a trainee would: opened, today, on the day of a session."""

import pytest
from factories.accounts import AdminFactory
from factories.courses import make_course, make_run, session_pages
from factories.modules import make_lesson

from courses.models import ActivityCompletion
from courses.previews import OPENED, TODAY, modes_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    class Room:
        course = make_course(sessions=2)
        lesson = make_lesson(session_pages(course)[1], title="Kolme ovea", opens_when="start")
        run = make_run(course=course, name="Syksy X", started_days_ago=1)

        def look(self, client, mode, lesson=None):
            client.force_login(AdminFactory(language="fi"))
            address = f"/cms/pages/{(lesson or self.lesson).pk}/edit/preview/"
            return client.get(address, {"mode": mode}).content.decode()

        def serve(self, mode, page=None):
            page = page or self.lesson
            return page.make_preview_request(preview_mode=mode).content.decode()

    return Room()


def test_the_days_of_the_newest_runs_can_be_chosen(room):
    modes = modes_of(room.lesson)
    assert [name for name, _ in modes][:2] == [OPENED, TODAY]
    assert len(modes) == 4
    assert "Syksy X, kerta 2" in modes[3][1]


def test_opened_shows_the_text_whatever_the_rule(room):
    html = room.serve(OPENED)
    assert "Pienyrittäjä tekee" in html
    assert "Mitään ei tallenneta" in html


def test_a_closed_day_shows_what_the_trainee_reads_instead(room):
    for mode in (TODAY, str(room.run.sessions.get(position=1).pk)):
        html = room.serve(mode)
        assert "Tämä osio ei ole vielä auki" in html
        assert "Avautuu " in html
        assert "Pienyrittäjä tekee" not in html
    assert "Pienyrittäjä tekee" in room.serve(str(room.run.sessions.get(position=2).pk))


def test_a_draft_is_judged_by_its_own_unpublished_rule(room):
    draft = room.lesson
    draft.opens_when = "session"
    assert "Pienyrittäjä tekee" in room.serve(TODAY, draft)
    draft.title = "Uusi nimi"
    assert "Uusi nimi" in room.serve(OPENED, draft)


def test_a_page_never_published_can_be_looked_at(room):
    draft = make_lesson(session_pages(room.course)[0], live=False)
    assert "Pienyrittäjä tekee" in room.serve(OPENED, draft)


@pytest.mark.parametrize("mode", ["", "x", "99999999", "²", "-1", "1" * 40])
def test_a_mode_that_is_none_is_shown_opened_or_as_today(room, mode):
    assert "Kolme ovea" in room.serve(mode)


def test_without_a_run_the_page_says_what_is_missing():
    page = make_lesson(session_pages(make_course(sessions=1))[0])
    assert "Esikatselu tarvitsee toteutuksen" in page.make_preview_request(preview_mode=OPENED).content.decode()


def test_the_checker_looks_in_the_preview(room, client):
    client.force_login(AdminFactory(language="fi"))
    html = client.get(f"/esikatselu/{room.lesson.pk}/").content.decode()
    assert "Kolme ovea" in html
    assert "wagtail-userbar" not in html
    assert not ActivityCompletion.objects.exists()
