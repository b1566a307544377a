"""The trainee's home: one next step, the path of sessions, the own group, the way to the certificate."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Exists, F, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.people import signed_in
from courses.background.prompting import is_settled, prompt_of
from courses.certificates.domain.names import name_to_check
from courses.certificates.domain.reading import current_certificate
from courses.certificates.models import Certificate
from courses.domain.learning import CREDITED, RunPlan, SessionPlan, plan_for
from courses.enums import Mode, RunState, SessionState
from courses.groups.domain.home import home_summary
from courses.models import Enrolment, Session
from courses.statements import Statement
from courses.wording import session_time
from portal.next_step import next_step

WORDS = {
    "done": _("Läsnäolo kirjattu"),
    "unmarked": _("Läsnäolo kirjaamatta"),
    "partial": _("Läsnä osittain"),
    "absent": _("Poissa, korvattavana"),
    "closed": _("Ei vielä auki"),
    "cancelled": _("Peruttu"),
    "open": _("Tulossa"),
    "progress": _("Kesken"),
}


def _own_enrolments(user: Any) -> QuerySet[Enrolment]:
    """Return the runs the person takes or has taken, newest first, with all that the home needs of each."""
    rows = Enrolment.objects.filter(user=user).studying().exclude(run__state=RunState.CANCELLED)
    return (
        rows.select_related("run", "rule_set")
        .annotate(
            outline_number=F("run__course__outline_version__version"),
            course_title=F("run__course__title"),
            has_certificate=Exists(Certificate.objects.filter(enrolment=OuterRef("pk"))),
            is_settled=is_settled(),
        )
        .order_by("-run__starts_on", "-pk")
    )


OWN_ENROLMENTS = Statement(_own_enrolments, user=int)


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Show the run the person is in; with several, the one chosen by `?toteutus=` or the newest running."""
    enrolments = OWN_ENROLMENTS.rows(user=signed_in(request).pk)
    if not enrolments:
        return redirect("portal:home")
    enrolment = _chosen(enrolments, request.GET.get("toteutus", ""))
    enrolment.run.outline_number = enrolment.outline_number
    at = timezone.now()
    plan = plan_for(run=enrolment.run, enrolment=enrolment, at=at, attendance=True)
    certificate = current_certificate(enrolment=enrolment) if enrolment.has_certificate else None
    group = home_summary(user=signed_in(request), enrolment=enrolment, at=at)
    checklist = plan.checklist()
    context = {
        "run": enrolment.run,
        "course_title": enrolment.course_title,
        "enrolment": enrolment,
        "others": [row for row in enrolments if row.pk != enrolment.pk],
        "plan": plan,
        "step": next_step(
            plan=plan,
            certificate=certificate,
            log_waiting=group.get("log_waiting"),
            at=at,
            name_url="" if certificate else name_to_check(enrolment=enrolment),
        ),
        "sessions": [path_row(plan, row, at) for row in plan.sessions],
        "group": group,
        "funder": prompt_of(enrolment=enrolment, at=at),
        "certificate": certificate,
        "checklist": checklist_rows(checklist),
        "met": sum(row["is_met"] for row in checklist),
        "hour": timezone.localtime(at).hour,
    }
    return render(request, "portal/trainee.html", context)


def _chosen(enrolments: list[Any], slug: str) -> Any:
    by_slug = {row.run.slug: row for row in enrolments}
    if slug in by_slug:
        return by_slug[slug]
    running = [row for row in enrolments if row.run.state == RunState.RUNNING]
    return (running or enrolments)[0]


def checklist_rows(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the conditions as the checklist component takes them."""
    return [
        {
            "title": row["title"],
            "state": row["standing"],
            "reason": row["reason"],
            "url": row["link"],
            "is_exception": row["is_exception"],
        }
        for row in rows
    ]


def path_row(plan: RunPlan, row: SessionPlan, at: Any) -> dict[str, Any]:
    """Return one session as the path component takes it."""
    session = row.session
    place, state = session.place, session_state(row, at)
    if session.mode != Mode.ON_SITE and not place:
        place = session.get_mode_display().capitalize()
    return {
        "number": session.position,
        "title": session.title,
        "when": _when(session, at),
        "place": place,
        "state": state,
        "word": gettext("Hyväksiluettu") if row.attendance == CREDITED else str(WORDS.get(state, "")),
        "url": reverse("courses:session", kwargs={"run": plan.run.slug, "position": session.position}),
        "reason": row.closure.reason if row.closure else "",
    }


def _when(session: Session, at: Any) -> str:
    time = session_time(session.starts_at, session.ends_at)
    is_moved = session.state == SessionState.MOVED and session.moved_from and session.ends_at > at
    return gettext("%(time)s (siirretty)") % {"time": time} if is_moved else time


def session_state(row: SessionPlan, at: Any) -> str:
    """Return one word on where the person is with a session."""
    session = row.session
    if session.state == SessionState.CANCELLED:
        return "cancelled"
    if row.attendance in ("present", "made_up", CREDITED):
        return "done"
    if row.attendance in ("absent", "partial"):
        return row.attendance
    if not row.is_open:
        return "closed"
    if session.ends_at < at:
        return "unmarked"
    return "progress" if row.done_count else "open"
