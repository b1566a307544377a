"""A run's certificates issued in one go by a worker that is killed again and again: real processes, real SIGKILL."""

import hashlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone
from factories.certificates import make_certifying_run, make_coordinator, make_ready
from factories.processes import database_for_others

from courses.certificates.domain.batches import order_batch
from courses.certificates.models import IssueRequest

SCRIPT = Path(__file__).parent / "bulk.py"
SIZE, DRAWN = 100, 4
# After how many lines of the worker it is killed: before the first certificate, in the midst, at a file.
KILLED_AFTER = (1, 2, 23, 40, 31, 2)


@contextmanager
def workers(environment: dict[str, str]):
    """Start the process that splits off one worker after the other, and end it."""
    command = [sys.executable, SCRIPT, str(DRAWN)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, env=environment, **pipes) as process:
        yield process
        process.stdin.close()


def work_until(process: subprocess.Popen, lines: int | None) -> bool:
    """Let a worker run until it has said so many lines, then kill it; return whether it came to its end by itself."""
    process.stdin.write("work\n")
    process.stdin.flush()
    worker, ended = None, False
    for number, line in enumerate(process.stdout, start=1):
        word, *rest = line.split()
        if word == "gone":
            return ended
        worker = int(rest[0]) if word == "begins" else worker
        ended = ended or word == "ends"
        if number == lines:
            os.kill(worker, signal.SIGKILL)
    raise AssertionError("nobody is left to split workers off")


def rows_of(folder: Path, query: str) -> list[tuple]:
    """Ask the database in which the workers have worked."""
    if connection.vendor == "sqlite":
        with sqlite3.connect(folder / "db.sqlite3") as copy:
            return copy.execute(query).fetchall()
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_at_any_point_issues_each_number_once_and_leaves_no_gap(tmp_path, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}  # nobody works in here
    run = make_certifying_run()
    coordinator = make_coordinator(run)
    people = [(person, person.user.printed_name) for person in (make_ready(run) for _ in range(SIZE))]
    order_batch(run=run, people=people, kind="certificate", key=uuid4(), by=coordinator, at=timezone.now())
    if IssueRequest.objects.exclude(state="waiting").exists():
        pytest.fail("a worker of this process was quicker")

    with workers(database_for_others(tmp_path)) as process:
        for lines in KILLED_AFTER:
            work_until(process, lines + random.randrange(2))
        assert work_until(process, None), "the last worker comes to its end"

    year = timezone.localdate().year
    numbers = rows_of(tmp_path, "SELECT sequence, number FROM certificates_certificate ORDER BY sequence")
    assert numbers == [(place, f"TP-{year}-{place:04d}") for place in range(1, SIZE + 1)]
    assert rows_of(tmp_path, "SELECT last_number FROM certificates_registeryear") == [(SIZE,)]
    holders = rows_of(tmp_path, "SELECT COUNT(DISTINCT enrolment_id) FROM certificates_certificate")
    assert holders == [(SIZE,)]
    states = rows_of(tmp_path, "SELECT state, COUNT(*) FROM certificates_issuerequest GROUP BY state")
    assert states == [("done", SIZE)]
    files = rows_of(tmp_path, "SELECT pdf, pdf_sha256 FROM certificates_certificate WHERE state = 'issued'")
    assert len(files) == DRAWN
    for name, sha in files:
        assert hashlib.sha256((tmp_path / "uploads" / name).read_bytes()).hexdigest() == sha
    told = rows_of(tmp_path, "SELECT COUNT(*) FROM notifications_notification WHERE kind = 'certificate-issued'")
    assert told == [(DRAWN,)], "a message is what follows, once for each file"
