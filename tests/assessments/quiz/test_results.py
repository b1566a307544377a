"""How answers spread: shares by option, how easy a question was, and which one misleads."""

import pytest
from django.urls import reverse
from django.utils import timezone
from factories.assessments import address, make_place, make_quiz
from factories.courses import EnrolmentFactory, make_staff

from assessments.quiz.domain import hand_in, start_attempt
from assessments.quiz.models import Attempt
from assessments.quiz.results import results_of

pytestmark = pytest.mark.django_db


def answer(enrolment, page, **given):
    attempt = start_attempt(enrolment=enrolment, page=page, at=timezone.now())
    hand_in(
        attempts=Attempt.objects.filter(enrolment=enrolment, page=page), number=attempt.number,
        answers={name: [value] for name, value in given.items()}, version=0, anyway=True, visit_done=False,
        at=timezone.now(),
    )  # fmt: skip


@pytest.fixture
def place():
    """Six people: most choose the first, wrong option; one leaves the second question empty."""
    enrolment, page = make_place(make_quiz, ("single", "truefalse", "numeric", "gaps"))
    for number in range(6):
        person = enrolment if number == 0 else EnrolmentFactory(run=enrolment.run)
        chosen = "1" if number == 0 else "0"
        truth = {} if number == 5 else {"a1": "0"}
        answer(person, page, a0=chosen, a2="12,5", **truth)
    return enrolment, page


def test_shares_facility_and_what_misleads(place):
    results = results_of(page=place[1], run=place[0].run)
    assert (results.trainees, results.attempts) == (6, 6)
    first, second, third, fourth = results.spreads
    assert [(choice.count, choice.percent, choice.is_right) for choice in first.choices] == [
        (5, 83, False), (1, 17, True), (0, 0, False),
    ]  # fmt: skip
    assert (first.facility, first.misleads) == (17, True)
    assert (second.facility, second.empty, second.misleads) == (83, 1, False)
    assert (third.facility, third.misleads) == (100, False)
    assert (fourth.answers, fourth.empty) == (0, 6)


def test_the_first_attempt_of_each_person_speaks(place):
    enrolment, page = place
    answer(enrolment, page, a0="0")
    results = results_of(page=page, run=enrolment.run)
    assert (results.trainees, results.attempts) == (6, 7)
    assert results.spreads[0].choices[0].count == 5


def test_the_page_shows_a_table_and_a_picture_and_costs_the_same_for_many(client, place, django_assert_max_num_queries):
    url = reverse("quiz:results", args=[place[0].run.slug, place[1].slug])
    client.force_login(make_staff(place[0].run))
    page = client.get(url).content.decode()
    assert "Tämä kysymys voi johtaa harhaan" in page
    assert "<svg" in page
    assert "Kenelle muulle tämä on tuttua?" in page
    assert place[0].user.get_full_name() not in page
    with django_assert_max_num_queries(8):
        client.get(url)
    for _ in range(10):
        answer(EnrolmentFactory(run=place[0].run), place[1], a0="1")
    with django_assert_max_num_queries(8):
        client.get(url)


def test_before_the_first_answer_the_page_says_so(client):
    place = make_place(make_quiz)
    client.force_login(make_staff(place[0].run))
    url = reverse("quiz:results", args=[place[0].run.slug, place[1].slug])
    assert "Kukaan ei ole vielä vastannut" in client.get(url).content.decode()
    assert "Tulokset tässä toteutuksessa" in client.get(address(*place)).content.decode()
