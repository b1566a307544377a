"""What time alone changes: last days come near."""

from datetime import datetime

from feedback.domain.reminding import send_reminders


def sweep(*, at: datetime) -> int:
    """Remind those who answer; return how many reminders there were."""
    return send_reminders(at=at)
