"""A playbook: the steps of a process, what proves each, what each guard asks for; read from TOML, checked by line."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from amends.core.refusal import every_refusal
from amends.core.toml_lines import Fault, Lines, parsed

FACTS = frozenset(
    {
        "first_words",
        "finished",
        "feeling",
        "restated",
        "understood",
        "undisputed",
        "empathy",
        "apology",
        "owner_told",
        "next_contact",
        "acted",
        "promises_settled",
        "asked",
        "confirmed",
        "answered",
        "closed",
        "lesson",
    }
)
KINDS = ("complaint", "problem", "question", "need", "praise", "other")
RECOVERY_KINDS = ("complaint", "problem")
STAGES = ("heard", "agreed", "checking", "putting-right", "done")
WHO = ("owner", "customer", "lead", "team")
# How often the customer hears of us: each working day, each week, at the next promised contact, or not by itself.
RHYTHMS = ("daily", "weekly", "next-contact", "none")
GUARDED_ACTS = ("act", "offer", "close", "learn")


@dataclass(frozen=True)
class Step:
    """One step: done when all of `evidence` is there; `enough` lets the work go on while `evidence` is awaited."""

    id: str
    title: str
    who: str
    stage: str
    evidence: tuple[str, ...]
    prompt: str
    enough: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()
    each_issue: tuple[str, ...] = ()


@dataclass(frozen=True)
class Guard:
    """An act asks for facts first; refused with the named code where one is missing."""

    act: str
    needs: tuple[str, ...]
    refusal: str


@dataclass(frozen=True)
class Playbook:
    """A process as data; a case keeps the version that it began with."""

    name: str
    version: int
    kinds: tuple[str, ...]
    steps: tuple[Step, ...]
    guards: tuple[Guard, ...] = ()
    reason: str = ""
    rhythm: str = "next-contact"

    def step(self, id: str) -> Step:
        """The step of that id; KeyError where there is none."""
        for step in self.steps:
            if step.id == id:
                return step
        raise KeyError(id)

    def guards_of(self, act: str) -> tuple[Guard, ...]:
        """The guards that stand before an act, in the order they are written."""
        return tuple(guard for guard in self.guards if guard.act == act)


class PlaybookFault(ValueError):
    """A playbook that cannot be used; `faults` says each reason with its line."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.faults = faults


def read(text: str) -> Playbook:
    """The playbook in a TOML text; raises PlaybookFault with every fault that was found."""
    faults = check(text)
    if faults:
        raise PlaybookFault(faults)
    data = tomllib.loads(text)
    return Playbook(
        name=data["name"],
        version=data["version"],
        kinds=tuple(data["kinds"]),
        steps=tuple(_step(row) for row in data["step"]),
        guards=tuple(Guard(row["act"], tuple(row["needs"]), row["refusal"]) for row in data.get("guard", ())),
        reason=data.get("reason", ""),
        rhythm=data.get("rhythm", "next-contact"),
    )


def check(text: str) -> tuple[Fault, ...]:
    """Every fault of a playbook text, in the order of its lines; an empty tuple when it can be used."""
    data, no_toml = parsed(text)
    if no_toml:
        return (no_toml,)
    lines = Lines(text)
    faults = [*_check_head(data, lines), *_check_steps(data, lines), *_check_guards(data, lines)]
    return tuple(sorted(faults, key=lambda fault: fault.line))


_SCHEMA: Mapping[str, type] = {"name": str, "version": int, "kinds": list, "step": list}
_STEP: Mapping[str, type] = {"id": str, "title": str, "who": str, "stage": str, "evidence": list, "prompt": str}
_STEP_MORE = ("enough", "advice", "each_issue")
# As long as the row of a case's standing can hold.
_LONGEST = {"id": 20, "title": 60}


def _check_head(data: Mapping[str, Any], lines: Lines) -> Iterator[Fault]:
    for key, kind in _SCHEMA.items():
        if key not in data:
            yield Fault(1, f"“{key}” is missing.")
        elif not isinstance(data[key], kind) or isinstance(data[key], bool):
            yield Fault(lines.of(key), f"“{key}” has to be {_KIND_WORDS[kind]}.")
    if not isinstance(data.get("reason", ""), str):
        yield Fault(lines.of("reason"), "“reason” has to be a text.")
    for key in data.keys() - _SCHEMA.keys() - {"guard", "reason", "rhythm"}:
        yield Fault(lines.of(key), f"“{key}” is not a word of a playbook.")
    if data.get("rhythm", "none") not in RHYTHMS:
        yield Fault(lines.of("rhythm"), f"“rhythm” has to be one of {', '.join(RHYTHMS)}.")
    if isinstance(data.get("version"), int) and data["version"] < 1:
        yield Fault(lines.of("version"), "“version” counts from 1.")
    for kind_name in _list(data.get("kinds")):
        if kind_name not in KINDS:
            yield Fault(lines.of("kinds"), f"“{kind_name}” is not a kind of case; the kinds are {', '.join(KINDS)}.")


def _check_steps(data: Mapping[str, Any], lines: Lines) -> Iterator[Fault]:
    rows = _list(data.get("step"))
    if "step" in data and not rows:
        yield Fault(lines.of("step"), "A playbook needs at least one step.")
    seen: set[str] = set()
    for index, row in enumerate(rows):
        if not isinstance(row, dict):
            yield Fault(lines.of("step"), "Each step is a [[step]] table.")
            continue
        yield from _check_step(row, index, lines)
        if str(row.get("id")) in seen and "id" in row:
            yield Fault(lines.of("id", "step", index), f"The id “{row['id']}” stands twice.")
        seen.add(str(row.get("id")))


def _check_step(row: Mapping[str, Any], index: int, lines: Lines) -> Iterator[Fault]:
    for key, kind in _STEP.items():
        if key not in row:
            yield Fault(lines.of(None, "step", index), f"“{key}” is missing in this step.")
        elif not isinstance(row[key], kind):
            yield Fault(lines.of(key, "step", index), f"“{key}” has to be {_KIND_WORDS[kind]}.")
    for key in row.keys() - _STEP.keys() - set(_STEP_MORE):
        yield Fault(lines.of(key, "step", index), f"“{key}” is not a word of a step.")
    if isinstance(row.get("who"), str) and row["who"] not in WHO:
        yield Fault(lines.of("who", "step", index), f"“{row['who']}” cannot act; who is one of {', '.join(WHO)}.")
    if isinstance(row.get("stage"), str) and row["stage"] not in STAGES:
        yield Fault(lines.of("stage", "step", index), f"“{row['stage']}” is not a stage; {', '.join(STAGES)} are.")
    for key, longest in _LONGEST.items():
        if isinstance(row.get(key), str) and not 0 < len(row[key]) <= longest:
            yield Fault(lines.of(key, "step", index), f"“{key}” needs 1 to {longest} characters.")
    for key in _STEP_MORE:
        if key in row and not isinstance(row[key], list):
            yield Fault(lines.of(key, "step", index), f"“{key}” has to be a list.")
    for key in ("evidence", *_STEP_MORE):
        for fact in _list(row.get(key)):
            if not _is_fact(fact):
                yield Fault(
                    lines.of(key, "step", index), f"“{fact}” is not a fact; see docs/playbooks.md for the list."
                )


def _check_guards(data: Mapping[str, Any], lines: Lines) -> Iterator[Fault]:
    if not isinstance(data.get("guard", []), list):
        yield Fault(lines.of("guard"), "Each guard is a [[guard]] table.")
    for index, row in enumerate(_list(data.get("guard"))):
        if not isinstance(row, dict) or not {"act", "needs", "refusal"} <= row.keys():
            yield Fault(lines.of(None, "guard", index), "A guard needs “act”, “needs” and “refusal”.")
            continue
        if row["act"] not in GUARDED_ACTS:
            yield Fault(lines.of("act", "guard", index), f"“{row['act']}” cannot be guarded.")
        if row["refusal"] not in [refusal.code for refusal in every_refusal()]:
            yield Fault(
                lines.of("refusal", "guard", index), f"“{row['refusal']}” is not a refusal; see docs/refusals.md."
            )
        if not isinstance(row["needs"], list):
            yield Fault(lines.of("needs", "guard", index), "“needs” has to be a list.")
        for fact in _list(row["needs"]):
            if not _is_fact(fact):
                yield Fault(lines.of("needs", "guard", index), f"“{fact}” is not a fact.")


def _is_fact(value: Any) -> bool:
    return isinstance(value, str) and value in FACTS


_KIND_WORDS = {str: "a text", int: "a whole number", list: "a list"}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _step(row: Mapping[str, Any]) -> Step:
    return Step(
        id=row["id"],
        title=row["title"],
        who=row["who"],
        stage=row["stage"],
        evidence=tuple(row["evidence"]),
        prompt=row["prompt"],
        **{key: tuple(row.get(key, ())) for key in _STEP_MORE},
    )
