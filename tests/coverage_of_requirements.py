"""Prints for each entry of the requirements whether a test that covers it passes.

`pytest --requirements FILE`, then `python -m tests.coverage_of_requirements FILE`.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

ENTRIES = Path(__file__).with_name("requirements.txt").read_text().split()


def standing(outcomes: dict[str, str]) -> str:
    """One word for an entry, from the outcomes of the tests that cover it, by test."""
    if not outcomes:
        return "no test yet"
    for worst in ("failed", "skipped"):
        if worst in outcomes.values():
            return worst
    return "passed"


def main(file: str) -> int:
    """Prints one line an entry and the totals; 0 if every entry has passed."""
    results: dict[str, dict[str, str]] = json.loads(Path(file).read_text())
    totals: Counter[str] = Counter()
    for entry in ENTRIES:
        outcomes = results.get(entry, {})
        word = standing(outcomes)
        totals[word] += 1
        print(f"{entry:<7} {word}" + (f" ({len(outcomes)} tests)" if len(outcomes) > 1 else ""))
    print(f"{totals['passed']} of {len(ENTRIES)} entries have a passing test;", end=" ")
    print(f"{totals['failed']} fail, {totals['skipped']} were skipped, {totals['no test yet']} have no test yet.")
    return 0 if totals["passed"] == len(ENTRIES) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
