"""The attendance register."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.people import signed_in
from courses import permissions
from courses.domain import attendance as domain
from courses.enums import STUDYING, AttendanceState, SessionState
from courses.forms import Register
from courses.models import Attendance, CourseRun, Enrolment, Session


@login_required
def sessions(request: HttpRequest, run: str) -> HttpResponse:
    """List the sessions of a run with how many are marked."""
    found = permissions.staffed_run_or_404(request.user, run)
    marked = Count("attendances", filter=~Q(attendances__state=AttendanceState.UNMARKED))
    rows = Session.objects.filter(run=found).annotate(marked=marked).order_by("position")
    people = Enrolment.objects.filter(run=found, state__in=STUDYING).count()
    context = {"run": found, "sessions": rows, "people": people, "now": timezone.now()}
    return render(request, "courses/registers.html", context)


@login_required
def register(request: HttpRequest, run: str, position: int) -> HttpResponse:
    """Show one session's register and take its marks."""
    found = permissions.staffed_run_or_404(request.user, run)
    session = _session_or_404(found, position)
    people = list(
        Enrolment.objects.filter(run=found, state__in=STUDYING)
        .select_related("user")
        .order_by("user__family_name", "user__given_name", "pk")
    )
    known = {row.enrolment_id: row for row in Attendance.objects.filter(session=session)}
    forms = Register(session=session, people=people, known=known, data=request.POST or None)
    failure = ""
    if request.method == "POST" and forms.is_valid():
        try:
            changed = domain.take_attendance(
                session=session, marks=forms.marks(), by=signed_in(request), at=timezone.now()
            )
        except domain.UnableToMark as error:
            failure = str(error)
        else:
            text = ngettext("%(count)s merkintä tallennettu.", "%(count)s merkintää tallennettu.", changed)
            messages.success(request, text % {"count": changed})
            return redirect("courses:attendance", run=found.slug, position=position)
    context = {
        "run": found,
        "session": session,
        "register": forms,
        "failure": failure,
        "is_locked": session.state == SessionState.LOCKED,
        "has_begun": session.starts_at <= timezone.now(),
    }
    return render(request, "courses/attendance.html", context, status=422 if request.method == "POST" else 200)


@login_required
@require_POST
def lock(request: HttpRequest, run: str, position: int) -> HttpResponse:
    """Close or open a register."""
    found = permissions.staffed_run_or_404(request.user, run)
    session = _session_or_404(found, position)
    if request.POST.get("action") == "unlock":
        domain.unlock_register(session=session)
        messages.success(request, _("Läsnäololista on avattu."))
        return redirect("courses:attendance", run=found.slug, position=position)
    try:
        domain.lock_register(session=session, at=timezone.now())
    except domain.UnableToMark as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Läsnäolot on lukittu."))
    return redirect("courses:attendance", run=found.slug, position=position)


def _session_or_404(run: CourseRun, position: int) -> Session:
    session = Session.objects.filter(run=run, position=position).first()
    if session is None:
        raise Http404
    return session
