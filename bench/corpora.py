"""Runs every set of real material against the product and prints, per set, how many rows agree.

    python bench/corpora.py ../shared/data        (or: python -m bench.corpora ../shared/data)

The sets and how each is graded are described in the README beside them; how a row agrees stands in the module that
grades it. A set that is not there is said to be missing, and the others still run.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

if __package__ in (None, ""):  # started as a file: its neighbours are found from the folder above
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import corpora_complaints, corpora_dates, corpora_due, corpora_mail


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.corpora", description="Grade every set of real material.")
    parser.add_argument("folder", type=Path, help="where the sets are, such as ../shared/data")
    folder: Path = parser.parse_args().folder
    if not folder.is_dir():
        print(f"There is no folder {folder}.", file=sys.stderr)
        return 2
    missing = 0
    for name, tell in _SETS.items():
        if not (folder / name).is_file():
            missing += 1
            print(f"{name}: not there")
            continue
        for line in tell(folder / name):
            print(line, flush=True)
    print("remedies.jsonl: not graded yet; deciding remedies by authority tables is a later issue")
    return 1 if missing else 0


def _counted(grade: Callable[[Path], tuple[int, int]]) -> Callable[[Path], Iterator[str]]:
    def tell(path: Path) -> Iterator[str]:
        agreed, rows = grade(path)
        yield f"{path.name}: {agreed} of {rows} agree"

    return tell


def _tell_due(path: Path) -> Iterator[str]:
    yield from _counted(corpora_due.grade)(path)
    for one, other in corpora_due.contradictions(path):
        yield f"  {one} and {other} ask the same and expect different things: one of them cannot agree"


def _tell_complaints(path: Path) -> Iterator[str]:
    yield corpora_complaints.told(path.name, corpora_complaints.grade(path))
    fitted, judged = corpora_complaints.grade_halves(path)
    yield corpora_complaints.told("  the half rules are fitted on", fitted)
    yield corpora_complaints.told("  the half they are judged by", judged)


def _tell_mails(path: Path) -> Iterator[str]:
    found = corpora_complaints.grade_mails(path)
    yield f"{path.name}: {found.parsed} of {found.mails} read, {found.told} as complaint or problem"


_SETS: dict[str, Callable[[Path], Iterator[str]]] = {
    "due.jsonl": _tell_due,
    "dates.jsonl": _counted(corpora_dates.grade),
    "replies.jsonl": _counted(corpora_mail.grade_replies),
    "automatic.jsonl": _counted(corpora_mail.grade_automatic),
    "complaints.jsonl": _tell_complaints,
    "complaints.mbox": _tell_mails,
}

if __name__ == "__main__":
    raise SystemExit(main())
