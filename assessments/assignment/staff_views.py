"""The trainer's page of one reflection."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.assignment.forms import FeedbackForm, cleaned
from assessments.assignment.models import Submission, SubmissionRound
from assessments.assignment.review import AlreadyDecided, UnableToDecide, decide, readable_by
from assessments.assignment.review_queue import pending


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show a reflection with its criteria and earlier rounds, and take the decision on it."""
    submission = _readable_or_404(request, public_id)
    if request.method != "POST":
        return _page(request, submission, FeedbackForm())
    values = cleaned(request.POST, "feedback", "decision", "round")
    form = FeedbackForm({"feedback": values["feedback"]})
    try:
        decided = _decide(request, submission, values)
    except AlreadyDecided as error:
        messages.warning(request, str(error))
        fresh = _readable_or_404(request, public_id)
        return _page(request, fresh, form, status=409, unsaved=values["feedback"])
    except UnableToDecide as error:
        form.add_error("feedback", str(error))
        return _page(request, submission, form, status=422)
    messages.success(request, _said(decided))
    waiting = pending(user=request.user)  # type: ignore[arg-type]
    return redirect(waiting[0].url if waiting else "portal:inbox")


def _decide(request: HttpRequest, submission: Submission, values: dict[str, str]) -> SubmissionRound:
    number = values["round"]
    return decide(
        submission=submission,
        number=int(number) if number.isascii() and number.isdigit() else 0,
        decision=values["decision"],
        feedback=values["feedback"],
        by=request.user,  # type: ignore[arg-type]
        at=timezone.now(),
    )


def _readable_or_404(request: HttpRequest, public_id: UUID) -> Submission:
    found = (
        readable_by(request.user)  # type: ignore[arg-type]
        .filter(public_id=public_id)
        .select_related("enrolment__user", "enrolment__run", "page")
        .prefetch_related("rounds__decided_by", "page__criteria")
        .first()
    )
    if found is None:
        raise Http404
    return found


def _page(
    request: HttpRequest, submission: Submission, form: FeedbackForm, status: int = 200, unsaved: str = ""
) -> HttpResponse:
    rounds = list(submission.rounds.all())
    context = {
        "submission": submission,
        "newest": rounds[-1],
        "earlier": rounds[:-1],
        "form": form,
        "unsaved": unsaved,
        "waits": not rounds[-1].decision,
    }
    return render(request, "assignment/review.html", context, status=status)


def _said(decided: SubmissionRound) -> str:
    if decided.decision == SubmissionRound.Decision.ACCEPTED:
        return _("Hyväksytty. Osallistujalle on kerrottu.")
    return _("Palautettu täydennettäväksi. Osallistujalle on kerrottu.")
