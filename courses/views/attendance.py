"""The attendance register: marking, closing, opening again, and the trail of changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.people import signed_in
from courses import permissions
from courses.attendance_forms import ReasonForm, Register
from courses.domain.attendance import ReasonMissing, Taken, UnableToMark, has_been_closed, take_attendance
from courses.domain.registers import close_register, reopen_register
from courses.enums import STUDYING, AttendanceState, SessionState
from courses.models import Attendance, AttendanceChange, CourseRun, Enrolment, Session

CHANGES_PER_PAGE = 30


@login_required
def sessions(request: HttpRequest, run: str) -> HttpResponse:
    """List the sessions of a run with how many are marked."""
    found = permissions.staffed_run_or_404(request.user, run)
    marked = Count("attendances", filter=~Q(attendances__state=AttendanceState.UNMARKED))
    rows = Session.objects.filter(run=found).annotate(marked=marked).order_by("position")
    people = Enrolment.objects.filter(run=found, state__in=STUDYING).count()
    context = {"run": found, "sessions": rows, "people": people, "now": timezone.now()}
    return render(request, "courses/registers.html", context)


@dataclass
class Sheet:
    """One session's register as a page."""

    run: CourseRun
    session: Session
    register: Register
    reason: ReasonForm
    failure: str = ""

    def context(self, request: HttpRequest) -> dict[str, Any]:
        """Return what the template needs; the trail of changes comes by pages."""
        later = ~Q(from_state=AttendanceState.UNMARKED) | Q(after_lock=True)
        changes = AttendanceChange.objects.filter(later, attendance__session=self.session)
        changes = changes.select_related("changed_by", "attendance__enrolment__user")
        return {
            "run": self.run,
            "session": self.session,
            "register": self.register,
            "reason": self.reason,
            "failure": self.failure,
            "is_locked": self.session.state == SessionState.LOCKED,
            "is_cancelled": self.session.state == SessionState.CANCELLED,
            "needs_reason": has_been_closed(self.session),
            "has_begun": self.session.starts_at <= timezone.now(),
            "events": list(self.session.register_events.select_related("by")),
            "page_obj": Paginator(changes, CHANGES_PER_PAGE).get_page(request.GET.get("page")),
        }


@login_required
def register(request: HttpRequest, run: str, position: int) -> HttpResponse:
    """Show one session's register and take its marks."""
    found = permissions.staffed_run_or_404(request.user, run)
    session = session_or_404(found, position)
    people = people_of(found)
    forms = Register(session=session, people=people, known=_known(session), data=request.POST or None)
    sheet = Sheet(found, session, forms, ReasonForm(request.POST or None))
    if request.method == "POST" and forms.is_valid() and sheet.reason.is_valid():
        try:
            taken = _take(request, sheet)
        except UnableToMark as error:
            if isinstance(error, ReasonMissing):
                sheet.reason.add_error("reason", str(error))
            else:
                sheet.failure = str(error)
            session.refresh_from_db()
        else:
            if taken.changed or not taken.conflicts:
                text = ngettext("%(count)s merkintä tallennettu.", "%(count)s merkintää tallennettu.", taken.changed)
                messages.success(request, text % {"count": taken.changed})
            if not taken.conflicts:
                return redirect("courses:attendance", run=found.slug, position=position)
            forms.show_conflicts(taken.conflicts, known=_known(session))
    status = 422 if request.method == "POST" else 200
    return render(request, "courses/attendance.html", sheet.context(request), status=status)


def _take(request: HttpRequest, sheet: Sheet) -> Taken:
    return take_attendance(
        session=sheet.session,
        marks=sheet.register.marks(rest_present=request.POST.get("action") == "rest_present"),
        seen=sheet.register.seen(),
        reason=sheet.reason.cleaned_data["reason"],
        by=signed_in(request),
        at=timezone.now(),
    )


@login_required
@require_POST
def lock(request: HttpRequest, run: str, position: int) -> HttpResponse:
    """Close a register, or open it again for a reason."""
    found = permissions.staffed_run_or_404(request.user, run)
    session = session_or_404(found, position)
    by, at = signed_in(request), timezone.now()
    try:
        if request.POST.get("action") == "unlock":
            reopen_register(session=session, by=by, reason=request.POST.get("reason", "").replace("\x00", ""), at=at)
            messages.success(request, _("Läsnäololista on avattu. Merkinnät eivät näy ennen kuin lukitset listan."))
        else:
            close_register(session=session, by=by, at=at)
            messages.success(request, _("Läsnäolot on lukittu. Osallistujat näkevät nyt merkintänsä."))
    except UnableToMark as error:
        messages.error(request, str(error))
    return redirect("courses:attendance", run=found.slug, position=position)


def people_of(run: CourseRun, *, with_rules: bool = False) -> list[Enrolment]:
    """Return the trainees of a run in the order of names, with their rules if asked."""
    people = Enrolment.objects.filter(run=run, state__in=STUDYING).select_related("user")
    if with_rules:
        people = people.select_related("user", "rule_set")
    return list(people.order_by("user__family_name", "user__given_name", "pk"))


def _known(session: Session) -> dict[int, Attendance]:
    rows = Attendance.objects.filter(session=session).select_related("marked_by")
    return {row.enrolment_id: row for row in rows}


def session_or_404(run: CourseRun, position: int) -> Session:
    """Return a session of a run that the caller is known to be staff of."""
    session = Session.objects.filter(run=run, position=position).first()
    if session is None:
        raise Http404
    session.run = run
    return session
