"""Background work: the only module that knows django-tasks.

The row that needs work is the queue of record. A task only wakes a worker; what a killed worker left behind is
picked up by a sweep. So a task and a sweep must both be safe to run twice.
"""

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import close_old_connections, connection, transaction
from django_tasks import TaskResultStatus, task
from django_tasks.base import Task

from accounts.discovery import modules_named

__all__ = ["all_sweeps", "oldest_waiting", "release_abandoned", "run_ready", "run_sweeps", "task", "wake"]

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=30)  # a task that has run for longer than this was left by a worker that died
KEEP_FINISHED = timedelta(days=1)
MOST_STARTS = 3

# Set whenever this process has queued work, so that a worker thread in the same process need not wait for its
# next look at the queue.
work_arrived = threading.Event()


def wake(background_task: Task, *args: object) -> None:
    """Run the task soon, once the transaction around us is committed.

    A failure to queue is logged, not raised: the row that needs work is there and the sweep will find it.
    """

    def enqueue() -> None:
        background_task.enqueue(*args)
        work_arrived.set()

    transaction.on_commit(enqueue, robust=True)


def all_sweeps() -> list[tuple[str, Callable[..., int]]]:
    """Return the app label and the function of each app's `sweeps.sweep(*, at) -> int`."""
    return [(label, module.sweep) for label, module in modules_named("sweeps")]


def run_sweeps(*, at: datetime) -> dict[str, int]:
    """Run each app's sweep and return how much each one did; one that fails does not stop the others."""
    done = {}
    for label, sweep in all_sweeps():
        try:
            done[label] = sweep(at=at)
        except Exception:
            logger.exception("The sweep of %s failed", label)
            if not connection.in_atomic_block:
                close_old_connections()  # the failure may have been the connection's
    done["background"] = release_abandoned(at=at)
    return done


def release_abandoned(*, at: datetime) -> int:
    """Make tasks of dead workers ready again and forget the old finished ones; return how many were released.

    django-tasks-db itself leaves a task RUNNING for ever when its worker is killed.
    """
    from django_tasks_db.models import DBTaskResult  # noqa: PLC0415 -- importable only when the apps are ready

    DBTaskResult.objects.finished().filter(finished_at__lt=at - KEEP_FINISHED).delete()
    released = 0
    for row in DBTaskResult.objects.running().filter(started_at__lt=at - LEASE):
        again = len(row.worker_ids) < MOST_STARTS
        status = TaskResultStatus.READY if again else TaskResultStatus.FAILED
        finished_at = None if again else at
        unchanged = DBTaskResult.objects.running().filter(pk=row.pk, started_at=row.started_at)
        released += unchanged.update(status=status, finished_at=finished_at)
    return released


def oldest_waiting() -> datetime | None:
    """Return since when the oldest task that could run has waited, None if none waits."""
    from django_tasks_db.models import DBTaskResult  # noqa: PLC0415 -- importable only when the apps are ready

    return DBTaskResult.objects.ready().order_by("enqueued_at").values_list("enqueued_at", flat=True).first()


def run_ready(*, worker_id: str, most: int = 100) -> bool:
    """Run the tasks that are ready, at most that many; return whether there were any.

    Looks first without a lock: an idle worker must not take SQLite's write lock each time it looks.
    """
    from django_tasks_db.management.commands.db_worker import Worker  # noqa: PLC0415 -- needs the apps

    if oldest_waiting() is None:
        return False
    Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=most,
        worker_id=worker_id,
    ).run()
    return True
