"""Asking the net takes its time: never in a sweep, which others wait for."""

from django.utils import timezone

from notifications.background import task


@task()
def look_at_links() -> int:
    """Look at the links that are due."""
    from publications.domain import check_links  # noqa: PLC0415 -- a task is found before the models are ready

    return check_links(at=timezone.now())
