"""Writing a reflection and sending it: drafts that are never lost, and remarks that warn but never block."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from assessments.assignment.deadlines import deadline_for
from assessments.assignment.models import LONGEST_TEXT, AssignmentPage, Submission, SubmissionFile, SubmissionRound
from courses.domain.text_privacy import Concern, find_privacy_concerns
from courses.wording import session_time

if TYPE_CHECKING:
    from courses.models import Enrolment

WORD = re.compile(r"[^\W_]+(?:['’:-][^\W_]+)*")


class UnableToSaveDraft(Exception):
    """The text cannot be kept; the message says why."""


class UnableToSubmit(Exception):
    """The text cannot be sent; the message says why."""


class TooLate(UnableToSubmit):
    """The day on which it was due has passed, and nothing else is agreed on."""


@dataclass(frozen=True)
class Saved:
    """What a save did: its version, and whether the text of another window has been overtaken (and is kept)."""

    version: int
    overtook: bool = False


@dataclass(frozen=True)
class Remarks:
    """What there is to say of a text before it is sent. Nothing of it forbids sending."""

    words: int
    length: str
    concerns: list[Concern]

    @property
    def any(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.length or self.concerns)

    @property
    def digest(self) -> str:
        """Names exactly these remarks, so that "send anyway" does not cover others that come up later."""
        parts = [self.length, *(f"{concern.kind}:{concern.excerpt}" for concern in self.concerns)]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def submission_of(*, enrolment: Enrolment, page: AssignmentPage) -> Submission | None:
    """Return the trainee's work with its rounds, newest last, and `has_files`; None before the first word."""
    submissions = Submission.objects.filter(enrolment=enrolment, page=page)
    submissions = submissions.annotate(has_files=Exists(SubmissionFile.objects.filter(submission=OuterRef("pk"))))
    return submissions.prefetch_related("rounds__decided_by").first()


def count_words(text: str) -> int:
    """Return how many words the text has, as a reader would count them."""
    return len(WORD.findall(text))


def plain_text(text: str) -> str:
    """Return the text as it is stored: one sort of line ends, no NUL."""
    return text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")


def remarks_on(*, text: str, page: AssignmentPage) -> Remarks:
    """Return what there is to say of a text: its length beside the advice, and recognizable people in it (BR-14)."""
    words = count_words(text)
    length = ""
    if page.min_words and words < page.min_words:
        length = _("Tekstissä on %(words)s sanaa. Ohje on vähintään %(limit)s.") % {
            "words": words,
            "limit": page.min_words,
        }
    elif page.max_words and words > page.max_words:
        length = _("Tekstissä on %(words)s sanaa. Ohje on enintään %(limit)s.") % {
            "words": words,
            "limit": page.max_words,
        }
    return Remarks(words, length, find_privacy_concerns(text=text))


def save_draft(*, enrolment: Enrolment, page: AssignmentPage, text: str, version: int, at: datetime) -> Saved:
    """This function will keep the text as it is now. The later save wins; a text it overtakes is kept beside it.

    Raises UnableToSaveDraft when the text is too long, or has been sent and waits for the trainer.
    """
    text = plain_text(text)
    if len(text) > LONGEST_TEXT:
        raise UnableToSaveDraft(too_long(text))
    with transaction.atomic():
        submission = locked_submission(enrolment=enrolment, page=page)
        return _keep(submission, text, version, at)


def _keep(submission: Submission, text: str, version: int, at: datetime) -> Saved:
    if not submission.is_editable:
        raise UnableToSaveDraft(_("Teksti on jo lähetetty kouluttajalle, joten sitä ei voi muuttaa juuri nyt."))
    overtook = submission.saved_version > version and submission.draft not in ("", text)
    if overtook:
        submission.overtaken = submission.draft
    submission.draft, submission.saved_at = text, at
    submission.saved_version += 1
    submission.save(update_fields=["draft", "overtaken", "saved_at", "saved_version"])
    return Saved(submission.saved_version, overtook)


def locked_submission(*, enrolment: Enrolment, page: AssignmentPage) -> Submission:
    """Return the trainee's work locked for this transaction; makes it at the first word."""
    rows = Submission.objects.select_for_update(of=("self",))
    found = rows.filter(enrolment=enrolment, page=page).first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            return Submission.objects.create(enrolment=enrolment, page=page)
    except IntegrityError:  # another window made it a moment ago
        return rows.get(enrolment=enrolment, page=page)


def submit(*, enrolment: Enrolment, page: AssignmentPage, text: str, version: int, at: datetime) -> SubmissionRound:
    """This function will send the text to the run's trainers as a new round.

    Sending twice sends once. Raises UnableToSubmit for an empty or too long text, and for one that has been sent or
    accepted already with other words; TooLate after the day on which it was due.
    """
    text = plain_text(text).strip()
    if len(text) > LONGEST_TEXT:
        raise UnableToSubmit(too_long(text))
    with transaction.atomic():
        submission = locked_submission(enrolment=enrolment, page=page)
        if not count_words(text) and not submission.files.filter(round=None).exists():
            raise UnableToSubmit(_("Kirjoita ensin teksti."))
        newest = submission.rounds.last()
        if submission.is_editable:
            if newest is None:
                _check_deadline(enrolment, page, at)
            _keep(submission, text, version, at)
            return _new_round(submission, number=newest.number + 1 if newest else 1, text=text, at=at)
        if newest is not None and newest.text == text:
            return newest
    raise UnableToSubmit(_("Olet jo lähettänyt tämän tehtävän. Uusin teksti löytyy tältä sivulta."))


def _new_round(submission: Submission, *, number: int, text: str, at: datetime) -> SubmissionRound:
    submission.state, submission.submitted_at = Submission.State.SUBMITTED, at
    submission.save(update_fields=["state", "submitted_at"])
    sent = SubmissionRound.objects.create(
        submission=submission,
        number=number,
        text=text,
        submitted_at=at,
        remarks_passed=len(find_privacy_concerns(text=text)),
    )
    submission.files.filter(round=None).update(round=sent)
    return sent


def _check_deadline(enrolment: Enrolment, page: AssignmentPage, at: datetime) -> None:
    """Refuse the first version after its day; what a trainer has returned may be completed whenever."""
    deadline = deadline_for(enrolment=enrolment, page=page)
    if deadline.is_over(at):
        raise TooLate(
            _("Määräaika päättyi %(when)s. Luonnoksesi on tallessa. Pyydä kouluttajalta lisäaikaa.")
            % {"when": session_time(deadline.ends_at)}
        )


def too_long(text: str) -> str:
    """Return what is said of a text that is longer than can be kept."""
    return _("Teksti on liian pitkä: %(length)s merkkiä, enintään %(limit)s. Lyhennä sitä ennen tallentamista.") % {
        "length": len(text),
        "limit": LONGEST_TEXT,
    }
