"""What time alone changes, and what a killed worker left: changes to tell, and reminders."""

from datetime import datetime

from events.domain.planning import settle_event, unsettled_events
from events.domain.reminding import ask_for_counts, send_reminders


def sweep(*, at: datetime) -> int:
    """Tell what is untold and remind; return how many things were done."""
    settled = sum(settle_event(event_id=pk, at=at) for pk in unsettled_events(at=at))
    return settled + send_reminders(at=at) + ask_for_counts(at=at)
