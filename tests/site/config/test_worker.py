"""The worker as real processes on a real SQLite file: what two of them may never do, and what a killed one leaves."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone
from factories.mail_server import MailServer

from config import worker
from notifications import background
from notifications.domain import queue_mail
from notifications.models import OutgoingMail

ROOT = Path(__file__).resolve().parents[3]
MAILS = 40
# The tables as the models are now, without running the migrations one by one.
TABLES = """
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
settings.MIGRATION_MODULES = {config.label: None for config in apps.get_app_configs()}
call_command("migrate", run_syncdb=True, verbosity=0)
"""

QUEUE = f"""
from django.utils import timezone
from notifications.domain import queue_mail
for n in range({MAILS}):
    queue_mail(to=f"lintu{{n}}@esimerkki.test", subject="S", text="T", language="fi", at=timezone.now())
from datetime import timedelta
later = timezone.now() + timedelta(days=1)
queue_mail(to="viimeinen@esimerkki.test", subject="S", text="T", language="fi", at=later)
"""


@pytest.fixture
def server():
    """A mail server that keeps what it is given."""
    server = MailServer()
    yield server
    server.close()


@pytest.fixture
def installation(tmp_path, server):
    """A data folder with a migrated-enough database and mails in its queue, and the environment of its processes."""
    folder = tmp_path / "data"
    folder.mkdir()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "DATA_DIR": str(folder),
        "MAIL_URL": f"smtp://127.0.0.1:{server.port}",
        "DATABASE_URL": "",
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}",
    }
    run(environment, TABLES + QUEUE)
    return environment


def run(environment, code):
    subprocess.run(
        [sys.executable, "-c", f"import django; django.setup()\n{code}"], env=environment, check=True, cwd=ROOT
    )


def start_worker(environment):
    """Start a worker and return it once it listens: a signal before that would end it without a word."""
    process = subprocess.Popen(
        [sys.executable, "-u", "manage.py", "worker"], env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline().startswith("Working")
    return process


def states(environment):
    with sqlite3.connect(Path(environment["DATA_DIR"]) / "db.sqlite3") as connection:
        return dict(connection.execute("SELECT state, count(*) FROM notifications_outgoingmail GROUP BY state"))


def change(environment, **values):
    """Change the mail that has not been sent, as time would."""
    with sqlite3.connect(Path(environment["DATA_DIR"]) / "db.sqlite3", timeout=20) as connection:
        for name, value in values.items():
            connection.execute(f"UPDATE notifications_outgoingmail SET {name} = ? WHERE state <> 'sent'", [value])


def wait_until(condition, seconds=40):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(0.2)
    pytest.fail("It did not happen in time")


def test_two_workers_send_each_mail_once_and_what_a_killed_one_may_have_sent_is_left_to_people(installation, server):
    workers = [start_worker(installation) for _ in range(2)]
    try:
        wait_until(lambda: states(installation) == {"sent": MAILS, "queued": 1})
    finally:
        for process in workers:
            process.send_signal(signal.SIGTERM)
        codes = [process.wait(timeout=20) for process in workers]
    assert codes == [0, 0]
    receivers = [mail["To"] for mail in server.mails]
    assert (len(receivers), len(set(receivers))) == (MAILS, MAILS)

    # The server takes the last mail and falls silent; the worker dies before it can note that the mail has gone.
    server.hangs = True
    server.took.clear()
    change(installation, next_try_at="2020-01-01 00:00:00")
    process = start_worker(installation)
    assert server.took.wait(30)
    process.kill()
    process.wait(timeout=20)
    assert states(installation) == {"sent": MAILS, "sending": 1}
    server.hangs = False
    change(installation, claimed_at="2020-01-01 00:00:00")
    process = start_worker(installation)
    try:
        wait_until(lambda: states(installation) == {"sent": MAILS, "unsure": 1})
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)
    assert len(server.raw) == MAILS + 1


@pytest.mark.django_db(transaction=True)
def test_the_loop_works_goes_on_after_an_error_and_stops(monkeypatch):
    ran = []

    def sweeps(*, at):
        ran.append(at)
        if len(ran) == 1:
            raise RuntimeError

    monkeypatch.setattr(background, "run_sweeps", sweeps)
    monkeypatch.setattr(background, "run_ready", lambda *, worker_id: False)
    stop = threading.Event()
    thread = threading.Thread(target=worker.work, args=(stop,))
    thread.start()
    wait_until(lambda: len(ran) == 2, seconds=10)
    stop.set()
    background.work_arrived.set()
    thread.join(timeout=10)
    assert not thread.is_alive()


def test_one_process_of_an_installation_works(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    first = worker._take_lock()
    assert first is not None
    assert worker._take_lock() is None
    first.close()
    again = worker._take_lock()
    assert again is not None
    again.close()


def test_no_thread_is_started_where_the_settings_ask_for_none(settings):
    settings.EMBEDDED_WORKER = False
    assert worker.start_embedded() is None


def test_the_thread_is_started_once(settings, monkeypatch, tmp_path):
    settings.EMBEDDED_WORKER = True
    started = threading.Event()
    end = threading.Event()

    def work_alone(stop):
        started.set()
        end.wait(10)

    monkeypatch.setattr(worker, "_work_alone", work_alone)
    monkeypatch.setattr(worker, "_embedded", None)
    thread = worker.start_embedded()
    try:
        assert started.wait(5)
        assert worker.start_embedded() is thread
        assert thread.daemon
    finally:
        end.set()
        thread.join(5)


@pytest.mark.django_db
def test_the_sweep_command_says_what_each_app_did(capsys):
    queue_mail(to="x@esimerkki.test", subject="S", text="T", language="fi", at=timezone.now())
    call_command("sweep")
    assert "notifications: 1" in capsys.readouterr().out
    assert OutgoingMail.objects.get().state == OutgoingMail.State.SENT
