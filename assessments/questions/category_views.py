"""The categories of the bank in the admin: what there is, and giving one another name or place."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from assessments.questions import categories
from assessments.questions.bulk_actions import CategoryForm

LIST = "wagtailsnippets_questions_question:list"


def _check(request: HttpRequest) -> None:
    if not request.user.has_perm("questions.change_question"):
        raise PermissionDenied


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Show the tree of categories with how many questions each holds."""
    _check(request)
    context = {
        "categories": categories.all_categories(),
        "uncategorized": categories.uncategorized(),
        "list_url": reverse(LIST),
    }
    return render(request, "questions/admin/categories.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def rename(request: HttpRequest) -> HttpResponse:
    """Give the category `?luokka=` another path: its questions, those under it and the draws go along."""
    _check(request)
    old = categories.tidy(request.GET.get("luokka", ""))
    count = categories.questions_in(old).count() if old else 0
    if not count:
        raise Http404
    form = CategoryForm(request.POST if request.method == "POST" else None, initial={"category": old})
    if form.is_valid():
        try:
            moved = categories.rename_category(old=old, new=form.cleaned_data["category"])
        except categories.UnableToRename as error:
            form.add_error("category", str(error))
        else:
            messages.success(
                request, ngettext("Yksi kysymys siirrettiin.", "%(n)s kysymystä siirrettiin.", moved) % {"n": moved}
            )
            return redirect("questions_categories")
    context = {"old": old, "count": count, "draws": categories.draws_from(old), "form": form}
    return render(request, "questions/admin/category.html", context, status=422 if form.is_bound else 200)
