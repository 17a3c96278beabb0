from __future__ import annotations

import subprocess
import sys
import urllib.request

import pytest
from django.db import connection, connections

from tests.databases import CommittedDatabase


@pytest.mark.parametrize("round", [1, 2])
def test_a_committed_database_starts_empty_each_time(committed_db: CommittedDatabase, round: int) -> None:
    assert _sessions() == 0

    _add_session()

    assert _sessions() == 1


def test_another_process_sees_what_was_committed(committed_db: CommittedDatabase) -> None:
    _add_session()

    code = "import django; django.setup(); from django.db import connection as c; c.ensure_connection();"
    code += "print(c.cursor().execute('SELECT count(*) FROM django_session').fetchone()[0])"
    seen = subprocess.run([sys.executable, "-c", code], env=committed_db.environment, capture_output=True, text=True)

    assert seen.stdout.strip() == "1", seen.stderr


@pytest.mark.django_db
def test_an_ordinary_test_is_not_on_a_copy() -> None:
    assert "copy" not in str(connections["default"].settings_dict["NAME"])


def test_the_live_desk_answers(live_desk: str) -> None:
    with urllib.request.urlopen(f"{live_desk}/healthz") as answer:
        assert answer.read() == b"ok\n"


def _add_session() -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO django_session VALUES ('key', 'data', '2030-01-01')")


def _sessions() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_session")
        return int(cursor.fetchone()[0])
