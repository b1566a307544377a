"""Queries of the pages that are opened all the time, built once and asked again with other keys.

Django builds a query anew each time, which for a small one takes two or three times as long as asking it. A
statement keeps what was built; rows come back as the queryset would give them.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connections
from django.db.models import QuerySet

FIRST_KEY = -7_000_000_000  # no row has such a key, so it can stand for one while the statement is built
Key = int | str | UUID


class Statement:
    """A queryset with named holes for keys: `Statement(lambda run: Session.objects.filter(run=run), run=int)`."""

    def __init__(self, build: Callable[..., QuerySet], **keys: type[Key]) -> None:
        self._build = build
        self._holes: dict[str, Key] = {
            name: _hole(kind, name, place) for place, (name, kind) in enumerate(keys.items())
        }
        self._built = lru_cache(maxsize=4)(self._compile)

    def rows(self, **keys: Key) -> list[Any]:
        """Return the rows for these keys. Raises KeyError when a key is missing."""
        filled = {_given(hole): _given(keys[name]) for name, hole in self._holes.items()}
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
        if missing := [name for name, hole in self._holes.items() if _given(hole) not in params]:
            raise ValueError(f"The statement does not ask for {missing}")
        compiler.connection = None  # belongs to the thread that happened to come first
        return prototype, compiler, sql, tuple(params)


def _hole(kind: type[Key], name: str, place: int) -> Key:
    """Return what stands for a key of this kind while the statement is built, and for no row ever."""
    if kind is str:
        return f"\0{name}"
    return UUID(int=place) if kind is UUID else FIRST_KEY - place


def _given(key: Key) -> Key:
    """Return a key as the database takes it."""
    if isinstance(key, UUID) and not connections["default"].features.has_native_uuid_field:
        return key.hex
    return key
