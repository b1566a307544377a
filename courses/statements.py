"""Queries of the pages that are opened all the time, built once and asked again with other keys.

Django builds a query anew each time, which for a small one takes two or three times as long as asking it. A
statement keeps what was built; rows come back as the queryset would give them.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.db import connections
from django.db.models import QuerySet

FIRST_KEY = -7_000_000_000  # no row has such a key, so it can stand for one while the statement is built
Key = int | str


class Statement:
    """A queryset with named holes for keys: `Statement(lambda run: Session.objects.filter(run=run), run=int)`."""

    def __init__(self, build: Callable[..., QuerySet], **keys: type[Key]) -> None:
        self._build = build
        self._holes: dict[str, Key] = {
            name: f"\0{name}" if kind is str else FIRST_KEY - place for place, (name, kind) in enumerate(keys.items())
        }
        self._built = lru_cache(maxsize=4)(self._compile)

    def rows(self, **keys: Key) -> list[Any]:
        """Return the rows for these keys. Raises KeyError when a key is missing."""
        filled = {hole: keys[name] for name, hole in self._holes.items()}
        prototype, compiler, sql, params = self._built(connections["default"].vendor)
        queryset: Any = prototype.all()
        queryset._query = copy.copy(prototype.query)
        asking = copy.copy(compiler)
        asking.connection, asking.query = connections["default"], queryset._query
        values = tuple(filled.get(value, value) if isinstance(value, Key) else value for value in params)
        asking.as_sql = lambda *_, **__: (sql, values)
        queryset._query.get_compiler = lambda *_, **__: asking
        return list(queryset)

    def _compile(self, _vendor: str) -> tuple[QuerySet, Any, str, tuple[Any, ...]]:
        prototype = self._build(**self._holes)
        compiler = prototype.query.get_compiler(using="default")
        sql, params = compiler.as_sql()
        if missing := [name for name, hole in self._holes.items() if hole not in params]:
            raise ValueError(f"The statement does not ask for {missing}")
        compiler.connection = None  # belongs to the thread that happened to come first
        return prototype, compiler, sql, tuple(params)
