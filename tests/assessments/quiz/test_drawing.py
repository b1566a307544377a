"""Questions drawn at random: which ones may come, and that an attempt keeps those it met."""

import random

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from factories.assessments import address, make_place, make_question, make_quiz

from assessments.quiz.domain import UnableToStart, new_attempt, question_count
from assessments.quiz.models import Attempt, QuizDraw, QuizQuestion

pytestmark = pytest.mark.django_db


def question(category="Pankki", tags=(), **fields):
    made = make_question("short", text=f"Sana {random.random()}?")
    made.category = category
    made.is_archived = fields.get("archived", False)
    made.save()
    made.tags.set(tags)
    return made


def drawn(page, seed=1):
    attempt = new_attempt(page=page, number=1, at=timezone.now(), rng=random.Random(seed))
    return [slot["version"] for slot in attempt.slots]


def place_with(**draw):
    place = make_place(make_quiz, ())
    QuizDraw.objects.create(page=place[1], **draw)
    return place


def test_questions_come_from_the_category_and_those_under_it_and_differ_between_attempts():
    inside = {question().current_id for _ in range(4)} | {question("Pankki/Kerta 1").current_id for _ in range(4)}
    question("Pankkiiri")
    question(archived=True)
    page = place_with(category="Pankki", count=3)[1]
    seen = {tuple(sorted(drawn(page, seed))) for seed in range(20)}
    assert {version for versions in seen for version in versions} <= inside
    assert all(len(set(versions)) == 3 for versions in seen)
    assert len(seen) > 1


def test_questions_come_by_tag_and_a_small_bank_gives_what_it_has():
    tagged = {question("A", ["vire"]).current_id, question("B", ["Vire", "muu"]).current_id}
    question("A", ["muu"])
    assert set(drawn(place_with(tag="vire", count=9)[1])) == tagged
    assert drawn(place_with(tag="vire", category="B", count=9)[1])[0] in tagged


def test_nothing_is_asked_twice():
    kept = question()
    other = question()
    place = place_with(category="Pankki", count=5, points=3)
    QuizQuestion.objects.create(page=place[1], question=kept)
    assert drawn(place[1]) == [kept.current_id, other.current_id]
    attempt = new_attempt(page=place[1], number=1, at=timezone.now())
    assert (attempt.max_points, question_count(place[1])) == (4, 6)


def test_an_attempt_keeps_what_was_drawn(client):
    for _ in range(8):
        question()
    place = place_with(category="Pankki", count=2)
    client.force_login(place[0].user)
    client.post(address(*place, "aloita/"))
    met = [slot["version"] for slot in Attempt.objects.get().slots]
    first = client.get(address(*place, "1/")).content.decode()
    assert first.count("data-question=") == 2
    client.get(address(*place, "1/"))
    assert [slot["version"] for slot in Attempt.objects.get().slots] == met


def test_an_empty_draw_is_said_at_the_start_and_in_the_editor():
    page = place_with(category="Tyhjä", count=2)[1]
    with pytest.raises(UnableToStart):
        new_attempt(page=page, number=1, at=timezone.now())
    with pytest.raises(ValidationError):
        QuizDraw(page=page, category=" / ").full_clean()
    draw = QuizDraw(page=page, category=" Pankki / Kerta 1 /")
    draw.clean()
    assert draw.category == "Pankki/Kerta 1"


def test_the_order_of_questions_may_be_shuffled():
    page = make_place(make_quiz, ("short",) * 6, shuffle_questions=True)[1]
    assert len({tuple(drawn(page, seed)) for seed in range(10)}) > 1
