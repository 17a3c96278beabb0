"""`amends ingest`: file mail from files, folders and standard input, as history or live."""

from __future__ import annotations

import argparse

from amends.cli import lines
from amends.cli.faults import Misuse
from amends.cli.waking import is_prepared, prepare, wake


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `amends ingest`."""
    parser.epilog = (
        "examples:\n"
        "  amends ingest old-mail.mbox\n"
        "  amends ingest ~/Maildir --dry-run --json\n"
        "  amends ingest --live < mail.eml\n\n"
        "Files are history: what we knew when is the mail's own date, nobody is written to, and no clock starts.\n"
        "--live treats them as mail that arrives now."
    )
    parser.add_argument("paths", nargs="*", metavar="PATH", help=".eml, mbox, Maildir or folder; - is standard input")
    parser.add_argument("--live", action="store_true", help="as mail that arrives now: receipts leave, clocks start")
    parser.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")


def run(args: argparse.Namespace) -> int:
    """Files every mail; one that is bad is reported and kept, and the rest goes on."""
    wake()
    if not is_prepared():
        prepare()
    from amends.channels.email.sources import SourceError
    from amends.cli.ingesting import ingest

    try:
        counts = ingest(args.paths or ["-"], live=args.live, dry_run=args.dry_run, as_json=args.json)
    except SourceError as error:
        raise Misuse(str(error)) from error
    told = ", ".join(f"{number} {filed}" for filed, number in sorted(counts.items()))
    total = sum(counts.values())
    lines.tell(f"{total} {'mail' if total == 1 else 'mails'}: {told or 'nothing to file'}.")
    if args.dry_run:
        lines.tell("This was a dry run; nothing was kept.")
    return 0
