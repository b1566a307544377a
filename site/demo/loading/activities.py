"""Turns each kind of module into the page of its activity type."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from assessments.assignment.models import AssignmentPage
from assessments.quiz.models import QuizPage
from courses.enums import CompletionRule
from demo.loading.pages import PageSource
from demo.loading.questions import keep_question
from demo.loading.recordings import keep_recording
from demo.loading.words import Block, body_blocks, flowing, rich, stream
from demo.sources import Demo
from demo.sources.modules import Discussion, Exercise, Reading, Reflection, Video
from demo.sources.quizzes import Quiz
from modules.discussion.models import DiscussionPage
from modules.exercise.models import ExercisePage
from modules.lesson.models import LessonPage
from modules.recording.models import RecordingPage


def activity_source(module: Any, *, demo: Demo, at: datetime) -> PageSource:
    """Return the page of a module; makes the questions and the recording it needs."""
    makers: dict[str, Callable[..., PageSource]] = {
        "reading": _lesson,
        "video": _recording,
        "exercise": _exercise,
        "quiz": _quiz,
        "discussion": _discussion,
        "reflection": _reflection,
    }
    return makers[module.kind](module, demo=demo, at=at)


def _common(module: Any, rule: str) -> dict[str, Any]:
    return {"minutes": module.minutes, "required": True, "completion_rule": rule}


def _title(module: Any) -> str:
    """Return the title as trainees speak of it: with its number."""
    return f"{module.number} {module.title}"


def source_note(module: Any) -> str:
    """Return on what a text is based, in one sentence."""
    return f"Perustuu: {', '.join(module.sources)}." if module.sources else ""


def _lesson(module: Reading, *, demo: Demo, at: datetime) -> PageSource:
    fields = {
        "body": stream([*body_blocks(module.body), *_self_check(module)], of=module.slug),
        "source_note": source_note(module),
        "asks_question": True,
    }
    return PageSource(LessonPage, module.slug, _title(module), _common(module, CompletionRule.MANUAL) | fields)


def _self_check(module: Reading) -> list[tuple[str, Any]]:
    if module.self_check is None:
        return []
    answers = [
        {"text": each.text, "is_right": each.good, "feedback": each.feedback} for each in module.self_check.answers
    ]
    return [("self_check", {"question": module.self_check.question, "options": answers})]


def _recording(module: Video, *, demo: Demo, at: datetime) -> PageSource:
    recording = keep_recording(demo.clips[module.clip], transcript=module.body)
    fields = {"recording_id": recording.pk, "introduction": "", "watched_percent": 80, "asks_question": True}
    return PageSource(RecordingPage, module.slug, _title(module), _common(module, CompletionRule.PASS) | fields)


def _exercise(module: Exercise, *, demo: Demo, at: datetime) -> PageSource:
    forms = {"write": _written, "match": _matched, "sort": _sorted}
    blocks = forms[module.form](module)
    if module.closing:
        blocks.append(("text", rich(module.closing)))
    fields = {
        "introduction": rich(module.body),
        "content_note": module.content_warning,
        "items": stream(blocks, of=module.slug),
        "is_printable": module.printable,
    }
    return PageSource(ExercisePage, module.slug, _title(module), _common(module, CompletionRule.SUBMIT) | fields)


def _written(module: Exercise) -> list[Block]:
    return [
        (
            "question",
            {
                "prompt": part.prompt,
                "hint": f"Enintään {part.max_words} sanaa." if part.max_words else "",
                "model_answer": flowing(part.model.replace("**", "")),
                "is_optional": False,
            },
        )
        for part in module.parts
    ]


def _matched(module: Exercise) -> list[Block]:
    pairs = [{"item": pair.prompt, "target": pair.answer} for pair in module.pairs]
    instruction = "Valitse kullekin käsitteelle sen kuvaus."
    return [("match", {"instruction": instruction, "pairs": pairs, "feedback": source_note(module)})]


def _sorted(module: Exercise) -> list[Block]:
    pairs = [{"item": item, "target": basket.name} for basket in module.baskets for item in basket.items]
    # Taken in turn from each basket, so that the order does not give the answer away.
    height = max(len(basket.items) for basket in module.baskets)
    order = [basket.items[row] for row in range(height) for basket in module.baskets if row < len(basket.items)]
    pairs.sort(key=lambda pair: order.index(pair["item"]))
    pick = {
        "instruction": f"Valitse {module.favorites} suosikkiasi.",
        "options": order,
        "count": module.favorites,
    }
    sort = {"instruction": "Valitse kullekin kysymykselle kori.", "pairs": pairs, "feedback": ""}
    return [("match", sort), ("pick", pick)]


def _quiz(module: Quiz, *, demo: Demo, at: datetime) -> PageSource:
    category = f"Työpeili/Kerta {module.number.split('.')[0]}"
    rows = [
        {"question": keep_question(question, category=category, at=at), "points": 1} for question in module.questions
    ]
    fields = {"introduction": module.intro, "pass_percent": module.pass_percent, "shuffle_options": True}
    common = _common(module, CompletionRule.PASS)
    return PageSource(QuizPage, module.slug, _title(module), common | fields, {"questions": rows})


def _discussion(module: Discussion, *, demo: Demo, at: datetime) -> PageSource:
    fields = {
        "opening": rich(module.body),
        "posts_needed": module.openings_required,
        "replies_needed": module.replies_required,
    }
    return PageSource(DiscussionPage, module.slug, _title(module), _common(module, CompletionRule.SUBMIT) | fields)


def _reflection(module: Reflection, *, demo: Demo, at: datetime) -> PageSource:
    fields = {
        "instructions": rich(module.body),
        "min_words": module.min_words,
        "max_words": module.max_words,
        "due_days": module.due_days,
        "max_files": module.max_files,
    }
    rows = [{"text": text} for text in module.accepted_when]
    common = _common(module, CompletionRule.PASS)
    return PageSource(AssignmentPage, module.slug, _title(module), common | fields, {"criteria": rows})
