"""Wakes the settling of one event."""

from django.utils import timezone

from notifications.background import task, wake


@task()
def settle(event_id: int) -> int:
    """Fill free places and tell what has changed."""
    from events.domain.planning import settle_event  # noqa: PLC0415 -- the verbs wake this task themselves

    return settle_event(event_id=event_id, at=timezone.now())


def settle_soon(event_id: int) -> None:
    """Have the event settled once the transaction around us is committed."""
    wake(settle, event_id)
