"""Wakes what takes too long for a request."""

from django.utils import timezone

from notifications.background import task


@task()
def tell_change(change_id: int) -> int:
    """Tell those of a session's change who have not been told, batch by batch."""
    from courses.domain.telling import tell_some  # noqa: PLC0415 -- it wakes this task

    done = 0
    while told := tell_some(change_id=change_id, at=timezone.now()):
        done += told
    return done


@task()
def evaluate_run(run_id: int) -> int:
    """Evaluate the people of a run whom a change of its registers has left waiting, batch by batch."""
    from courses.domain.reevaluating import evaluate_some  # noqa: PLC0415 -- it wakes this task

    done = 0
    while some := evaluate_some(run_id=run_id, at=timezone.now()):
        done += some
    return done
