"""The database's own guard over what respondents were promised: not even SQL at hand ties an answer to a person later.

Triggers refuse to change how respondents are told apart once a survey has been opened, to store a response that is
told apart otherwise than its survey says, and to put a person, a code or another promise into a stored response. They
are put in place after every run of the migrations: SQLite loses them whenever a migration remakes a table.
"""

from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

PAGE, RESPONSE = "survey_surveypage", "survey_surveyresponse"
REFUSED = "What respondents were promised cannot be changed."
OPENED = "EXISTS (SELECT 1 FROM survey_surveyopening WHERE page_id = OLD.activitypage_ptr_id)"
BROKEN = "NEW.anonymity <> (SELECT anonymity FROM survey_surveypage WHERE activitypage_ptr_id = NEW.page_id)"
# name, table, event, what is refused ({other} stands for "is distinct from")
TRIGGERS = (
    ("survey_promise_kept", PAGE, "UPDATE", "NEW.anonymity {other} OLD.anonymity AND " + OPENED),
    ("survey_response_as_promised", RESPONSE, "INSERT", BROKEN),
    (
        "survey_response_untied",
        RESPONSE,
        "UPDATE",
        "NEW.anonymity {other} OLD.anonymity OR (NEW.code {other} OLD.code AND NEW.code <> '')"
        " OR (NEW.enrolment_id {other} OLD.enrolment_id AND NEW.enrolment_id IS NOT NULL)",
    ),
)


def _removal(vendor: str) -> list[str]:
    on = "" if vendor == "sqlite" else " ON {table}"
    return [f"DROP TRIGGER IF EXISTS {name}" + on.format(table=table) for name, table, _event, _when in TRIGGERS]


def _creation(vendor: str) -> list[str]:
    made = []
    for name, table, event, when in TRIGGERS:
        if vendor == "sqlite":
            refused = when.format(other="IS NOT")
            made.append(
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {refused}"
                f" BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
            )
            continue
        refused = when.format(other="IS DISTINCT FROM")
        made.append(
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {refused} THEN"
            f" RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'integrity_constraint_violation';"
            " END IF; RETURN NEW; END $$"
        )
        made.append(f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")
    return made


def install(connection: BaseDatabaseWrapper) -> None:
    """This function will put the guard in place, in its newest form; safe to repeat."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        if not {PAGE, RESPONSE, "survey_surveyopening"} <= set(tables):
            return
        for statement in [*_removal(connection.vendor), *_creation(connection.vendor)]:
            cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """This function will take the guard away, for a migration of stored rows."""
    with connection.cursor() as cursor:
        for statement in _removal(connection.vendor):
            cursor.execute(statement)


def after_migrating(using: str = "default", **kwargs: Any) -> None:
    """Put the guard in place after each run of the migrations."""
    install(connections[using])
