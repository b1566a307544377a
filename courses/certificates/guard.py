"""The database's own guard: an issued certificate can be changed by nobody, not even with SQL at hand.

Triggers refuse each UPDATE that is not one of the few steps a certificate may take, and each DELETE. They are put in
place after every run of the migrations and not in a migration: SQLite loses them whenever a migration remakes the
table, and the rule below must follow the table as it is now. `manage.py check --database default` tells when they
are missing.
"""

from collections.abc import Iterable
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "certificates_certificate"
CHANGES = "certificates_frozen"
DELETES = "certificates_kept"
BADGES = "certificates_badge"  # a badge is signed once: nothing of it ever changes
BADGE_CHANGES = "certificates_badge_frozen"
BADGE_DELETES = "certificates_badge_kept"
TRIGGERS = {CHANGES: TABLE, DELETES: TABLE, BADGE_CHANGES: BADGES, BADGE_DELETES: BADGES}
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
        return [f"DROP TRIGGER IF EXISTS {name}" for name in TRIGGERS]
    return [f"DROP TRIGGER IF EXISTS {name} ON {table}" for name, table in TRIGGERS.items()]


def _creation(vendor: str, tables: Iterable[str]) -> list[str]:
    """Return what puts the triggers on those of the tables that are there."""
    refused = {CHANGES: f"NOT ({_allowed(vendor)})"}  # all other triggers refuse whatever it is
    events = {name: "DELETE" if name in (DELETES, BADGE_DELETES) else "UPDATE" for name in TRIGGERS}
    there = [(name, events[name], table) for name, table in TRIGGERS.items() if table in tables]
    if vendor == "sqlite":
        refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
        return [
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {refused.get(name, '1')} {refuse}"
            for name, event, table in there
        ]
    function = (
        "CREATE OR REPLACE FUNCTION certificates_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    call = "FOR EACH ROW WHEN ({}) EXECUTE FUNCTION certificates_refuse()"
    return [function] + [
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} " + call.format(refused.get(name, "true"))
        for name, event, table in there
    ]


def install(connection: BaseDatabaseWrapper) -> None:
    """This function will put the guard in place, in its newest form; safe to repeat."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        if TABLE not in tables:
            return
        for statement in [*_removal(connection.vendor), *_creation(connection.vendor, tables)]:
            cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """This function will take the guard away: for a migration of stored rows, or a database that is to be emptied."""
    with connection.cursor() as cursor:
        for statement in _removal(connection.vendor):
            cursor.execute(statement)


def is_installed(connection: BaseDatabaseWrapper) -> bool:
    """Say whether all the triggers are in the database."""
    names = ", ".join(["%s"] * len(TRIGGERS))
    if connection.vendor == "sqlite":
        query = f"SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name IN ({names})"  # noqa: S608
    else:
        query = (
            "SELECT count(*) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"  # noqa: S608
            f" WHERE pg_table_is_visible(c.oid) AND t.tgenabled <> 'D' AND t.tgname IN ({names})"
        )
    with connection.cursor() as cursor:
        cursor.execute(query, list(TRIGGERS))
        return cursor.fetchone()[0] == len(TRIGGERS)


def after_migrating(using: str = "default", **kwargs: Any) -> None:
    """Put the guard in place after each run of the migrations."""
    install(connections[using])
