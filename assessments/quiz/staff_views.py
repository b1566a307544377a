"""The trainers' side of a quiz: how answers spread, marks for own words, more time for one person."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.people import signed_in
from assessments.questions.domain import Shown
from assessments.quiz.domain import questions_of
from assessments.quiz.forms import ExtensionForm, MarkForm
from assessments.quiz.models import Attempt, QuizPage, TimeExtension
from assessments.quiz.results import bars_of, results_of
from assessments.quiz.review import AlreadyReviewed, Given, UnableToReview, give_marks, readable_by
from assessments.quiz.timing import UnableToExtend, extend_time
from courses.domain.reading_turns import close_review, open_review
from courses.domain.review import next_review
from courses.models import CourseRun, Enrolment
from courses.outline import outline_of
from courses.permissions import TRAINER, staffed_run_or_404


def _quiz_or_404(run: CourseRun, activity: str) -> QuizPage:
    item = outline_of(run.course_id, run.outline_number).by_slug.get(activity)  # type: ignore[attr-defined]
    if item is None or item.model is not QuizPage:
        raise Http404
    return QuizPage.objects.get(pk=item.pk)


@login_required
@require_safe
def results(request: HttpRequest, run: str, activity: str) -> HttpResponse:
    """Show how the answers to a quiz spread in one run."""
    found = staffed_run_or_404(request.user, run, TRAINER)
    page = _quiz_or_404(found, activity)
    shown = results_of(page=page, run=found)
    given = TimeExtension.objects.filter(page=page, enrolment__run=found).select_related(
        "enrolment__user", "granted_by"
    )
    context = {
        "run": found,
        "page": page,
        "results": shown,
        "picture": bars_of(shown.spreads),
        "extensions": given if page.time_limit else [],
    }
    return render(request, "quiz/results.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def extend(request: HttpRequest, run: str, activity: str) -> HttpResponse:
    """Give one trainee more time at a quiz that has a limit."""
    found = staffed_run_or_404(request.user, run, TRAINER)
    page = _quiz_or_404(found, activity)
    if page.time_limit is None:
        raise Http404
    people = {
        str(row.public_id): row
        for row in Enrolment.objects.studying().filter(run=found).select_related("user").order_by("user__family_name")
    }
    trainees = [(key, row.user.get_full_name()) for key, row in people.items()]
    form = ExtensionForm(request.POST if request.method == "POST" else None, trainees=trainees)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            extend_time(
                enrolment=people[data["trainee"]],
                page=page,
                minutes=data["minutes"],
                reason=data["reason"],
                by=signed_in(request),
                at=timezone.now(),
            )
        except UnableToExtend as error:
            form.add_error(error.field, str(error))
        else:
            messages.success(request, _("Lisäaika on annettu."))
            return redirect("quiz:results", run=run, activity=activity)
    context = {"run": found, "page": page, "form": form}
    return render(request, "quiz/extend.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, run: str, activity: str, person: UUID, number: int) -> HttpResponse:
    """Show an attempt with its answers in own words, and take the points for them."""
    rows = readable_by(signed_in(request)).select_related("enrolment__user", "enrolment__run", "page", "reviewed_by")
    attempt = rows.filter(
        enrolment__run__slug=run, enrolment__public_id=person, page__slug=activity, number=number
    ).first()
    if attempt is None:
        raise Http404
    questions = questions_of(attempt)
    sent = request.POST if request.method == "POST" else None
    forms = [MarkForm(sent, question=question) for question in questions if question.waits]
    if request.method != "POST" or not attempt.waits:
        if request.method == "POST":
            messages.warning(request, _("Tämä yritys on jo arvioitu. Pisteitäsi ei tallennettu."))
        return _review_page(request, attempt, questions, forms)
    if not all([form.is_valid() for form in forms]):  # noqa: C419 -- every form is checked
        return _review_page(request, attempt, questions, forms, status=422)
    following = next_review(user=signed_in(request), address=request.path, show="", at=timezone.now())
    try:
        _give(request, attempt, forms)
    except AlreadyReviewed as error:
        messages.warning(request, str(error))
        return redirect(request.path)
    except UnableToReview as error:
        for form in forms:
            form.add_error("points", error.problems.get(form.question.index, str(error)))
        return _review_page(request, attempt, questions, forms, status=422)
    close_review(address=request.path)
    messages.success(request, _("Pisteet on annettu. Osallistujalle on kerrottu."))
    return redirect(following.url if following else "portal:inbox")


def _give(request: HttpRequest, attempt: Attempt, forms: list[MarkForm]) -> None:
    given = {form.question.index: Given(form.cleaned_data["points"], form.cleaned_data["comment"]) for form in forms}
    give_marks(attempt=attempt, given=given, by=signed_in(request), at=timezone.now())


def _review_page(
    request: HttpRequest, attempt: Attempt, questions: list[Shown], forms: list[MarkForm], status: int = 200
) -> HttpResponse:
    user, now = signed_in(request), timezone.now()
    context = {
        "attempt": attempt,
        "run": attempt.enrolment.run,
        "questions": questions,
        "total": sum(question.kind.asks for question in questions),
        "language": attempt.enrolment.run.language,
        "marked": True,
        "forms": forms,
        "waits": attempt.waits,
        "problems": [error for form in forms for error in form.errors.values()] if status == 422 else [],
        "reader": open_review(address=request.path, user=user, at=now) if attempt.waits else None,
        "next_entry": next_review(user=user, address=request.path, show="", at=now),
    }
    return render(request, "quiz/review.html", context, status=status)
