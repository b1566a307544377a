"""What the tests of the course share."""

import pytest
from django.db import connection
from modelsearch.backends import database, get_search_backend
from modelsearch.conf import get_app_config


@pytest.fixture
def indexed(db, monkeypatch):
    """Return a function that puts pages into the search index, which rests in other tests.

    Tests on SQLite run without migrations, so the full-text table that a migration makes is made here.
    """
    if connection.vendor == "sqlite":
        monkeypatch.setattr(database, "USE_SQLITE_FTS", True)
        entries = get_app_config().get_model("IndexEntry")._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [f"{entries}_fts"])
            row = cursor.fetchone()
            if row is None or "VIRTUAL" not in row[0].upper():
                for statement in FTS:
                    cursor.execute(statement.format(entries=entries))

    def put(*pages):
        for page in pages:
            get_search_backend().add(page)

    return put


FTS = [
    "DROP TABLE IF EXISTS {entries}_fts",
    "CREATE VIRTUAL TABLE {entries}_fts USING fts5(autocomplete, body, title)",
    """CREATE TRIGGER insert_{entries}_fts AFTER INSERT ON {entries} BEGIN
    INSERT INTO {entries}_fts(title, body, autocomplete, rowid)
    VALUES (NEW.title, NEW.body, NEW.autocomplete, NEW.id); END""",
    """CREATE TRIGGER update_{entries}_fts AFTER UPDATE ON {entries} BEGIN
    UPDATE {entries}_fts SET title=NEW.title, body=NEW.body, autocomplete=NEW.autocomplete
    WHERE rowid=NEW.id; END""",
]
