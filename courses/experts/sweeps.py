"""What time alone changes: reservations close at their deadline, old notices and unanswered invitations go."""

from datetime import datetime

from courses.experts.domain.arranging import close_reservations
from courses.experts.domain.networks import delete_old_notices
from courses.experts.domain.register import drop_unanswered
from courses.experts.domain.reservations import release_ended_groups
from courses.experts.enums import SessionState
from courses.experts.models import ExpertSession

BATCH = 50


def sweep(*, at: datetime) -> int:
    """Close the reservations whose deadline has passed, and delete what nobody waits for; return how many."""
    released = release_ended_groups(at=at)
    due = ExpertSession.objects.filter(state=SessionState.AGREED, closed_at=None, reserve_by__lt=at)[:BATCH]
    closed = [close_reservations(session=session, at=at) for session in due]
    return released + len(closed) + delete_old_notices(at=at) + drop_unanswered(at=at)
