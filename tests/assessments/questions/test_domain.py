"""The question bank: versions that are never changed, and loads that may be repeated."""

import pytest
from django.db import IntegrityError
from django.db.models import ProtectedError
from django.utils import timezone
from factories.assessments import BODIES, make_question

from assessments.questions.domain import UnableToSaveQuestion, save_question
from assessments.questions.models import Question, QuestionVersion

pytestmark = pytest.mark.django_db


def test_a_changed_body_makes_a_new_version_and_the_old_one_stays():
    question = make_question("short")
    first = question.current
    save_question(kind="short", body={**BODIES["short"], "text": "Uusi?"}, at=timezone.now(), question=question)
    question.refresh_from_db()
    assert (question.current.number, question.text) == (2, "Uusi?")
    first.refresh_from_db()
    assert first.body["text"] == "Mikä sana?"
    assert question.category == "Työpeili/Kerta 1"


def test_saving_the_same_again_by_code_adds_nothing():
    for _time in range(2):
        save_question(kind="single", body=BODIES["single"], at=timezone.now(), code="K1.1", tags=["vertaisuus"])
    assert list(Question.objects.values_list("code", "current__number")) == [("K1.1", 1)]
    assert QuestionVersion.objects.count() == 1
    assert list(Question.objects.get().tags.names()) == ["vertaisuus"]


@pytest.mark.parametrize(("kind", "body"), [("single", {}), ("essay", {"text": "x"}), ("short", {"text": 5})])
def test_nonsense_is_refused_and_nothing_is_stored(kind, body):
    with pytest.raises(UnableToSaveQuestion):
        save_question(kind=kind, body=body, at=timezone.now())
    assert not Question.objects.exists()


def test_versions_are_neither_changed_nor_deleted():
    question = make_question()
    with pytest.raises(TypeError):
        question.current.save()
    with pytest.raises(ProtectedError):
        question.delete()


def test_two_questions_cannot_bear_one_code():
    one, other = make_question(), make_question()
    Question.objects.filter(pk=one.pk).update(code="K1")
    with pytest.raises(IntegrityError):
        Question.objects.filter(pk=other.pk).update(code="K1")
