"""Reading quickly: the SELECT of a question is worded once, not for every page (docs/decisions/0009)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar, cast

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model, QuerySet

Answer = TypeVar("Answer")
# Where a connection keeps the words of its questions: they hold the connection, and so they end together.
_WORDED = "_amends_worded"


class Read(Generic[Answer]):
    """A question that is asked again and again with other values.

    `build` makes the rows from stand-ins for the values, `kinds` are their types: int, str or datetime. To word a
    question takes Django some ten times as long as SQLite takes to answer it. The words are kept with each connection,
    that is, for as long as its thread; they hold no row, so nothing that is kept can be out of date.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Answer]], *kinds: type) -> None:
        self._build = build
        self._kinds = kinds

    def rows(self, *values: object) -> list[Answer]:
        """The answers for these values; models, or tuples where `build` says so with `values_list`."""
        connection = connections[DEFAULT_DB_ALIAS]
        kept: dict[Read[Answer], _Worded[Answer]] = vars(connection).setdefault(_WORDED, {})
        worded = kept.get(self)
        if worded is None:
            worded = kept[self] = _Worded(self._build, self._kinds, connection)
        return worded.rows(values)

    def row(self, *values: object) -> Answer | None:
        """The first answer, None where there is none."""
        found = self.rows(*values)
        return found[0] if found else None


def put_beside(owners: Sequence[Model], name: str, rows: Sequence[Model]) -> None:
    """Give rows that were read by another question to their owners, as `prefetch_related(name)` gives them."""
    if not owners:
        return
    relation: Any = type(owners[0])._meta.get_field(name)
    key = relation.remote_field.attname
    found: dict[Any, list[Model]] = {owner.pk: [] for owner in owners}
    for row in rows:
        found[getattr(row, key)].append(row)
    for owner in owners:
        kept = getattr(owner, name).all()
        kept._result_cache, kept._prefetch_done = found[owner.pk], True
        vars(owner).setdefault("_prefetched_objects_cache", {})[name] = kept


class _Worded(Generic[Answer]):
    """The words of a question for one connection, and what Django needs to make rows of the answer."""

    def __init__(
        self, build: Callable[..., QuerySet[Any, Answer]], kinds: Sequence[type], connection: BaseDatabaseWrapper
    ) -> None:
        self._prepare = [_preparation(kind, connection) for kind in kinds]
        stand_ins = [_STAND_INS[kind](place) for place, kind in enumerate(kinds)]
        places = {self._prepare[place](value): place for place, value in enumerate(stand_ins)}
        self._rows = build(*stand_ins)
        # The compiler keeps which column is which; only its words and their values are given to it each time.
        compiler: Any = self._rows.query.get_compiler(connection=connection)
        sql, told = compiler.as_sql()
        self._told = [(places.get(value) if isinstance(value, _KINDS) else None, value) for value in told]
        converters = compiler.get_converters([column[0] for column in compiler.select])
        self._compiler = compiler
        self._sql = sql
        self._rows.query.get_compiler = lambda *_about, **_more: compiler  # type: ignore[method-assign]
        compiler.get_converters = lambda _expressions: converters

    def rows(self, values: Sequence[object]) -> list[Answer]:
        given = [prepared(value) for prepared, value in zip(self._prepare, values, strict=True)]
        told = tuple(value if place is None else _like(value, given[place]) for place, value in self._told)
        self._compiler.as_sql = lambda *_about, **_more: (self._sql, told)
        found: Any = self._rows._iterable_class(cast(Any, self._rows))
        return list(found)


def _preparation(kind: type, connection: BaseDatabaseWrapper) -> Callable[[Any], Any]:
    return connection.ops.adapt_datetimefield_value if kind is datetime else _same


def _like(stand_in: object, value: Any) -> Any:
    """psycopg is told the width of a number by a kind of int of its own."""
    return type(stand_in)(value) if isinstance(stand_in, int) else value


def _same(value: Any) -> Any:
    return value


# Values that no question holds by itself, so that their places are found again; a number fits into the least column.
_STAND_INS: dict[type, Callable[[int], Any]] = {
    int: lambda place: 31_415 + place,
    str: lambda place: f"\N{REPLACEMENT CHARACTER}{place}",
    datetime: lambda place: datetime(1901, 1, 1 + place, tzinfo=UTC),
}
_KINDS = (int, str, datetime)
