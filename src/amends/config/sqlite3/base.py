"""Django's SQLite, but nobody who waits to write is starved; Django wants this module under this name."""

from __future__ import annotations

import fcntl
import os
import random
import sqlite3
import time
from collections.abc import Callable, Iterable
from functools import lru_cache

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

ASKS_EVERY = 0.004  # seconds on average


class DatabaseWrapper(base.DatabaseWrapper):
    """Whoever waits to write is the next, also beside a process that writes without a pause.

    SQLite has no queue: a process that has just written asks again at once and wins, while the others sleep longer and
    longer and give up in the end. So the place of the next one is a lock of its own, on the file `NAME-turn`.
    """

    _turn: int | None = None

    def _start_transaction_under_autocommit(self) -> None:
        if self.is_in_memory_db():
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # the stubs leave it out
            return
        longest = float(self.settings_dict["OPTIONS"]["timeout"])
        until = time.monotonic() + longest
        place = self._place()
        _ask_until(until, lambda: fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB))
        try:
            self.connection.execute("PRAGMA busy_timeout = 0")
            _ask_until(until, super()._start_transaction_under_autocommit)  # type: ignore[misc]  # the stubs leave it out
        finally:
            fcntl.flock(place, fcntl.LOCK_UN)
            self.connection.execute(f"PRAGMA busy_timeout = {round(longest * 1000)}")

    def create_cursor(self, name: str | None = None) -> base.SQLiteCursorWrapper:  # noqa: ARG002  # Django's signature
        """A cursor that words the places of a statement once, not at every call."""
        cursor: base.SQLiteCursorWrapper = self.connection.cursor(factory=_Cursor)
        return cursor

    def _close(self) -> None:
        turn, self._turn = self._turn, None
        if turn is not None:
            os.close(turn)
        super()._close()  # type: ignore[misc]  # the stubs leave it out

    def _place(self) -> int:
        if self._turn is None:
            self._turn = os.open(f"{self.settings_dict['NAME']}-turn", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        return self._turn


class _Cursor(base.SQLiteCursorWrapper):
    def convert_query(self, query: str, *, param_names: Iterable[str] | None = None) -> str:
        if param_names is None:
            return _with_question_marks(query)
        return super().convert_query(query, param_names=param_names)


@lru_cache(maxsize=2048)
def _with_question_marks(query: str) -> str:
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


def _ask_until(until: float, ask: Callable[[], object]) -> None:
    """Ask at short, even intervals, so that all who wait have the same chance; raises OperationalError in the end."""
    while True:
        try:
            ask()
            return
        except (BlockingIOError, OperationalError) as error:
            if isinstance(error, OperationalError) and not _is_busy(error):
                raise
            if time.monotonic() > until:
                raise OperationalError("database is locked") from error
        time.sleep(random.uniform(0.5, 1.5) * ASKS_EVERY)


def _is_busy(error: OperationalError) -> bool:
    cause = error.__cause__
    return isinstance(cause, sqlite3.OperationalError) and cause.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
