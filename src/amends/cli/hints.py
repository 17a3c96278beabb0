"""`amends hints`: what the coach and the reader see in a text."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from amends.core import clock
from amends.core.instants import read_instant
from amends.core.reading.hints import SIDES, Side, hints

_EXAMPLE = """examples:
  amends hints --at 2026-03-28T15:00+00:00 --zone Europe/London reply.txt
  amends hints --side customer --json mail.txt
  echo '{"text": "I will ring you within 24 hours.", "zone": "Europe/London"}' | amends hints -"""

_KEYS = ("text", "at", "zone", "side", "language", "id")


class _Unusable(ValueError):
    """What was given makes no question; the sentence says why."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `amends hints`."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EXAMPLE
    parser.add_argument("--at", metavar="INSTANT", help="when the text was written, ISO 8601 with an offset; else now")
    parser.add_argument(
        "--zone", metavar="ZONE", help="the zone its times are meant in, such as Europe/London; else UTC"
    )
    parser.add_argument("--side", choices=SIDES, default="staff", help="who wrote it; else staff")
    parser.add_argument("--language", metavar="LANGUAGE", help="its language, en or de; else the words tell")
    parser.add_argument("--json", action="store_true", help="answer as one JSON object")
    parser.add_argument(
        "file", nargs="?", default="-", metavar="FILE|-", help="a file of text; “-” reads one JSON object a line"
    )


def run(args: argparse.Namespace) -> int:
    """Reads one text, or with `-` one a line; 0 where it could be read, 2 where it could not.

    A line that cannot be used is answered with {"error"} and stops none of those after it; the command ends with 2.
    """
    given = {"at": args.at, "zone": args.zone, "side": args.side, "language": args.language}
    try:
        if args.file == "-":
            _question({**given, "text": ""})
            return 2 if _tell_answers(_answers(given)) else 0
        answer = _question({**given, "text": _text_of(args.file)})
    except ValueError as fault:
        if args.json:
            print(json.dumps({"error": str(fault)}, ensure_ascii=True))
        print(fault, file=sys.stderr)
        return 2
    if args.json:
        print(json.dumps(answer, ensure_ascii=True))
    else:
        print(*_spoken(answer), sep="\n")
    return 0


def _tell_answers(answers: Iterator[dict[str, Any]]) -> int:
    """Print each answer as it comes; answers how many lines could not be used."""
    unusable = 0
    for answer in answers:
        print(json.dumps(answer, ensure_ascii=True), flush=True)
        unusable += "error" in answer
    return unusable


def _answers(given: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")
    for line in sys.stdin:
        try:
            yield _answer_line(line, given)
        except (ValueError, RecursionError) as fault:
            yield {"error": str(fault)}


def _answer_line(line: str, given: dict[str, Any]) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        raise _Unusable("The line is no JSON object.") from None
    if not isinstance(found, dict):
        raise _Unusable("The line is no JSON object.")
    unknown = sorted(set(found) - set(_KEYS))
    if unknown:
        raise _Unusable(f"“{unknown[0]}” is not a key; the keys are {', '.join(_KEYS)}.")
    answer = _question({**given, **{key: value for key, value in found.items() if value is not None}})
    return {"id": found["id"], **answer} if "id" in found else answer


def _question(asked: dict[str, Any]) -> dict[str, Any]:
    text, side, language = asked.get("text"), asked.get("side") or "staff", asked.get("language")
    if not isinstance(text, str):
        raise _Unusable("“text” is missing, or is no text.")
    if side not in SIDES:
        raise _Unusable("“side” is staff or customer.")
    if language is not None and not isinstance(language, str):
        raise _Unusable("“language” is no text.")
    known_side: Side = "customer" if side == "customer" else "staff"
    return hints(text, _instant(asked.get("at")), _zone(asked.get("zone")), known_side, language)


def _instant(written: object) -> datetime:
    return clock.now() if written is None else read_instant(written)


def _zone(name: object) -> ZoneInfo:
    try:
        return ZoneInfo(str(name or "UTC"))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise _Unusable(f"“{name}” is not a zone.") from None


def _text_of(path: str) -> str:
    try:
        return Path(path).read_bytes().decode("utf-8", errors="replace")
    except OSError as fault:
        raise _Unusable(f"“{path}” cannot be read: {fault.strerror}.") from None


def _spoken(answer: dict[str, Any]) -> list[str]:
    lines = [
        f"promise: {one['what']} – {one['due'] or ('no time' if one['vague'] else 'no due time')}"
        for one in answer["promises"]
    ]
    lines += [f"time: {one['text']} – {_said(one['value'])}" for one in answer["times"]]
    lines += [f"{one['act']}: {one['text']}" for one in answer["acts"]]
    because = ", ".join(answer["feeling"]["because"])
    lines.append(f"feeling: {answer['feeling']['level']} of 5" + (f" ({because})" if because else ""))
    lines += [sign.replace("_", " ") for sign in ("complaint", "threat", "legal", "wants_supervisor") if answer[sign]]
    return lines


def _said(value: Any) -> str:
    return f"{value['from']} to {value['to']}" if isinstance(value, dict) else str(value)
