"""`amends play`: a story on a scratch database with a set clock."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from amends.cli import lines
from amends.cli.faults import Misuse
from amends.cli.waking import prepare_scratch, wake

_EXAMPLE = """example:
  amends play story.jsonl

  where story.jsonl holds, for example:
  {"at": "2027-03-01T09:00Z", "act": "set_up_house", "name": "Meridian Furniture"}
  {"at": "2027-03-01T09:00Z", "act": "add_member", "name": "Priya Nair", "email": "priya@meridian.example"}
  {"at": "2027-03-01T10:00Z", "act": "mail_arrives", "from": "Amara Okafor <amara@home.example>", "text": "It broke."}
  {"at": "2027-03-01T10:05Z", "by": "Priya Nair", "ask": "my_work"}

docs/acts.md lists every act and question with its fields."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `amends play`."""
    parser.epilog = _EXAMPLE
    parser.add_argument("story", metavar="FILE.jsonl", help="the story; - is standard input")
    parser.add_argument("--mails", metavar="FOLDER", help="keep the mails that leave as .eml files here")


def run(args: argparse.Namespace) -> int:
    """Answers one line for each line of the story; 2 where one could not be used."""
    story = _open(args.story)
    with tempfile.TemporaryDirectory(prefix="amends-play-") as folder:
        use_scratch(Path(folder))
        wake()
        prepare_scratch()
        unusable = 0
        for row in _answers(story, Path(args.mails) if args.mails else Path(folder) / "mails"):
            lines.answer(row)
            unusable += "error" in row
        _let_go()
    if unusable:
        lines.tell(f"{unusable} {'line' if unusable == 1 else 'lines'} could not be used.")
    return 2 if unusable else 0


def use_scratch(folder: Path) -> None:
    """Point this process, and those it starts, at a home folder that will be thrown away."""
    for name in ("AMENDS_DATABASE", "AMENDS_CLOCK_FILE"):
        os.environ.pop(name, None)
    os.environ["AMENDS_HOME"] = str(folder)
    os.environ["AMENDS_SMTP"] = f"file://{folder / 'mails'}"


def _open(name: str) -> list[str]:
    if name == "-":
        return sys.stdin.read().splitlines()
    try:
        return Path(name).read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise Misuse(f"{name} is not UTF-8 text.") from error


def _answers(story: list[str], mails: Path) -> Iterator[dict[str, Any]]:
    from amends.cli.stage import Stage
    from amends.cli.story import play

    yield from play(story, Stage(mails))


def _let_go() -> None:
    from django.db import connections

    from amends.core import clock

    connections.close_all()
    clock.set_now(None)
