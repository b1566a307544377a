"""The trainee's page of an assignment: write, save, send, read the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments.assignment import domain
from assessments.assignment.excerpts import in_context
from assessments.assignment.file_views import attach_all
from assessments.assignment.forms import cleaned
from assessments.assignment.pages import as_version, preview_answer, show, version_of
from courses.wording import clock

if TYPE_CHECKING:
    from courses.models import Enrolment
    from courses.visits import Visit


@require_safe
def landing(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show the task, the text, and what trainers have answered; what was typed as the session ended is kept first."""
    text = (visit.unsent or {}).get("text", [""])[0]
    if not text or visit.enrolment is None:
        return show(request, visit)
    version = as_version((visit.unsent or {}).get("version", [""])[0])
    try:
        saved = domain.save_draft(enrolment=visit.enrolment, page=visit.page, text=text, version=version, at=visit.at)
    except domain.UnableToSaveDraft as error:
        return show(request, visit, typed=text, error=str(error))
    messages.info(request, overtaken() if saved.overtook else came_back())
    return show(request, visit)


def came_back() -> str:
    """Return what is said when a text has survived the end of a session."""
    return _("Istuntosi ehti päättyä, mutta tekstisi säilyi. Tarkista se ja lähetä uudelleen.")


def overtaken() -> str:
    """Return what is said when a text of another window has been overtaken."""
    return _("Kirjoitit tätä myös toisessa ikkunassa. Tämä teksti jäi voimaan, ja toinen on tallessa sivun lopussa.")


@require_POST
def save(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Keep the draft; for the page's script as JSON, else back to the text."""
    if visit.enrolment is None:
        return preview_answer(request, visit)
    wants_json = "application/json" in request.headers.get("Accept", "")
    text = cleaned(request.POST, "text")["text"]
    try:
        saved = domain.save_draft(
            enrolment=visit.enrolment, page=visit.page, text=text, version=version_of(request), at=visit.at
        )
    except domain.UnableToSaveDraft as error:
        if wants_json:
            return JsonResponse({"message": str(error)}, status=422)
        return show(request, visit, typed=text, error=str(error), status=422)
    if wants_json:
        words = overtaken() if saved.overtook else _("Luonnos tallennettu klo %(time)s") % {"time": clock(visit.at)}
        return JsonResponse({"version": saved.version, "message": words, "overtook": saved.overtook})
    if saved.overtook:
        messages.warning(request, overtaken())
    messages.success(request, _("Luonnos on tallennettu. Voit jatkaa myöhemmin, vaikka toisella laitteella."))
    return HttpResponseRedirect(visit.url())


@require_POST
def send(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Send the text and files to the trainers; before that, say once what there is to say of the text."""
    if visit.enrolment is None:
        return preview_answer(request, visit)
    text = cleaned(request.POST, "text")["text"]
    problem = attach_all(request, visit, visit.enrolment)
    if problem:
        return _kept(request, visit, visit.enrolment, text, file_error=problem)
    remarks = domain.remarks_on(text=text, page=visit.page)
    try:
        if remarks.any and domain.count_words(text) and request.POST.get("anyway") != remarks.digest:
            places = [in_context(text, concern) for concern in remarks.concerns]
            return _kept(request, visit, visit.enrolment, text, remarks=remarks, places=places)
        domain.submit(enrolment=visit.enrolment, page=visit.page, text=text, version=version_of(request), at=visit.at)
    except domain.TooLate as error:
        return _kept(request, visit, visit.enrolment, text, error=str(error))
    except (domain.UnableToSubmit, domain.UnableToSaveDraft) as error:
        return show(request, visit, typed=text, error=str(error), status=422)
    messages.success(request, _("Tekstisi on lähetetty kouluttajalle. Saat ilmoituksen, kun palaute on tullut."))
    return HttpResponseRedirect(visit.url())


def _kept(request: HttpRequest, visit: Visit, enrolment: Enrolment, text: str, **said: Any) -> HttpResponse:
    """Keep the draft, and show what there is to say with the text still open."""
    try:
        domain.save_draft(enrolment=enrolment, page=visit.page, text=text, version=version_of(request), at=visit.at)
    except domain.UnableToSaveDraft as error:
        said["error"] = str(error)
    return show(request, visit, typed=text, status=422, **said)
