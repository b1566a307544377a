"""Who reads which report. Projects are their coordinators'; a run's own reports are its staff's. Others get 404."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from courses.domain.funding import projects_of
from courses.enums import StaffRole
from courses.models import CourseRun, FundingProject
from courses.reporting.models import ReportOrder


def project_or_404(user: Any, public_id: UUID) -> FundingProject:
    """Return a project the person looks after; 404 for everybody else."""
    found = projects_of(user).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def coordinated_runs(user: Any) -> QuerySet[CourseRun]:
    """Return the runs the person may put under a project."""
    if user.is_superuser:
        return CourseRun.objects.all()
    return CourseRun.objects.staffed_by(user, (StaffRole.COORDINATOR,))


def order_or_404(user: Any, public_id: UUID) -> ReportOrder:
    """Return a report the person ordered themself, while they may still read it; 404 for everybody else."""
    mine = ReportOrder.objects.open_to(user, timezone.now()).select_related("project", "run", "run__project")
    found = mine.filter(public_id=public_id).first()
    if found is None or not may_read(user, found):
        raise Http404
    return found


def may_read(user: Any, order: ReportOrder) -> bool:
    """Say whether the person may read at this moment what an order is of."""
    if order.run is not None:
        roles = (StaffRole.COORDINATOR,) if order.report == "eura" else (StaffRole.TRAINER, StaffRole.COORDINATOR)
        return CourseRun.objects.staffed_by(user, roles).filter(pk=order.run.pk).exists()
    return bool(order.project and projects_of(user).filter(pk=order.project.pk).exists())
