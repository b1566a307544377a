"""The trainer's page of one reflection."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.people import signed_in
from assessments.assignment.domain import count_words
from assessments.assignment.files import hand_out
from assessments.assignment.forms import FeedbackForm, cleaned
from assessments.assignment.models import Submission, SubmissionFile, SubmissionRound
from assessments.assignment.review import AlreadyDecided, UnableToDecide, decide, readable_by
from courses.domain.reading_turns import close_review, open_review
from courses.domain.review import FILTERS, next_review


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show a reflection with its criteria and earlier rounds, and take the decision on it."""
    submission = _readable_or_404(request, public_id)
    if request.method != "POST":
        return _page(request, submission, FeedbackForm())
    values = cleaned(request.POST, "feedback", "decision", "round")
    form = FeedbackForm({"feedback": values["feedback"]})
    following = next_review(user=signed_in(request), address=request.path, show=_show(request), at=timezone.now())
    try:
        decided = _decide(request, submission, values)
    except AlreadyDecided as error:
        messages.warning(request, str(error))
        fresh = _readable_or_404(request, public_id)
        return _page(request, fresh, form, status=409, unsaved=values["feedback"])
    except UnableToDecide as error:
        form.add_error("feedback", str(error))
        return _page(request, submission, form, status=422)
    close_review(address=request.path)
    messages.success(request, _said(decided))
    show = f"?nayta={_show(request)}" if _show(request) else ""
    return redirect(following.url + show if following else "portal:inbox")


@login_required
@require_safe
def download(request: HttpRequest, public_id: UUID, file: UUID) -> HttpResponseBase:
    """Give a trainer of the run a file that was sent with a reflection."""
    submission = readable_by(signed_in(request)).filter(public_id=public_id).first()
    found = SubmissionFile.objects.filter(submission=submission, public_id=file, round__isnull=False).first()
    if submission is None or found is None:
        raise Http404
    return hand_out(found, request)


def _show(request: HttpRequest) -> str:
    """Return the filter of the inbox that the trainer works through."""
    show = request.GET.get("nayta", "")
    return show if show in FILTERS else ""


def _decide(request: HttpRequest, submission: Submission, values: dict[str, str]) -> SubmissionRound:
    number = values["round"]
    return decide(
        submission=submission,
        number=int(number) if number.isascii() and number.isdigit() else 0,
        decision=values["decision"],
        feedback=values["feedback"],
        by=signed_in(request),
        at=timezone.now(),
    )


def _readable_or_404(request: HttpRequest, public_id: UUID) -> Submission:
    found = (
        readable_by(signed_in(request))
        .filter(public_id=public_id)
        .select_related("enrolment__user", "enrolment__run", "page")
        .prefetch_related("rounds__decided_by", "rounds__files", "page__criteria")
        .first()
    )
    if found is None:
        raise Http404
    return found


def _page(
    request: HttpRequest, submission: Submission, form: FeedbackForm, status: int = 200, unsaved: str = ""
) -> HttpResponse:
    rounds = list(submission.rounds.all())
    for row in rounds:
        row.attached = list(row.files.all())  # type: ignore[attr-defined]
    waits = not rounds[-1].decision
    user, now = signed_in(request), timezone.now()
    context = {
        "submission": submission,
        "newest": rounds[-1],
        "earlier": rounds[:-1],
        "words": count_words(rounds[-1].text),
        "form": form,
        "unsaved": unsaved,
        "waits": waits,
        "show": _show(request),
        "reader": open_review(address=request.path, user=user, at=now) if waits else None,
        "next_entry": next_review(user=user, address=request.path, show=_show(request), at=now),
    }
    return render(request, "assignment/review.html", context, status=status)


def _said(decided: SubmissionRound) -> str:
    if decided.decision == SubmissionRound.Decision.ACCEPTED:
        return _("Hyväksytty. Osallistujalle on kerrottu.")
    return _("Palautettu täydennettäväksi. Osallistujalle on kerrottu.")
