"""A story told from the present: instants count from now, cases and promises go by names (`demo.jsonl`)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from importlib import resources
from typing import Any

from amends.cli.stage import Stage
from amends.cli.story import play
from amends.learning.models import Lesson
from amends.promises.models import Promise

_FROM_NOW = re.compile(r"([+-])(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?")
_DATES = frozenset({"bought_on"})


def demo_story() -> list[str]:
    """The lines of the shipped demo."""
    return (resources.files("amends.cli") / "demo.jsonl").read_text("utf-8").splitlines()


def rehearse(story: Iterable[str], stage: Stage, now: datetime) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Plays the lines in the order of their time, and ends at `now`; each line as it was played, with its answer."""
    told = [json.loads(line) for line in story if line.strip() and not line.startswith("#")]
    matters: dict[str, int] = {}
    for values in sorted(told, key=lambda values: from_now(values["at"], now)):
        line = _line(values, matters, now)
        (answer,) = play([json.dumps(line)], stage)
        result = answer.get("result")
        if "matter" in values and isinstance(result, dict) and result.get("case"):
            matters.setdefault(values["matter"], result["case"])
        yield line, answer
    stage.move_to(now)


def from_now(told: str, now: datetime) -> datetime:
    """The instant of "-2d3h" or "+25m"; ValueError for anything else."""
    match = _FROM_NOW.fullmatch(told)
    if match is None or len(told) < 3:
        raise ValueError(f"“{told}” is no time from now.")
    days, hours, minutes = (int(number or 0) for number in match.groups()[1:])
    span = timedelta(days=days, hours=hours, minutes=minutes)
    return now + span if match[1] == "+" else now - span


def _line(values: Mapping[str, Any], matters: Mapping[str, int], now: datetime) -> dict[str, Any]:
    case = matters.get(values.get("matter", ""), 0)
    line = {key: _resolved(key, value, case, now) for key, value in values.items() if key != "matter"}
    if case and line["act"] not in ("mail_arrives", "edit_lesson", "publish_lesson"):
        line["case"] = case
    return line


def _resolved(key: str, value: Any, case: int, now: datetime) -> Any:
    if isinstance(value, dict):
        return {inner: _resolved(inner, part, case, now) for inner, part in value.items()}
    if isinstance(value, list):
        return [_resolved(key, part, case, now) for part in value]
    if value == "$promise":
        rows = Promise.objects.filter(case=case).exclude(kind="service").order_by("-pk")
        return rows.values_list("pk", flat=True).first()
    if value == "$lesson":
        return Lesson.objects.order_by("-pk").values_list("pk", flat=True).first()
    if key in ("at", "due") and isinstance(value, str):
        return from_now(value, now).isoformat()
    if key in _DATES:
        return from_now(value, now).date().isoformat()
    return value
