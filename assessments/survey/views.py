"""The trainee's page of a survey."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments.survey import domain
from assessments.survey.forms import SurveyForm

if TYPE_CHECKING:
    from courses.visits import Visit


@require_safe
def landing(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show the questions, or thank the one who has answered; what was typed as the session ended is there again."""
    kept = visit.unsent or {}
    initial: dict[str, Any] = {
        name: values if len(values) > 1 else values[0] for name, values in kept.items() if values
    }
    if kept:
        messages.info(
            request, _("Istuntosi ehti päättyä, mutta vastauksesi säilyivät. Tarkista ne ja lähetä uudelleen.")
        )
    form = SurveyForm(page=visit.page, initial=initial)
    for name, field in form.fields.items():
        if name in kept and hasattr(field, "choices"):
            form.initial[name] = kept[name] if field.widget.allow_multiple_selected else kept[name][0]
    return _page(request, visit, form)


def _page(request: HttpRequest, visit: Visit, form: SurveyForm, status: int = 200) -> HttpResponse:
    sent = visit.enrolment is not None and domain.has_sent(enrolment=visit.enrolment, page=visit.page)
    closing = None if sent else domain.closing_of(page=visit.page, run=visit.run)
    if visit.enrolment is not None and not sent and closing is None:
        domain.open_survey(page=visit.page)
    context = {"visit": visit, "form": form, "sent": sent, "closing": closing}
    return render(request, "survey/landing.html", context, status=status)


@require_POST
def send(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Take the response, once."""
    form = SurveyForm(request.POST, page=visit.page)
    if not form.is_valid():
        return _page(request, visit, form, status=422)
    if visit.enrolment is None:
        messages.info(request, _("Esikatselussa mitään ei tallenneta."))
        return HttpResponseRedirect(visit.url())
    try:
        domain.send_response(enrolment=visit.enrolment, page=visit.page, answers=form.answers(), at=visit.at)
    except (domain.AlreadySent, domain.Closed) as error:
        messages.info(request, str(error))
        return HttpResponseRedirect(visit.url())
    except domain.UnableToSend as error:
        form.add_error(None, str(error))
        return _page(request, visit, form, status=422)
    return HttpResponseRedirect(visit.url())


@require_POST
def go_on(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Let a trainee whose survey was closed before they answered go on."""
    if visit.enrolment is None:
        messages.info(request, _("Esikatselussa mitään ei tallenneta."))
        return HttpResponseRedirect(visit.url())
    try:
        domain.go_on_without(enrolment=visit.enrolment, page=visit.page, at=visit.at)
    except domain.UnableToSend as error:
        messages.info(request, str(error))
    return HttpResponseRedirect(visit.url())
