"""Leaving a course or everything: what the core has to say to it (see accounts.leaving)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.leaving import Duty, Kept, WayOut
from courses import permissions
from courses.enums import RunState, StaffRole
from courses.models import Attendance, Enrolment, RunStaff

if TYPE_CHECKING:
    from accounts.models import User

OVER = (RunState.ENDED, RunState.ARCHIVED, RunState.CANCELLED)


def duties(*, user: User, enrolment: Any = None) -> list[Duty]:
    """Return the runs that nobody else coordinates: somebody has to be put in charge of them first."""
    if enrolment is not None:
        return []
    mine = RunStaff.objects.filter(user=user, role=StaffRole.COORDINATOR, ended_at=None).exclude(run__state__in=OVER)
    others = RunStaff.objects.filter(role=StaffRole.COORDINATOR, ended_at=None, user__is_active=True).exclude(user=user)
    alone = mine.exclude(run__in=others.values("run")).select_related("run")
    return [
        Duty(_("Olet toteutuksen %(run)s ainoa koordinaattori. Pyydä toinen tilallesi.") % {"run": row.run.name})
        for row in alone.order_by("run__name")
    ]


def kept(*, user: User) -> list[Kept]:
    """Return what stays of the courses: the record that certificates are checked against."""
    if not Attendance.objects.filter(enrolment__user=user).exists():
        return []
    return [
        Kept(
            _("Läsnäolosi ja suorituksesi"),
            _("Kymmenen vuotta ilman nimeäsi: todistukset tarkistetaan niitä vasten, ja rahoittaja voi tarkastaa ne."),
        )
    ]


def ways_out(*, user: User) -> list[WayOut]:
    """Return the courses that the person can leave."""
    mine = Enrolment.objects.filter(user=user).select_related("run").order_by("applied_at", "pk")
    return [
        WayOut(
            _("Keskeytä koulutus: %(run)s") % {"run": row.run.name},
            reverse("courses:leave", kwargs={"run": row.run.slug}),
        )
        for row in mine
        if permissions.may_leave(row)
    ]
