"""The Lead board and the lists behind it at ten thousand cases, on both databases.

    python -m bench.board [--size 10000] [--database sqlite|postgresql|both]

A year of work is filled in bulk: one case in ten open, three promises for every two cases, four in five kept. Each page
is asked for 120 times in one process through the whole of Django; the first 20 are thrown away. Then each statement of
the board is explained: none may walk the whole table of promises or cases. Accept: the board p95 under 50 ms.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from bench import scratch

DAYS = 365
ASKED, WARM = 120, 20


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=10_000)
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        return _measure(options.size)
    for database in ("sqlite", "postgresql") if options.database == "both" else (options.database,):
        print(f"{database}, {options.size:,} cases", flush=True)
        _apart(database, options.size)
    return 0


def _apart(database: str, size: int) -> None:
    """Each measurement in a process of its own, so that nothing is warm from the one before."""
    command = [sys.executable, "-m", "bench.board", "--inside", "--size", str(size)]
    if database == "sqlite":
        subprocess.run(command, check=True, env={**os.environ, "AMENDS_DATABASE": ""})
        return
    from tests.services.postgres import Postgres

    with Postgres(durable=True) as cluster:
        subprocess.run(command, check=True, env={**os.environ, "AMENDS_DATABASE": cluster.address()})


def _measure(size: int) -> int:
    with scratch.home():
        if not os.environ.get("AMENDS_DATABASE"):
            os.environ.pop("AMENDS_DATABASE", None)
        scratch.found_desk()
        _fill(size)
        ask = _signed_in()
        day = scratch.NOW.date()
        days = f"since={day - timedelta(days=28)}&until={day}"
        _page(ask, "the board", "/board")
        _page(ask, "the board over four weeks", f"/board?{days}")
        _page(ask, "what was broken in four weeks", f"/board/figures/broken?{days}")
        _page(ask, "what was open at midnight", f"/board/figures/open?{days}")
        _explain(lambda: ask("/board"))
    return 0


def _signed_in() -> Callable[[str], bytes]:
    """Asks for pages as Omar, who leads, an hour after the last of the work."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client

    from amends.config import wsgi
    from amends.core import clock
    from amends.people.models import Account

    assert wsgi.application, "It has gathered the sheets and scripts."
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    settings.ALLOWED_HOSTS = ["testserver"]
    clock.set_now(scratch.NOW + timedelta(hours=1))
    client = Client()
    client.force_login(Account.objects.get(email="omar@meridian.example"), backend=settings.AUTHENTICATION_BACKENDS[-1])

    def ask(address: str) -> bytes:
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        return answer.content

    return ask


def _page(ask: Callable[[str], bytes], name: str, address: str) -> None:
    from django.db import connection

    asked: list[tuple[str, Any]] = []
    with connection.execute_wrapper(_noting(asked)):
        size = len(ask(address))
    taken = []
    for _ in range(ASKED):
        start = time.perf_counter()
        ask(address)
        taken.append(time.perf_counter() - start)
    print(f"  {name}: {scratch.spread(taken[WARM:])}; {len(asked)} queries, {size:,} bytes", flush=True)


def _noting(asked: list[tuple[str, Any]]) -> Callable[..., Any]:
    """Lets each statement pass and keeps it with its values."""

    def wrapper(do: Callable[..., Any], sql: str, told: Any, *rest: Any) -> Any:
        asked.append((sql, told))
        return do(sql, told, *rest)

    return wrapper


def _fill(size: int) -> None:
    """Cases, their standings, promises and what happened to them, in bulk, spread over a year."""
    from amends.cases.models import Case, Standing
    from amends.people.models import Membership, Person
    from amends.promises.models import Promise

    priya, omar = (row.person for row in Membership.objects.order_by("pk"))
    customer = Person.objects.create(name="Amara Okafor", created_at=scratch.NOW - timedelta(days=DAYS))
    known = [scratch.NOW - timedelta(days=DAYS * (size - n) / size) for n in range(size)]
    cases = Case.objects.bulk_create(
        (Case(customer=customer, channel="email", aware_at=at, opened_at=at, opened_by=omar) for at in known),
        batch_size=2000,
    )
    promises = []
    for n, case in enumerate(cases):
        for each in range(1 + n % 2):
            made = case.aware_at + timedelta(hours=2 * each)
            due = made + timedelta(hours=20 + n % 50)
            promises.append(
                Promise(
                    case=case,
                    kind="update" if each else "action",
                    promisor=priya,
                    promisee=customer,
                    by=priya,
                    made_at=made,
                    due_at=due,
                    soon_at=due - timedelta(hours=2),
                    zone="Europe/London",
                    recorded_at=made,
                )
            )
    promises = Promise.objects.bulk_create(promises, batch_size=2000)
    _happen(promises, priya)
    rows = (_standing(case, n, priya, customer) for n, case in enumerate(cases))
    Standing.objects.bulk_create(rows, batch_size=2000)


def _happen(promises: list[Any], by: Any) -> None:
    from amends.promises.models import PromiseHappening

    def row(promise: Any, what: str, at: Any) -> PromiseHappening:
        return PromiseHappening(promise=promise, what=what, at=at, recorded_at=at, by=by)

    rows = []
    for n, promise in enumerate(promises):
        due = promise.due_at
        if due > scratch.NOW:
            continue
        if n % 5 == 0:
            rows += [row(promise, "broken", due), row(promise, "delivered", due + timedelta(hours=3))]
        else:
            rows.append(row(promise, "delivered", due - timedelta(hours=1)))
    PromiseHappening.objects.bulk_create(rows, batch_size=2000)


def _standing(case: Any, n: int, owner: Any, customer: Any) -> Any:
    from amends.cases.models import Standing

    at = case.aware_at
    is_open = n % 10 == 0
    due = scratch.NOW + timedelta(minutes=(n * 37) % 20_000 - 2000) if is_open else None
    return Standing(
        case=case,
        owner=owner,
        owner_name=str(owner),
        customer=customer,
        customer_name=f"Customer {n}",
        customer_since=at,
        kind="complaint",
        channel="email",
        problem=f"The table of order {n} is scratched, and nobody called back for a week",
        is_open=is_open,
        closed_how="" if is_open else "agreed",
        closed_at=None if is_open else at + timedelta(days=3),
        opened_at=at,
        step=("listen", "repeat", "own", "act", "learn")[n // 10 % 5],
        step_title=("Listen", "Repeat", "Own", "Act", "Learn")[n // 10 % 5],
        step_number=n // 10 % 5 + 1,
        step_count=5,
        mover="owner",
        promise=n if is_open else None,
        promise_what="Write with the date of the new table",
        promise_due=due,
        promise_soon=due and due - timedelta(hours=2),
        next_due=due or at + timedelta(days=3),
        changed_at=at,
    )


def _explain(ask: Callable[[], bytes]) -> None:
    """How the database finds the rows of each statement: by which index, or by a walk."""
    from django.db import connection

    asked: list[tuple[str, Any]] = []
    with connection.execute_wrapper(_noting(asked)):
        ask()
    word = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
    for sql, told in asked:
        if not sql.startswith("SELECT") or not ('"standing"' in sql or '"promise"' in sql):
            continue
        with connection.cursor() as cursor:
            cursor.execute(word + sql, told)
            plan = [str(row[-1]).strip() for row in cursor.fetchall()]
        print(f"    {sql[:60]} …")
        for line in plan:
            if any(mark in line for mark in ("SCAN", "SEARCH", "Scan")):
                print(f"      {line[:110]}")


if __name__ == "__main__":
    sys.exit(main())
