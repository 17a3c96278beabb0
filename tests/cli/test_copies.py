from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import tarfile
from contextlib import closing
from io import BytesIO
from pathlib import Path

import pytest
from django.db import connection

from tests.cli.desk import Desk, rows
from tests.cli.test_ingest import mail
from tests.databases import CommittedDatabase

PICTURE = (
    "From: Amara Okafor <amara@home.example>\nSubject: Table\nMessage-ID: <p@home.example>\nMIME-Version: 1.0\n"
    "Date: Mon, 02 Mar 2026 07:48:01 +0000\n"
    'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain\n\nSee the scratch.\n'
    '--b\nContent-Type: image/png; name="scratch.png"\nContent-Disposition: attachment; filename="scratch.png"\n\n'
    "not really a picture\n--b--\n"
)


@pytest.fixture
def other(empty_db: CommittedDatabase, tmp_path: Path) -> Desk:
    """Another machine: nothing stands there yet."""
    return Desk.of(empty_db, tmp_path / "other")


def test_a_backup_comes_back_whole(desk: Desk, other: Desk, tmp_path: Path) -> None:
    desk.run("ingest", "-", stdin=PICTURE)
    backup = tmp_path / "desk.tar.gz"

    assert desk.run("backup", str(backup)).returncode == 0
    restored = other.run("restore", str(backup), "--json")

    assert rows(restored) == [{"cases": 1, "moved_aside": None}]
    assert rows(other.run("export"))[0]["messages"] == rows(desk.run("export"))[0]["messages"]
    assert other.run("verify").returncode == 0
    assert backup.stat().st_mode & 0o077 == 0
    # It works on, and its evidence is guarded as before.
    assert other.run("ingest", "-", stdin=mail(2)).returncode == 0
    assert cases(other) == 2
    told = run_sql(other, "UPDATE timeline SET code = 'kept' WHERE seq = 1")
    assert "are evidence and stay as they were written" in told, told


def test_a_restore_never_writes_over_a_desk_unasked(desk: Desk, other: Desk, tmp_path: Path) -> None:
    backup = tmp_path / "desk.tar"
    desk.run("backup", str(backup))
    desk.run("ingest", "-", stdin=mail(1))

    refused = desk.run("restore", str(backup))
    assert refused.returncode == 2
    assert "--force" in refused.stderr.decode()
    assert cases(desk) == 1

    forced = rows(desk.run("restore", str(backup), "--force", "--json"))
    assert forced[0]["cases"] == 0
    assert desk.run("verify").returncode == 0
    (aside,) = Path(forced[0]["moved_aside"]).glob("amends.pgdump" if on_postgresql() else "*.sqlite3")
    before = as_backup(aside, tmp_path / "before.tar")
    assert rows(other.run("restore", str(before), "--json"))[0]["cases"] == 1


def test_a_damaged_database_in_a_backup_changes_nothing(desk: Desk, other: Desk, tmp_path: Path) -> None:
    backup = tmp_path / "desk.tar"
    desk.run("ingest", "-", stdin=mail(1))
    desk.run("backup", str(backup))
    with tarfile.open(backup) as archive:
        name = json.loads(opened(archive, "backup.json"))["database"]
        whole = opened(archive, name)
    damaged = tmp_path / name
    damaged.write_bytes(whole[: len(whole) // 2])
    broken = as_backup(damaged, tmp_path / "damaged.tar")

    for at, options in ((desk, ["--force"]), (other, [])):
        done = at.run("restore", str(broken), *options)

        assert done.returncode in (1, 2)
        assert done.stderr.decode().count("\n") == 1, done.stderr.decode()
        assert not [*at.home.glob("before-restore-*"), *at.home.glob(".restore-*")]
    assert cases(desk) == 1
    assert desk.run("verify").returncode == 0


def test_a_backup_never_writes_over_a_file_unasked(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "desk.tar").write_text("mine")

    done = desk.run("backup", str(tmp_path / "desk.tar"))

    assert done.returncode == 2
    assert (tmp_path / "desk.tar").read_text() == "mine"


@pytest.mark.postgresql_only
@pytest.mark.parametrize("missing", ["pg_dump", "pg_restore", "psql"])
def test_a_missing_programme_is_named_and_nothing_is_left_behind(
    desk: Desk, other: Desk, tmp_path: Path, missing: str
) -> None:
    backup = tmp_path / "desk.tar"
    if missing != "pg_dump":
        desk.run("backup", str(backup))
    poor = Desk(desk.home, {**desk.environment, "PATH": str(programmes_without(missing, tmp_path))})
    before = set(tmp_path.iterdir())

    command = ("backup", str(backup)) if missing == "pg_dump" else ("restore", str(backup), "--force")
    done = poor.run(*command)

    assert done.returncode == 1
    assert done.stderr.decode().startswith(f"{missing} is not installed here")
    assert set(tmp_path.iterdir()) == before
    assert not list(desk.home.glob("before-restore-*"))
    assert desk.run("verify").returncode == 0


@pytest.mark.postgresql_only
def test_a_desk_that_still_runs_is_not_pulled_away(desk: Desk, tmp_path: Path) -> None:
    desk.run("ingest", "-", stdin=mail(1))
    desk.run("backup", str(tmp_path / "desk.tar"))
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute('SELECT count(*) FROM "case"')
        done = desk.run("restore", str(tmp_path / "desk.tar"), "--force")
        cursor.execute("ROLLBACK")

    assert done.returncode == 1
    assert "lock timeout" in done.stderr.decode()
    assert cases(desk) == 1


@pytest.mark.postgresql_only
def test_a_backup_of_the_other_kind_of_database_is_refused(desk: Desk, tmp_path: Path) -> None:
    desk.run("backup", str(tmp_path / "dump.tar"))
    (tmp_path / "amends.sqlite3").touch()
    file = as_backup(tmp_path / "amends.sqlite3", tmp_path / "file.tar")

    wrong = [Desk.fresh(tmp_path / "alone").run("restore", str(tmp_path / "dump.tar"))]
    wrong.append(desk.run("restore", str(file), "--force"))

    assert [done.returncode for done in wrong] == [2, 2]
    assert all("PostgreSQL" in done.stderr.decode() for done in wrong)
    assert desk.run("verify").returncode == 0


def test_what_is_no_backup_is_refused(other: Desk, tmp_path: Path) -> None:
    (tmp_path / "other.tar").write_text("no tar at all")

    done = other.run("restore", str(tmp_path / "other.tar"))

    assert done.returncode == 2
    assert done.stderr.decode().count("\n") == 1


def test_a_lost_file_is_found(desk: Desk) -> None:
    desk.run("ingest", "-", stdin=PICTURE)
    assert desk.run("verify").returncode == 0

    (file,) = (path for path in (desk.home / "files").rglob("*") if path.is_file())
    file.write_text("another picture")
    changed = desk.run("verify", "--json")
    file.unlink()
    missing = desk.run("verify", "--json")

    assert (changed.returncode, missing.returncode) == (1, 1)
    assert [row["what"] for row in rows(changed) + rows(missing)] == ["changed", "missing"]


def cases(desk: Desk) -> int:
    return len(rows(desk.run("export")))


def on_postgresql() -> bool:
    return connection.vendor == "postgresql"


def opened(archive: tarfile.TarFile, name: str) -> bytes:
    file = archive.extractfile(name)
    assert file is not None
    return file.read()


def as_backup(database: Path, target: Path) -> Path:
    """A file as `amends backup` writes it, around a database."""
    name = "amends.sqlite3" if database.suffix == ".sqlite3" else "amends.pgdump"
    manifest = json.dumps({"database": name}).encode()
    with tarfile.open(target, "w") as archive:
        told = tarfile.TarInfo("backup.json")
        told.size = len(manifest)
        archive.addfile(told, BytesIO(manifest))
        archive.add(database, name)
    return target


def programmes_without(missing: str, tmp_path: Path) -> Path:
    """A folder of programmes for PATH that lacks one of PostgreSQL's."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in {"pg_dump", "pg_restore", "psql"} - {missing}:
        found = shutil.which(name)
        assert found
        script = folder / name
        script.write_text(f'#!/bin/sh\nPATH=/usr/bin:/bin exec {found} "$@"\n')
        script.chmod(0o755)
    return folder


def run_sql(desk: Desk, statement: str) -> str:
    """What a database answers that was asked behind the desk's back."""
    address = desk.environment["AMENDS_DATABASE"]
    if on_postgresql():
        command = ["psql", "--no-psqlrc", "--command", statement, address]
        return subprocess.run(command, capture_output=True, text=True, check=False).stderr
    with closing(sqlite3.connect(address.removeprefix("sqlite://"))) as database:
        try:
            database.execute(statement)
        except sqlite3.DatabaseError as error:
            return str(error)
    return ""
