"""Holds the reading of times against a corpus of phrases.

A row counts when every time it lists was found with one of the listed values, or when it lists none and none was found.
How values are compared: an instant or a day must be the same (a day matches an instant of that day where only the day
is sure); a stretch must have the same ends; of an open stretch ("before 4pm") its one end; a bare time of day only its
clock; of "within 2 hours" its end, which is what binds. Lengths ("for 3 days") and repetitions ("every Monday") are no
times: a row that lists only such counts when nothing is found, and beside a time they are skipped.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from amends.core.reading.times import TimePhrase, times

_NO_TIME = ("duration", "set", "timezone")


def grade(path: str | Path) -> tuple[int, int]:
    """How many rows of a file of date rows agree, and how many there are."""
    results = [agrees for _, agrees, _ in graded(path)]
    return sum(results), len(results)


def graded(path: str | Path) -> Iterator[tuple[dict[str, Any], bool, list[TimePhrase]]]:
    """Every row with whether it agrees and what was found."""
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found = _found(row)
        wanted = [] if row["kind"] == "date-none" else row["expected"]["results"]
        yield row, _agrees(wanted, found), found


def _found(row: dict[str, Any]) -> list[TimePhrase]:
    """American texts put the month first; a row that says it is British does not."""
    zone = ZoneInfo("Europe/London" if row["input"].get("mode", "").endswith("GB") else "America/New_York")
    at = datetime.fromisoformat(row["input"]["reference"] or "2020-01-01T00:00:00").replace(tzinfo=zone)
    return times(row["input"]["text"], at, zone, "en")


def _agrees(wanted: list[dict[str, Any]], found: list[TimePhrase]) -> bool:
    points = [one for one in wanted if one.get("type") not in _NO_TIME]
    if not points:
        return not found
    left = list(found)
    for one in points:
        hit = next(
            (phrase for phrase in left if any(_same(phrase, value, one.get("type", "")) for value in one["values"])),
            None,
        )
        if hit is None:
            return False
        left.remove(hit)
    return not left or len(points) < len(wanted)


def _same(phrase: TimePhrase, value: dict[str, Any], kind: str) -> bool:
    if value.get("value") == "not resolved":
        return False
    mine = phrase.value
    if "value" in value:
        return not isinstance(mine, tuple) and _equal(mine, value["value"], kind)
    start, end = value.get("start"), value.get("end")
    if start and end:
        if isinstance(mine, tuple):
            return _equal(mine[0], start, kind) and _equal(mine[1], end, kind)
        return phrase.text.lower().startswith("within") and _equal(mine, end, kind)
    last = mine[1] if isinstance(mine, tuple) else mine
    first = mine[0] if isinstance(mine, tuple) else mine
    return bool(end and _equal(last, end, kind)) or bool(start and _equal(first, start, kind))


def _equal(mine: date | datetime, theirs: str, kind: str) -> bool:
    if kind in ("time", "timerange"):
        return isinstance(mine, datetime) and mine.time() == time.fromisoformat(theirs)
    if not isinstance(mine, datetime):
        return mine.isoformat() == theirs[:10] and (
            len(theirs) == 10 or kind == "" or theirs[11:] in ("00:00:00", "23:59:59")
        )
    given = datetime.fromisoformat(theirs)
    local = mine.replace(tzinfo=None)
    return local == given or (len(theirs) > 10 and abs(local - given) < timedelta(seconds=1))


def report(paths: Iterable[str]) -> None:
    """Prints, per kind of row, how many agree; with "-v" before the files, every row that does not."""
    for path in paths:
        agreed: Counter[str] = Counter()
        whole: Counter[str] = Counter()
        for row, agrees, found in graded(path):
            name = row["kind"] + (" deadline" if row.get("tags", {}).get("deadline") else "")
            whole[name] += 1
            agreed[name] += agrees
            if not agrees and "-v" in sys.argv:
                print(
                    name,
                    row["input"]["reference"],
                    repr(row["input"]["text"]),
                    [(one.text, str(one.value)) for one in found],
                )
        for name in sorted(whole):
            print(f"{name}: {agreed[name]} of {whole[name]}")


if __name__ == "__main__":
    report(argument for argument in sys.argv[1:] if argument != "-v")
