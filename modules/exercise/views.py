"""Answering an exercise: the own answers first, then the models beside them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from courses.visits import Visit
from courses.wording import clock
from modules.exercise import domain
from modules.exercise.forms import ExerciseForm


@require_safe
def landing(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show the exercise to answer, or the own answers beside the models."""
    response = domain.response_of(enrolment=visit.enrolment, exercise=visit.page)
    answers = response.answers if response else {}
    if visit.unsent:
        return _came_back(request, visit)
    if response and response.submitted_at and not request.GET.get("muokkaa"):
        rows = domain.compare(exercise=visit.page, answers=answers)
        return render(request, "exercise/compared.html", {"visit": visit, "rows": rows, "response": response})
    return _show(
        request, visit, ExerciseForm(exercise=visit.page, answers=answers), saved_at=response and response.saved_at
    )


def _came_back(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show what was typed as the session ended, still to be saved."""
    data = QueryDict(mutable=True)
    for name, values in (visit.unsent or {}).items():
        data.setlist(name, values)  # type: ignore[arg-type]  # the stubs know no str
    messages.info(request, _("Istuntosi ehti päättyä, mutta vastauksesi säilyivät. Tarkista ne ja tallenna uudelleen."))
    return _show(request, visit, ExerciseForm(data, exercise=visit.page, is_draft=True))


def submit(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Take the answers as given and show the models."""
    if request.method != "POST":
        return redirect(visit.url())
    form = ExerciseForm(request.POST, exercise=visit.page)
    if not form.is_valid() or form.orphans:
        return _show(request, visit, form, status=422)
    if visit.enrolment is None:
        messages.info(request, _("Esikatselussa mitään ei tallenneta."))
        return redirect(visit.url())
    try:
        domain.submit_answers(enrolment=visit.enrolment, exercise=visit.page, answers=form.answers, at=visit.at)
    except domain.UnableToSubmit as error:
        form.add_error(None, str(error))
        return _show(request, visit, form, status=422)
    messages.success(request, _("Vastauksesi on tallennettu. Vertaa nyt malliin."))
    return redirect(visit.url())


def save_draft(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Keep the answers as they are now; the page's script asks for JSON."""
    if request.method != "POST":
        return redirect(visit.url())
    wants_json = request.headers.get("Accept", "").startswith("application/json")
    form = ExerciseForm(request.POST, exercise=visit.page, is_draft=True)
    if not form.is_valid() or form.orphans:
        if wants_json:
            return JsonResponse({"message": _("Luonnosta ei voitu tallentaa. Tarkista vastaukset.")}, status=422)
        return _show(request, visit, form, status=422)
    message = _("Esikatselussa mitään ei tallenneta.")
    if visit.enrolment is not None:
        domain.save_draft(enrolment=visit.enrolment, exercise=visit.page, answers=form.answers, at=visit.at)
        message = _("Luonnos tallennettu klo %(time)s.") % {"time": clock(visit.at)}
    if wants_json:
        return JsonResponse({"message": message})
    messages.success(request, message)
    return redirect(f"{visit.url()}?muokkaa=1")


def _show(request: HttpRequest, visit: Visit, form: ExerciseForm, status: int = 200, **more: Any) -> HttpResponse:
    context = {
        "visit": visit,
        "form": form,
        "submit_url": visit.url("submit"),
        "draft_url": visit.url("draft"),
        "rows": domain.compare(exercise=visit.page, answers={}) if visit.is_preview else [],
        **more,
    }
    return render(request, "exercise/exercise.html", context, status=status)
