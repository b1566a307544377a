"""One session on the trainer's desk: its agenda, the way to its register, and the code for checking in."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.people import signed_in
from courses import permissions
from courses.domain.agenda import agenda_of
from courses.domain.attendance import UnableToMark, has_been_closed
from courses.domain.check_in import UnableToCheckIn, check_in, close_check_in, code_in_force, open_check_in
from courses.domain.make_ups import make_ups_of_session
from courses.enums import SessionState
from courses.views.attendance import session_or_404

ITEMS_PER_PAGE = 30


@login_required
@require_safe
def session_desk(request: HttpRequest, run: str, position: int) -> HttpResponse:
    """Show what the session needs: questions and requests for help to trainers, the register to all staff."""
    found = permissions.staffed_run_or_404(request.user, run)
    session = session_or_404(found, position)
    at = timezone.now()
    is_trainer = permissions.is_staff_of(request.user, found.pk, permissions.TRAINER)
    has_begun = session.starts_at <= at
    takes_marks = has_begun and session.state not in (SessionState.LOCKED, SessionState.CANCELLED)
    context = {
        "run": found,
        "session": session,
        "is_trainer": is_trainer,
        "page_obj": Paginator(agenda_of(session=session) if is_trainer else [], ITEMS_PER_PAGE).get_page(
            request.GET.get("page")
        ),
        "code": code_in_force(session=session, at=at),
        "has_begun": has_begun,
        "takes_marks": takes_marks,
        "may_check_in": takes_marks and session.ends_at > at and not has_been_closed(session),
        "make_ups": make_ups_of_session(session),
    }
    return render(request, "courses/session_desk.html", context)


@login_required
@require_POST
def check_in_code(request: HttpRequest, run: str, position: int) -> HttpResponse:
    """Open a code for checking in, or end it."""
    found = permissions.staffed_run_or_404(request.user, run)
    session = session_or_404(found, position)
    if request.POST.get("action") == "close":
        close_check_in(session=session)
        messages.success(request, _("Koodi ei ole enää voimassa."))
    else:
        try:
            open_check_in(session=session, by=signed_in(request), at=timezone.now())
        except UnableToMark as error:
            messages.error(request, str(error))
    return redirect("courses:session-desk", run=found.slug, position=position)


@login_required
@require_POST
def check_oneself_in(request: HttpRequest, run: str, position: int) -> HttpResponse:
    """Mark the trainee present by the code the trainer shows."""
    enrolment = permissions.enrolment_or_404(request.user, run)
    session = session_or_404(enrolment.run, position)
    try:
        check_in(
            enrolment=enrolment,
            session=session,
            code=request.POST.get("code", "").replace("\x00", "")[:40],
            at=timezone.now(),
        )
    except UnableToCheckIn as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Olet kirjautunut kertaan. Läsnäolosi näkyy, kun kouluttaja lukitsee listan."))
    return redirect("courses:session", run=enrolment.run.slug, position=position)
