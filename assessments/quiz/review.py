"""A trainer's marks for answers in own words. Given once; then the attempt has its result and the trainee is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.quiz.marking import WAITS, completes, write_reviewed
from assessments.quiz.models import Attempt
from courses.domain.completion import complete_activity
from courses.enums import StaffRole
from notifications.domain import notify

if TYPE_CHECKING:
    from accounts.models import User

LONGEST_COMMENT = 5000


@dataclass(frozen=True)
class Given:
    """What a trainer gives for one answer."""

    points: Decimal | None
    comment: str = ""


class UnableToReview(Exception):
    """The marks cannot be stored. `problems` says what is wrong with which answer, by slot."""

    def __init__(self, message: str, problems: Mapping[int, str] | None = None) -> None:
        super().__init__(message)
        self.problems = dict(problems or {})


class AlreadyReviewed(UnableToReview):
    """Somebody, perhaps oneself, has given the marks already."""


def readable_by(user: User) -> QuerySet[Attempt]:
    """Return the attempts handed in where the person is a trainer now; never one's own."""
    return (
        Attempt.objects.filter(
            enrolment__run__staff__user=user,
            enrolment__run__staff__role=StaffRole.TRAINER,
            enrolment__run__staff__ended_at=None,
        )
        .exclude(state=Attempt.State.OPEN)
        .exclude(enrolment__user=user)
    )


def waiting_slots(attempt: Attempt) -> list[int]:
    """Return the slots whose answers a person has yet to read."""
    return [slot for slot, mark in enumerate(attempt.marks) if mark == WAITS]


def give_marks(*, attempt: Attempt, given: Mapping[int, Given], by: User, at: datetime) -> Attempt:
    """This function will store a trainer's marks and words, complete the activity when it is passed, and tell.

    Raises AlreadyReviewed when the marks have been given, and UnableToReview when points are missing or out of
    bounds.
    """
    with transaction.atomic():
        rows = Attempt.objects.select_for_update(of=("self",)).select_related("page", "enrolment__user", "reviewed_by")
        locked = rows.get(pk=attempt.pk)
        if not locked.waits:
            raise AlreadyReviewed(_who_reviewed(locked))
        _check(locked, given)
        shares = {slot: Fraction(row.points or 0) / locked.slots[slot]["points"] for slot, row in given.items()}
        write_reviewed(attempt=locked, given=shares)
        locked.comments = {str(slot): text for slot, row in given.items() if (text := _plain(row.comment))}
        locked.reviewed_by, locked.reviewed_at = by, at
        locked.save(
            update_fields=[
                "state", "marks", "points", "percent", "is_passed", "comments", "reviewed_by", "reviewed_at",
            ]
        )  # fmt: skip
        if completes(locked):
            complete_activity(enrolment=locked.enrolment, activity=locked.page, at=at)
        _tell(locked, attempt.enrolment.run.slug, at)
    return locked


def _plain(text: str) -> str:
    return text.replace("\x00", "").strip()


def _check(attempt: Attempt, given: Mapping[int, Given]) -> None:
    problems = {}
    for slot in waiting_slots(attempt):
        most = attempt.slots[slot]["points"]
        row = given.get(slot, Given(None))
        if row.points is None or not 0 <= row.points <= most:
            problems[slot] = _("Anna pisteet väliltä 0–%(most)s.") % {"most": most}
        elif len(row.comment) > LONGEST_COMMENT:
            problems[slot] = _("Palaute on liian pitkä, enintään %(limit)s merkkiä.") % {"limit": LONGEST_COMMENT}
    if problems:
        raise UnableToReview(_("Tarkista pisteet."), problems)
    if set(given) != set(waiting_slots(attempt)):
        raise UnableToReview(_("Sivu on vanhentunut. Avaa se uudelleen."))


def _who_reviewed(attempt: Attempt) -> str:
    name = attempt.reviewed_by.get_full_name() if attempt.reviewed_by else _("Toinen kouluttaja")
    return _("%(name)s on jo arvioinut tämän yrityksen. Pisteitäsi ei tallennettu.") % {"name": name}


def _tell(attempt: Attempt, run: str, at: datetime) -> None:
    title = attempt.page.title
    base = reverse("courses:activity", kwargs={"run": run, "activity": attempt.page.slug})
    notify(
        user=attempt.enrolment.user,
        kind="quiz-reviewed",
        subject=gettext_lazy("Vastauksesi on arvioitu"),
        text=lambda: (
            _("Kouluttaja on lukenut avoimet vastauksesi: ”%(title)s”. Katso tulos ja palaute.") % {"title": title}
        ),
        values={"kysymykset": title},
        url=f"{base}{attempt.number}/tulos/",
        about=f"run-{attempt.enrolment.run_id}",
        at=at,
    )
