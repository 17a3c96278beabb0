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
    """Put a copied database in place; an SQLite file that was there is moved aside. Raises Misuse, Fault."""
    if copied.name == SQLITE:
        if connection.vendor != "sqlite":
            raise Misuse("This backup is of an SQLite desk, and AMENDS_DATABASE names a PostgreSQL one.")
        place = Path(settings.DATABASES["default"]["NAME"])
        connection.close()
        for ending in ("", "-wal", "-shm"):
            move_aside(place.with_name(place.name + ending), aside)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(copied, place)
        return
    if connection.vendor != "postgresql":
        raise Misuse("This backup is of a PostgreSQL desk; name its database in AMENDS_DATABASE.")
    connection.close()
    _programme("pg_restore", "--clean", "--if-exists", "--no-owner", "--exit-on-error", "-d", _database(), str(copied))


def move_aside(path: Path, aside: Path) -> None:
    """Keep what a restore would write over; nothing is done where nothing is."""
    if path.exists():
        aside.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.move(path, aside / path.name)


def _programme(name: str, *arguments: str) -> None:
    if shutil.which(name) is None:
        raise Fault(f"{name} is not installed here; it comes with PostgreSQL's client programmes.")
    password = settings.DATABASES["default"]["PASSWORD"]
    environment = {**os.environ, **({"PGPASSWORD": password} if password else {})}
    done = subprocess.run([name, *arguments], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        told = done.stderr.strip().splitlines()
        raise Fault(f"{name} failed: {told[-1] if told else done.returncode}")


def _database() -> str:
    """Where the database is, without its password, which other people of the machine could read."""
    row = settings.DATABASES["default"]
    parts = {"host": row["HOST"], "port": row["PORT"], "user": row["USER"], "dbname": row["NAME"], **row["OPTIONS"]}
    return " ".join(f"{name}={_quoted(str(value))}" for name, value in parts.items() if value)


def _quoted(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
