"""What the embedded database needs once: its journal as a write-ahead log, so that readers never wait for a writer."""

from typing import Any

from django.db import connections


def use_write_ahead_log(*, using: str, **_: Any) -> None:
    """Turn the write-ahead log on before tables are made; the file remembers it, so that connections need not ask.

    Turning it on needs the file alone and cannot wait, so asking at each connection would fail ("database is
    locked") where many processes open a new file at the same moment.
    """
    connection = connections[using]
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode=WAL")
