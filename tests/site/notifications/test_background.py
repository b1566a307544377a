from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from notifications import background
from notifications.domain import queue_mail
from notifications.models import OutgoingMail
from notifications.tasks import deliver_mail

pytestmark = pytest.mark.django_db

DATABASE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}


@pytest.fixture
def queue(settings):
    settings.TASKS = DATABASE


def a_mail():
    return queue_mail(to="x@esimerkki.test", subject="S", text="T", language="fi", at=timezone.now())


@pytest.mark.django_db(transaction=True)
def test_work_is_woken_when_the_transaction_is_committed_and_only_then(queue):
    with transaction.atomic():
        a_mail()
        assert not DBTaskResult.objects.exists()
    assert DBTaskResult.objects.count() == 1
    with transaction.atomic():
        a_mail()
        transaction.set_rollback(True)
    assert DBTaskResult.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_work_that_was_woken_is_run_once(queue):
    mail = a_mail()
    assert background.oldest_waiting() is not None
    assert background.run_ready(worker_id="testi")
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == (OutgoingMail.State.SENT, 1)
    assert background.oldest_waiting() is None
    assert not background.run_ready(worker_id="testi")


@pytest.mark.django_db(transaction=True)
def test_a_queue_out_of_order_does_not_undo_what_happened(settings):
    settings.TASKS = {"default": {"BACKEND": f"{__name__}.NoBackend"}}
    with transaction.atomic():
        mail = a_mail()
    mail.refresh_from_db()
    assert mail.state == OutgoingMail.State.QUEUED


def running(at, workers=1):
    return DBTaskResult.objects.create(
        status=TaskResultStatus.RUNNING,
        started_at=at,
        args_kwargs={"args": [0], "kwargs": {}},
        task_path=deliver_mail.module_path,
        backend_name="default",
        run_after=at,
        worker_ids=["kuollut"] * workers,
        exception_class_path="",
        traceback="",
    )


@pytest.mark.django_db(transaction=True)
def test_a_task_left_by_a_killed_worker_is_run_again(queue):
    at = timezone.now()
    left, alive = running(at - timedelta(minutes=31)), running(at - timedelta(minutes=29))
    assert background.release_abandoned(at=at) == 1
    assert background.release_abandoned(at=at) == 0
    left.refresh_from_db()
    alive.refresh_from_db()
    assert (left.status, alive.status) == (TaskResultStatus.READY, TaskResultStatus.RUNNING)
    assert background.run_ready(worker_id="testi")
    left.refresh_from_db()
    assert left.status == TaskResultStatus.SUCCESSFUL


def test_a_task_that_kills_its_workers_is_given_up(queue):
    at = timezone.now()
    left = running(at - timedelta(hours=1), workers=3)
    background.release_abandoned(at=at)
    left.refresh_from_db()
    assert (left.status, left.finished_at) == (TaskResultStatus.FAILED, at)


def test_finished_tasks_are_forgotten_after_a_day(queue):
    at = timezone.now()
    for hours in (23, 25):
        row = running(at)
        DBTaskResult.objects.filter(pk=row.pk).update(
            status=TaskResultStatus.SUCCESSFUL, finished_at=at - timedelta(hours=hours)
        )
    background.release_abandoned(at=at)
    assert DBTaskResult.objects.count() == 1


def test_every_apps_sweep_is_found_and_one_that_fails_stops_no_other(monkeypatch):
    assert "notifications" in dict(background.all_sweeps())

    def fails(*, at):
        raise RuntimeError

    monkeypatch.setattr(background, "all_sweeps", lambda: [("a", fails), ("b", lambda *, at: 3)])
    assert background.run_sweeps(at=timezone.now()) == {"b": 3, "background": 0}
