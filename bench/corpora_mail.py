"""Grades the reading of replies and the telling of machines from people against mail that nobody here wrote."""

import base64
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from amends.channels.email.automatic import may_answer
from amends.channels.email.parse import parse
from amends.channels.email.plain import plain_text
from amends.channels.email.replies import new_words, without_quotes
from amends.channels.email.signatures import split_signature


def grade_replies(path: Path) -> tuple[int, int]:
    """(rows that agree, rows). The two sources mean different things by a reply: one keeps signatures, the other folds
    them too."""
    results = [_agrees(row) for row in _rows(path)]
    return sum(results), len(results)


def grade_automatic(path: Path) -> tuple[int, int]:
    """(rows that agree, rows) on whether a mail may be answered by a machine."""
    results = [
        may_answer(parse(base64.b64decode(row["input"]["raw_b64"]))) == row["expected"]["auto_response_allowed"]
        for row in _rows(path)
    ]
    return sum(results), len(results)


def disagreements(path: Path) -> Iterator[tuple[str, str]]:
    """The rows of replies that differ: their id and what was found."""
    for row in _rows(path):
        if not _agrees(row):
            yield row["id"], repr(_found(row))


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with Path(path).open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _found(row: dict[str, Any]) -> tuple[str, str]:
    given = row["input"]
    text = plain_text(given["html"]) if "html" in given else given["text"].replace("\r\n", "\n")
    if row["kind"] == "signature":
        return split_signature(text)
    return (new_words(text) if row["set"] == "reply-crisp" else without_quotes(text)), ""


def _agrees(row: dict[str, Any]) -> bool:
    expected = row["expected"]
    reply, signature = _found(row)
    if row["kind"] == "reply-check":
        starts = [_folded(start) for start in expected.get("not_contains_line_start", [])]
        lines = [_folded("\n".join(reply.split("\n")[number:])) for number in range(reply.count("\n") + 1)]
        held = all(part in reply for part in expected.get("contains", []))
        return held and not any(line.startswith(start) for line in lines for start in starts)
    same = _folded(reply) == _folded(expected["reply"])
    return same and ("signature" not in expected or _folded(signature) == _folded(expected["signature"] or ""))


def _folded(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    print("replies", *grade_replies(folder / "replies.jsonl"))
    print("automatic", *grade_automatic(folder / "automatic.jsonl"))
    for name, found in disagreements(folder / "replies.jsonl"):
        print(" ", name, found)
