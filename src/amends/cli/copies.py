"""The database as a file, out and in: SQLite's own online copy, or PostgreSQL's own programmes."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import connection

from amends.cli.faults import Fault, Misuse
from amends.core import clock

SQLITE = "amends.sqlite3"
POSTGRESQL = "amends.pgdump"


def manifest(database: str) -> str:
    """What stands beside the copy: the version that made it, when, and the name of the database in it."""
    made = clock.now().isoformat()
    return json.dumps({"amends": version("amends"), "made": made, "database": database}, indent=1) + "\n"


def copy_database(folder: Path) -> Path:
    """Copy the database while it is used. Raises Fault where PostgreSQL's programmes are missing."""
    if connection.vendor == "sqlite":
        target = folder / SQLITE
        name = settings.DATABASES["default"]["NAME"]
        with closing(sqlite3.connect(name)) as source, closing(sqlite3.connect(target)) as copy:
            source.backup(copy, pages=2000)
        return target
    target = folder / POSTGRESQL
    _programme("pg_dump", "--format=custom", "--no-owner", f"--file={target}", _database())
    return target


def put_back(copied: Path, aside: Path) -> None:
    """Put a copied database in place, with what was there kept in the folder `aside`. Raises Misuse, Fault.

    Either all of the copy stands afterwards, or what stood before.
    """
    if copied.name == SQLITE:
        if connection.vendor != "sqlite":
            raise Misuse("This backup is of an SQLite desk, and AMENDS_DATABASE names a PostgreSQL one.")
        _put_back_file(copied, aside)
    elif connection.vendor != "postgresql":
        raise Misuse("This backup is of a PostgreSQL desk; name its database in AMENDS_DATABASE.")
    else:
        _put_back_dump(copied, aside)


def move_aside(path: Path, aside: Path) -> None:
    """Keep what a restore would write over; nothing is done where nothing is."""
    if path.exists():
        aside.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.move(path, aside / path.name)


def _put_back_file(copied: Path, aside: Path) -> None:
    with closing(sqlite3.connect(copied)) as opened:
        try:
            sound = opened.execute("PRAGMA quick_check").fetchone() == ("ok",)
        except sqlite3.DatabaseError:
            sound = False
    if not sound:
        raise Misuse("The database in this backup is damaged; nothing was changed.")
    place = Path(settings.DATABASES["default"]["NAME"])
    connection.close()
    for ending in ("", "-wal", "-shm"):
        move_aside(place.with_name(place.name + ending), aside)
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(copied, place)


def _put_back_dump(copied: Path, aside: Path) -> None:
    script, first = copied.with_suffix(".sql"), copied.with_name("first.sql")
    _programme("pg_restore", "--clean", "--if-exists", "--no-owner", f"--file={script}", str(copied))
    tables = connection.introspection.django_table_names(only_existing=True)
    first.write_text(_way_made(tables))
    files = (f"--file={first}", f"--file={script}")
    options = ("--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--single-transaction")
    try:
        if tables:
            aside.mkdir(mode=0o700, parents=True, exist_ok=True)
            copy_database(aside)
        connection.close()
        _programme("psql", *options, *files, _database())
    except Fault:
        # What stood still stands, so nothing has to be kept of it.
        shutil.rmtree(aside, ignore_errors=True)
        raise


def _way_made(tables: list[str]) -> str:
    """The start of the script. Tables that are younger than the backup are not in it, and would stand in the way of
    the migrations; a desk that still runs holds its tables, and is not waited for."""
    dropped = "".join(f"DROP TABLE IF EXISTS {connection.ops.quote_name(name)} CASCADE;\n" for name in tables)
    return f"SET lock_timeout = '5s';\nSET client_min_messages = warning;\n{dropped}"


def _programme(name: str, *arguments: str) -> None:
    if shutil.which(name) is None:
        raise Fault(f"{name} is not installed here; it comes with PostgreSQL's client programmes.")
    password = settings.DATABASES["default"]["PASSWORD"]
    environment = {**os.environ, **({"PGPASSWORD": password} if password else {})}
    done = subprocess.run([name, *arguments], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        told = done.stderr.strip().splitlines()
        raise Fault(f"{name} failed: {told[-1] if told else done.returncode}")


_OF_DJANGO = frozenset(("server_side_binding", "prepare_threshold"))


def _database() -> str:
    """Where the database is, without its password, which other people of the machine could read."""
    row = settings.DATABASES["default"]
    # How Django keeps its statements is nothing to the programmes of PostgreSQL, which refuse what they do not know.
    options = {name: value for name, value in row["OPTIONS"].items() if name not in _OF_DJANGO}
    parts = {"host": row["HOST"], "port": row["PORT"], "user": row["USER"], "dbname": row["NAME"], **options}
    return " ".join(f"{name}={_quoted(str(value))}" for name, value in parts.items() if value)


def _quoted(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
