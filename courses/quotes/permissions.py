"""Who may see what: facilitators their group's, staff of the run what is consented to. Everybody else gets 404."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404

from courses.groups.models import PeerGroup
from courses.models import CourseRun
from courses.permissions import TRAINER, is_staff_of
from courses.quotes.domain.reading import quotes_of_run, works_of_run
from courses.quotes.models import JointWork, Quote


def quote_or_404(user: Any, group: UUID, quote: UUID) -> Quote:
    """Return a quote of a group the person facilitates."""
    mine = PeerGroup.objects.facilitated_by(user).filter(public_id=group)
    found = Quote.objects.filter(public_id=quote, group__in=mine).select_related("group").first()
    if found is None:
        raise Http404
    return found


def work_or_404(user: Any, group: UUID, work: UUID) -> JointWork:
    """Return a work of a group the person facilitates."""
    mine = PeerGroup.objects.facilitated_by(user).filter(public_id=group)
    found = JointWork.objects.filter(public_id=work, group__in=mine).select_related("group").first()
    if found is None:
        raise Http404
    return found


def run_quote_or_404(run: CourseRun, quote: UUID) -> Quote:
    """Return a quote of a run that holds a consent; the caller is known to belong to the run's staff."""
    found = next((row for row in quotes_of_run(run=run) if row.public_id == quote), None)
    if found is None:
        raise Http404
    return found


def run_work_or_404(user: Any, run: CourseRun, work: UUID) -> JointWork:
    """Return a work of a run that this member of its staff may see."""
    works = works_of_run(run=run, is_trainer=is_staff_of(user, run.pk, TRAINER))
    found = next((row for row in works if row.public_id == work), None)
    if found is None:
        raise Http404
    return found
