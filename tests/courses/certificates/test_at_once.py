"""Ten coordinators press "issue" at the same moment: real processes on a real database, SQLite or PostgreSQL."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from factories.certificates import make_certifying_run, make_coordinator, make_ready
from factories.processes import database_for_others

SCRIPT = Path(__file__).parent / "at_once.py"


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
