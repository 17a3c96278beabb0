"""docs/acts.md and docs/api.md, written from the registry of acts and the story that does each of them once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from amends.casework.acts import Act, all_acts
from amends.casework.coercing import Field
from amends.cli.post import POST
from amends.insight.asks import every_ask
from tests.checks.source import ROOT

ACTS = ROOT / "docs" / "acts.md"
API = ROOT / "docs" / "api.md"
STORY = ROOT / "tests" / "stories" / "every_act.jsonl"
HEADS = ROOT / "tests" / "checks"


def acts_page() -> str:
    """Every act and every question with its fields and an example."""
    examples = _examples()
    parts = [_head("acts"), "## Acts\n"]
    parts += [_told(act, examples["act", act.name]) for act in all_acts().values()]
    parts += ["## Acts of a story\n"]
    parts += [_told(act, examples["act", act.name]) for act in POST.values()]
    parts += ["## Questions\n"]
    parts += [_told(ask, examples["ask", ask.name]) for ask in every_ask().values()]
    return "\n".join(parts)


def api_page() -> str:
    """Every route of the API."""
    parts = [_head("api"), "## Acts\n", "| Route | Does |", "|---|---|"]
    parts += [f"| `POST /api/v1/acts/{act.name}` | {act.summary} |" for act in all_acts().values()]
    parts += ["", "## Questions\n", "| Route | Tells |", "|---|---|"]
    parts += [f"| `GET /api/v1/asks/{ask.name}` | {ask.summary} |" for ask in every_ask().values()]
    return "\n".join(parts) + "\n"


def _head(page: str) -> str:
    return (HEADS / f"{page}_head.md").read_text(encoding="utf-8")


def _examples() -> Mapping[tuple[str, str], str]:
    """The first line of the story for each act and question."""
    found: dict[tuple[str, str], str] = {}
    for line in STORY.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            values: dict[str, Any] = json.loads(line)
            kind = "act" if "act" in values else "ask"
            found.setdefault((kind, values[kind]), line)
    return found


def _told(act: Act, example: str) -> str:
    lines = [f"### {act.name}\n", act.summary + "\n"]
    if act.fields:
        lines += ["| Field | Kind | Without it |", "|---|---|---|"]
        lines += [f"| `{field.name}` | {field.kind} | {_default(field)} |" for field in act.fields]
        lines.append("")
    return "\n".join([*lines, "```json", example, "```\n"])


def _default(field: Field) -> str:
    if field.is_needed:
        return "is needed"
    if field.default in (None, "", ()):
        return "–"
    return f"`{json.dumps(field.default, ensure_ascii=False, default=str)}`"
