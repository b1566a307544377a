"""Which funding project pays for a run: who may choose it, and which days it covers."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from courses.enums import StaffRole
from courses.models import CourseRun, FundingProject, RunStaff
from courses.permissions import may_plan_runs
from courses.wording import day


def projects_of(user: Any) -> QuerySet[FundingProject]:
    """Return the projects the person looks after: of the runs they coordinate, and those that have no run yet."""
    if not user.is_authenticated or not may_plan_runs(user):
        return FundingProject.objects.none()
    if user.is_superuser:
        return FundingProject.objects.all()
    mine = RunStaff.objects.filter(run__project=OuterRef("pk"), user=user, role=StaffRole.COORDINATOR, ended_at=None)
    runs = CourseRun.objects.filter(project=OuterRef("pk"))
    return FundingProject.objects.filter(Q(Exists(mine)) | ~Q(Exists(runs)))


def projects_to_choose(user: Any, *, kept: FundingProject | None = None) -> QuerySet[FundingProject]:
    """Return the projects the person may put a run under: their own, and the one the run has already."""
    own = projects_of(user)
    if kept is None:
        return own
    return FundingProject.objects.filter(Q(pk=kept.pk) | Q(pk__in=own.values("pk")))


def covers(project: FundingProject, starts_on: date, ends_on: date) -> bool:
    """Say whether a run of these days falls within the project as a whole."""
    return project.starts_on <= starts_on and ends_on <= project.ends_on


def not_covered(project: FundingProject) -> str:
    """Return the words for days that a project does not cover."""
    words = {"start": day(project.starts_on), "end": day(project.ends_on)}
    return _("Toteutus ei mahdu hankeaikaan %(start)s–%(end)s. Valitse toinen hanke tai ei hanketta.") % words
