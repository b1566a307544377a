"""Answers of the invented trainees: exercises, quizzes, reflections, discussion."""

import uuid
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from assessments.assignment.domain import save_draft, submit
from assessments.assignment.models import Submission
from assessments.assignment.review import decide
from assessments.questions.domain import Shown
from assessments.quiz.domain import hand_in, questions_of, start_attempt
from assessments.quiz.models import Attempt
from courses.models import ActivityPage, Enrolment
from demo.loading.words import flowing, stable_id
from demo.sources import Demo
from modules.discussion.domain.posts import write_post
from modules.exercise.domain import submit_answers

if TYPE_CHECKING:
    from demo.loading.learning import Studying


def answer_exercise(demo: Demo, enrolment: Enrolment, page: Any, *, at: datetime) -> None:
    """Answer an exercise: own words where words are asked for, the right pairs, the first picks."""
    submit_answers(enrolment=enrolment, exercise=page, answers=exercise_answers(demo, page), at=at)


def exercise_answers(demo: Demo, page: Any) -> dict[str, Any]:
    """Return answers to every part of an exercise, by block."""
    own = demo.texts.exercise_answers
    answers: dict[str, Any] = {}
    for number, block in enumerate(page.items):
        if block.block_type == "question":
            answers[block.id] = own[number % len(own)]
        elif block.block_type == "match":
            answers[block.id] = {pair.id: pair.value["target"] for pair in block.value["pairs"].bound_blocks}
        elif block.block_type == "pick":
            answers[block.id] = list(block.value["options"])[: block.value["count"]]
    return answers


def answer_quiz(enrolment: Enrolment, page: Any, *, stumbles: bool, at: datetime) -> None:
    """Answer a quiz rightly; one who stumbles fails once before."""
    if stumbles:
        _attempt(enrolment, page, skip=3, at=at - timedelta(minutes=25))
    _attempt(enrolment, page, skip=0, at=at)


def _attempt(enrolment: Enrolment, page: Any, *, skip: int, at: datetime) -> None:
    attempt = start_attempt(enrolment=enrolment, page=page, at=at - timedelta(minutes=8))
    answers: dict[str, list[str]] = {}
    for question in questions_of(attempt)[skip:]:
        answers |= right_answer(question)
    hand_in(
        attempts=Attempt.objects.filter(enrolment=enrolment, page=page),
        number=attempt.number,
        answers=answers,
        version=attempt.saved_version,
        anyway=True,
        visit_done=False,
        at=at,
    )


def right_answer(question: Shown) -> dict[str, list[str]]:
    """Return what the form sends for the right answer, by field."""
    name, body, order = question.name, question.body, list(question.order)
    kind = question.version.kind
    if kind in ("single", "multiple"):
        return {name: [str(order.index(number)) for number, option in enumerate(body.options) if option.correct]}
    if kind == "truefalse":
        return {name: ["1" if body.answer else "0"]}
    if kind == "match":
        places = {body.choices[choice]: str(place) for place, choice in enumerate(order)}
        return {f"{name}-{number}": [places[pair.answer]] for number, pair in enumerate(body.pairs)}
    if kind == "order":
        return {f"{name}-{place}": [str(item)] for place, item in enumerate(order)}
    return {name: [question.correct_answer.split()[0]]}


def reflect(studying: "Studying", page: Any, number: str, *, at: datetime, now: datetime) -> None:
    """Write a reflection and bring it to where the source says it is; accepted, unless it says otherwise."""
    texts = studying.demo.texts
    state = studying.trainee.reflections.get(number, "accepted")
    if state == "draft":
        draft = texts.drafts[studying.number % len(texts.drafts)]
        save_draft(enrolment=studying.enrolment, page=page, text=flowing(draft), version=0, at=at)
        return
    choices = texts.reflections[number]
    text = flowing(choices[studying.number % len(choices)])
    sent = submit(enrolment=studying.enrolment, page=page, text=text, version=0, at=at)
    if state == "sent":
        return
    submission = Submission.objects.select_related("enrolment__user", "enrolment__run", "page").get(
        pk=sent.submission_id
    )
    decide(
        submission=submission,
        number=sent.number,
        decision=state,
        feedback=texts.feedback.accepted if state == "accepted" else texts.feedback.returned,
        by=studying.trainer,
        at=max(at, min(at + timedelta(days=4), now - timedelta(hours=1))),
    )


def discuss(openings: list[tuple["Studying", ActivityPage, datetime]], *, demo: Demo) -> None:
    """Let everybody open one thread, and then answer somebody else's."""
    texts, posts = demo.texts.discussion, []
    for studying, page, at in openings:
        opening = texts.openings[studying.number % len(texts.openings)]
        key = uuid.UUID(stable_id(f"{studying.enrolment.public_id}/{page.slug}"))
        text = f"{opening.title}. {opening.text}"
        posts.append(write_post(enrolment=studying.enrolment, page=page, text=text, at=at, key=key))
    if len(posts) < 2:
        return
    for number, (studying, page, at) in enumerate(openings):
        reply = texts.replies[studying.number % len(texts.replies)]
        answered = posts[(number + 1) % len(posts)]
        write_post(enrolment=studying.enrolment, page=page, text=reply, at=at + timedelta(minutes=40), parent=answered)
