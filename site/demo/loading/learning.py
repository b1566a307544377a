"""Lets the invented trainees study: what each has read, watched, tried, answered and written, in order."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from accounts.models import User
from assessments.survey.domain import close_survey
from courses.enums import RunState, StaffRole
from courses.models import ActivityPage, CourseRun, Enrolment
from demo.loading.answers import answer_exercise, answer_quiz, discuss, reflect
from demo.loading.content import Content
from demo.loading.instruments import answer_survey, assess_oneself
from demo.loading.timeline import Timeline
from demo.sources import Demo
from demo.sources.people import RunSource, TraineeSource
from modules.lesson.domain import mark_read
from modules.recording.domain import ask, report_viewing

AFTER_SESSION = ("quiz", "reflection", "discussion", "survey")


@dataclass(frozen=True)
class Step:
    """One activity as something to do: its kind, and where it stands in the course."""

    key: str
    kind: str
    session: int
    place: int


@dataclass
class Studying:
    """What the steps of one trainee's studies share."""

    demo: Demo
    trainee: TraineeSource
    enrolment: Enrolment
    trainer: User
    number: int  # of the trainee in the run: makes people differ
    now: datetime

    def question(self, step: Step) -> str:
        """One of the own questions, another one for each thing read or watched in a session."""
        questions = self.demo.texts.own_questions
        return questions[(self.number + step.session + step.place) % len(questions)]


def study(
    source: RunSource,
    *,
    demo: Demo,
    content: Content,
    run: CourseRun,
    enrolments: dict[str, Enrolment],
    timeline: Timeline,
) -> None:
    """Let every trainee of the run do what the source says they have done."""
    trainer = User.objects.filter(run_staff__run=run, run_staff__role=StaffRole.TRAINER).order_by("pk")[0]
    days = {row.number: row.offset_days for row in demo.curriculum.course.forms[0].sessions}
    openings: list[tuple[Studying, ActivityPage, datetime]] = []
    for number, trainee in enumerate(source.trainees):
        if trainee.through is None:
            continue
        studying = Studying(demo, trainee, enrolments[trainee.person], trainer, number, timeline.now)
        for step in steps_through(content, demo, trainee.through):
            page, at = content.activities[step.key], _moment(step, days, timeline, number)
            if step.kind == "discussion":
                openings.append((studying, page, at))
            else:
                _do(studying, step, page, at)
    discuss(openings, demo=demo)
    if source.state == RunState.ENDED:
        page = content.activities[demo.curriculum.survey.slug]
        close_survey(page=page, run=run, by=trainer, at=timeline.past(max(days.values()) + 14, 9, 0))


def steps_of(demo: Demo) -> dict[str, Step]:
    """Return every activity of the course as a step, by number or slug."""
    curriculum = demo.curriculum
    steps = {
        module.number: Step(module.number, module.kind, session, int(module.number.split(".")[1]))
        for session, modules in curriculum.modules.items()
        for module in modules
    }
    for row in curriculum.self_assessment.rounds:
        steps[row.slug] = Step(row.slug, "selfassessment", row.session, 0)
    survey = curriculum.survey
    steps[survey.slug] = Step(survey.slug, "survey", survey.session, 6)
    return steps


def steps_through(content: Content, demo: Demo, last: str) -> list[Step]:
    """Return the activities up to a module, with the instruments that come right after it."""
    steps, keys = steps_of(demo), list(content.activities)
    end = keys.index(last) + 1
    while end < len(keys) and "." not in keys[end]:
        end += 1
    return [steps[key] for key in keys[:end]]


def _moment(step: Step, days: dict[int, int], timeline: Timeline, number: int) -> datetime:
    """Return when a trainee did a step: what prepares a session before it, what looks back after it."""
    offset = 3 if step.kind in AFTER_SESSION else -6
    return timeline.past(days[step.session] + offset + step.place // 3, 18 + number % 4, number * 3 % 60)


def _do(studying: Studying, step: Step, page: Any, at: datetime) -> None:
    enrolment, demo, number = studying.enrolment, studying.demo, studying.number
    if step.kind == "reading":
        mark_read(enrolment=enrolment, lesson=page, at=at, question=studying.question(step))
    elif step.kind == "video":
        _watch(enrolment, page, at)
        ask(enrolment=enrolment, page=page, question=studying.question(step), at=at)
    elif step.kind == "exercise":
        answer_exercise(demo, enrolment, page, at=at)
    elif step.kind == "quiz":
        answer_quiz(enrolment, page, stumbles=number % 3 == 1, at=at)
    elif step.kind == "selfassessment":
        assess_oneself(enrolment, page, number=number, at=at)
    elif step.kind == "survey":
        survey = demo.curriculum.survey
        answer_survey(enrolment, page, source=survey, texts=demo.texts.survey, number=number, at=at)
    else:
        reflect(studying, page, step.key, at=at, now=studying.now)


def _watch(enrolment: Enrolment, page: Any, at: datetime) -> None:
    length = page.recording.duration
    report_viewing(
        enrolment=enrolment,
        page=page,
        claimed=[(0.0, length)],
        position=length,
        opened_at=at - timedelta(seconds=length),
        at=at,
    )
