"""`amends import`: open cases and customers from a CSV file."""

from __future__ import annotations

import argparse
import csv
import io
import sys
from pathlib import Path

from amends.cli import lines
from amends.cli.faults import Misuse
from amends.cli.waking import wake_desk

COLUMNS = ("name", "email", "phone", "zone", "language", "words", "subject", "kind", "channel", "aware_at", "owner")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `amends import`."""
    parser.epilog = (
        "example:\n  amends import cases.csv --dry-run\n\n"
        f"The first line names the columns, in any order: {', '.join(COLUMNS)}.\n"
        "A row without words is a customer; a row with words is an open case. Nobody is written to, and a row that\n"
        "was imported before is left out. `owner` is the address of somebody of the team; `aware_at` an instant."
    )
    parser.add_argument("file", metavar="FILE.csv", help="a CSV file in UTF-8; - is standard input")
    parser.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")


def run(args: argparse.Namespace) -> int:
    """Imports every good row and tells each bad one; 2 where there was a bad one."""
    rows = csv.DictReader(io.StringIO(_text(args.file), newline=""))
    unknown = [name for name in rows.fieldnames or () if name not in COLUMNS]
    if unknown or not rows.fieldnames:
        raise Misuse(f"There is no column “{', '.join(map(str, unknown))}”. The columns are {', '.join(COLUMNS)}.")
    wake_desk()
    from amends.cli.incoming import import_rows

    counts = {"case": 0, "customer": 0, "known": 0, "bad": 0}
    for row in import_rows(rows, dry_run=args.dry_run):
        counts[row["made"]] += 1
        if args.json:
            lines.answer(row)
        elif row["made"] == "bad":
            lines.tell(f"Line {row['line']}: {row['because']}")
    told = (
        f"{counts['case']} cases, {counts['customer']} customers, {counts['known']} known already, {counts['bad']} bad"
    )
    lines.tell(f"{told}." + (" This was a dry run; nothing was kept." if args.dry_run else ""))
    return 2 if counts["bad"] else 0


def _text(name: str) -> str:
    try:
        return sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise Misuse(f"{name} is not UTF-8 text.") from error
