"""The attendance list of a closed register as a file."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from courses import permissions
from courses.domain.attendance_list import UnableToList, as_pdf, as_xlsx, attendance_list
from courses.views.attendance import session_or_404

TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@login_required
@require_safe
def attendance_file(request: HttpRequest, run: str, position: int, ending: str) -> HttpResponse:
    """Hand the list out to the run's staff as a PDF or a spreadsheet."""
    found = permissions.staffed_run_or_404(request.user, run)
    session = session_or_404(found, position)
    if ending not in TYPES:
        raise Http404
    try:
        made = attendance_list(session=session)
        content = as_pdf(made, language=get_language() or "fi") if ending == "pdf" else as_xlsx(made)
    except UnableToList as error:
        messages.error(request, str(error))
        return redirect("courses:session-desk", run=found.slug, position=position)
    response = HttpResponse(content, content_type=TYPES[ending])
    name = f"lasnaolot-{found.slug}-{position}.{ending}"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response
