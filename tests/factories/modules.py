"""Activities one learns from, in a run that a trainee takes."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.urls import reverse
from django.utils import timezone
from factories.courses import EnrolmentFactory, add_activity, make_course, make_run, make_staff, session_pages
from factories.media import MediaTrackFactory, RecordingFactory

from courses.models import Enrolment, SessionPage
from modules.discussion.domain.posts import write_post
from modules.discussion.models import DiscussionPage, Post
from modules.exercise.models import ExercisePage
from modules.lesson.models import LessonPage
from modules.recording.models import RecordingPage

BODY = [
    {"type": "heading", "value": {"text": "Kolme ovea", "level": "h2"}, "id": "b1"},
    {"type": "text", "value": "<p>Pienyrittäjä tekee <b>monta päätöstä</b> yksin.</p>", "id": "b2"},
    {"type": "quote", "value": {"text": "Sain työkavereita.", "source": "ryhmäläinen"}, "id": "b3"},
    {"type": "callout", "value": {"kind": "tip", "title": "", "text": "<p>Kysy ennen kuin neuvot.</p>"}, "id": "b4"},
]
ITEMS = [
    {"type": "text", "value": "<p>Muuta neuvot avoimiksi kysymyksiksi.</p>", "id": "t1"},
    {
        "type": "question",
        "id": "q1",
        "value": {
            "prompt": "”Pidä lomaa.”",
            "hint": "Aloita sanalla milloin.",
            "model_answer": "Milloin viimeksi levähdit, ja mikä sen mahdollisti?",
            "is_optional": False,
        },
    },
    {
        "type": "match",
        "id": "m1",
        "value": {
            "instruction": "Yhdistä käsite ja kuvaus.",
            "pairs": [
                {"type": "item", "id": "p1", "value": {"item": "resilienssi", "target": "suunta löytyi uudelleen"}},
                {"type": "item", "id": "p2", "value": {"item": "me-pystyvyys", "target": "yhdessä osaamme"}},
            ],
            "feedback": "Käsitteet ovat mallin ydintä.",
        },
    },
    {
        "type": "pick",
        "id": "k1",
        "value": {
            "instruction": "Valitse yksi suosikki.",
            "options": [
                {"type": "item", "id": "o1", "value": "Mikä on päällimmäisenä?"},
                {"type": "item", "id": "o2", "value": "Mikä keveni?"},
            ],
            "count": 1,
        },
    },
]
GOOD_ANSWERS = {
    "v-q1": "Milloin viimeksi lepäsit?",
    "v-m1-p1": "suunta löytyi uudelleen",
    "v-m1-p2": "yhdessä osaamme",
    "v-k1": ["Mikä keveni?"],
}


def make_lesson(session_page: SessionPage, **fields) -> LessonPage:
    """Return a lesson with a few blocks of text."""
    fields.setdefault("body", json.dumps(BODY))
    return add_activity(session_page, LessonPage, **fields)


def make_recording_page(session_page: SessionPage, **fields) -> RecordingPage:
    """Return the page of a captioned video of a minute."""
    if "recording" not in fields:
        fields["recording"] = RecordingFactory()
        MediaTrackFactory(recording=fields["recording"])
    return add_activity(session_page, RecordingPage, **fields)


def make_exercise(session_page: SessionPage, **fields) -> ExercisePage:
    """Return an exercise with one block of each kind."""
    fields.setdefault("items", json.dumps(ITEMS))
    return add_activity(session_page, ExercisePage, **fields)


def make_discussion(session_page: SessionPage, **fields) -> DiscussionPage:
    """Return a discussion that asks for one opening and one reply."""
    fields.setdefault("opening", "<p>Etsitään ja tarjotaan.</p>")
    return add_activity(session_page, DiscussionPage, **fields)


class Classroom:
    """A running run with one session, an activity, a trainee and a trainer, and a browser for each."""

    def __init__(self, make, client_class=None, **fields) -> None:
        self.course = make_course(sessions=1)
        self.session_page = session_pages(self.course)[0]
        self.page = make(self.session_page, **fields)
        self.run = make_run(course=self.course)
        self.enrolment: Enrolment = EnrolmentFactory(run=self.run)
        self.trainer = make_staff(self.run)
        if client_class:
            self.open_for(client_class)

    def open_for(self, client_class) -> "Classroom":
        """Give the trainee a browser, and say what browsers of others are."""
        self._client_class = client_class
        self.client = self.browser(self.enrolment.user)
        return self

    def browser(self, user):
        """Return a signed-in browser of a person."""
        client = self._client_class()
        if user is not None:
            client.force_login(user)
        return client

    def url(self, rest: str = "") -> str:
        """Return an address of the activity."""
        return reverse("courses:activity", kwargs={"run": self.run.slug, "activity": self.page.slug}) + rest

    def fellow(self) -> Enrolment:
        """Return another trainee of the same run."""
        return EnrolmentFactory(run=self.run)

    def is_done(self) -> bool:
        """Whether the trainee's completion is recorded."""
        return self.enrolment.completions.filter(activity_id=self.page.pk).exists()


@dataclass(frozen=True)
class Completing:
    """What a trainee does in `room.client` to complete an activity, and what must be there before."""

    act: Callable[[Classroom, Any], None]
    prepare: Callable[[Classroom], Any] = lambda room: None


def _read(room: Classroom, _prepared) -> None:
    room.client.post(room.url("luettu/"), {"question": "Miten aloitan?"})


def _read_transcript(room: Classroom, _prepared) -> None:
    room.client.post(room.url("tekstivastine/"))


def _answer(room: Classroom, _prepared) -> None:
    room.client.post(room.url("vastaa/"), GOOD_ANSWERS)


def _opening_of_another(room: Classroom) -> Post:
    return write_post(enrolment=room.fellow(), page=room.page, text="Etsin tilaa.", at=timezone.now())


def _discuss(room: Classroom, opening: Post) -> None:
    room.client.post(room.url("uusi/"), {"text": "Tarjoan kahvit.", "key": str(uuid4())})
    room.client.post(room.url(f"vastaa/{opening.public_id}/"), {"text": "Minulla on tila.", "key": str(uuid4())})


# How an activity of a type is made, and what a trainee does to complete it by a rule. The contract test reads these.
MAKERS = {
    LessonPage: make_lesson,
    RecordingPage: make_recording_page,
    ExercisePage: make_exercise,
    DiscussionPage: make_discussion,
}
COMPLETIONS = {
    (LessonPage, "manual"): Completing(_read),
    (RecordingPage, "pass"): Completing(_read_transcript),
    (ExercisePage, "submit"): Completing(_answer),
    (DiscussionPage, "submit"): Completing(_discuss, prepare=_opening_of_another),
}
