"""Wakes the reading or storing of one upload."""

from django.utils import timezone

from assessments.questions.exchange.batches import work_on
from notifications.background import task


@task()
def work_on_batch(batch_id: int) -> bool:
    """Read or store the batch if it still waits for that."""
    return work_on(batch_id=batch_id, at=timezone.now())
