"""`amends restore`: the way back from a backup."""

from __future__ import annotations

import argparse
import json
import shutil
import tarfile
import tempfile
from pathlib import Path

from amends.cli import lines
from amends.cli.faults import Misuse
from amends.cli.waking import is_prepared, prepare, wake


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `amends restore`."""
    parser.epilog = (
        "examples:\n  AMENDS_HOME=/srv/amends amends restore desk.tar\n  amends restore desk.tar --force\n\n"
        "Stop the desk first. --force moves what is there into a folder beside it."
    )
    parser.add_argument("file", metavar="FILE", help="a file that `amends backup` wrote")
    parser.add_argument("--force", action="store_true", help="also where a desk is already")


def run(args: argparse.Namespace) -> int:
    """Puts a backup in place; refused where a desk is already, unless it is forced."""
    source = Path(args.file)
    if not source.is_file():
        raise Misuse(f"There is no file {source}.")
    wake()
    from django.conf import settings

    stood = is_prepared()
    if stood and not args.force:
        raise Misuse(f"There is a desk already in {settings.AMENDS_HOME}. --force puts the backup in its place.")
    home = Path(settings.AMENDS_HOME)
    with tempfile.TemporaryDirectory(dir=home, prefix=".restore-") as name:
        aside = _put_in_place(_unpacked(source, Path(name)), home)
    if not stood:
        # Only what waking the settings has just made.
        shutil.rmtree(aside, ignore_errors=True)
    # A backup of an older version is brought up to date, and the triggers are put back.
    prepare()
    from amends.cases.models import Case

    count = Case.objects.count()
    if args.json:
        lines.answer({"cases": count, "moved_aside": str(aside) if aside.exists() else None})
    lines.tell(f"The desk is back, with {count} {'case' if count == 1 else 'cases'}.")
    if aside.exists():
        lines.tell(f"What was there lies in {aside}.")
    return 0


def _unpacked(source: Path, folder: Path) -> Path:
    try:
        with tarfile.open(source) as archive:
            archive.extractall(folder, filter="data")
        database = json.loads((folder / "backup.json").read_text())["database"]
        if not (folder / database).is_file() or "/" in database:
            raise KeyError(database)
    except (tarfile.TarError, EOFError, OSError, ValueError, KeyError, TypeError) as error:
        raise Misuse(f"{source} is not a whole backup of a desk ({type(error).__name__}).") from error
    return folder / str(database)


def _put_in_place(database: Path, home: Path) -> Path:
    from amends.cli.copies import move_aside, put_back
    from amends.core import clock

    aside = home / f"before-restore-{clock.now():%Y%m%dT%H%M%S}"
    put_back(database, aside)
    for name in ("files", "secret-key"):
        if (database.parent / name).exists():
            move_aside(home / name, aside)
            shutil.move(database.parent / name, home / name)
    return aside
