"""Who may see what of the course core. What one may not know of does not exist: 404, never 403."""

from __future__ import annotations

from typing import Any

from django.db.models import F, QuerySet
from django.http import Http404

from courses.enums import STUDYING, EnrolmentState, RunState, StaffRole
from courses.models import CourseRun, Enrolment, RunStaff
from courses.statements import Statement

TRAINER = (StaffRole.TRAINER,)
COORDINATOR = (StaffRole.COORDINATOR,)
ANY_STAFF = (StaffRole.TRAINER, StaffRole.COORDINATOR)


def with_outline(runs: Any) -> Any:
    """Return the runs with the outline version and course title beside them, so that no further query is needed."""
    return runs.annotate(outline_number=F("course__outline_version__version"), course_title=F("course__title"))


def enrolment_or_404(user: Any, slug: str) -> Enrolment:
    """Return the person's own enrollment in a run they take or have taken; 404 for everybody else."""
    enrolment = find_enrolment(user, slug)
    if enrolment is None:
        raise Http404
    return enrolment


def find_enrolment(user: Any, slug: str) -> Enrolment | None:
    """Return the person's own enrollment in a run, or None. The run comes along, with its outline version."""
    if not user.is_authenticated:
        return None
    found = OWN_ENROLMENT.rows(user=user.pk, run=slug)
    enrolment: Any = found[0] if found else None
    if enrolment is not None:
        enrolment.user = user
        enrolment.run.outline_number = enrolment.outline_number
        enrolment.run.course_title = enrolment.course_title
    return enrolment


def _own_enrolment(user: Any, run: str) -> QuerySet[Enrolment]:
    rows = Enrolment.objects.filter(user=user, run__slug=run, state__in=STUDYING).exclude(run__state=RunState.CANCELLED)
    return rows.select_related("run", "rule_set").annotate(
        outline_number=F("run__course__outline_version__version"), course_title=F("run__course__title")
    )


OWN_ENROLMENT = Statement(_own_enrolment, user=int, run=str)


def staffed_run_or_404(user: Any, slug: str, roles: tuple[str, ...] = ANY_STAFF) -> CourseRun:
    """Return the run in which the person has one of the roles; 404 for everybody else."""
    run = find_staffed_run(user, slug, roles)
    if run is None:
        raise Http404
    return run


def find_staffed_run(user: Any, slug: str, roles: tuple[str, ...] = ANY_STAFF) -> CourseRun | None:
    """Return the run in which the person has one of the roles, or None."""
    if not user.is_authenticated or not slug or "\0" in slug:
        return None
    found: CourseRun | None = with_outline(CourseRun.objects.staffed_by(user, roles)).filter(slug=slug).first()
    return found


def is_staff_of(user: Any, run_id: int, roles: tuple[str, ...] = ANY_STAFF) -> bool:
    """Say whether the person has one of the roles in the run."""
    return RunStaff.objects.filter(user=user, run_id=run_id, role__in=roles, ended_at=None).exists()


def trainee_of_run_or_404(run: CourseRun, public_id: Any) -> Enrolment:
    """Return an enrollment of a run that the caller is known to be staff of."""
    found = Enrolment.objects.filter(run=run, public_id=public_id).select_related("user", "rule_set").first()
    if found is None:
        raise Http404
    found.run = run
    return found


def may_cancel(enrolment: Enrolment) -> bool:
    """Say whether the trainee can still take the application back without any record of it."""
    return enrolment.state in (EnrolmentState.APPLIED, EnrolmentState.WAITING, EnrolmentState.ACCEPTED)


def may_leave(enrolment: Enrolment) -> bool:
    """Say whether there is a course to leave: one that has begun for the person and is not completed."""
    begun = enrolment.state == EnrolmentState.ACCEPTED and enrolment.run.state == RunState.RUNNING
    return begun or enrolment.state == EnrolmentState.ACTIVE


def may_plan_runs(user: Any) -> bool:
    """Say whether the person may make new runs: coordinators, and those who may edit courses in the admin."""
    if user.is_superuser or user.has_perm("courses.add_courserun"):
        return True
    return RunStaff.objects.filter(user=user, role=StaffRole.COORDINATOR, ended_at=None).exists()
