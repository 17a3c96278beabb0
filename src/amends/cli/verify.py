"""`amends verify`: whether the timeline and the files are as they were written."""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Iterator

from amends.cli import lines
from amends.cli.waking import wake_desk


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `amends verify`."""
    parser.epilog = "examples:\n  amends verify\n  amends verify --json"


def run(args: argparse.Namespace) -> int:
    """Walks every stream and every file; 1 where something was changed or is missing."""
    wake_desk()
    found = 0
    for row in _findings():
        found += row["what"] != "erased"
        if args.json:
            lines.answer(row)
        else:
            print(f"{row['where']}: {row['what']}")
    lines.tell(f"{found} {'finding' if found == 1 else 'findings'}." if found else "Everything is as it was written.")
    return 1 if found else 0


def _findings() -> Iterator[dict[str, str]]:
    from amends.cases.verifying import verify

    for finding in verify():
        yield {"where": f"{finding.stream} {finding.seq}", "what": finding.what}
    yield from _files()


def _files() -> Iterator[dict[str, str]]:
    from django.core.files.storage import default_storage

    from amends.casework.files import file_path
    from amends.messages.models import Attachment

    for sha256 in Attachment.objects.order_by("sha256").values_list("sha256", flat=True).distinct().iterator():
        path = file_path(sha256)
        if not default_storage.exists(path):
            yield {"where": f"file {sha256}", "what": "missing"}
            continue
        digest = hashlib.sha256()
        with default_storage.open(path) as opened:
            for part in opened.chunks():
                digest.update(part)
        if digest.hexdigest() != sha256:
            yield {"where": f"file {sha256}", "what": "changed"}
