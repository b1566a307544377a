"""What every answer of the trainee's side draws: the page of the assignment as it is now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from assessments.assignment import domain
from assessments.assignment.deadlines import Deadline, deadline_for, due_of
from assessments.assignment.forms import WritingForm
from assessments.assignment.limits import ENDINGS, MAX_MEGABYTES

if TYPE_CHECKING:
    from assessments.assignment.models import Submission
    from courses.visits import Visit


def show(
    request: HttpRequest, visit: Visit, *, typed: str | None = None, error: str = "", status: int = 200, **more: Any
) -> HttpResponse:
    """Draw the page; `typed` is what the person has just sent, `error` what is wrong with it."""
    submission = None
    if visit.enrolment is not None:
        submission = domain.submission_of(enrolment=visit.enrolment, page=visit.page)
    text = typed if typed is not None else (submission.draft if submission else "")
    form = WritingForm({"text": text}) if error else WritingForm(initial={"text": text})
    if error and form.is_valid():
        form.add_error("text", error)
    deadline = _deadline(visit)
    context = {
        "visit": visit,
        "submission": submission,
        "form": form,
        "error": error,
        "typed": text,
        "criteria": visit.page.criteria.all(),
        "words": domain.count_words(text),
        "is_editable": submission is None or submission.is_editable,
        "deadline": deadline,
        "is_late": not _rounds(submission) and deadline.is_over(visit.at),
        **_what_was_sent(submission),
        **_about_files(visit),
        **more,
    }
    return render(request, "assignment/landing.html", context, status=status)


def _deadline(visit: Visit) -> Deadline:
    if visit.enrolment is None:
        return Deadline(due_of(page=visit.page, session=visit.session.session))
    return deadline_for(enrolment=visit.enrolment, page=visit.page, session=visit.session.session)


def _rounds(submission: Submission | None) -> list[Any]:
    return list(submission.rounds.all()) if submission else []


def _what_was_sent(submission: Submission | None) -> dict[str, Any]:
    """Return the rounds, each with its files, and the files that wait beside the draft."""
    rounds = _rounds(submission)
    files = list(submission.files.all()) if submission and submission.has_files else []  # type: ignore[attr-defined]
    for row in rounds:
        row.attached = [file for file in files if file.round_id == row.pk]
    waiting = [file for file in files if file.round_id is None]
    return {"rounds": rounds, "newest": rounds[-1] if rounds else None, "attached": waiting}


def _about_files(visit: Visit) -> dict[str, Any]:
    return {"accept": ",".join(f".{ending}" for ending in ENDINGS), "max_megabytes": MAX_MEGABYTES}


def version_of(request: HttpRequest) -> int:
    """Return which saved version the page was drawn from; 0 for anything that is no number."""
    return as_version(request.POST.get("version", ""))


def as_version(value: str) -> int:
    """Return the number that a form field holds; 0 for anything else."""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 9 else 0


def preview_answer(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Say that nothing is stored in a preview."""
    messages.info(request, _("Esikatselussa mitään ei tallenneta."))
    return HttpResponseRedirect(visit.url())
