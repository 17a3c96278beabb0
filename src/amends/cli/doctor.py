"""`amends doctor`: what is missing or unwell, and what to do about it."""

from __future__ import annotations

import argparse

from amends.cli import lines
from amends.cli.waking import wake


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `amends doctor`."""
    parser.epilog = "examples:\n  amends doctor\n  amends doctor --json"


def run(args: argparse.Namespace) -> int:
    """Looks at everything; 1 where something needs somebody."""
    wake()
    from amends.cli.examining import examine

    unwell = 0
    for found in examine():
        unwell += not found.well
        if args.json:
            lines.answer({"what": found.what, "well": found.well, "told": found.told, "do": found.do or None})
        else:
            print(f"{'well  ' if found.well else 'UNWELL'}  {found.what}: {found.told}")
            if found.do:
                print(f"        {found.do}")
    return 1 if unwell else 0
