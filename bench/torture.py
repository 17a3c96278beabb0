"""`kill -9` of a loop in the middle of its work, again and again: nothing lost, nothing twice, on both databases.

    python -m bench.torture [--kills 200] [--timers 300] [--mails 300] [--database sqlite|postgresql] [--seed N]

Two processes of each loop work on one database, a real mail server takes the mail and a real one is fetched from. The
kills are spread over rounds of at most 20, each on a database of its own; the seed of every round is printed, and makes
the same choices of whom to kill, and when. Accept: no column from "lost" to "other" is above 0.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
from pathlib import Path

from bench import scratch

DATABASES = ("sqlite", "postgresql")
MOST_A_ROUND = 20
COLUMNS = "{:<12}{:>6}{:>8}{:>8}{:>7}{:>9} {:>5}{:>7}{:>11}{:>7}{:>9}"
HEADINGS = (
    "database",
    "kills",
    "seed",
    "timers",
    "mails",
    "arrivals",
    "lost",
    "twice",
    "second ids",
    "other",
    "seconds",
)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.torture", description="Kill the loops, count what is left.")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--timers", type=int, default=300)
    parser.add_argument("--mails", type=int, default=300)
    parser.add_argument("--database", choices=DATABASES)
    parser.add_argument("--seed", type=int, help="of the first round; the next has the next number")
    parser.add_argument("--round", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.round:
        return _torture(args)
    print(COLUMNS.format(*HEADINGS), flush=True)
    seed = args.seed if args.seed is not None else random.randrange(1_000_000)
    chosen = [args.database] if args.database else list(DATABASES)
    return max(_rounds(args, database, seed) for database in chosen)


def _rounds(args: argparse.Namespace, database: str, seed: int) -> int:
    """Each round in a process of its own, because Django knows one database a process."""
    worst, left = 0, args.kills
    for number in range(-(-args.kills // MOST_A_ROUND)):
        kills = min(left, MOST_A_ROUND)
        left -= kills
        given = {"--kills": kills, "--timers": args.timers, "--mails": args.mails, "--seed": seed + number}
        words = [str(word) for pair in given.items() for word in pair]
        command = [sys.executable, "-m", "bench.torture", "--round", "--database", database, *words]
        worst = max(worst, subprocess.run(command, check=False).returncode)
    print(f"{database}: {args.kills} kills, seeds {seed} to {seed + number}, {'faults' if worst else 'no faults'}")
    return worst


def _torture(args: argparse.Namespace) -> int:
    with scratch.home() as folder:
        if args.database == "sqlite":
            return _endure(args, folder)
        from tests.services.postgres import Postgres

        # Only a database that writes through would show what a kill can lose.
        with Postgres(durable=True) as cluster:
            os.environ["AMENDS_DATABASE"] = cluster.address()
            return _endure(args, folder)


def _endure(args: argparse.Namespace, folder: Path) -> int:
    from amends.cli.waking import prepare, wake

    wake()
    prepare()
    from tests.services.dovecot import Dovecot
    from tests.services.smtp import SmtpReceiver
    from tests.torture.findings import examine, message_id_of
    from tests.torture.ordeal import endure
    from tests.torture.seeding import seed

    chance = random.Random(args.seed)
    with Dovecot() as dovecot, SmtpReceiver() as receiver:
        work = seed(args.timers, args.mails, dovecot)
        ordeal = endure(work, receiver, os.environ, folder, kills=args.kills, chance=chance)
    found = examine(work, receiver.received)
    lost = len(found.lost_timers) + len(found.lost_mails) + len(found.lost_arrivals)
    twice = len(found.rung_twice) + len(found.filed_twice)
    ids = len(found.two_message_ids)
    other = len(found.faults) - lost - twice - ids + len(ordeal.faults) + (len(ordeal.kills) != args.kills)
    counts = (len(ordeal.kills), args.seed, work.due, len(work.outbox) + work.held, len(work.mails) + work.copies)
    print(COLUMNS.format(args.database, *counts, lost, twice, ids, other, f"{ordeal.seconds:.0f}"))
    for kill in ordeal.kills:
        print(f"  {kill.kind} was killed at {kill.done} of {kill.of}")
    again = len(receiver.received) - len({message_id_of(mail) for mail in receiver.received})
    print(f"  {len(receiver.received)} mails arrived, {again} of them once more under their own Message-ID")
    for fault in (*found.faults[:20], *ordeal.faults[:20]):
        print(f"  {fault}")
    return 1 if lost or twice or ids or other else 0


if __name__ == "__main__":
    sys.exit(main())
