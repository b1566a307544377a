"""What time alone changes: exceptions that end, conditions no longer possible. What goes has clocks: retention.py."""

from datetime import datetime, timedelta

from django.db.models import Q

from courses.domain.completion import evaluate
from courses.domain.conference import drop_outdated_lists
from courses.domain.exceptions import end_what_has_expired
from courses.domain.places import move_up_everywhere
from courses.domain.reevaluating import evaluate_waiting
from courses.domain.reminders import remind_of_sessions
from courses.domain.telling import tell_waiting
from courses.enums import RunState
from courses.models import Enrolment
from courses.scheduled import publish_due

FRESH = timedelta(hours=24)
LATEST = timedelta(days=400)  # a run that ended longer ago has no last day that could still pass
BATCH = 50


def sweep(*, at: datetime) -> int:
    """End what has expired, publish what is timed, remind of sessions, evaluate whoever waits; return how much."""
    # A closed run is not looked at again: what its conditions were judged by goes in time.
    over = {"run__state": RunState.ENDED, "run__closed_on": None}
    unfinished = Q(run__ends_on__gte=(at - LATEST).date(), ready_at=None, **over)
    stale = (
        Enrolment.objects.studying()
        .filter(Q(run__state=RunState.RUNNING) | unfinished, evaluated_at__lt=at - FRESH)
        .select_related("rule_set", "run")
        .order_by("evaluated_at")[:BATCH]
    )
    done = (
        end_what_has_expired(at=at)
        + drop_outdated_lists(at=at)
        + publish_due(at=at)
        + remind_of_sessions(at=at)
        + tell_waiting(at=at)
        + evaluate_waiting(at=at)
    )
    done += move_up_everywhere(at=at)
    for enrolment in stale:
        evaluate(enrolment=enrolment, at=at)
        done += 1
    return done
