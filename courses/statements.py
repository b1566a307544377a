"""Queries and rows of what is asked for all the time, built once and asked or added again with other keys.

Django builds a query anew each time, which for a small one takes two or three times as long as asking it. A
statement keeps what was built; rows come back as the queryset would give them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, lru_cache
from typing import Any
from uuid import UUID

from django.db import connections
from django.db.models import AutoField, Model, QuerySet, prefetch_related_objects
from django.db.models.query import ModelIterable, ValuesListIterable, get_related_populators
from django.db.models.sql import InsertQuery

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
        connection = connections["default"]
        built = self._built(connection.vendor)
        values = tuple(filled.get(value, value) if isinstance(value, Key) else value for value in built.params)
        with connection.cursor() as cursor:
            cursor.execute(built.sql, values)
            found = cursor.fetchall()
        return built.read(found, connection)

    def _compile(self, _vendor: str) -> _Built:
        prototype = self._build(**self._holes)
        compiler = prototype.query.get_compiler(using="default")
        sql, params = compiler.as_sql()
        if missing := [name for name, hole in self._holes.items() if _given(hole) not in params]:
            raise ValueError(f"The statement does not ask for {missing}")
        return _Built(prototype, compiler, sql, tuple(params))


class _Built:
    """What one kind of database is asked, and how its answer becomes objects: the way Django's own iterables go."""

    def __init__(self, prototype: QuerySet, compiler: Any, sql: str, params: tuple[Any, ...]) -> None:
        self.sql, self.params = sql, params
        kind: Any = prototype._iterable_class  # type: ignore[attr-defined]
        if kind not in (ModelIterable, ValuesListIterable):
            raise ValueError("A statement returns objects or lists of values")
        self._count = compiler.col_count
        self._converters = compiler.get_converters([column[0] for column in compiler.select[: self._count]])
        self._model: Any = compiler.klass_info["model"] if kind is ModelIterable else None
        if self._model:
            self._learn_to_build(prototype, compiler)

    def _learn_to_build(self, prototype: QuerySet, compiler: Any) -> None:
        places = compiler.klass_info["select_fields"]
        self._first, self._end = places[0], places[-1] + 1
        self._names = [column[0].target.attname for column in compiler.select[self._first : self._end]]
        build: Any = get_related_populators
        self._joined = build(compiler.klass_info, compiler.select, "default")
        self._annotations = tuple((compiler.annotation_col_map or {}).items())
        self._prefetched = prototype._prefetch_related_lookups  # type: ignore[attr-defined]

    def read(self, found: list[tuple[Any, ...]], connection: Any) -> list[Any]:
        """Return the objects, or the values, that these rows stand for."""
        rows = [self._converted(row, connection) for row in found]
        if not self._model:
            return rows
        objects = [self._object(row) for row in rows]
        if self._prefetched:
            prefetch_related_objects(objects, *self._prefetched)
        return objects

    def _converted(self, row: tuple[Any, ...], connection: Any) -> tuple[Any, ...]:
        values = list(row[: self._count])
        for place, (converters, expression) in self._converters.items():
            for convert in converters:
                values[place] = convert(values[place], expression, connection)
        return tuple(values)

    def _object(self, row: tuple[Any, ...]) -> Any:
        found = self._model.from_db("default", self._names, row[self._first : self._end])
        for joined in self._joined:
            joined.populate(row, found)
        for name, place in self._annotations:
            setattr(found, name, row[place])
        return found


class Insertion:
    """How one row is added to the table of a model: `Insertion(Look).add(at=at, user_id=user.pk)`.

    The other fields get their defaults. The row is not read back, and no signal is sent.
    """

    def __init__(self, model: type[Model]) -> None:
        self._model = model
        self._built = lru_cache(maxsize=4)(self._compile)

    def add(self, **values: Any) -> None:
        """Add a row with these values, named by their columns (`user_id`)."""
        connection = connections["default"]
        given = [
            field.get_db_prep_save(values[name] if name in values else field.get_default(), connection)
            for name, field in self._fields.items()
        ]
        with connection.cursor() as cursor:
            cursor.execute(self._built(connection.vendor), given)

    @cached_property
    def _fields(self) -> dict[str, Any]:
        own = self._model._meta.local_concrete_fields
        return {field.attname: field for field in own if not isinstance(field, AutoField)}

    def _compile(self, _vendor: str) -> str:
        query = InsertQuery(self._model)
        query.insert_values(list(self._fields.values()), [self._model()], raw=True)
        [(sql, _params)] = query.get_compiler(using="default").as_sql()
        return str(sql)


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
