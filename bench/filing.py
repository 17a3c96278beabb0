"""Filing mail end to end, live, beside bare SQLite with the same rows and django-helpdesk with the same mails.

    python -m bench.filing [MBOX]

What ours does: raw mails are stored one commit a batch of 50, then each is parsed, read, threaded or opened as a case
with its owner, first promise, timer, timeline, standing and receipt in the outbox, with one durable commit; all of it
is in the time. The bare rate writes the same rows with the same commits by the sqlite3 module. The peer runs its own
command over a folder (`peer_helpdesk`), with the same safety of each commit; it has rendered its receipt and written it
to a folder when it is done, ours has it in the outbox. All are warmed up with 20 other mails.
Accept: 0.10 of bare SQLite and 5 times the peer; aim: 0.33 and 10 times.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from bench import scratch

BATCH = 50
MOST = 199
PEER = "django-helpdesk>=2,<3"
PEER_FOLDER = Path(os.environ.get("AMENDS_BENCH_PEER", "/tmp/amends-bench-peer"))


def main() -> int:
    with scratch.home() as folder:
        scratch.found_desk()
        raws = scratch.mails(MOST)
        warm, counted = raws[:20], raws[20:]
        _file(warm)
        empty = folder / "empty.sqlite3"
        _copy(folder / "amends.sqlite3", empty)
        writes: list[list[tuple[str, Any]]] = []
        start = time.perf_counter()
        _file(counted, writes.append)
        recorded = time.perf_counter() - start
        _restore(empty, folder / "amends.sqlite3")
        start = time.perf_counter()
        _file(counted)
        ours = time.perf_counter() - start
        bare = min(_replay(empty, folder / f"bare{run}.sqlite3", writes) for run in range(3))
    count = len(counted)
    statements = sum(map(len, writes))
    print(f"filing {count} mails: {count / ours:.0f} a second ({ours / count * 1000:.2f} ms each)")
    print(f"  with every statement recorded: {count / recorded:.0f} a second")
    print(f"bare SQLite, the same {statements / count:.1f} writes a mail and the same commits: {count / bare:.0f}")
    print(f"  ratio {bare / ours:.3f} of bare SQLite (accept 0.10, aim 0.33)")
    peer = _peer(counted, warm)
    if peer:
        print(f"django-helpdesk, the same mails: {count / peer:.0f} a second")
        print(f"  we are {peer / ours:.1f} times as fast (accept 5, aim 10)")
    return 0


def _file(raws: list[bytes], record: Callable[[list[tuple[str, Any]]], None] | None = None) -> None:
    from django.db import connection

    from amends.casework import filing

    def gather(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.startswith(("SELECT", "BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "PRAGMA")):
            batch.append((sql, params))
        return execute(sql, params, many, context)

    batch: list[tuple[str, Any]] = []
    for first in range(0, len(raws), BATCH):
        arrived = [
            filing.Arrived(f"bench:{first + n}", raw, scratch.NOW) for n, raw in enumerate(raws[first : first + BATCH])
        ]
        desk = filing.Desk.at(scratch.NOW)
        steps: list[Callable[[], Any]] = []
        rows: list[Any] = []
        steps.append(lambda arrived=arrived, rows=rows: rows.extend(filing.store(arrived, at=scratch.NOW, live=True)))
        steps += [
            lambda n=n, rows=rows, desk=desk: filing.file(rows[n], at=scratch.NOW, desk=desk)
            for n in range(len(arrived))
        ]
        for step in steps:
            if record is None:
                step()
                continue
            batch = []
            with connection.execute_wrapper(gather):
                step()
            record(batch)


def _replay(empty: Path, target: Path, writes: list[list[tuple[str, Any]]]) -> float:
    """The same writes by the sqlite3 module alone, one commit where the product had one."""
    shutil.copy(empty, target)
    ready = [[(_question_marks(sql, params), params) for sql, params in batch] for batch in writes]
    with closing(sqlite3.connect(target, isolation_level=None)) as connection:
        connection.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;")
        start = time.perf_counter()
        for batch in ready:
            connection.execute("BEGIN IMMEDIATE")
            for sql, params in batch:
                connection.execute(sql, params or ()).fetchall()
            connection.execute("COMMIT")
        return time.perf_counter() - start


def _question_marks(sql: str, params: Any) -> str:
    return sql.replace("%s", "?").replace("%%", "%") if params else sql


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(target)) as other:
        one.backup(other)


def _restore(source: Path, target: Path) -> None:
    from django.db import connection

    connection.close()
    for path in (target, *(target.with_name(target.name + end) for end in ("-wal", "-shm"))):
        path.unlink(missing_ok=True)
    shutil.copy(source, target)


def _peer(raws: list[bytes], warm: list[bytes]) -> float | None:
    """The seconds that django-helpdesk of the registry takes for the same mails, in a venv of its own."""
    python = PEER_FOLDER / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", PEER_FOLDER], check=True)
        done = subprocess.run([python, "-m", "pip", "install", "-q", PEER, "setuptools"], check=False)
        if done.returncode:
            print("django-helpdesk could not be fetched from the registry, so it stands out of this run.")
            shutil.rmtree(PEER_FOLDER, ignore_errors=True)
            return None
    with scratch.home() as folder:
        boxes = folder / "mails", folder / "warm"
        for box, several in zip(boxes, (raws, warm), strict=True):
            box.mkdir()
            for number, raw in enumerate(several):
                (box / f"{number:04}.eml").write_bytes(raw)
        script = Path(__file__).with_name("peer_helpdesk.py")
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "", "PEER_HOME": str(folder)}
        done = subprocess.run([python, script, *boxes], capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        print(f"django-helpdesk did not run:\n{done.stderr[-800:]}")
        return None
    return float(done.stdout.strip().splitlines()[-1])


if __name__ == "__main__":
    sys.exit(main())
