"""Tells the operator when the database does not guard the certificates."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Tags, register
from django.core.checks import Warning as CheckWarning
from django.db import connections

from courses.certificates import guard


@register(Tags.database)
def guard_is_in_place(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Look for the triggers in the databases that are checked. A warning: an error would stop `migrate` itself."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        if guard.TABLE in connection.introspection.table_names() and not guard.is_installed(connection):
            hint = "Run `manage.py migrate`, which puts the triggers in place."
            found.append(
                CheckWarning(f"Database {alias}: certificates are not guarded.", hint=hint, id="certificates.W001")
            )
    return found
