"""What a closed register or a cancelled session changes for everybody (K4): some at once, the others by the worker.

Who still waits is marked in their row. Whatever else has a waiting trainee evaluated looks at attendance too, so that
nothing is passed over.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from courses.domain.completion import evaluate
from courses.enums import STUDYING
from courses.models import Enrolment
from courses.tasks import evaluate_run
from notifications.background import wake

AT_ONCE = 40
BATCH = 100


def evaluate_after(*, run_id: int, at: datetime) -> None:
    """This function will evaluate the first people of the run anew, and wake the worker for those that are left.

    Call it in the transaction that changed which marks count.
    """
    Enrolment.objects.filter(run_id=run_id).update(recheck_since=at)  # who has left, in case they come back
    if evaluate_some(run_id=run_id, at=at, most=AT_ONCE) == AT_ONCE:
        wake(evaluate_run, run_id)


def evaluate_some(*, run_id: int, at: datetime, most: int = BATCH) -> int:
    """This function will evaluate people of the run who wait for it, in the order of their keys; return how many."""
    done = 0
    for person in _waiting().filter(run_id=run_id).order_by("pk")[:most]:
        evaluate(enrolment=person, at=at, about={"attendance"})
        done += 1
    return done


def evaluate_waiting(*, at: datetime) -> int:
    """This function will evaluate a batch of people of each run that a change has left waiting."""
    runs = list(_waiting().order_by("run_id").values_list("run_id", flat=True).distinct()[:5])
    return sum(evaluate_some(run_id=run_id, at=at) for run_id in runs)


def _waiting() -> QuerySet[Enrolment]:
    return Enrolment.objects.filter(recheck_since__isnull=False, state__in=STUDYING)
