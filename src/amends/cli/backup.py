"""`amends backup`: an online copy of the database, the files and the secret key in one tar file."""

from __future__ import annotations

import argparse
import os
import tarfile
import tempfile
from pathlib import Path

from amends.cli import lines
from amends.cli.faults import Misuse
from amends.cli.waking import wake_desk


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `amends backup`."""
    parser.epilog = "examples:\n  amends backup /srv/backups/desk.tar\n  amends backup desk.tar.gz --force"
    parser.add_argument("file", metavar="FILE", help="the tar file to write; .gz compresses it")
    parser.add_argument("--force", action="store_true", help="write over a file that is there")


def run(args: argparse.Namespace) -> int:
    """Copies everything while the desk runs; the file appears whole or not at all."""
    target = Path(args.file)
    if target.exists() and not args.force:
        raise Misuse(f"{target} is there already. --force writes over it.")
    if not target.absolute().parent.is_dir():
        raise Misuse(f"There is no folder {target.absolute().parent}.")
    wake_desk()
    from amends.cli.copies import copy_database, manifest

    part = target.with_name(target.name + ".part")
    try:
        with tempfile.TemporaryDirectory(dir=target.absolute().parent, prefix=".backup-") as name:
            folder = Path(name)
            # The database first: files are only ever added, so that all its files are there afterwards.
            database = copy_database(folder)
            (folder / "backup.json").write_text(manifest(database.name))
            _pack(part, [folder / "backup.json", database], target.suffix == ".gz")
        os.replace(part, target)
    finally:
        part.unlink(missing_ok=True)
    size = target.stat().st_size
    if args.json:
        lines.answer({"file": str(target), "size": size})
    lines.tell(f"{target} holds the desk: {size / 1_000_000:.1f} MB.")
    return 0


def _pack(part: Path, copied: list[Path], compress: bool) -> None:
    from django.conf import settings

    home = Path(settings.AMENDS_HOME)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as opened:
        with tarfile.open(fileobj=opened, mode="w:gz" if compress else "w") as archive:
            for path in copied:
                archive.add(path, arcname=path.name)
            for path in (home / "secret-key", home / "files"):
                if path.exists():
                    archive.add(path, arcname=path.name)
        opened.flush()
        os.fsync(opened.fileno())
