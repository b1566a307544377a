"""What a cancelled session changes for everybody (K4): the first ones at once, the others soon after by the worker.

Who still waits is seen from the rows: whoever was evaluated last before the change was made.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet

from courses.domain.completion import evaluate
from courses.enums import STUDYING
from courses.models import Enrolment, SessionChange
from courses.tasks import evaluate_run
from notifications.background import wake

AT_ONCE = 40
BATCH = 100
LATEST = timedelta(days=7)
COUNTING = (SessionChange.Kind.CANCELLED, SessionChange.Kind.RESTORED)


def evaluate_after(*, run_id: int, at: datetime) -> None:
    """This function will evaluate the first people of the run anew, and wake the worker for those that are left."""
    if evaluate_some(run_id=run_id, at=at, most=AT_ONCE) == AT_ONCE:
        wake(evaluate_run, run_id)


def evaluate_some(*, run_id: int, at: datetime, most: int = BATCH) -> int:
    """This function will evaluate people who were evaluated last before a session was cancelled; return how many."""
    done = 0
    for person in _waiting(at).filter(run_id=run_id).order_by("pk").distinct()[:most]:
        evaluate(enrolment=person, at=at, about={"attendance"})
        done += 1
    return done


def evaluate_waiting(*, at: datetime) -> int:
    """This function will evaluate a batch of people of each run that a change has left waiting."""
    runs = list(_waiting(at).order_by("run_id").values_list("run_id", flat=True).distinct()[:5])
    return sum(evaluate_some(run_id=run_id, at=at) for run_id in runs)


def _waiting(at: datetime) -> QuerySet[Enrolment]:
    """Return the trainees whose conditions have not been looked at since a session of theirs was cancelled or not."""
    changed = Q(run__sessions__changes__kind__in=COUNTING, run__sessions__changes__at__gt=at - LATEST)
    older = Q(evaluated_at=None) | Q(evaluated_at__lt=F("run__sessions__changes__at"))
    return Enrolment.objects.filter(changed & older, state__in=STUDYING)
