"""My work and a case, signed in, at ten and a hundred thousand cases, on both databases.

    python -m bench.pages [--sizes 10000 100000] [--database sqlite|postgresql|both]

Each size is filled in bulk, then 1,000 acts are done through casework, then each page is asked for 120 times in one
process through the whole of Django (middleware, session, account, template); the first 20 are thrown away. Beside the
time on the wall stands that of our own process, which a busy machine hardly changes, and the page's one list query
alone. Accept: My work p95 under 10 ms and at most 1.3 times from one size to the next (aim 4 ms); a case with 30
entries under 20 ms (aim 8) and 40 kB. The last lines set the sizes beside each other.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from wsgiref.util import setup_testing_defaults

from bench import scratch

ACTS = 1000
ASKED, WARM = 120, 20
ENTRIES = 30


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--figures", default=os.devnull, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        return _measure(options.sizes[0], options.figures)
    for database in ("sqlite", "postgresql") if options.database == "both" else (options.database,):
        found = []
        for size in options.sizes:
            print(f"{database}, {size:,} cases", flush=True)
            found.append(_apart(database, size))
        _compare(database, options.sizes, found)
    return 0


def _apart(database: str, size: int) -> dict[str, float]:
    """Each measurement in a process of its own, so that nothing is warm from the one before; answers its medians."""
    with tempfile.NamedTemporaryFile("r", suffix=".json") as figures:
        command = [sys.executable, "-m", "bench.pages", "--inside", "--sizes", str(size), "--figures", figures.name]
        if database == "sqlite":
            subprocess.run(command, check=True, env={**os.environ, "AMENDS_DATABASE": ""})
        else:
            from tests.services.postgres import Postgres

            with Postgres(durable=True) as cluster:
                subprocess.run(command, check=True, env={**os.environ, "AMENDS_DATABASE": cluster.address()})
        found: dict[str, float] = json.load(figures)
    return found


def _compare(database: str, sizes: list[int], found: list[dict[str, float]]) -> None:
    """How the medians grow from the least size to the greatest; at most 1.3 times is flat."""
    least, most = found[0], found[-1]
    if len(found) > 1:
        for name, seconds in least.items():
            print(f"{database}, {name}: {most[name] / seconds:.2f} times from {sizes[0]:,} to {sizes[-1]:,} cases")


def _measure(size: int, figures: str) -> int:
    with scratch.home():
        if not os.environ.get("AMENDS_DATABASE"):
            os.environ.pop("AMENDS_DATABASE", None)
        scratch.found_desk()
        started = time.perf_counter()
        number = _fill(size)
        _analyse()
        acted = _act(number)
        print(f"  filled and acted on in {time.perf_counter() - started:.0f} s ({acted * 1000:.1f} ms an act)")
        ask = _signed_in()
        medians = {
            "My work, 50 rows": _page(ask, "My work, 50 rows", "/", _raw_list),
            "a case": _page(ask, f"a case with {ENTRIES} entries", f"/cases/{number}/", None),
        }
        with open(figures, "w", encoding="ascii") as file:
            json.dump(medians, file)
    return 0


def _fill(size: int) -> int:
    """Cases and their standings in bulk, as a year of work leaves them: one in ten open, one person owns 60."""
    from amends.cases.models import Case, Standing
    from amends.casework.opening import open_case
    from amends.people.models import Membership, Person

    priya, omar = (row.person for row in Membership.objects.order_by("pk"))
    customer = Person.objects.create(name="Amara Okafor", created_at=scratch.NOW)
    real = open_case(
        words="The table is scratched and I am angry.", customer=customer, by=priya, at=scratch.NOW, channel="email"
    )
    at = scratch.NOW
    for first in range(0, size, 5000):
        cases = [
            Case(customer=customer, channel="email", aware_at=at, opened_at=at, opened_by=omar)
            for _ in range(min(5000, size - first))
        ]
        Case.objects.bulk_create(cases)
        Standing.objects.bulk_create(_standing(case, first + n, priya, omar, customer) for n, case in enumerate(cases))
    return real.pk


def _standing(case: object, n: int, priya: object, omar: object, customer: object) -> object:
    from amends.cases.models import Standing

    owner = priya if n < 60 else omar
    due = scratch.NOW + timedelta(minutes=(n * 37) % 20_000 - 2000)
    return Standing(
        case=case,
        owner=owner,
        owner_name=str(owner),
        customer=customer,
        customer_name=f"Customer {n}",
        customer_since=scratch.NOW,
        kind="complaint",
        channel="email",
        problem=f"The table of order {n} is scratched, and nobody called back for a week",
        is_open=n < 60 or n % 10 == 0,
        opened_at=scratch.NOW,
        step="act",
        step_title="Act",
        step_number=4,
        step_count=5,
        mover="owner",
        promise=n,
        promise_what="Write with the date of the new table",
        promise_due=due,
        promise_soon=due - timedelta(hours=2),
        let_down=n % 3,
        next_due=due,
        changed_at=scratch.NOW,
    )


def _analyse() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _act(number: int) -> float:
    """A thousand acts of several kinds, on new cases and on the one that is shown; answers seconds an act."""
    from amends.cases.models import Entry
    from amends.casework import acting, listening, noting, opening, promising, restating
    from amends.people.models import Membership

    priya = Membership.objects.order_by("pk")[0].person
    start = time.perf_counter()
    at, done = scratch.NOW, 0
    while done < ACTS:
        at += timedelta(seconds=7)
        case = opening.open_case(words=f"Chair {done} is broken.", name="Tomasz", by=priya, at=at, channel="phone")
        listening.finish_listening(case.pk, by=priya, at=at)
        listening.note_feeling(case.pk, "angry", 4, by=priya, at=at)
        restating.restate(case.pk, "The chair is broken.", by=priya, at=at, answer="yes")
        acting.try_action(case.pk, "Ordered a new chair", by=priya, at=at)
        made = promising.promise(case.pk, "Ring with the date", within="2 hours", by=priya, at=at)
        promising.keep(case.pk, made.pk, by=priya, at=at)
        done += 7
    seconds = (time.perf_counter() - start) / done
    while Entry.objects.filter(stream=f"case:{number}").count() < ENTRIES:
        noting.add_note(number, "Asked the workshop for the date of the new table top.", by=priya, at=at)
    return seconds


def _signed_in() -> Callable[[str], bytes]:
    from django.conf import settings
    from django.test import Client

    from amends.config.wsgi import application
    from amends.core import clock
    from amends.people.models import Account

    settings.ALLOWED_HOSTS = ["testserver"]
    clock.set_now(scratch.NOW + timedelta(hours=2))
    client = Client()
    client.force_login(
        Account.objects.get(email="priya@meridian.example"), backend=settings.AUTHENTICATION_BACKENDS[-1]
    )
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    return lambda address: _answer(application, address, cookie)


def _answer(application: Any, address: str, cookie: str) -> bytes:
    """One page as the server asks Django for it: from the request line to the last octet."""
    environ: dict[str, Any] = {"HTTP_COOKIE": cookie, "PATH_INFO": address, "SERVER_NAME": "testserver"}
    setup_testing_defaults(environ)
    environ["HTTP_HOST"] = "testserver"
    status: list[str] = []
    answer = application(environ, lambda line, *_rest: status.append(line))
    try:
        body = b"".join(answer)
    finally:
        answer.close()
    assert status == ["200 OK"], (address, status)
    return body


def _page(ask: Callable[[str], bytes], name: str, address: str, raw: Callable[[], None] | None) -> float:
    """Ask for a page again and again, print how long it took, and answer the median in seconds."""
    from django.db import connection

    queries: list[str] = []
    with connection.execute_wrapper(lambda do, sql, *rest: (queries.append(sql), do(sql, *rest))[1]):
        body = ask(address)
    taken, own = _times(lambda: ask(address))
    size, wire = len(body), len(gzip.compress(body))
    print(f"  {name}: {scratch.spread(taken)}; {len(queries)} queries, {size:,} bytes, {wire:,} compressed")
    print(f"    our own process: {scratch.spread(own)}")
    if raw:
        limit, _own = _times(raw)
        print(f"    its list query alone: {scratch.spread(limit)}; ratio {sum(limit) / sum(taken):.2f}")
    return sorted(taken)[len(taken) // 2]


def _raw_list() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM standing WHERE is_open AND owner_id = 1 AND NOT practice ORDER BY next_due, case_id LIMIT 51"
        )
        cursor.fetchall()


def _times(ask: Callable[[], object]) -> tuple[list[float], list[float]]:
    """Seconds on the wall and seconds of this process, of each asking after the first few."""
    wall, own = [], []
    for _ in range(ASKED):
        began, used = time.perf_counter(), time.process_time()
        ask()
        wall.append(time.perf_counter() - began)
        own.append(time.process_time() - used)
    return wall[WARM:], own[WARM:]


if __name__ == "__main__":
    sys.exit(main())
