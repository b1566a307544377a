from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from config import health
from notifications.domain import queue_mail
from notifications.models import OutgoingMail


def test_the_process_answers_without_database_session_or_host(client, settings):
    """The test has no database: a query would fail it."""
    settings.ALLOWED_HOSTS = ["peili.test"]
    settings.SECURE_SSL_REDIRECT = True
    answer = client.get("/healthz", headers={"host": "10.0.0.7:8000"})
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert not answer.cookies


@pytest.mark.django_db
def test_an_installation_that_works_is_ready(client):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (
        200,
        {"status": "ok", "database": "ok", "queue": "ok", "storage": "ok"},
    )


def task(waiting_since):
    row = DBTaskResult.objects.create(
        args_kwargs={},
        task_path="x",
        backend_name="default",
        run_after=waiting_since,
        exception_class_path="",
        traceback="",
    )
    DBTaskResult.objects.filter(pk=row.pk).update(enqueued_at=waiting_since)


@pytest.mark.django_db
@pytest.mark.parametrize(("minutes", "status"), [(4, 200), (6, 503)])
def test_work_that_nobody_takes_makes_it_unready(client, minutes, status):
    task(timezone.now() - timedelta(minutes=minutes))
    answer = client.get("/readyz")
    assert answer.status_code == status
    assert answer.json()["database"] == "ok"


@pytest.mark.django_db
def test_mail_that_nobody_sends_makes_it_unready(client):
    queue_mail(to="x@esimerkki.test", subject="S", text="T", language="fi", at=timezone.now())
    OutgoingMail.objects.update(next_try_at=timezone.now() - timedelta(minutes=11))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["queue"]) == (503, "failed")


@pytest.mark.django_db
def test_a_folder_that_cannot_be_written_makes_it_unready_and_nothing_is_given_away(client, settings, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    settings.PROTECTED_ROOT = blocked / "salainen-kansio"
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["storage"]) == (503, "failed")
    assert "salainen" not in answer.content.decode()


@pytest.mark.django_db
def test_nothing_is_left_in_the_storage(settings):
    health.check_storage()
    assert list(settings.PROTECTED_ROOT.iterdir()) == []
