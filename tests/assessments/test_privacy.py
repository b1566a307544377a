"""A person's attempts and reflections: in the copy handed out, and gone afterwards; others' stay."""

import json

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from factories.assessments import make_assignment, make_place, make_quiz, send_text
from factories.courses import EnrolmentFactory, make_staff, session_pages

from accounts.personal_data import erase_all, export_all
from assessments.assignment.models import Submission, SubmissionRound
from assessments.assignment.review import decide
from assessments.quiz.domain import hand_in, start_attempt
from assessments.quiz.models import Attempt
from courses.models import ActivityCompletion

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    """A trainee and another one, each with a passed quiz and an accepted reflection."""
    enrolment, quiz = make_place(make_quiz, ("short",))
    other = EnrolmentFactory(run=enrolment.run)
    reflection = make_assignment(session_pages(enrolment.run.course)[0])
    trainer = make_staff(enrolment.run)
    now = timezone.now()
    for person in (enrolment, other):
        start_attempt(enrolment=person, page=quiz, at=now)
        attempts = Attempt.objects.filter(enrolment=person)
        answers = {"a0": ["vertaisuus"]}
        hand_in(attempts=attempts, number=1, answers=answers, version=0, anyway=False, visit_done=False, at=now)
        work = send_text(person, reflection, f"Teksti {person.pk}")
        decide(submission=work, number=1, decision="accepted", feedback="Hieno.", by=trainer, at=now)
    return enrolment, other, trainer


def test_the_copy_holds_what_the_person_did_and_nothing_of_others(place):
    enrolment, other, trainer = place
    copy = json.dumps(export_all(enrolment.user), cls=DjangoJSONEncoder, ensure_ascii=False)
    for words in ("vertaisuus", f"Teksti {enrolment.pk}", "Hieno."):
        assert words in copy
    assert f"Teksti {other.pk}" not in copy
    assert "Hieno." in json.dumps(export_all(trainer), cls=DjangoJSONEncoder)


def test_erasure_takes_answers_and_texts_and_leaves_others(place):
    enrolment, other, trainer = place
    for _time in range(2):
        erase_all(enrolment.user, at=timezone.now())
    assert list(Attempt.objects.values_list("enrolment", flat=True)) == [other.pk]
    assert list(Submission.objects.values_list("enrolment", flat=True)) == [other.pk]
    assert ActivityCompletion.objects.filter(enrolment=other).count() == 2
    erase_all(trainer, at=timezone.now())
    assert SubmissionRound.objects.get().decided_by is None
    assert SubmissionRound.objects.get().feedback == "Hieno."
