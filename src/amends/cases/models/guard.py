"""Triggers that keep evidence as it was written, on both databases (architecture, point 5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connections


@dataclass(frozen=True)
class Guarded:
    """A table whose rows are never changed; practice rows may be deleted where the table knows practice."""

    table: str
    practice: bool = False


TABLES = (
    Guarded("timeline", practice=True),
    Guarded("promise", practice=True),
    Guarded("promise_happening", practice=True),
    Guarded("call_try", practice=True),
    Guarded("underpinning", practice=True),
    Guarded("progress", practice=True),
    Guarded("silent_day", practice=True),
    Guarded("first_words", practice=True),
    Guarded("restatement", practice=True),
    Guarded("restatement_answer", practice=True),
    Guarded("feeling_reading", practice=True),
    Guarded("confirmation", practice=True),
)


def expected(using: str = "default") -> frozenset[str]:
    """The names of all triggers that have to stand; SQLite has no TRUNCATE, which deletes without asking for rows."""
    verbs = ("stays", "is_kept") if connections[using].vendor == "sqlite" else ("stays", "is_kept", "is_not_emptied")
    return frozenset(f"{guarded.table}_{verb}" for guarded in TABLES for verb in verbs)


def installed(using: str = "default") -> frozenset[str]:
    """The names of our triggers that stand in the database now."""
    connection = connections[using]
    question = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    if connection.vendor == "sqlite":
        question = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    with connection.cursor() as cursor:
        cursor.execute(question)
        return frozenset(name for (name,) in cursor.fetchall()) & expected(using)


def install(using: str = "default", **_: Any) -> None:
    """Put every trigger of a table that exists back in place; called after each migrate, since SQLite drops them."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    statements = _sqlite if connection.vendor == "sqlite" else _postgresql
    with connection.cursor() as cursor:
        for guarded in TABLES:
            if guarded.table in tables:
                for statement in statements(guarded):
                    cursor.execute(statement)


def _sqlite(guarded: Guarded) -> list[str]:
    told = f"SELECT RAISE(ABORT, 'rows of {guarded.table} are evidence and stay as they were written')"
    unless = "WHEN OLD.practice = 0" if guarded.practice else ""
    name = guarded.table
    return [
        f"CREATE TRIGGER IF NOT EXISTS {name}_stays BEFORE UPDATE ON {name} BEGIN {told}; END",
        f"CREATE TRIGGER IF NOT EXISTS {name}_is_kept BEFORE DELETE ON {name} {unless} BEGIN {told}; END",
    ]


def _postgresql(guarded: Guarded) -> list[str]:
    name = guarded.table
    unless = "WHEN (NOT OLD.practice)" if guarded.practice else ""
    return [
        "CREATE OR REPLACE FUNCTION evidence_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION 'rows of % are evidence and stay as they were written', TG_TABLE_NAME "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f"CREATE OR REPLACE TRIGGER {name}_stays BEFORE UPDATE ON {name} "
        "FOR EACH ROW EXECUTE FUNCTION evidence_stays()",
        f"CREATE OR REPLACE TRIGGER {name}_is_kept BEFORE DELETE ON {name} "
        f"FOR EACH ROW {unless} EXECUTE FUNCTION evidence_stays()",
        f"CREATE OR REPLACE TRIGGER {name}_is_not_emptied BEFORE TRUNCATE ON {name} "
        "FOR EACH STATEMENT EXECUTE FUNCTION evidence_stays()",
    ]
