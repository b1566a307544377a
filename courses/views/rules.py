"""The rules of a run as its staff see and change them: a form in words, what would follow, and only then saving."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.people import signed_in
from courses import permissions
from courses.domain.rule_versions import (
    Effects,
    UnableToChangeRules,
    current_rules,
    doubts_about,
    effects_of,
    make_rule_version,
    move_to_version,
    versions_of,
)
from courses.models import CourseRun, Enrolment
from courses.rule_forms import RulesForm
from courses.rules import RuleBook

CONFIRM = "vahvista"
MOVERS = "siirtyvat"
MOST_CHOSEN = 5000


@login_required
@require_GET
def rules(request: HttpRequest, run: str) -> HttpResponse:
    """Show the rules in force, and the versions with how many trainees are under each."""
    found = permissions.staffed_run_or_404(request.user, run)
    versions = versions_of(found)
    book = RuleBook.model_validate(versions[0].rules)
    context = {
        "run": found,
        "versions": versions,
        "form": RulesForm(book=book, seen=versions[0].version),
        "doubts": doubts_about(book, run=found),
        "behind": sum(version.people for version in versions[1:]),
    }
    return render(request, "courses/rules.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, run: str) -> HttpResponse:
    """Ask for new rules, show what would follow from them, and save when that has been seen."""
    found = permissions.staffed_run_or_404(request.user, run)
    newest = current_rules(found)
    book = RuleBook.model_validate(newest.rules)
    form = RulesForm(request.POST or None, book=book, seen=newest.version)
    if request.method == "POST" and form.is_valid() and "muokkaa" not in request.POST:
        answer = _take(request, found, form)
        if answer is not None:
            return answer
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "courses/rules_change.html", {"run": found, "form": form, "version": newest}, status=status)


def _take(request: HttpRequest, run: CourseRun, form: RulesForm) -> HttpResponse | None:
    """Show the effects, or save; None leads back to the form with an error."""
    wanted, seen = form.rules(), form.cleaned_data["seen"]
    at = timezone.now()
    if seen != current_rules(run).version:
        form.add_error(None, _("Ehdoista on tehty sillä välin uusi versio. Katso se ja aloita alusta."))
        return None
    if request.POST.get("askel") == CONFIRM:
        try:
            made = make_rule_version(
                run=run, rules=wanted, seen=seen, movers=_movers(request, run), by=signed_in(request), at=at
            )
        except UnableToChangeRules as error:
            form.add_error(None, str(error))
            return None
        messages.success(request, _("Ehtojen versio %(version)s on voimassa.") % {"version": made.version})
        return redirect("courses:rules", run=run.slug)
    book = RuleBook.parse(wanted)
    if book.says_the_same_as(form.book):
        form.add_error(None, _("Ehdot ovat samat kuin ennen. Muuta ensin jotakin."))
        return None
    context = {"form": form, "doubts": doubts_about(book, run=run), "is_new": True}
    return _show_effects(request, run, effects_of(run=run, book=book, at=at), **context)


@login_required
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, run: str) -> HttpResponse:
    """Show what the newest rules would mean for those under older ones, and move whom the staff choose."""
    found = permissions.staffed_run_or_404(request.user, run)
    newest = current_rules(found)
    if request.method == "POST":
        moved = move_to_version(rule_set=newest, movers=_movers(request, found), at=timezone.now())
        messages.success(request, _("Siirrettiin uusiin ehtoihin: %(count)s.") % {"count": moved})
        return redirect("courses:rules", run=found.slug)
    effects = effects_of(run=found, book=RuleBook.model_validate(newest.rules), at=timezone.now())
    others = Effects([row for row in effects.people if row.enrolment.rule_set_id != newest.pk])
    return _show_effects(request, found, others, is_new=False)


def _show_effects(request: HttpRequest, run: CourseRun, effects: Effects, **context: Any) -> HttpResponse:
    groups = [
        ("loses", _("Häviäisivät"), effects.of("loses")),
        ("gains", _("Hyötyisivät"), effects.of("gains")),
        ("same", _("Ei muuttuisi mitään"), effects.of("same")),
    ]
    return render(request, "courses/rules_effects.html", {"run": run, "groups": groups, "effects": effects, **context})


def _movers(request: HttpRequest, run: CourseRun) -> set[int]:
    """Return the enrollments of the run that were ticked; what is no identifier is left out."""
    wanted = []
    for value in request.POST.getlist(MOVERS)[:MOST_CHOSEN]:
        try:
            wanted.append(UUID(value))
        except ValueError:
            continue
    return set(Enrolment.objects.filter(run=run, public_id__in=wanted).values_list("pk", flat=True))
