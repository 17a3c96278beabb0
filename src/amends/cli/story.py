"""A story, line by line: acts and questions at their instants, each answered with one JSON object."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from amends.casework.acts import Act, all_acts
from amends.casework.coercing import find_person
from amends.casework.telling import tell, tell_refusal
from amends.casework.working import record_attempt
from amends.cli.post import POST
from amends.cli.stage import Stage
from amends.core.instants import InstantFault, read_instant
from amends.core.refusal import NotFound, Refusal
from amends.insight.asks import every_ask
from amends.people import queries as people
from amends.people.models import Person


class UnusableLine(ValueError):
    """A line that is neither an act nor a question; the text is one sentence."""


def play(lines: Iterable[str], stage: Stage) -> Iterator[dict[str, Any]]:
    """Answers each line of a story: {"ok", "result"}, {"refused"} or {"error"}; blank lines and # remarks have none."""
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        try:
            yield _play_line(line, stage)
        except (ValueError, RecursionError) as error:
            yield {"error": f"Line {number}: {error}"}


def _play_line(line: str, stage: Stage) -> dict[str, Any]:
    values = _read(line)
    at = _instant(values)
    kind, act = _act(values)
    fields = {name: value for name, value in values.items() if name not in ("at", "by", "act", "ask")}
    _check_fields(act, fields)
    stage.move_to(at)
    by = _person(values.get("by"), act, kind)
    try:
        with transaction.atomic():
            result = tell(act.do(fields, by=by, at=at), at)
    except Refusal as refusal:
        record_attempt(refusal)
        return {"refused": tell_refusal(refusal)}
    stage.settle()
    return {"ok": True, "result": result}


def _read(line: str) -> Mapping[str, Any]:
    try:
        values = json.loads(line)
    except ValueError as error:
        raise UnusableLine(f"This is not JSON: {error}.") from error
    if not isinstance(values, dict):
        raise UnusableLine("A line is one JSON object.")
    return values


def _instant(values: Mapping[str, Any]) -> datetime:
    try:
        return read_instant(values.get("at"))
    except InstantFault as error:
        raise UnusableLine("“at” is an instant with its offset, such as 2027-03-05T16:30:00+00:00.") from error


def _act(values: Mapping[str, Any]) -> tuple[str, Act]:
    kinds = [kind for kind in ("act", "ask") if kind in values]
    if len(kinds) != 1:
        raise UnusableLine("A line names either an act or a question to ask.")
    known = {**all_acts(), **POST} if kinds[0] == "act" else every_ask()
    name = values[kinds[0]]
    act = known.get(name) if isinstance(name, str) else None
    if act is None:
        raise UnusableLine(f"There is no {kinds[0]} “{name}”. docs/acts.md lists them.")
    return kinds[0], act


def _check_fields(act: Act, fields: Mapping[str, Any]) -> None:
    known = {field.name: field for field in act.fields}
    for name in fields:
        if name not in known:
            raise UnusableLine(f"{act.name} has no field “{name}”; it takes {', '.join(known) or 'none'}.")
    for field in act.fields:
        if field.is_needed and field.name not in fields:
            raise UnusableLine(f"{act.name} needs “{field.name}”.")


def _person(told: Any, act: Act, kind: str) -> Person | None:
    """Who acts; a question that names nobody is asked by the first of the team."""
    if not act.takes_by or (told is None and not act.needs_by):
        return None
    if told is None and kind == "ask":
        return next(iter(people.team()), None)
    if told is None:
        raise UnusableLine(f"{act.name} needs “by”: a name, an address or a number.")
    try:
        return find_person(told)
    except NotFound as error:
        raise UnusableLine(f"“by” names nobody, or several: {told}.") from error
