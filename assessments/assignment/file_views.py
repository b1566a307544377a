"""Files beside the trainee's text: add, take away, fetch. Each press keeps the text as well."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments.assignment import domain, files
from assessments.assignment.forms import cleaned
from assessments.assignment.models import SubmissionFile
from assessments.assignment.pages import preview_answer, show, version_of

if TYPE_CHECKING:
    from courses.models import Enrolment
    from courses.visits import Visit


def attach_all(request: HttpRequest, visit: Visit, enrolment: Enrolment) -> str:
    """Keep the files that came with the form; return what is wrong with the first that cannot be kept."""
    for upload in request.FILES.getlist("files"):
        try:
            files.attach_file(enrolment=enrolment, page=visit.page, upload=upload, at=visit.at)
        except files.UnableToAttach as error:
            return str(error)
    return ""


def _keep_text(request: HttpRequest, visit: Visit, enrolment: Enrolment) -> str:
    """Keep what was typed beside the files; return why not, if so."""
    text = cleaned(request.POST, "text")["text"]
    try:
        domain.save_draft(enrolment=enrolment, page=visit.page, text=text, version=version_of(request), at=visit.at)
    except domain.UnableToSaveDraft as error:
        return str(error)
    return ""


@require_POST
def attach(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Add the chosen files to the draft."""
    if visit.enrolment is None:
        return preview_answer(request, visit)
    text_error = _keep_text(request, visit, visit.enrolment)
    problem = attach_all(request, visit, visit.enrolment)
    if not request.FILES.getlist("files"):
        problem = _("Valitse ensin tiedosto.")
    if problem or text_error:
        typed = cleaned(request.POST, "text")["text"]
        return show(request, visit, typed=typed, error=text_error, file_error=problem, status=422)
    messages.success(request, _("Tiedosto on lisätty luonnokseen."))
    return HttpResponseRedirect(f"{visit.url()}#liitteet")


@require_POST
def remove(request: HttpRequest, visit: Visit, public_id: UUID) -> HttpResponse:
    """Take a file away from the draft."""
    if visit.enrolment is None:
        return preview_answer(request, visit)
    found = _own_or_404(visit, public_id)
    text_error = _keep_text(request, visit, visit.enrolment) if "text" in request.POST else ""
    try:
        files.remove_file(file=found)
    except files.UnableToAttach as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Tiedosto on poistettu."))
    if text_error:
        return show(request, visit, typed=cleaned(request.POST, "text")["text"], error=text_error, status=422)
    return HttpResponseRedirect(f"{visit.url()}#liitteet")


@require_safe
def download(request: HttpRequest, visit: Visit, public_id: UUID) -> HttpResponseBase:
    """Give the trainee their own file back."""
    return files.hand_out(_own_or_404(visit, public_id), request)


def _own_or_404(visit: Visit, public_id: UUID) -> SubmissionFile:
    found = SubmissionFile.objects.filter(
        public_id=public_id, submission__enrolment=visit.enrolment, submission__page_id=visit.page.pk
    ).first()
    if visit.enrolment is None or found is None:
        raise Http404
    return found
