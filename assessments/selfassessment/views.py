"""The trainee's page of a self-assessment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments.selfassessment import domain
from assessments.selfassessment.chart import draw
from assessments.selfassessment.forms import AssessmentForm

if TYPE_CHECKING:
    from courses.visits import Visit


@require_safe
def landing(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show the statements; once they are answered, one's own answers, and the comparison when there are both."""
    kept = visit.unsent or {}
    if not kept:
        return _page(request, visit)
    messages.info(request, _("Istuntosi ehti päättyä, mutta vastauksesi säilyivät. Tarkista ne ja tallenna uudelleen."))
    initial = {name: values[0] for name, values in kept.items() if values}
    return _page(request, visit, AssessmentForm(page=visit.page, initial=initial))


def _page(request: HttpRequest, visit: Visit, form: AssessmentForm | None = None, status: int = 200) -> HttpResponse:
    comparison = None
    if visit.enrolment is not None:
        comparison = domain.comparison_of(enrolment=visit.enrolment, page=visit.page)
    own = None
    if comparison is not None:
        own = comparison.start if visit.page.moment == domain.Moment.START else comparison.end
    context = {
        "visit": visit,
        "instrument": visit.page.instrument,
        "own": own,
        "comparison": comparison,
        "chart": draw(comparison.rows) if comparison and own else None,
        "form": (form or AssessmentForm(page=visit.page)) if own is None else None,
    }
    return render(request, "selfassessment/landing.html", context, status=status)


@require_POST
def send(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Take the answers, once."""
    form = AssessmentForm(request.POST, page=visit.page)
    if not form.is_valid():
        return _page(request, visit, form, status=422)
    if visit.enrolment is None:
        messages.info(request, _("Esikatselussa mitään ei tallenneta."))
        return HttpResponseRedirect(visit.url())
    try:
        domain.send_assessment(
            enrolment=visit.enrolment,
            page=visit.page,
            values=form.values(),
            open_answer=form.open_answer(),
            at=visit.at,
        )
    except domain.AlreadySent as error:
        messages.info(request, str(error))
    else:
        messages.success(request, _("Itsearviointisi on tallennettu."))
    return HttpResponseRedirect(visit.url())
