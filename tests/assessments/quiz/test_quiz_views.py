"""A quiz in the browser: answering, coming back, two tabs, bad input, and what it costs in queries."""

import re
from copy import deepcopy

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from factories.accounts import UserFactory
from factories.assessments import address, fields_of, make_place, make_question, make_quiz
from factories.courses import EnrolmentFactory, make_run, make_staff

from assessments.questions.domain import save_question
from assessments.quiz.models import Attempt, QuizQuestion
from courses.domain.completion import evaluate
from courses.models import ActivityCompletion

pytestmark = pytest.mark.django_db

ALL = ("single", "multiple", "truefalse", "match", "order", "numeric", "short")


@pytest.fixture(scope="module")
def made(kept_rows):
    return make_place(make_quiz, ALL, shuffle_options=True)


@pytest.fixture
def place(made):
    return deepcopy(made)


@pytest.fixture
def learner(client, place):
    client.force_login(place[0].user)
    return client


def start(client, place) -> Attempt:
    client.post(address(*place, "aloita/"))
    return Attempt.objects.filter(enrolment=place[0]).latest("number")


def text_of(response) -> str:
    return response.content.decode()


def test_the_whole_way_from_start_to_passed(learner, place):
    page = text_of(learner.get(address(*place)))
    assert "7 kysymystä" in page
    assert "Aloita vastaaminen" in page
    attempt = start(learner, place)
    page = text_of(learner.get(address(*place, "1/")))
    assert "Kysymys 7/7" in page
    response = learner.post(address(*place, "1/tarkista/"), fields_of(attempt, ALL), follow=True)
    page = text_of(response)
    assert response.redirect_chain[-1][0] == address(*place, "1/tulos/")
    assert "Hyväksytty" in page
    assert "Sait 7/7 pistettä." in page
    assert "Kysymys antaa puhua." in page
    assert "Kysyminen auttaa." in page
    attempt.refresh_from_db()
    assert (attempt.is_passed, attempt.percent, attempt.points) == (True, 100, 7)
    assert ActivityCompletion.objects.filter(enrolment=place[0], activity=place[1].pk).count() == 1


def test_feedback_stands_under_the_chosen_option_only_and_below_the_limit_is_said_calmly(learner, place):
    attempt = start(learner, place)
    wrong = {"a0": str(attempt.slots[0]["order"].index(0)), "anyway": "1"}
    page = text_of(learner.post(address(*place, "1/tarkista/"), wrong, follow=True))
    assert "Vielä vähän matkaa" in page
    assert "Ei aivan." in page
    assert "Apua sekin." in page
    assert "Kysymys antaa puhua." not in page
    assert "Näytä oikea vastaus" in page
    assert not ActivityCompletion.objects.exists()
    assert "Yritä uudelleen" in page
    assert "Yritä uudelleen" in text_of(learner.get(address(*place)))


def test_answers_wait_for_another_day_or_device(learner, place):
    attempt = start(learner, place)
    data = fields_of(attempt, ALL)
    response = learner.post(address(*place, "1/tallenna/"), data | {"version": "0"}, follow=True)
    assert "Vastaukset on tallennettu." in text_of(response)
    assert "Jatka vastaamista" in text_of(learner.get(address(*place)))
    page = text_of(learner.get(address(*place, "1/")))
    assert page.count(" checked") == 4
    assert 'value="12,5"' in page
    assert page.count(" selected") == 7
    assert learner.post(address(*place, "aloita/")).url == address(*place, "1/")


def test_the_script_saves_and_is_told_the_new_version(learner, place):
    start(learner, place)
    for version in (0, 1):
        response = learner.post(
            address(*place, "1/tallenna/"),
            {"a6": "vertaisuus", "version": version},
            headers={"Accept": "application/json"},
        )
        assert response.json()["version"] == version + 1
        assert response.json()["message"].startswith("Tallennettu klo ")
        assert response.json()["overtook"] is False


def test_of_two_tabs_the_later_save_wins_and_says_so(learner, place):
    start(learner, place)
    save = address(*place, "1/tallenna/")
    json = {"Accept": "application/json"}
    learner.post(save, {"a6": "toinen ikkuna", "version": 0}, headers=json)
    answer = learner.post(save, {"a6": "tämä ikkuna", "version": 0}, headers=json).json()
    assert answer["overtook"] is True
    assert "toisessa ikkunassa" in answer["message"]
    assert Attempt.objects.get().answers == {"a6": ["tämä ikkuna"]}
    page = text_of(learner.post(save, {"a6": "kolmas", "version": 0}, follow=True))
    assert "toisessa ikkunassa" in page
    again = learner.post(save, {"a6": "kolmas", "version": 0}, headers=json).json()
    assert again["overtook"] is False  # the same answers overtake nothing


def test_missing_answers_are_named_first_and_may_be_left_out(learner, place):
    attempt = start(learner, place)
    data = fields_of(attempt, ALL)
    data.pop("a6")
    page = text_of(learner.post(address(*place, "1/tarkista/"), data))
    assert "Yksi kysymys on vielä vastaamatta" in page
    assert 'href="#k7"' in page
    assert Attempt.objects.get().is_open
    assert Attempt.objects.get().answers == data
    learner.post(address(*place, "1/tarkista/"), data | {"anyway": "1"})
    assert Attempt.objects.get().points == 6


def test_a_number_that_is_none_is_shown_beside_its_field_with_what_was_typed(learner, place):
    attempt = start(learner, place)
    data = fields_of(attempt, ALL) | {"a5": "kaksitoista <b>"}
    response = learner.post(address(*place, "1/tarkista/"), data | {"anyway": "1"})
    page = text_of(response)
    assert response.status_code == 422
    assert "Kirjoita luku numeroina" in page
    assert 'value="kaksitoista &lt;b&gt;"' in page
    assert 'aria-invalid="true"' in page
    assert Attempt.objects.get().is_open


def test_a_second_press_changes_nothing_and_says_so(learner, place):
    attempt = start(learner, place)
    data = fields_of(attempt, ALL)
    learner.post(address(*place, "1/tarkista/"), data)
    page = text_of(learner.post(address(*place, "1/tarkista/"), {"anyway": "1"}, follow=True))
    assert "oli jo tarkistettu" in page
    assert Attempt.objects.get().percent == 100
    assert ActivityCompletion.objects.count() == 1
    response = learner.post(address(*place, "1/tallenna/"), {"a6": "x"}, headers={"Accept": "application/json"})
    assert response.status_code == 409
    assert learner.post(address(*place, "1/tallenna/"), {"a6": "x"}).url == address(*place, "1/tulos/")
    assert learner.get(address(*place, "1/")).url == address(*place, "1/tulos/")


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"a6": "<script>alert(1)</script>"},
        {"a6": "😀 a\x00b"},
        {"a0": "999", "a1": ["7", "-1", "x"], "a3-0": "77", "a4-9": "1", "a5": "NaN"},
        {"a999": "x", "a9999": "x", "a0-9999": "x", "b": "x", "version": "x"},
        {"version": "9" * 30, "a6": "ä" * 2000},
    ],
)
def test_bad_input_is_no_error(learner, place, data):
    start(learner, place)
    for rest in ("1/tallenna/", "1/tarkista/"):
        response = learner.post(address(*place, rest), data | {"anyway": "1"}, follow=True)
        assert response.status_code in (200, 422)
        assert "<script>alert" not in text_of(response)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"a6": "x" * 20_001}, "Lyhennä se enintään 20000 merkkiin"),
        ({f"a{slot}-{part}": "x" * 1900 for slot in range(8) for part in range(8)}, "yhteensä liian pitkiä"),
    ],
)
def test_far_too_long_answers_are_refused_and_shown_again(learner, place, data, message):
    start(learner, place)
    for rest in ("1/tallenna/", "1/tarkista/"):
        response = learner.post(address(*place, rest), data)
        assert response.status_code == 422
        assert message in text_of(response)
    response = learner.post(address(*place, "1/tallenna/"), data, headers={"Accept": "application/json"})
    assert message in response.json()["message"]
    assert Attempt.objects.get().answers == {}


def test_an_edited_question_leaves_an_open_attempt_and_an_old_result_as_they_were(learner, place):
    attempt = start(learner, place)
    question = QuizQuestion.objects.get(page=place[1], question__kind="short").question
    save_question(kind="short", body={"text": "Vaihdettu", "accepted": ["muu"]}, at=timezone.now(), question=question)
    assert "Vaihdettu" not in text_of(learner.get(address(*place, "1/")))
    page = text_of(learner.post(address(*place, "1/tarkista/"), fields_of(attempt, ALL), follow=True))
    assert "Sait 7/7 pistettä." in page
    second = start(learner, place)
    assert second.number == 2
    assert "Vaihdettu" in text_of(learner.get(address(*place, "2/")))


def test_attempts_may_be_limited(client):
    place = make_place(make_quiz, ("short",), max_attempts=1)
    client.force_login(place[0].user)
    assert "1 yritys jäljellä" in text_of(client.get(address(*place)))
    start(client, place)
    page = text_of(client.post(address(*place, "1/tarkista/"), {"a0": "väärä"}, follow=True))
    assert "Yritä uudelleen" not in page
    page = text_of(client.post(address(*place, "aloita/"), follow=True))
    assert "Olet käyttänyt kaikki yrityksesi." in page
    assert Attempt.objects.count() == 1


def test_a_quiz_without_questions_says_so(client):
    place = make_place(make_quiz, ())
    client.force_login(place[0].user)
    assert "ei ole vielä kysymyksiä" in text_of(client.get(address(*place)))
    assert "ei ole vielä kysymyksiä" in text_of(client.post(address(*place, "aloita/"), follow=True))


@pytest.mark.parametrize(("counting", "shown"), [("best", "100\u00a0%"), ("last", "0\u00a0%")])
def test_the_best_or_the_last_attempt_counts(client, counting, shown):
    place = make_place(make_quiz, ("short",), counting=counting)
    client.force_login(place[0].user)
    for number, word in enumerate(["vertaisuus", "väärä"], start=1):
        start(client, place)
        client.post(address(*place, f"{number}/tarkista/"), {"a0": word})
    assert f"<strong>{shown}</strong>" in text_of(client.get(address(*place)))


def test_nobody_else_reaches_an_attempt(client, place):
    client.force_login(place[0].user)
    attempt = start(client, place)
    client.post(address(*place, "1/tarkista/"), fields_of(attempt, ALL))
    start(client, place)
    others = [
        EnrolmentFactory(run=place[0].run).user,
        UserFactory(),
        make_staff(place[0].run),
        EnrolmentFactory(run=make_run()).user,
        UserFactory(is_superuser=True, is_staff=True),
    ]
    for user in others:
        client.force_login(user)
        for rest in ("1/tulos/", "2/"):
            assert client.get(address(*place, rest)).status_code == 404
        for rest in ("2/tallenna/", "2/tarkista/"):
            assert client.post(address(*place, rest), {"a6": "x"}).status_code == 404
    client.logout()
    assert client.get(address(*place, "2/")).status_code == 302
    assert Attempt.objects.get(number=2).saved_version == 0


def test_staff_try_the_questions_and_nothing_is_stored(client, place):
    client.force_login(make_staff(place[0].run))
    assert "Kokeile kysymyksiä" in text_of(client.get(address(*place)))
    assert client.post(address(*place, "aloita/")).url == address(*place, "kokeile/")
    page = text_of(client.get(address(*place, "kokeile/")))
    assert "Kysymys 7/7" in page
    page = text_of(client.post(address(*place, "kokeile/"), {"a6": "vertaisuus"}))
    assert "Sait 1/7 pistettä." in page
    assert not Attempt.objects.exists()
    client.force_login(place[0].user)
    assert client.get(address(*place, "kokeile/")).status_code == 404


def test_wrong_methods_are_refused(learner, place):
    start(learner, place)
    for rest in ("aloita/", "1/tallenna/", "1/tarkista/"):
        assert learner.get(address(*place, rest)).status_code == 405
    assert learner.get(address(*place, "99/")).status_code == 404


def spent(client, method, url, data=None, **more) -> list[str]:
    """Return the queries of a request, shortened."""
    with CaptureQueriesContext(connection) as queries:
        response = getattr(client, method)(url, data, **more)
    assert response.status_code < 400
    return [re.sub(r"SELECT .*? FROM", "SELECT … FROM", query["sql"])[:110] for query in queries.captured_queries]


def big_place(count):
    place = make_place(make_quiz, ())
    for number in range(count):
        QuizQuestion.objects.create(page=place[1], question=make_question(ALL[number % 7]), sort_order=number)
    return place


@pytest.mark.parametrize(("right", "together"), [(False, 20), (True, 20)])
def test_what_a_cycle_costs(client, right, together):
    place = big_place(10)
    evaluate(enrolment=place[0], at=timezone.now())  # as when the trainee was accepted
    client.force_login(place[0].user)
    client.get(address(*place))
    attempt = start(client, place)
    data = fields_of(attempt, [ALL[number % 7] for number in range(10)]) if right else {"a6": "väärä", "anyway": "1"}
    json = {"Accept": "application/json"}
    saving = spent(client, "post", address(*place, "1/tallenna/"), data | {"version": 0}, headers=json)
    finishing = spent(client, "post", address(*place, "1/tarkista/"), data | {"version": 1})
    assert Attempt.objects.get().is_passed is right
    assert len(saving) <= 8, "\n".join(saving)
    assert len(finishing) <= 20, "\n".join(finishing)
    assert len(saving) + len(finishing) <= together, "\n".join(saving + finishing)


@pytest.mark.parametrize("earlier", [0, 65])
@pytest.mark.parametrize("count", [2, 40])
def test_a_long_quiz_opens_with_few_queries_however_many_attempts_there_were(client, count, earlier):
    place = big_place(count)
    now = timezone.now()
    Attempt.objects.bulk_create(
        Attempt(
            enrolment=place[0], page=place[1], number=number + 1, state="finished", started_at=now, finished_at=now,
            percent=number, pass_percent=70,
        )
        for number in range(earlier)
    )  # fmt: skip
    client.force_login(place[0].user)
    client.get(address(*place))  # what is kept in memory for all is read now
    landing = spent(client, "get", address(*place))
    attempt = start(client, place)
    opening = spent(client, "get", address(*place, f"{attempt.number}/"))
    assert len(landing) <= 12, "\n".join(landing)
    assert len(opening) <= 12, "\n".join(opening)
    assert text_of(client.get(address(*place))).count("/tulos/") == min(earlier, 19)
