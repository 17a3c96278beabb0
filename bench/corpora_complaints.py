"""Grades the reading of complaints: short public messages, and whole mails that all complain.

The short messages are graded over the set (F1 of "a complaint", and the mean of both classes' F1), never row by row.
A rule is fitted on one half of the rows, told by a digest of their ids, and judged by the other.
"""

from __future__ import annotations

import hashlib
import json
import mailbox
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from amends.channels.email.parse import parse
from amends.core.reading import is_complaint, kind


class Grade(NamedTuple):
    """How a yes-or-no reading does over a set; every share is between 0 and 1."""

    agreed: int
    rows: int
    precision: float
    recall: float
    f1: float
    macro_f1: float


class Mails(NamedTuple):
    """How many mails there are, how many can be filed as they are, and how many are read as complaint or problem."""

    mails: int
    parsed: int
    told: int


def grade(path: str | Path) -> Grade:
    """How well "does this tell of something that went wrong" agrees over a file of short messages."""
    return _grade((expected, found) for expected, found, _ in _read(path))


def grade_halves(path: str | Path) -> tuple[Grade, Grade]:
    """The half of the rows that rules are fitted on, and the half that they are judged by."""
    pairs = _read(path)
    fitted, judged = (_grade((expected, found) for expected, found, half in pairs if half == one) for one in (0, 1))
    return fitted, judged


def grade_mails(path: str | Path) -> Mails:
    """How many mails of a mailbox are read without a fault, and how many as complaint or problem."""
    parsed = [parse(mail.as_bytes()) for mail in mailbox.mbox(path, create=False)]
    told = sum(kind(mail.reply, mail.subject).kind in ("complaint", "problem") for mail in parsed)
    return Mails(len(parsed), sum(mail.fault is None and bool(mail.reply.strip()) for mail in parsed), told)


def _read(path: str | Path) -> list[tuple[bool, bool, int]]:
    """(expected, found, half) of every row."""
    rows = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]
    return [
        (
            bool(row["expected"]["complaint"]),
            is_complaint(row["input"]["text"], language="en"),
            hashlib.sha256(row["id"].encode()).digest()[0] % 2,
        )
        for row in rows
    ]


def _grade(pairs: Iterable[tuple[bool, bool]]) -> Grade:
    read = list(pairs)
    both = sum(expected and found for expected, found in read)
    neither = sum(not expected and not found for expected, found in read)
    found_only = sum(found and not expected for expected, found in read)
    missed = len(read) - both - neither - found_only
    f1 = _share(2 * both, 2 * both + found_only + missed)
    other = _share(2 * neither, 2 * neither + found_only + missed)
    precision, recall = _share(both, both + found_only), _share(both, both + missed)
    return Grade(both + neither, len(read), precision, recall, f1, (f1 + other) / 2)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def told(name: str, found: Grade) -> str:
    """A grade as one line."""
    return (
        f"{name}: {found.agreed} of {found.rows} agree, F1 {found.f1:.3f}, macro-F1 {found.macro_f1:.3f} "
        f"(precision {found.precision:.3f}, recall {found.recall:.3f})"
    )


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    print(told("complaints", grade(folder / "complaints.jsonl")))
    for half, result in zip(("fitted on", "judged by"), grade_halves(folder / "complaints.jsonl"), strict=True):
        print(told(f"  {half}", result))
    print("mails", *grade_mails(folder / "complaints.mbox"))
