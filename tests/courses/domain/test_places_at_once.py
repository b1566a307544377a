"""Real processes on a real database, SQLite or PostgreSQL: a place is given once, and who gets one is told."""

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from factories.accounts import UserFactory
from factories.courses import EnrolmentFactory, make_run
from factories.processes import database_for_others

from courses.domain.keys import make_key
from courses.enums import RunState

SCRIPT = Path(__file__).parent / "places_at_once.py"


@pytest.mark.django_db(transaction=True)
def test_ten_want_the_last_place_while_three_give_theirs_up(tmp_path):
    run = make_run(state=RunState.ENROLLING, started_days_ago=-30, capacity=5)
    leaving = EnrolmentFactory.create_batch(4, run=run)[:3]
    users = UserFactory.create_batch(10)
    at = timezone.now()
    key = make_key(run=run, by=users[0], expires_at=at + timedelta(days=1), at=at)
    arguments = [str(run.pk), key.code, *(",".join(str(row.pk) for row in rows) for rows in (users, leaving))]
    done = subprocess.run(
        [sys.executable, SCRIPT, *arguments],
        env=database_for_others(tmp_path), capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["studying"], found["line"], found["uses"]) == (5, 6, 10)
    assert len(found["placed"]) == 4
    assert found["told"] == found["placed"]
