"""`amends due`: a due time, or the working time between two instants, with the reasons."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from amends.cli import due_packs
from amends.core.calendars import KEYS, CalendarFault, read_calendar
from amends.core.due import Why, due, parse_instant, parse_within, why_sentence, worked
from amends.core.working_time import WorkingCalendar
from amends.people.holidays_of import holidays_of

_EXAMPLE = """examples:
  amends due --from 2026-08-28T16:30+01:00 --within "one working day" --calendar england.toml
  amends due --from 2027-03-25T16:40+00:00 --pack uk-fca-disp1 --clock final-response
  amends due --from 2026-08-28T16:30+01:00 --to 2026-09-01T12:00+01:00 --json
  echo '{"from": "2026-03-28T15:00Z", "within": "24 hours", "calendar": {"zone": "Europe/London"}}' | amends due -

amounts: 24 hours, 3 days, 8 weeks, 2 months, 4 working hours, 5 working days, close of business on working day 3

a calendar file is TOML (all keys may be missing; the house has UTC, Monday to Friday 09:00 to 17:00):
  zone = "Europe/London"
  hours = {mon = [["09:00", "12:00"], ["13:00", "17:00"]], sat = [["10:00", "14:00"]]}
  holidays = ["2027-03-26"]      # and, or instead: holidays_of = "GB-ENG"
  yearly = ["12-25"]
  exceptions = {"2027-12-24" = [["09:00", "12:00"]]}"""

_LINE_KEYS = ("from", "within", "to", "calendar", "json", *due_packs.KEYS, *KEYS)


class _Unusable(ValueError):
    """The options do not make a question; the sentence says what is missing."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `amends due`."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EXAMPLE
    parser.add_argument("--from", dest="start", metavar="INSTANT", help="the start, ISO 8601 with an offset")
    parser.add_argument("--within", metavar="AMOUNT", help="an amount of time, such as “4 working hours”")
    parser.add_argument("--to", metavar="INSTANT", help="an end instead of an amount: how much was worked until then")
    parser.add_argument("--pack", metavar="PACK", help="a timer pack, by name or file, in place of an amount")
    parser.add_argument("--clock", metavar="CLOCK", help="the clock of the pack")
    parser.add_argument("--received", metavar="DAY", help="the day of receipt, which chooses the version of the rule")
    parser.add_argument("--calendar", metavar="FILE", help="the working calendar, a TOML file")
    parser.add_argument("--json", action="store_true", help="answer as one JSON object")
    parser.add_argument(
        "lines", nargs="?", choices=["-"], help="read questions from standard input, one JSON object a line"
    )


def run(args: argparse.Namespace) -> int:
    """Answers one question, or with `-` one a line; 0 where it could be answered, 2 where it could not.

    A line that cannot be used is answered with {"error"} and stops none of those after it; the command ends with 2.
    """
    try:
        calendar = _calendar_file(args.calendar) if args.calendar else WorkingCalendar()
        if args.lines == "-":
            return 2 if _tell_answers(_answers(calendar)) else 0
        beside = {key: getattr(args, key) for key in ("within", "to", *due_packs.KEYS)}
        answer = _answer({"from": args.start, **beside}, calendar)
    except ValueError as fault:
        if args.json:
            print(json.dumps({"error": str(fault)}, ensure_ascii=False))
        print(fault, file=sys.stderr)
        return 2
    if args.json:
        print(json.dumps(answer, ensure_ascii=False))
    else:
        print(answer["due"] if "due" in answer else f"{answer['worked_seconds']} working seconds")
        print(*(why["sentence"] for why in answer["why"]), sep="\n")
    return 0


def _tell_answers(answers: Iterator[dict[str, Any]]) -> int:
    """Print each answer as it comes; answers how many lines could not be used."""
    unusable = 0
    for answer in answers:
        print(json.dumps(answer, ensure_ascii=False), flush=True)
        unusable += "error" in answer
    return unusable


def _answers(calendar: WorkingCalendar) -> Iterator[dict[str, Any]]:
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")
    for line in sys.stdin:
        try:
            yield _answer_line(line, calendar)
        except (ValueError, RecursionError) as fault:
            yield {"error": str(fault)}


def _answer_line(line: str, calendar: WorkingCalendar) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except ValueError as fault:
        raise _Unusable(f"The line is not JSON: {fault}.") from fault
    if not isinstance(found, dict):
        raise _Unusable("A line is one JSON object.")
    for key in found:
        if key not in _LINE_KEYS:
            raise _Unusable(
                f"There is no key “{key}”; a line takes from, within, to, pack, clock, received and calendar."
            )
    return _answer(found, _line_calendar(found) or calendar)


def _line_calendar(found: Mapping[str, Any]) -> WorkingCalendar | None:
    """The calendar of a line: an object, a file's name, or its keys beside the question."""
    beside = {key: found[key] for key in KEYS if key in found}
    inline = found.get("calendar")
    if inline is not None and beside:
        raise _Unusable(f"The calendar stands twice: as calendar and as {', '.join(beside)}.")
    if isinstance(inline, str):
        return _calendar_file(inline)
    shape = beside or inline
    if shape is None:
        return None
    if not isinstance(shape, dict):
        raise CalendarFault("calendar: write an object with the keys " + ", ".join(KEYS) + ".")
    return _known_calendar(json.dumps(shape, sort_keys=True))


def _calendar_file(name: str) -> WorkingCalendar:
    try:
        text = Path(name).read_text(encoding="utf-8")
    except OSError as fault:
        raise CalendarFault(f"The calendar {name} cannot be read: {fault.strerror}.") from fault
    except UnicodeDecodeError as fault:
        raise CalendarFault(f"The calendar {name} is not UTF-8 text.") from fault
    return _known_calendar(text)


@lru_cache(maxsize=64)
def _known_calendar(text: str) -> WorkingCalendar:
    """A calendar by its text, read once, because many lines name the same one."""
    return read_calendar(text, holidays_of)


def _answer(asked: Mapping[str, Any], calendar: WorkingCalendar) -> dict[str, Any]:
    if asked.get("from") is None:
        raise _Unusable("The start is missing; give it as from.")
    if sum(asked.get(key) is not None for key in ("within", "to", "pack")) != 1:
        raise _Unusable("Give either within, an amount of time, or to, an instant, or pack, with a clock of it.")
    if asked.get("pack") is not None:
        by_rule, counted_in = due_packs.due_by_pack(asked, calendar)
        return {"due": by_rule.at.astimezone(counted_in.tz).isoformat(), "why": [_told(why) for why in by_rule.why]}
    start = parse_instant(asked["from"])
    if asked.get("within") is not None:
        found = due(start, parse_within(asked["within"]), calendar)
        return {"due": found.at.astimezone(calendar.tz).isoformat(), "why": [_told(why) for why in found.why]}
    spent = worked(start, parse_instant(asked["to"]), calendar)
    return {"worked_seconds": _seconds(spent.amount.total_seconds()), "why": [_told(why) for why in spent.why]}


def _seconds(amount: float) -> int | float:
    return int(amount) if amount.is_integer() else amount


def _told(why: Why) -> dict[str, Any]:
    return {"code": why.code, **why.values, "sentence": why_sentence(why)}
