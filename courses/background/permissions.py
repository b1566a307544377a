"""Who may see what: participants their own project's page, coordinators who has given what, nobody any answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404

from courses.background.domain.participants import Participant, find_participant, participations
from courses.models import CourseRun, FundingProject
from courses.permissions import COORDINATOR, staffed_run_or_404

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User


def participant_or_404(user: User, project: Any, at: datetime) -> tuple[FundingProject, Participant]:
    """Return the project and the person as its participant; 404 for everybody else."""
    found = FundingProject.objects.filter(public_id=project).first()
    person = find_participant(user=user, project=found, at=at) if found else None
    if found is None or person is None:
        raise Http404
    return found, person


def funded_run_or_404(user: Any, slug: str) -> tuple[CourseRun, FundingProject]:
    """Return a run that the person coordinates and the project that funds it."""
    run = staffed_run_or_404(user, slug, COORDINATOR)
    if run.project is None:
        raise Http404
    return run, run.project


def projects_of(user: User) -> list[FundingProject]:
    """Return the projects whose participant the person is or was, the newest first."""
    rows = FundingProject.objects.filter(pk__in=participations().filter(user=user).values("run__project"))
    return list(rows.order_by("-starts_on", "pk"))
