"""Pages of one question in the admin: trying it as a trainee, its versions, and where it is used."""

from __future__ import annotations

import random
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.questions.comparing import changes_between
from assessments.questions.domain import Shown, UnableToSaveQuestion, save_question, with_pictures
from assessments.questions.models import Question, QuestionVersion
from assessments.questions.usage import pages_drawing, pages_with

LONGEST_VALUE = 20_000


def edit_url(question: Question) -> str:
    """Return the address of the question's form."""
    return reverse(f"{Question.snippet_viewset.url_namespace}:edit", args=[question.pk])  # type: ignore[attr-defined]


def _question_or_404(request: HttpRequest, pk: int) -> Question:
    if not request.user.has_perm("questions.change_question"):
        raise PermissionDenied
    return get_object_or_404(Question.objects.select_related("current"), pk=pk, current__isnull=False)


@require_http_methods(["GET", "HEAD", "POST"])
def try_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the question as a trainee meets it, and the feedback to what was answered; nothing is stored."""
    question = _question_or_404(request, pk)
    version: Any = question.current
    sent = request.POST.get("seed", "")
    seed = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else random.randrange(10**6)  # noqa: S311
    order = version.sort.arrange(version.parsed, shuffle=True, rng=random.Random(seed))  # noqa: S311
    shown = Shown(0, version, order, _given(request), number=1)
    with_pictures([shown])
    marked = request.method == "POST" and not shown.find_problem()
    if marked and not shown.kind.is_reviewed:
        shown.set_mark()
    context = {
        "question": question, "q": shown, "total": 1, "marked": marked, "language": "fi", "seed": seed,
        "edit_url": edit_url(question),
    }  # fmt: skip
    return render(request, "questions/try.html", context, status=422 if shown.problem else 200)


def _given(request: HttpRequest) -> dict[str, list[str]]:
    """Return what the form sent, by part."""
    given = {}
    for name, values in request.POST.lists():
        if name == "a0" or name.startswith("a0-"):
            given[name[3:]] = [str(value)[:LONGEST_VALUE].replace("\x00", "") for value in values]
    return given


@require_http_methods(["GET", "HEAD", "POST"])
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    """List the versions, compare two of them, and bring an old one back as a new version."""
    question = _question_or_404(request, pk)
    rows = list(question.versions.select_related("created_by").order_by("-number"))
    if request.method == "POST":
        return _bring_back(request, question, _numbered(rows, request.POST.get("version", "")))
    new = _numbered(rows, request.GET.get("uusi", "")) or rows[0]
    old = _numbered(rows, request.GET.get("vanha", "")) or rows[min(1, len(rows) - 1)]
    context = {
        "question": question,
        "versions": rows,
        "old": old,
        "new": new,
        "changes": changes_between(old, new) if len(rows) > 1 else None,
        "edit_url": edit_url(question),
    }
    return render(request, "questions/admin/versions.html", context)


def _numbered(rows: list[QuestionVersion], number: str) -> QuestionVersion | None:
    return next((row for row in rows if str(row.number) == number), None)


def _bring_back(request: HttpRequest, question: Question, version: QuestionVersion | None) -> HttpResponse:
    who: Any = request.user
    try:
        if version is not None:
            save_question(kind=version.kind, body=version.body, at=timezone.now(), question=question, by=who)
            messages.success(request, _("Version %(number)s sisältö on taas käytössä.") % {"number": version.number})
    except UnableToSaveQuestion as error:
        messages.error(request, str(error))
    return redirect("questions_versions", pk=question.pk)


@require_safe
def usage(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which quizzes ask the question, and which ones may draw it."""
    question = _question_or_404(request, pk)
    context = {
        "question": question,
        "pages": pages_with(question),
        "drawing": pages_drawing(question),
        "edit_url": edit_url(question),
    }
    return render(request, "questions/admin/usage.html", context)
