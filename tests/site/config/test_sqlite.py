"""The embedded database is written ahead of its tables, whoever opens it first."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def test_a_new_database_has_the_write_ahead_log_before_anyone_connects(tmp_path):
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.dev", "DATA_DIR": str(tmp_path)}
    environment |= {"DATABASE_URL": "", "PEILI_EMBEDDED_WORKER": "0"}
    command = [sys.executable, str(ROOT / "manage.py"), "migrate", "contenttypes", "-v0"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    with sqlite3.connect(tmp_path / "db.sqlite3") as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
