"""Questions, quizzes and what people did in them, made the way the domain makes them."""

from itertools import count

from django.utils import timezone
from factories.courses import EnrolmentFactory, add_activity, make_run, session_pages

from assessments.assignment.domain import submit
from assessments.assignment.models import AssignmentPage, Criterion, Submission
from assessments.questions.domain import save_question
from assessments.questions.models import Question
from assessments.quiz.models import QuizPage, QuizQuestion
from assessments.selfassessment.forms import name_of as name_of_statement
from assessments.selfassessment.models import Instrument, SelfAssessmentPage, Statement
from assessments.survey.forms import name_of as name_of_question
from assessments.survey.models import SurveyPage, SurveyQuestion
from courses.models import CourseRun, Enrolment

numbers = count(1)

BODIES = {
    "single": {
        "text": "Mikä repliikki tukee vertaisuutta?",
        "options": [
            {"text": "Minä näytän.", "feedback": "Apua sekin."},
            {"text": "Kenelle muulle tämä on tuttua?", "correct": True, "feedback": "Kysymys antaa puhua."},
            {"text": "Otetaan asiantuntijailtaan.", "feedback": "Myöhemminkin ehtii."},
        ],
        "feedback": "Kysyminen auttaa.",
    },
    "multiple": {
        "text": "Mitkä ovat pääperiaatteita?",
        "options": [
            {"text": "luottamus", "correct": True},
            {"text": "kunnioitus", "correct": True},
            {"text": "tehokkuus", "feedback": "Hyvä asia, muttei periaate."},
            {"text": "yksimielisyys"},
        ],
    },
    "truefalse": {
        "text": "Ryhmällä on oltava tavoitteet.",
        "answer": False,
        "feedback": "Molemmat sopivat.",
    },
    "match": {
        "text": "Liitä esimerkki osaan.",
        "pairs": [
            {"prompt": "Ymmärrys", "answer": "Omaa aikaa"},
            {"prompt": "Rohkaistuminen", "answer": "Uskalsin kysyä"},
            {"prompt": "Tuottavuus", "answer": "Teimme vuosikellon"},
        ],
        "distractors": ["Ei mihinkään"],
    },
    "order": {"text": "Järjestä.", "items": ["tunnustelu", "kutsu", "keskustelut", "ensimmäinen tapaaminen"]},
    "numeric": {"text": "Paljonko?", "answer": "12.5", "tolerance": "0.5", "unit": "€"},
    "short": {"text": "Mikä sana?", "accepted": ["vertaisuus", "yrittäjävertaisuus"]},
    "gaps": {
        "text": "Ryhmässä on [[1]] jäsentä, ja sitä kantaa [[2]]. Siihen kuuluu [[3]].",
        "gaps": [
            {"sort": "number", "answers": [{"text": "8", "tolerance": "1", "fraction": "1"}], "points": "2"},
            {
                "sort": "choice",
                "answers": [
                    {"text": "kilpailu", "feedback": "Ei vie pitkälle."},
                    {"text": "luottamus", "fraction": "1"},
                ],
            },
            {"sort": "short", "answers": [{"text": "kuuntel*", "fraction": "1"}, {"text": "*", "fraction": "0"}]},
        ],
    },
    "open": {"text": "Kerro omin sanoin.", "guidance": "Onko kokemus konkreettinen?", "max_words": 50},
    "description": {"text": "Lue tämä ensin."},
}

# What a form sends for a wholly right answer, when nothing has been shuffled.
RIGHT = {
    "single": {"": ["1"]},
    "multiple": {"": ["0", "1"]},
    "truefalse": {"": ["0"]},
    "match": {"0": ["0"], "1": ["1"], "2": ["2"]},
    "order": {"0": ["0"], "1": ["1"], "2": ["2"], "3": ["3"]},
    "numeric": {"": ["12,5"]},
    "short": {"": ["Vertaisuus"]},
    "gaps": {"0": ["8"], "1": ["1"], "2": ["Kuunteleminen"]},
    "open": {"": ["Minua kuunneltiin."]},
    "description": {},
}


def make_question(kind: str = "single", **body) -> Question:
    """Return a question of the bank."""
    return save_question(kind=kind, body={**BODIES[kind], **body}, at=timezone.now(), category="Työpeili/Kerta 1")


def make_quiz(session_page, kinds=("single", "truefalse"), **fields) -> QuizPage:
    """Return a live quiz with one question of each of the kinds, in that order."""
    fields.setdefault("shuffle_options", False)
    page = add_activity(session_page, QuizPage, **fields)
    for place, kind in enumerate(kinds):
        QuizQuestion.objects.create(page=page, question=make_question(kind), sort_order=place)
    return page


def make_place(maker, *args, **fields) -> tuple[Enrolment, object]:
    """Return an accepted trainee of a running run, and an activity in its first session made by `maker`."""
    run: CourseRun = make_run()
    page = maker(session_pages(run.course)[0], *args, **fields)
    return EnrolmentFactory(run=run), page


def address(enrolment: Enrolment, page, rest: str = "") -> str:
    """Return the learner's address of an activity."""
    return f"/oppi/{enrolment.run.slug}/{page.slug}/{rest}"


def fields_of(attempt, kinds) -> dict[str, list[str]]:
    """Return form fields that answer an attempt at questions of these kinds wholly right."""
    data = {}
    for slot, kind in enumerate(kinds):
        order = attempt.slots[slot]["order"]
        for part, values in RIGHT[kind].items():
            data.update(_field(slot, kind, part, values, order))
    return data


def _field(slot: int, kind: str, part: str, values: list[str], order: list[int]) -> dict[str, list[str]]:
    if kind in ("single", "multiple"):
        return {f"a{slot}": [str(order.index(int(value))) for value in values]}
    if kind == "match":
        return {f"a{slot}-{part}": [str(order.index(int(value))) for value in values]}
    if kind == "order":
        return {f"a{slot}-{order.index(int(part))}": values}
    if kind == "gaps":
        values = [str(order.index(int(value))) for value in values] if part == "1" else values
        return {f"a{slot}-{part}": values}
    return {f"a{slot}": values}


def make_assignment(session_page, criteria=("kokemus on konkreettinen",), **fields) -> AssignmentPage:
    """Return a live reflection."""
    fields.setdefault("instructions", "<p>Kuvaa hetki.</p>")
    page = add_activity(session_page, AssignmentPage, **fields)
    for place, text in enumerate(criteria):
        Criterion.objects.create(page=page, text=text, sort_order=place)
    return page


def send_text(enrolment: Enrolment, page: AssignmentPage, text: str = "Minua kuunneltiin.") -> Submission:
    """Let the trainee send a text, and return the work."""
    submit(enrolment=enrolment, page=page, text=text, version=0, at=timezone.now())
    return Submission.objects.get(enrolment=enrolment, page=page)


def make_survey(session_page, questions=None, **fields) -> SurveyPage:
    """Return a live survey; by default one question of each kind."""
    page = add_activity(session_page, SurveyPage, **fields)
    rows = questions or [
        {"kind": "scale", "text": "Koulutus vastasi tarvettani.", "follow_up": "Mikä esti?", "is_required": True},
        {"kind": "single", "text": "Aion ohjata jatkossa.", "options": "kyllä\nehkä\nen"},
        {"kind": "multiple", "text": "Missä hyödyttiin?", "options": "hyvinvointi\nrohkeus"},
        {"kind": "text", "text": "Paras hetki?"},
        {"kind": "nps", "text": "Suosittelisitko?"},
    ]
    for place, row in enumerate(rows):
        SurveyQuestion.objects.create(page=page, sort_order=place, **row)
    return page


def survey_fields(page: SurveyPage, **values) -> dict:
    """Return form fields of a survey by the place of the question: `a0="4"`, `more0="…"`."""
    questions = list(page.questions.order_by("sort_order"))
    data = {}
    for name, value in values.items():
        place = int(name.removeprefix("more").removeprefix("a"))
        data[name_of_question(questions[place]) + ("-more" if name.startswith("more") else "")] = value
    return data


def make_instrument(count: int = 4) -> Instrument:
    """Return a set of statements in two groups."""
    instrument = Instrument.objects.create(title="Itsearviointi")
    for place in range(count):
        Statement.objects.create(
            instrument=instrument,
            sort_order=place,
            group="Vertaisuus" if place < count // 2 else "Ryhmä",
            text=f"Osaan asian {place + 1}.",
        )
    return instrument


def make_self_assessment(session_page, instrument=None, moment="start", **fields) -> SelfAssessmentPage:
    """Return one live moment of a self-assessment."""
    fields.setdefault("open_question", "Mistä huomaisit kehittyneesi?")
    return add_activity(
        session_page, SelfAssessmentPage, instrument=instrument or make_instrument(), moment=moment, **fields
    )


def statement_fields(page: SelfAssessmentPage, *values: int) -> dict[str, str]:
    """Return form fields that answer the statements in order."""
    statements = Statement.objects.filter(instrument=page.instrument_id).order_by("sort_order")
    return {name_of_statement(row): str(value) for row, value in zip(statements, values, strict=False)}
