"""What time alone changes: conditions that can no longer be met, and needs that were told for one run only."""

from datetime import datetime, timedelta

from courses.domain.completion import evaluate
from courses.enums import RunState
from courses.models import Enrolment

NEEDS_KEPT = timedelta(days=30)  # special needs are deleted so long after the run
FRESH = timedelta(hours=24)
BATCH = 50


def sweep(*, at: datetime) -> int:
    """Evaluate trainees of running runs that were not looked at for a day, and delete outdated special needs."""
    stale = (
        Enrolment.objects.studying()
        .filter(run__state=RunState.RUNNING, evaluated_at__lt=at - FRESH)
        .select_related("rule_set", "run")
        .order_by("evaluated_at")[:BATCH]
    )
    done = 0
    for enrolment in stale:
        evaluate(enrolment=enrolment, at=at)
        done += 1
    outdated = Enrolment.objects.exclude(special_needs="").filter(run__ends_on__lt=(at - NEEDS_KEPT).date())
    return done + outdated.update(special_needs="")
