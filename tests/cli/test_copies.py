from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.cli.desk import Desk, rows
from tests.cli.test_ingest import mail

# PostgreSQL's own programmes copy its databases.
pytestmark = pytest.mark.sqlite_only

PICTURE = (
    "From: Amara Okafor <amara@home.example>\nSubject: Table\nMessage-ID: <p@home.example>\nMIME-Version: 1.0\n"
    "Date: Mon, 02 Mar 2026 07:48:01 +0000\n"
    'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain\n\nSee the scratch.\n'
    '--b\nContent-Type: image/png; name="scratch.png"\nContent-Disposition: attachment; filename="scratch.png"\n\n'
    "not really a picture\n--b--\n"
)


def test_a_backup_comes_back_whole(desk: Desk, tmp_path: Path) -> None:
    desk.run("ingest", "-", stdin=PICTURE)
    backup = tmp_path / "desk.tar.gz"

    assert desk.run("backup", str(backup)).returncode == 0
    other = Desk.fresh(tmp_path / "other")
    restored = other.run("restore", str(backup), "--json")

    assert rows(restored) == [{"cases": 1, "moved_aside": None}]
    assert rows(other.run("export"))[0]["messages"] == rows(desk.run("export"))[0]["messages"]
    assert other.run("verify").returncode == 0
    assert backup.stat().st_mode & 0o077 == 0


def test_a_restore_never_writes_over_a_desk_unasked(desk: Desk, tmp_path: Path) -> None:
    backup = tmp_path / "desk.tar"
    desk.run("backup", str(backup))
    desk.run("ingest", "-", stdin=mail(1))

    refused = desk.run("restore", str(backup))
    assert refused.returncode == 2
    assert "--force" in refused.stderr.decode()
    assert len(rows(desk.run("export"))) == 1

    forced = rows(desk.run("restore", str(backup), "--force", "--json"))
    assert forced[0]["cases"] == 0
    (aside,) = Path(forced[0]["moved_aside"]).glob("*.sqlite3")
    with sqlite3.connect(aside) as before:
        assert before.execute('SELECT count(*) FROM "case"').fetchone() == (1,)


def test_a_backup_never_writes_over_a_file_unasked(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "desk.tar").write_text("mine")

    done = desk.run("backup", str(tmp_path / "desk.tar"))

    assert done.returncode == 2
    assert (tmp_path / "desk.tar").read_text() == "mine"


def test_what_is_no_backup_is_refused(tmp_path: Path) -> None:
    (tmp_path / "other.tar").write_text("no tar at all")

    done = Desk.fresh(tmp_path / "home").run("restore", str(tmp_path / "other.tar"))

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
