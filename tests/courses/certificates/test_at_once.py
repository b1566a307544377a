"""Ten coordinators press "issue" at the same moment: real processes on a real database, SQLite or PostgreSQL."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection
from factories.certificates import make_certifying_run, make_coordinator, make_ready

SCRIPT = Path(__file__).parent / "at_once.py"


def database_for_others(folder: Path) -> dict[str, str]:
    """Return the environment in which another process sees the rows committed here."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.dev", "DATA_DIR": str(folder)}
    environment |= {"PEILI_EMBEDDED_WORKER": "0", "LOG_LEVEL": "ERROR"}
    if connection.vendor == "sqlite":
        environment.pop("DATABASE_URL", None)
        copy = sqlite3.connect(folder / "db.sqlite3")
        connection.connection.backup(copy)
        # As migrating leaves a database behind; a backup of one in memory knows no log, and turning it on cannot wait.
        assert copy.execute("PRAGMA journal_mode=WAL").fetchone() == ("wal",)
        copy.close()
    else:
        where = connection.settings_dict
        person = f"{quote(where['USER'])}:{quote(where['PASSWORD'])}"
        environment["DATABASE_URL"] = f"postgres://{person}@{where['HOST']}:{where['PORT']}/{where['NAME']}"
    return environment


@pytest.mark.django_db(transaction=True)
def test_ten_requests_for_one_person_make_one_certificate_and_ten_people_get_ten_numbers(tmp_path):
    run = make_certifying_run()
    coordinator = make_coordinator(run)
    same, *others = [make_ready(run) for _ in range(11)]
    arguments = [str(same.pk), ",".join(str(person.pk) for person in others), str(coordinator.pk)]
    environment = database_for_others(tmp_path)
    done = subprocess.run(
        [sys.executable, SCRIPT, *arguments], env=environment, capture_output=True, text=True, timeout=280, check=False
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert len(set(found["same"])) == 1, found
    year = found["same"][0].split("-")[1]
    assert sorted({*found["same"], *found["each"]}) == [f"TP-{year}-{number:04d}" for number in range(1, 12)]
    assert len(found["each"]) == 10
    assert sorted(found["drawn"]) == [False, False, False, True]
    files = list((tmp_path / "uploads" / "todistukset" / year).iterdir())
    assert len(files) == 1
