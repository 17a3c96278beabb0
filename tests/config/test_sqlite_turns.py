from __future__ import annotations

import threading
import time
from typing import Any

import pytest
from django.db import OperationalError, connection, connections, transaction

from amends.people.models import Person
from tests.databases import CommittedDatabase
from tests.torture.seeding import BEGIN

# PostgreSQL has its own queue.
pytestmark = pytest.mark.sqlite_only

HOLDS = 0.03  # seconds in which a writer keeps the database to itself


def test_who_waits_to_write_gets_a_turn_beside_writers_without_a_pause(committed_db: CommittedDatabase) -> None:
    stop = threading.Event()
    writers = [threading.Thread(target=_write_on, args=(stop,)) for _ in range(3)]
    for writer in writers:
        writer.start()
    try:
        waits = [_wait() for _ in range(20)]
    finally:
        stop.set()
        for writer in writers:
            writer.join()

    # By lot, as SQLite alone does it, one of twenty takes seconds and some never get it.
    assert sum(waits) / len(waits) < 20 * HOLDS


def test_who_waits_longer_than_the_setting_is_told(
    committed_db: CommittedDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    holds, stop = threading.Event(), threading.Event()
    holder = threading.Thread(target=_hold, args=(holds, stop))
    holder.start()
    holds.wait()
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 0.1)

    try:
        with pytest.raises(OperationalError, match="database is locked"):
            _write()
    finally:
        stop.set()
        holder.join()

    _write()


def _write() -> None:
    with transaction.atomic():
        Person.objects.create(name="Priya Nair", created_at=BEGIN)


def _wait() -> float:
    began = time.monotonic()
    _write()
    return time.monotonic() - began


def _write_on(stop: threading.Event) -> None:
    while not stop.is_set():
        with transaction.atomic():
            Person.objects.create(name="Sam Lee", created_at=BEGIN)
            time.sleep(HOLDS)
    connections.close_all()


def _hold(holds: Any, stop: threading.Event) -> None:
    with transaction.atomic():
        Person.objects.create(name="Sam Lee", created_at=BEGIN)
        holds.set()
        stop.wait(10)
    connections.close_all()
