"""The trainers' list of a session's own questions, whatever activity they come from."""

import pytest
from django.utils import timezone
from factories.accounts import AdminFactory
from factories.courses import EnrolmentFactory, make_course, make_run, make_staff, session_pages
from factories.modules import make_lesson, make_recording_page

from courses.domain.questions import UnableToAsk, leave_question, question_of
from courses.enums import StaffRole
from courses.models import SessionQuestion
from courses.privacy import erase_person, export_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    """A course with something to read and to watch in its first session, and something to read in the second."""
    course = make_course(sessions=2)
    first, second = session_pages(course)
    pages = [
        make_lesson(first, title="1.1 Lukeminen", asks_question=True),
        make_recording_page(first, title="1.2 Video", asks_question=True),
        make_lesson(second, title="2.1 Toinen lukeminen", asks_question=True),
    ]
    return course, pages


@pytest.fixture
def place(course):
    """A run of the course, with its pages and a trainee."""
    run = make_run(course=course[0])
    return run, course[1], EnrolmentFactory(run=run)


def ask(enrolment, page, text="Mitä teen, jos kukaan ei aloita?"):
    leave_question(enrolment=enrolment, activity=page, text=text, at=timezone.now())


def url_of(run, position=1):
    return f"/kouluttaja/{run.slug}/kysymykset/{position}/"


def test_reading_and_watching_stand_in_the_sessions_order(client, place):
    run, (lesson, recording, other), trainee = place
    ask(EnrolmentFactory(run=run), recording, "Kysymys videosta?")
    ask(trainee, lesson, "Kysymys tekstistä? <b>")
    ask(trainee, other, "Kysymys toiselta kerralta?")
    client.force_login(make_staff(run))
    html = client.get(url_of(run)).content.decode()
    places = [html.index(text) for text in ("1.1 Luk", "Kysymys tekstistä? &lt;b&gt;", "1.2 Vid", "Kysymys videosta?")]
    assert places == sorted(places)
    assert trainee.user.get_full_name() in html
    assert "toiselta kerralta" not in html
    assert "Kysymys toiselta kerralta?" in client.get(url_of(run, 2)).content.decode()


def test_another_runs_questions_are_not_listed(client, course, place):
    run, (lesson, *_rest), _trainee = place
    ask(EnrolmentFactory(run=make_run(course=course[0])), lesson, "Toisessa toteutuksessa?")
    client.force_login(make_staff(run))
    html = client.get(url_of(run)).content.decode()
    assert "Toisessa toteutuksessa?" not in html
    assert "Ei vielä kysymyksiä" in html


def test_only_the_runs_staff_know_of_the_list(client, place):
    run, _pages, trainee = place
    assert client.get(url_of(run)).status_code == 302
    for user in (trainee.user, make_staff(make_run()), AdminFactory()):
        client.force_login(user)
        assert client.get(url_of(run)).status_code == 404
    for role in (StaffRole.TRAINER, StaffRole.COORDINATOR):
        client.force_login(make_staff(run, role))
        assert client.get(url_of(run)).status_code == 200
        assert client.get(url_of(run, 3)).status_code == 404
        assert client.post(url_of(run)).status_code == 405


def test_the_session_shows_staff_the_way_to_the_list(client, place):
    run, _pages, trainee = place
    session = f"/oppi/{run.slug}/kerta/1/"
    client.force_login(make_staff(run))
    assert f'href="{url_of(run)}"' in client.get(session).content.decode()
    client.force_login(trainee.user)
    assert url_of(run) not in client.get(session).content.decode()


def test_the_list_costs_the_same_whatever_its_size(client, place):
    run, pages, trainee = place
    client.force_login(make_staff(run))
    ask(trainee, pages[0])
    client.get(url_of(run))
    counts = []
    for number in (0, 10):
        for _ in range(number):
            someone = EnrolmentFactory(run=run)
            ask(someone, pages[0])
            ask(someone, pages[1])
        counts.append(queries_of(client, url_of(run)))
    assert counts[0] == counts[1]


def queries_of(client, url):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_long_lists_have_pages(client, place):
    run, pages, _trainee = place
    for number in range(51):
        ask(EnrolmentFactory(run=run), pages[0], f"Kysymys {number}?")
    client.force_login(make_staff(run))
    assert "Kysymys 50?" not in client.get(url_of(run)).content.decode()
    assert "Kysymys 50?" in client.get(url_of(run) + "?page=2").content.decode()


@pytest.mark.parametrize("text", ["", "  \n\t"])
def test_nothing_is_no_question(place, text):
    _run, pages, trainee = place
    with pytest.raises(UnableToAsk, match="Kirjoita yksi oma kysymys"):
        ask(trainee, pages[0], text)
    assert question_of(enrolment=trainee, activity=pages[0]) == ""


def test_one_question_an_activity(place):
    _run, pages, trainee = place
    for text in ("Ensimmäinen?", "Toinen?"):
        ask(trainee, pages[0], text)
    assert SessionQuestion.objects.get().text == "Toinen?"
    assert question_of(enrolment=trainee, activity=pages[0]) == "Toinen?"


def test_own_data(place):
    _run, pages, trainee = place
    ask(trainee, pages[0], "Oma?")
    questions = export_person(trainee.user)["enrolments"][0]["own_questions"]
    assert [(row["activity__title"], row["text"]) for row in questions] == [("1.1 Lukeminen", "Oma?")]
    erase_person(trainee.user, at=timezone.now())
    assert not SessionQuestion.objects.exists()
