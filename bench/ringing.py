"""A hundred thousand promises that fall due in the same minute: how long until all have rung, on both databases.

    python -m bench.ringing [--promises 100000] [--database sqlite|postgresql]

Every promise is the one of its own case, and breaks: its timer is claimed, the breach is written into its history and
into the case's timeline, its owner and the Leads are told, and the case's standing is made anew. The raw limit printed
beside it is one bare UPDATE of the same timers.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from datetime import timedelta

from bench import scratch

BATCH = 5000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--promises", type=int, default=100_000)
    parser.add_argument("--database", choices=("sqlite", "postgresql"))
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        return _measure(options.promises, options.database)
    for database in [options.database] if options.database else ["sqlite", "postgresql"]:
        _apart(database, options.promises)
    return 0


def _apart(database: str, promises: int) -> None:
    command = [sys.executable, "-m", "bench.ringing", "--inside", "--promises", str(promises), "--database", database]
    environment = {name: value for name, value in os.environ.items() if name != "AMENDS_DATABASE"}
    if database == "sqlite":
        subprocess.run(command, check=True, env=environment)
        return
    from tests.services.postgres import Postgres

    with Postgres(durable=True) as cluster:
        subprocess.run(command, check=True, env={**environment, "AMENDS_DATABASE": cluster.address()})


def _measure(promises: int, database: str) -> int:
    with scratch.home():
        scratch.found_desk()
        _fill(promises)
        bare = _bare()
        from amends.casework.ringing import ring_due
        from amends.promises.models import PromiseHappening

        at = scratch.NOW + timedelta(hours=2)
        started = time.perf_counter()
        rung = 0
        while step := ring_due(at, limit=100):
            rung += step
        took = time.perf_counter() - started
        broken = PromiseHappening.objects.filter(what="broken").count()
        if broken != promises:
            sys.exit(f"{broken} of {promises} promises were broken")
        print(f"{database}: {promises:,} promises rang in {took:.1f} s, {promises / took:.0f} a second")
        print(f"  one bare UPDATE of the same timers: {bare:.2f} s; ratio {bare / took:.5f}")
    return 0


def _fill(promises: int) -> None:
    """Cases in bulk as intake leaves them, each with one promise that falls due at the same minute."""
    from amends.cases.models import Assignment, Case, CaseKind
    from amends.people.models import Membership, Person
    from amends.playbooks.queries import for_kind
    from amends.promises.models import Promise, Timer

    now = scratch.NOW
    priya = Membership.objects.order_by("pk")[0].person
    customer = Person.objects.create(name="Amara Okafor", created_at=now)
    playbook = for_kind("complaint", now)
    due = now + timedelta(hours=1)
    for first in range(0, promises, BATCH):
        count = min(BATCH, promises - first)
        cases = [
            Case(customer=customer, channel="email", aware_at=now, opened_at=now, opened_by=priya) for _ in range(count)
        ]
        Case.objects.bulk_create(cases)
        Assignment.objects.bulk_create(Assignment(case=case, owner=priya, by=priya, at=now) for case in cases)
        CaseKind.objects.bulk_create(
            CaseKind(case=case, kind="complaint", playbook=playbook, by=priya, at=now) for case in cases
        )
        made = [
            Promise(
                case=case,
                kind="action",
                promisor=priya,
                promisee=customer,
                made_at=now,
                due_at=due,
                soon_at=due,
                zone="Europe/London",
                by=priya,
                recorded_at=now,
            )
            for case in cases
        ]
        Promise.objects.bulk_create(made)
        Timer.objects.bulk_create(
            Timer(promise=row, case=row.case, started_at=now, look_at=due + timedelta(seconds=1)) for row in made
        )


def _bare() -> float:
    """The seconds that one UPDATE of all the timers takes, in a transaction that is rolled back."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        started = time.perf_counter()
        cursor.execute("UPDATE timer SET fence = fence + 1 WHERE look_at IS NOT NULL")
        took = time.perf_counter() - started
        transaction.set_rollback(True)
    return took


if __name__ == "__main__":
    sys.exit(main())
