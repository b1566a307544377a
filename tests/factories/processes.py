"""Other processes that see what a test has committed."""

import os
import sqlite3
from importlib import import_module
from pathlib import Path
from urllib.parse import quote

from django.db import connection


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


def get_ready() -> None:
    """Load what a server has loaded after its first answers: the processes split off from here begin at once."""
    import django

    django.setup()
    from django.template import engines
    from django.urls import reverse
    from django.utils import translation

    reverse("certificates:verify")
    engines.all()
    import_module("weasyprint")
    for language in ("fi", "sv", "en"):
        with translation.override(language):
            translation.gettext("Peili")
