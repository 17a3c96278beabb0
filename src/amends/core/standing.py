"""Where a case stands: which steps are done, which is now, who moves, and what is missing for closing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from amends.core.playbook import Playbook, Step


class Status(StrEnum):
    """The few words of a step (`ux.md` C43); awaited is "to do" whose next move is the customer's."""

    DONE = "done"
    NOW = "now"
    AWAITED = "awaited"
    TO_DO = "to-do"


@dataclass(frozen=True)
class Fact:
    """A named fact of a case: since when, by whom (a person's name or id), shown by what."""

    at: datetime
    by: str = ""
    evidence: str = ""


@dataclass(frozen=True)
class Facts:
    """The facts of a case by name, and the facts of each issue by issue number."""

    case: Mapping[str, Fact] = field(default_factory=dict)
    issues: Mapping[int, Mapping[str, Fact]] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Whether the case as a whole has a fact."""
        return name in self.case


@dataclass(frozen=True)
class StepStanding:
    """One row of the steps rail: its status, what proves it so far, what is missing still."""

    step: Step
    status: Status
    evidence: tuple[tuple[str, Fact], ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Standing:
    """The derived standing of a case (architecture, point 4); `now_index` is None once all is done."""

    steps: tuple[StepStanding, ...]
    now_index: int | None
    mover: str
    missing_for_closing: tuple[str, ...]

    @property
    def now_step(self) -> Step | None:
        """The step to work on, None when nothing is left."""
        return None if self.now_index is None else self.steps[self.now_index].step


def of_each(issues: Iterable[Mapping[str, Fact]]) -> dict[str, Fact]:
    """What is a fact of every issue, and so of the case: from the instant on at which the last of them had it."""
    rows = list(issues)
    shared = set(rows[0]).intersection(*rows[1:]) if rows else set()
    return {name: max((row[name] for row in rows), key=lambda fact: fact.at) for name in sorted(shared)}


def assess(playbook: Playbook, facts: Facts, now: datetime) -> Standing:
    """The standing of a case from its facts alone; facts later than `now` do not count yet."""
    known = Facts(
        {name: fact for name, fact in facts.case.items() if fact.at <= now},
        {number: {n: f for n, f in row.items() if f.at <= now} for number, row in facts.issues.items()},
    )
    rows: list[StepStanding] = []
    now_index: int | None = None
    for index, step in enumerate(playbook.steps):
        missing = _missing(step, known)
        status = Status.DONE
        if missing and step.enough and all(known.has(name) for name in step.enough):
            status = Status.AWAITED
        elif missing:
            status = Status.NOW if now_index is None else Status.TO_DO
            now_index = index if now_index is None else now_index
        evidence = tuple((name, known.case[name]) for name in (*step.evidence, *step.advice) if name in known.case)
        rows.append(StepStanding(step, status, evidence, missing))
    return Standing(tuple(rows), now_index, _mover(rows, now_index, known), _missing_for_closing(playbook, known))


def missing_for(playbook: Playbook, act: str, facts: Facts) -> tuple[str, ...]:
    """The refusal codes of the guards before `act` that are not met, in their order; empty when it may go on."""
    return tuple(guard.refusal for guard in playbook.guards_of(act) if any(not facts.has(name) for name in guard.needs))


def _missing(step: Step, facts: Facts) -> tuple[str, ...]:
    missing = [name for name in step.evidence if not facts.has(name)]
    missing += [name for name in step.each_issue if any(name not in row for row in facts.issues.values())]
    return tuple(dict.fromkeys(missing))


def _mover(rows: list[StepStanding], now_index: int | None, facts: Facts) -> str:
    if facts.has("asked") and not facts.has("confirmed") and not facts.has("closed"):
        return "customer"
    if now_index is None:
        awaited = next((row for row in rows if row.status is Status.AWAITED), None)
        return "customer" if awaited else ""
    return rows[now_index].step.who


def _missing_for_closing(playbook: Playbook, facts: Facts) -> tuple[str, ...]:
    names: list[str] = []
    for guard in playbook.guards_of("close"):
        names += [name for name in guard.needs if not facts.has(name)]
    return tuple(names)
