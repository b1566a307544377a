"""The trainee's page of a survey."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    """Show the questions, or thank the one who has answered."""
    return _page(request, visit, SurveyForm(page=visit.page))


def _page(request: HttpRequest, visit: Visit, form: SurveyForm, status: int = 200) -> HttpResponse:
    sent = visit.enrolment is not None and domain.has_sent(enrolment=visit.enrolment, page=visit.page)
    context = {"visit": visit, "form": form, "sent": sent}
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
    except domain.AlreadySent as error:
        messages.info(request, str(error))
        return HttpResponseRedirect(visit.url())
    except domain.UnableToSend as error:
        form.add_error(None, str(error))
        return _page(request, visit, form, status=422)
    return HttpResponseRedirect(visit.url())
