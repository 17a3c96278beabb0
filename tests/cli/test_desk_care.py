from __future__ import annotations

import os
import socket
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.cli.desk import Desk, rows
from tests.services.dovecot import Dovecot, free_port


def test_the_doctor_finds_a_new_desk_well(desk: Desk) -> None:
    done = desk.run("doctor", "--json")

    found = {row["what"]: row for row in rows(done)}
    assert done.returncode == 0, found
    assert {"database", "migrations", "triggers", "outbox", "clock", "mailboxes", "disk"} <= found.keys()


def test_the_doctor_finds_a_clock_that_stands_still(desk: Desk) -> None:
    desk.run("ingest", "-", "--live", stdin="From: Amara <a@home.example>\nSubject: x\n\nIt broke, I am angry.\n")
    clock = desk.home / "clock"
    clock.write_text(str(4 * 24 * 3600))
    desk.environment["AMENDS_CLOCK_FILE"] = str(clock)

    found = {row["what"]: row for row in rows(desk.run("doctor", "--json"))}

    assert found["outbox"]["well"] is False
    assert found["outbox"]["do"]
    assert "behind" in found["clock"]["told"]


def test_a_token_is_shown_once_and_ended(desk: Desk) -> None:
    made = rows(desk.run("token", "add", "--email", "priya@meridian.example", "--name", "till", "--json"))[0]
    assert made["token"].startswith("amends_")

    listed = desk.run("token", "list")
    assert made["token"] not in listed.stdout.decode()
    assert b"till" in listed.stdout

    assert desk.run("token", "end", str(made["number"])).returncode == 0
    assert desk.run("token", "list").stdout == b""
    assert desk.run("token", "add", "--email", "nobody@meridian.example").returncode == 2


def test_a_mailbox_is_tested_fetched_and_removed(desk: Desk, dovecot: Dovecot) -> None:
    dovecot.append(b"From: Amara Okafor <amara@home.example>\nSubject: Table\n\nIt broke, and I am angry.\n")
    where = ("--host", dovecot.host, "--port", str(dovecot.port), "--user", dovecot.user, "--no-tls")

    wrong = desk.run("mailbox", "add", *where, "--password-stdin", stdin="wrong\n")
    assert wrong.returncode == 2
    assert desk.run("mailbox", "list").stdout == b""

    added = rows(desk.run("mailbox", "add", *where, "--password-stdin", "--json", stdin=f"{dovecot.password}\n"))
    assert added[0]["mails"] == 1
    assert desk.run("mailbox", "test", "1").returncode == 0
    assert desk.run("fetch", "--until-idle").returncode == 0
    assert [case["customer"]["name"] for case in rows(desk.run("export"))] == ["Amara Okafor"]
    assert desk.run("mailbox", "remove", "1").returncode == 0
    assert desk.run("mailbox", "test", "1").returncode == 2


def test_good_rows_are_imported_and_bad_ones_told(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "cases.csv"
    file.write_text(
        "name,email,words,kind,aware_at,owner\n"
        "Amara Okafor,amara@home.example,Two chairs broke.,complaint,2026-05-01T09:00:00+00:00,priya@meridian.example\n"
        "Tomasz Wójcik,tomasz@post.example,,,,\n"
        ",,No name at all,,,\n"
        "Ravi,ravi@post.example,Handles,anger,,\n"
        "Ravi,ravi@post.example,Handles,problem,yesterday,\n"
        "too,few\n"
    )

    tried = desk.run("import", str(file), "--dry-run", "--json")
    done = desk.run("import", str(file), "--json")
    again = desk.run("import", str(file), "--json")

    assert [row["made"] for row in rows(tried)] == ["case", "customer", "bad", "bad", "bad", "bad"]
    assert [row["made"] for row in rows(done)] == ["case", "customer", "bad", "bad", "bad", "bad"]
    assert [row["line"] for row in rows(done)] == [2, 3, 4, 5, 6, 7]
    assert [row["made"] for row in rows(again)][:2] == ["known", "known"]
    assert done.returncode == 2
    (case,) = rows(desk.run("export"))
    assert (case["owner"], case["aware_at"]) == ("Priya Nair", "2026-05-01T09:00:00+00:00")


def test_a_column_that_does_not_exist_is_named(desk: Desk) -> None:
    done = desk.run("import", "-", stdin="name,colour\nx,red\n")

    assert done.returncode == 2
    assert "“colour”" in done.stderr.decode()


def test_faults_of_a_playbook_come_with_their_lines(tmp_path: Path) -> None:
    file = tmp_path / "wrong.toml"
    file.write_text('name = "wrong"\nversion = 1\nkinds = ["anger"]\n')

    done = Desk.fresh(tmp_path / "home").run("playbook", "check", str(file), "--json")

    assert done.returncode == 2
    assert rows(done)[0]["ok"] is False
    assert all(fault["line"] >= 1 and fault["sentence"] for fault in rows(done)[0]["faults"])


def test_the_owner_signs_in_with_the_password_from_standard_input(tmp_path: Path) -> None:
    desk = Desk.fresh(tmp_path)
    owner = ("--owner", "Priya Nair", "--email", "priya@m.example", "--business", "Meridian", "--password-stdin")

    weak = desk.run("setup", *owner, stdin="12345\n")
    assert weak.returncode == 2
    assert weak.stderr.decode().count("\n") == 1

    first = desk.run("setup", "--json")
    code = (tmp_path / "setup-code").read_text()
    assert rows(first)[0]["first_run"].endswith(f"/setup/{code}/")

    made = desk.run("setup", *owner, "--json", stdin="a calm harbour\n")
    assert rows(made)[0]["email"] == "priya@m.example"
    assert not (tmp_path / "setup-code").exists()


@pytest.mark.skipif(not os.path.isdir("/proc"), reason="Processes are counted in /proc.")
def test_everything_runs_is_started_again_and_leaves_nothing(desk: Desk) -> None:
    port = free_port()
    running = desk.start("run", "--port", str(port))
    try:
        assert wait_for(f"http://127.0.0.1:{port}/healthz") == b"ok\n"
        first = children(running.pid)
        assert len(first) == 2
        os.kill(first[1], 9)
        until = time.monotonic() + 20
        while time.monotonic() < until and len(set(children(running.pid)) - set(first)) < 1:
            time.sleep(0.1)
        assert len(children(running.pid)) == 2
    finally:
        everybody = descendants(running.pid)
        running.terminate()
        running.wait(30)
    assert running.returncode == 0
    assert [pid for pid in everybody if alive(pid)] == []


@pytest.mark.skipif(not os.path.isdir("/proc"), reason="Processes are counted in /proc.")
def test_children_end_with_a_parent_that_is_killed(desk: Desk) -> None:
    port = free_port()
    running = desk.start("run", "--port", str(port))
    wait_for(f"http://127.0.0.1:{port}/healthz")
    everybody = descendants(running.pid)

    running.kill()
    running.wait(10)

    until = time.monotonic() + 20
    while time.monotonic() < until and any(alive(pid) for pid in everybody):
        time.sleep(0.1)
    assert [pid for pid in everybody if alive(pid)] == []


def test_the_demo_is_filled_and_runs(tmp_path: Path) -> None:
    desk = Desk.fresh(tmp_path)
    done = desk.run("demo", "--check", "--json", "--port", str(free_port()))

    told = rows(done)[0]
    assert done.returncode == 0, done.stderr
    assert {person["role"] for person in told["people"]} == {"agent", "lead", "programme"}
    assert not Path(told["mails"]).exists()


def test_a_port_that_is_taken_is_one_sentence(tmp_path: Path) -> None:
    with taken_port() as port:
        done = Desk.fresh(tmp_path).run("demo", "--check", "--port", str(port))

    assert done.returncode == 2
    assert done.stderr.decode().count("\n") == 1
    assert f"Port {port} is taken." in done.stderr.decode()


@contextmanager
def taken_port() -> Iterator[int]:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        yield held.getsockname()[1]


def wait_for(address: str, seconds: float = 60) -> bytes:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with suppress(OSError), urllib.request.urlopen(address, timeout=2) as page:
            return bytes(page.read())
        time.sleep(0.1)
    raise AssertionError(f"{address} does not answer.")


def children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except FileNotFoundError:
        return []


def descendants(pid: int) -> list[int]:
    below = children(pid)
    return [*below, *(deeper for child in below for deeper in descendants(child))]


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
