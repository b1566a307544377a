"""Fifty trainees answer at once on SQLite, through the server that `make demo` starts: nothing lost, no error shown.

The database of the test is written into a file, which a real server then serves; every trainee is a thread with a
connection of its own.
"""

import http.client
import json
import os
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.parse
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.staticfiles import finders
from django.db import connection
from factories.assessments import RIGHT, address, make_place, make_quiz
from factories.courses import EnrolmentFactory

from courses.domain.completion import evaluate

ROOT = Path(__file__).resolve().parents[3]
TRAINEES = 50
SAVES = 4
TOKEN = "x" * 32
KINDS = ("short", "short", "single")
SHARED_LOG = "server.log"


@pytest.fixture
def place(transactional_db):
    """Fifty accepted trainees at one quiz, each signed in."""
    enrolment, page = make_place(make_quiz, KINDS, pass_percent=60)  # two of three, so everybody passes
    people = [enrolment, *(EnrolmentFactory(run=enrolment.run) for _ in range(TRAINEES - 1))]
    for person in people:
        evaluate(enrolment=person, at=person.applied_at)
    return people, page, [signed_in(person.user) for person in people]


def signed_in(user) -> str:
    """Return the key of a session of the person, as signing in would make it."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return session.session_key


@pytest.fixture
def server(place, tmp_path):
    """Serve a copy of the test's database as the demo is served: one process, four threads."""
    with sqlite3.connect(tmp_path / "db.sqlite3") as file:
        connection.ensure_connection()
        connection.connection.backup(file)
        file.execute("PRAGMA journal_mode=WAL")
    name_static_files(tmp_path / "static")
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", "1", "--blocking-threads", "4", "--no-ws", "--workers-kill-timeout", "2"]
    command += ["--log-level", "warning", "config.wsgi:application"]
    with (tmp_path / SHARED_LOG).open("w") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment(tmp_path), stdout=log, stderr=subprocess.STDOUT)
        try:
            wait_for(port, process, tmp_path)
            yield port, tmp_path
        finally:
            process.terminate()
            process.wait(timeout=15)


def environment(folder: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    return {
        **kept,
        **dict.fromkeys(("DATABASE_URL", "REDIS_URL", "S3_URL", "MAIL_URL"), ""),
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
        "DATA_DIR": str(folder),
        "SECRET_KEY": settings.SECRET_KEY,
        "PEILI_DEMO": "0",
        "PEILI_EMBEDDED_WORKER": "0",
    }


def name_static_files(folder: Path) -> None:
    """Let every static file keep its name; collecting them would take longer than the test."""
    names = [name for finder in finders.get_finders() for name, _storage in finder.list([])]
    folder.mkdir()
    manifest = {"paths": {name: name for name in names}, "version": "1.1", "hash": ""}
    (folder / "staticfiles.json").write_text(json.dumps(manifest))


def free_port() -> int:
    import socket

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def wait_for(port: int, process: subprocess.Popen, folder: Path) -> None:
    give_up = time.monotonic() + 60
    while time.monotonic() < give_up and process.poll() is None:
        try:
            asking = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            asking.request("GET", "/healthz")
            if asking.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError((folder / SHARED_LOG).read_text()[-3000:])


class Trainee(threading.Thread):
    """One trainee in a browser: starts, answers question by question, and hands in."""

    def __init__(self, port: int, person, page, session: str, gate: threading.Barrier) -> None:
        super().__init__()
        self.person, self.gate = person, gate
        self.base = address(person, page)
        self.cookies = f"sessionid={session}; csrftoken={TOKEN}"
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.words = f"Vastaan omin sanoin, koska olen ohjattava {person.pk}."
        self.seen: list[tuple[str, int]] = []
        self.problem = ""

    def ask(self, method: str, rest: str, fields: dict | None = None, *, accept: str = "text/html") -> tuple[int, str]:
        headers = {"Cookie": self.cookies, "Accept": accept, "X-CSRFToken": TOKEN}
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        body = urllib.parse.urlencode(fields) if fields is not None else None
        self.connection.request(method, self.base + rest, body, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        self.seen.append((rest, answer.status))
        return answer.status, text

    def run(self) -> None:
        try:
            self.gate.wait(timeout=60)
            self.ask("POST", "aloita/", {})
            self.ask("GET", "1/")
            given: dict[str, str] = {}
            steps = [{"a0": "vertaisuus"}, {"a1": self.words[:20]}, {"a1": self.words}, {"a2": RIGHT["single"][""][0]}]
            for version, step in enumerate(steps[:SAVES]):
                given |= step
                status, text = self.ask("POST", "1/tallenna/", given | {"version": version}, accept="application/json")
                assert (status, json.loads(text)["version"]) == (200, version + 1), text
            self.ask("POST", "1/tarkista/", given | {"version": SAVES})
            status, text = self.ask("GET", "1/tulos/")
            assert self.words in text, (self.seen, text[:500])
        except Exception as problem:  # told by the test, which waits for all
            self.problem = f"{self.base}: {problem!r}"


@pytest.mark.only_on("sqlite3")  # the embedded database, which has one writer at a time
def test_nothing_is_lost_and_nobody_sees_an_error(place, server):
    people, page, sessions = place
    port, folder = server
    gate = threading.Barrier(TRAINEES)
    trainees = [Trainee(port, person, page, session, gate) for person, session in zip(people, sessions, strict=True)]
    started = time.monotonic()
    for trainee in trainees:
        trainee.start()
    for trainee in trainees:
        trainee.join(timeout=90)
    took = time.monotonic() - started
    assert [trainee.problem for trainee in trainees if trainee.problem] == []
    statuses = [status for trainee in trainees for _rest, status in trainee.seen]
    assert len(statuses) == TRAINEES * (SAVES + 4)
    assert set(statuses) == {200, 302}
    assert took < 60
    assert stored(folder) == {
        trainee.person.pk: {"a0": ["vertaisuus"], "a1": [trainee.words], "a2": ["1"]} for trainee in trainees
    }
    assert completions(folder) == TRAINEES
    log = (folder / SHARED_LOG).read_text()
    assert "Traceback" not in log, log[-3000:]
    assert "database is locked" not in log


def stored(folder: Path) -> dict[int, dict]:
    """Return the answers by enrollment, read from the file beside the server."""
    with sqlite3.connect(folder / "db.sqlite3") as file:
        rows = file.execute("SELECT enrolment_id, answers FROM quiz_attempt WHERE is_passed AND number = 1")
        return {enrolment: json.loads(answers) for enrolment, answers in rows}


def completions(folder: Path) -> int:
    """Return how many have the activity done, and the figure of it stored."""
    with sqlite3.connect(folder / "db.sqlite3") as file:
        rows = file.execute(
            "SELECT count(*) FROM courses_activitycompletion c JOIN courses_enrolment e ON e.id = c.enrolment_id"
            " WHERE e.activities_done = 1"
        )
        return rows.fetchone()[0]
