"""The database's own guard: an issued certificate can be changed by nobody, not even with SQL at hand.

Triggers refuse each UPDATE that is not one of the few steps a certificate may take, and each DELETE. They are put in
place after every run of the migrations and not in a migration: SQLite loses them whenever a migration remakes the
table, and the rule below must follow the table as it is now. `manage.py check --database default` tells when they
are missing.
"""

from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "certificates_certificate"
CHANGES = "certificates_frozen"
DELETES = "certificates_kept"
REFUSED = "An issued certificate cannot be changed or deleted."

# Every column of the table is in one of these three; a test sees to it.
NEVER = (
    "id", "public_id", "enrolment_id", "register_id", "year", "sequence", "number", "version", "code", "kind",
    "language", "snapshot", "exceptions", "template_id", "template_revision", "issued_at", "issued_by_id",
    "replaces_id",
)  # fmt: skip
UNTIL_ISSUED = (
    "pdf", "pdf_sha256", "pdf_size", "rendered_at", "render_error", "attempts", "next_try_at",
)  # fmt: skip
AT_THE_END = ("state", "ended_at", "ended_by_id", "end_reason")


def _same(columns: tuple[str, ...], vendor: str) -> str:
    equals = "IS" if vendor == "sqlite" else "IS NOT DISTINCT FROM"
    return " AND ".join(f"NEW.{column} {equals} OLD.{column}" for column in columns)


def _allowed(vendor: str) -> str:
    """Return the condition that a change must fulfill."""
    ends = "NEW.state IN ('superseded', 'revoked')"
    return (
        f"({_same(NEVER, vendor)}) AND ("
        f"(OLD.state = 'queued' AND (NEW.state IN ('queued', 'issued') AND {_same(AT_THE_END[1:], vendor)} OR {ends}))"
        f" OR (OLD.state = 'issued' AND {ends} AND {_same(UNTIL_ISSUED, vendor)})"
        f" OR ({_same(UNTIL_ISSUED + AT_THE_END, vendor)}))"
    )


def _removal(vendor: str) -> list[str]:
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {CHANGES}", f"DROP TRIGGER IF EXISTS {DELETES}"]
    return [f"DROP TRIGGER IF EXISTS {CHANGES} ON {TABLE}", f"DROP TRIGGER IF EXISTS {DELETES} ON {TABLE}"]


def _creation(vendor: str) -> list[str]:
    if vendor == "sqlite":
        refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
        return [
            f"CREATE TRIGGER {CHANGES} BEFORE UPDATE ON {TABLE} WHEN NOT ({_allowed(vendor)}) {refuse}",
            f"CREATE TRIGGER {DELETES} BEFORE DELETE ON {TABLE} {refuse}",
        ]
    call = "FOR EACH ROW {} EXECUTE FUNCTION certificates_refuse()"
    return [
        "CREATE OR REPLACE FUNCTION certificates_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f"CREATE TRIGGER {CHANGES} BEFORE UPDATE ON {TABLE} " + call.format(f"WHEN (NOT ({_allowed(vendor)}))"),
        f"CREATE TRIGGER {DELETES} BEFORE DELETE ON {TABLE} " + call.format(""),
    ]


def install(connection: BaseDatabaseWrapper) -> None:
    """This function will put the guard in place, in its newest form; safe to repeat."""
    with connection.cursor() as cursor:
        if TABLE not in connection.introspection.table_names(cursor):
            return
        for statement in [*_removal(connection.vendor), *_creation(connection.vendor)]:
            cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """This function will take the guard away: for a migration of stored rows, or a database that is to be emptied."""
    with connection.cursor() as cursor:
        for statement in _removal(connection.vendor):
            cursor.execute(statement)


def is_installed(connection: BaseDatabaseWrapper) -> bool:
    """Say whether both triggers are in the database."""
    if connection.vendor == "sqlite":
        query = "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name IN (%s, %s)"
    else:
        query = (
            "SELECT count(*) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " WHERE pg_table_is_visible(c.oid) AND t.tgenabled <> 'D' AND t.tgname IN (%s, %s)"
        )
    with connection.cursor() as cursor:
        cursor.execute(query, [CHANGES, DELETES])
        return cursor.fetchone()[0] == 2


def after_migrating(using: str = "default", **kwargs: Any) -> None:
    """Put the guard in place after each run of the migrations."""
    install(connections[using])
