"""Answers that came after the session had ended: they are kept in the attempt as soon as their writer is back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.translation import gettext as _

from assessments.quiz import domain
from assessments.quiz.answers import UnableToTakeAnswers, read_answers, version_in
from assessments.quiz.models import Attempt

if TYPE_CHECKING:
    from courses.visits import Visit


def take_unsent(request: HttpRequest, visit: Visit, number: int) -> HttpResponse:
    """Keep what was answered when the session had ended, and go on with the open attempt."""
    typed = QueryDict(mutable=True)
    for name, values in (visit.unsent or {}).items():
        typed.setlist(name, values)
    own = Attempt.objects.filter(enrolment=visit.enrolment, page_id=visit.item.pk)
    try:
        domain.save_answers(
            attempts=own,
            number=number,
            answers=read_answers(typed),
            version=version_in(typed),
            at=visit.at,
        )
    except (UnableToTakeAnswers, domain.UnableToSave) as error:
        messages.warning(request, str(error))
    else:
        messages.info(request, _("Istuntosi ehti päättyä, mutta vastauksesi säilyivät. Jatka tästä."))
    return HttpResponseRedirect(visit.url("attempt", number=number))
