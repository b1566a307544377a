"""What of the core is open when a run is to be closed: registers, make-up work, applications."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from courses.endings import OpenEnd
from courses.enums import EnrolmentState, SessionState, StaffRole
from courses.models import CourseRun, Enrolment, MakeUp, Session
from courses.wording import short_day

DONE = (SessionState.LOCKED, SessionState.CANCELLED)
PENDING = (EnrolmentState.APPLIED, EnrolmentState.WAITING)


def open_ends(*, run: CourseRun, at: datetime) -> list[OpenEnd]:
    """Return the registers that are not closed, the make-up work nobody has read, the applications not decided."""
    return [*_registers(run, at), *_make_ups(run), *_applications(run)]


def _registers(run: CourseRun, at: datetime) -> list[OpenEnd]:
    rows = Session.objects.filter(run=run, starts_at__lte=at).exclude(state__in=DONE).order_by("position")
    return [
        OpenEnd(
            kind="register",
            identity=str(row.pk),
            sort=_("Läsnäolot sulkematta"),
            title=f"{row.position}. {row.title}",
            url=reverse("courses:attendance", kwargs={"run": run.slug, "position": row.position}),
        )
        for row in rows
    ]


def _make_ups(run: CourseRun) -> list[OpenEnd]:
    rows = MakeUp.objects.filter(session__run=run, state=MakeUp.State.SENT).order_by("sent_at")
    return [
        OpenEnd(
            kind="make-up",
            identity=str(row.public_id),
            sort=_("Korvaavat tehtävät lukematta"),
            title=_("Kerta %(number)s: %(title)s") % {"number": row.session.position, "title": row.session.title},
            person=row.enrolment.user.get_full_name(),
            url=reverse("courses:make-up-review", kwargs={"run": run.slug, "make_up": row.public_id}),
        )
        for row in rows.select_related("session", "enrolment__user")
    ]


def _applications(run: CourseRun) -> list[OpenEnd]:
    rows = Enrolment.objects.filter(run=run, state__in=PENDING).order_by("applied_at")
    return [
        OpenEnd(
            kind="application",
            identity=str(row.public_id),
            sort=_("Hakemukset päättämättä"),
            title=_("Hakemus %(day)s") % {"day": short_day(row.applied_at)},
            person=row.user.get_full_name(),
            url=reverse("courses:applications", kwargs={"run": run.slug}),
            roles=(StaffRole.COORDINATOR,),
        )
        for row in rows.select_related("user")
    ]
