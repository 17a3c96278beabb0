"""`amends playbook check`: each fault of a playbook or a timer pack with its line."""

from __future__ import annotations

import argparse
from pathlib import Path

from amends.cli import lines
from amends.cli.faults import Misuse
from amends.core.pack_check import check_pack, is_pack
from amends.core.playbook import check
from amends.people.holidays_of import holidays_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `amends playbook`."""
    parser.epilog = "examples:\n  amends playbook check returns.toml\n  amends playbook check *.toml --json"
    parser.add_argument("what", choices=["check"], help="check: tell each fault with its line")
    parser.add_argument("files", nargs="+", metavar="FILE", help="a playbook or a timer pack, a TOML file")


def run(args: argparse.Namespace) -> int:
    """Checks each file; 0 where all are sound, 2 where one is not."""
    found = 0
    for name in args.files:
        text = _text(name)
        faults = check_pack(text, holidays_of) if is_pack(text) else check(text)
        found += len(faults)
        if args.json:
            told = [{"line": fault.line, "sentence": fault.sentence} for fault in faults]
            lines.answer({"file": name, "ok": not faults, "faults": told})
            continue
        for fault in faults:
            print(f"{name}:{fault.line}: {fault.sentence}")
        if not faults:
            lines.tell(f"{name} is sound.")
    return 2 if found else 0


def _text(name: str) -> str:
    try:
        return Path(name).read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise Misuse(f"{name} is not UTF-8 text.") from error
