"""The self-assessment and the closing survey: their pages, and what the invented trainees answer."""

import uuid
from datetime import datetime
from typing import Any

from django.db import transaction

from assessments.selfassessment.domain import send_assessment, statements_of
from assessments.selfassessment.models import Instrument, SelfAssessmentPage, Statement
from assessments.survey.domain import send_response
from assessments.survey.models import Anonymity, SurveyPage
from courses.enums import CompletionRule
from courses.models import Enrolment
from demo.loading.pages import PageSource
from demo.loading.remembering import fingerprint, is_loaded, remember
from demo.loading.words import stable_id
from demo.sources import Curriculum
from demo.sources.instruments import Round, SelfAssessment, Survey, SurveyQuestion
from demo.sources.people import SurveyTexts

FIRST, AFTER_EXERCISE, LAST = 0.0, 3.5, 99.0  # where they stand among the modules of a session


def instruments_of(curriculum: Curriculum, *, session: int) -> list[tuple[float, PageSource]]:
    """Return the pages of instruments in a session, each with its place among the modules."""
    found = [
        (FIRST if source.moment == "start" else AFTER_EXERCISE, _round_source(curriculum.self_assessment, source))
        for source in curriculum.self_assessment.rounds
        if source.session == session
    ]
    if curriculum.survey.session == session:
        found.append((LAST, _survey_source(curriculum.survey)))
    return found


def _round_source(source: SelfAssessment, round_: Round) -> PageSource:
    fields = {
        "introduction": "Vastaa rehellisesti: vertaat vastauksia itseesi, et muihin. Vain sinä näet vastauksesi.",
        "instrument": _keep_instrument(source),
        "moment": round_.moment,
        "open_question": round_.open_question,
        "minutes": round_.minutes,
        "required": True,
        "completion_rule": CompletionRule.SUBMIT,
    }
    return PageSource(SelfAssessmentPage, round_.slug, round_.title, fields)


def _keep_instrument(source: SelfAssessment) -> Instrument:
    """Make the statements or bring them up to date; each keeps the key that answers name it by."""
    mark = fingerprint(source.model_dump(mode="json"))
    known = Instrument.objects.filter(title=source.title).first()
    if known is not None and is_loaded(known, mark):
        return known
    with transaction.atomic():
        instrument = known or Instrument(title=source.title)
        instrument.low_label, instrument.high_label = source.scale.min_label, source.scale.max_label
        instrument.save()
        instrument.statements.all().delete()
        rows = [(group.title, text) for group in source.groups for text in group.statements]
        for number, (group, text) in enumerate(rows):
            key = uuid.UUID(stable_id(f"{source.title}/{number + 1}"))
            Statement.objects.create(instrument=instrument, sort_order=number, key=key, group=group, text=text)
        remember(instrument, mark)
    return instrument


def _survey_source(source: Survey) -> PageSource:
    fields = {
        "introduction": source.intro,
        "anonymity": Anonymity.ANONYMOUS if source.anonymous else Anonymity.NAMED,
        "minutes": source.minutes,
        "required": True,
        "completion_rule": CompletionRule.SUBMIT,
    }
    rows = [
        {
            "key": uuid.UUID(stable_id(f"{source.slug}/{question.number}")),
            "kind": "nps" if question.kind == "scale" and question.max == 10 else question.kind,
            "text": question.text,
            "options": "\n".join(question.options),
            "follow_up": question.follow_up,
            "is_required": False,
        }
        for question in source.questions
    ]
    return PageSource(SurveyPage, source.slug, source.title, fields, {"questions": rows})


def assess_oneself(enrolment: Enrolment, page: Any, *, number: int, at: datetime) -> None:
    """Answer the statements; people differ, and the end is somewhat above the start."""
    gained = 0 if page.moment == "start" else 1
    values = {
        str(statement.key): min(5, 2 + (place + number) % 3 + gained + (place % 4 == 0) * gained)
        for place, statement in enumerate(statements_of(page))
    }
    open_answer = "Siitä, että odotan vielä hetken." if page.moment == "start" else "Kysyin, vaikka tiesin vastauksen."
    send_assessment(enrolment=enrolment, page=page, values=values, open_answer=open_answer, at=at)


def answer_survey(
    enrolment: Enrolment, page: Any, *, source: Survey, texts: SurveyTexts, number: int, at: datetime
) -> None:
    """Answer the closing survey."""
    answers = {
        stable_id(f"{source.slug}/{question.number}"): _survey_answer(question, texts, number)
        for question in source.questions
    }
    send_response(enrolment=enrolment, page=page, answers=answers, at=at)


def _survey_answer(question: SurveyQuestion, texts: SurveyTexts, number: int) -> dict[str, Any]:
    if question.kind == "scale":
        most = question.max or 5
        answer: dict[str, Any] = {"value": most - (question.number + number) % 3}
    elif question.kind == "single":
        answer = {"value": question.options[number % len(question.options)]}
    elif question.kind == "multiple":
        answer = {"value": question.options[number % 3 : number % 3 + 2]}
    else:
        return {"value": texts.best if "paras" in question.text else texts.change}
    if question.follow_up and number % 2 == 0:
        answer["more"] = texts.why if question.max == 10 else texts.obstacle
    return answer
