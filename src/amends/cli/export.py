"""`amends export`: every case with everything about it, one JSON object a line."""

from __future__ import annotations

import argparse

from amends.cli import lines
from amends.cli.waking import wake_desk

PAGE = 200


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `amends export`."""
    parser.epilog = "examples:\n  amends export > cases.jsonl\n  amends export --case 42"
    parser.add_argument("--case", type=int, help="only the case of this number")


def run(args: argparse.Namespace) -> int:
    """Writes live cases in the order of their numbers; practice is left out."""
    wake_desk()
    from amends.cases.models import Case
    from amends.cli.outgoing import whole_case
    from amends.core import clock

    count, last = 0, 0
    while True:
        rows = Case.objects.filter(practice=False, pk__gt=last).select_related("customer").order_by("pk")
        page = list(rows.filter(pk=args.case)[:1] if args.case else rows[:PAGE])
        for case in page:
            lines.answer(whole_case(case, clock.now()))
            count, last = count + 1, case.pk
        if len(page) < PAGE:
            break
    lines.tell(f"{count} {'case' if count == 1 else 'cases'}.")
    return 0
