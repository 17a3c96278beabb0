"""Databases whose rows are really committed: each test gets a copy of a migrated one, never a flushed one."""

from __future__ import annotations

import os
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.management.color import no_style
from django.db import connections
from django.test.utils import setup_databases, teardown_databases
from psycopg import sql
from pytest_django.live_server_helper import LiveServer


@dataclass(frozen=True)
class CommittedDatabase:
    """A database of its own for one test, under the address that AMENDS_DATABASE takes."""

    address: str
    vendor: str

    @property
    def environment(self) -> dict[str, str]:
        """What a process that is started by the test needs to work on the same database."""
        return {**os.environ, "AMENDS_DATABASE": self.address, "DJANGO_SETTINGS_MODULE": "amends.config.settings"}


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: Any
) -> Iterator[None]:
    """The test database, also where every test asks for a copy of it only: pytest-django's own does not see those."""
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, aliases=["default"])
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session")
def migrated(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """The name of a migrated database that nobody connects to, the source of all copies."""
    with django_db_blocker.unblock():
        settings = connections["default"].settings_dict
        connections["default"].close()
        name = _name_of_copy(settings)
        _copy(settings, str(settings["NAME"]), name)
        yield name
        _drop(settings, name)


@pytest.fixture
def committed_db(migrated: str, django_db_blocker: Any) -> Iterator[CommittedDatabase]:
    """Switches this process to a fresh copy of the migrated database, where what a test writes is committed."""
    settings = connections["default"].settings_dict
    usual, name = settings["NAME"], _name_of_copy(settings)
    with django_db_blocker.unblock():
        _copy(settings, migrated, name)
        with _switched(settings, name):
            _number_from_one()
            yield CommittedDatabase(_address(settings), connections["default"].vendor)
        assert settings["NAME"] == usual
        _drop(settings, name)


@pytest.fixture
def empty_db(migrated: str, tmp_path: Path) -> Iterator[CommittedDatabase]:
    """A database without a table beside that of the test, for a process that makes its own."""
    settings = dict(connections["default"].settings_dict)
    settings["NAME"] = str(tmp_path / "empty.sqlite3") if _is_sqlite(settings) else _name_of_copy(settings)
    if not _is_sqlite(settings):
        _maintain(settings, sql.SQL("CREATE DATABASE {}").format(sql.Identifier(settings["NAME"])))
    yield CommittedDatabase(_address(settings), connections["default"].vendor)
    _drop(settings, settings["NAME"])


@pytest.fixture
def live_desk(committed_db: CommittedDatabase) -> Iterator[str]:
    """The address of the desk, served by threads of this process on the test's own database."""
    server = LiveServer("127.0.0.1")
    yield server.url
    server.stop()


@contextmanager
def _switched(settings: dict[str, Any], name: str) -> Iterator[None]:
    usual = settings["NAME"]
    connections["default"].close()
    # Threads make their connections from this same dictionary, so they follow.
    settings["NAME"] = name
    try:
        yield
    finally:
        connections["default"].close()
        settings["NAME"] = usual


def _number_from_one() -> None:
    """Sequences of PostgreSQL go on where rolled-back tests have left them; stories name their cases by number."""
    connection = connections["default"]
    with connection.cursor() as cursor:
        sequences = connection.introspection.sequence_list()
        for statement in connection.ops.sequence_reset_by_name_sql(no_style(), sequences):
            cursor.execute(statement)


def _name_of_copy(settings: dict[str, Any]) -> str:
    if _is_sqlite(settings):
        return str(Path(os.environ["AMENDS_HOME"]) / f"copy-{uuid.uuid4().hex}.sqlite3")
    return f"copy_{uuid.uuid4().hex}"


def _copy(settings: dict[str, Any], source: str, target: str) -> None:
    if _is_sqlite(settings):
        with closing(sqlite3.connect(source)) as original, closing(sqlite3.connect(target)) as copy:
            original.backup(copy)
    else:
        # A copy wants its source for itself: the session of a thread that has ended may still be there.
        others = sql.SQL("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = {}")
        _maintain(settings, others.format(sql.Literal(source)))
        order = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        _maintain(settings, order.format(sql.Identifier(target), sql.Identifier(source)))


def _drop(settings: dict[str, Any], name: str) -> None:
    if _is_sqlite(settings):
        for ending in ("", "-wal", "-shm"):
            Path(name + ending).unlink(missing_ok=True)
    else:
        _maintain(settings, sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _maintain(settings: dict[str, Any], order: sql.Composable) -> None:
    with psycopg.connect(
        host=settings["HOST"], port=settings["PORT"], user=settings["USER"], dbname="postgres", autocommit=True
    ) as connection:
        connection.execute(order)


def _address(settings: dict[str, Any]) -> str:
    if _is_sqlite(settings):
        return f"sqlite://{settings['NAME']}"
    return f"postgresql://{settings['USER']}@{settings['HOST']}:{settings['PORT']}/{settings['NAME']}"


def _is_sqlite(settings: dict[str, Any]) -> bool:
    return bool(settings["ENGINE"].endswith("sqlite3"))
