"""A timer pack: the clocks of a rule as data, read from TOML; `core.pack_check` finds its faults by line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from amends.core.due import Within, parse_within
from amends.core.playbook import RECOVERY_KINDS

# Moments that the rows of a case tell by themselves, and those that somebody records; nothing else starts or stops.
SEEN_MOMENTS = frozenset(
    {
        *("awareness", "opened", "receipt", "answered", "asked", "confirmed", "agreed-closure", "closed"),
        *("apology", "lesson", "promised", "said-back"),
    }
)
LETTERS = frozenset(
    {
        *("acknowledged", "final-response", "holding-response", "summary-resolution", "signpost"),
        *("decision", "delay-notice", "escalation-acknowledged"),
    }
)
TOLD_MOMENTS = LETTERS | frozenset(
    {
        *("accepted", "escalated", "statement", "sent-by-authority", "complete-file", "resolved", "ours"),
        *("fix-agreed", "fix-done", "paid", "credited", "reported", "supervisor-asked", "reached", "threat"),
        *("supplier-asked", "contained", "version-answered", "cause-found", "plan-made", "effective"),
        *("referral-asked", "referral-named", "referred"),
    }
)
MOMENTS = SEEN_MOMENTS | TOLD_MOMENTS
STATUSES = ("R", "K", "house")
ENDS = ("instant", "day")
# A message without a part: is refused; is sent and stops nothing; is sent, stops the clock, and the part is named.
MISSING = ("refuse", "run-on", "remind")
PER = ("case", "issue")
# The keys of a pack and of a clock that are read as they stand, and those that are lists.
_PLAIN = (
    *("name", "title", "version", "status", "source", "law", "received_from", "per"),
    *("keep_years", "calendar", "reason", "titles"),
)
_CLOCK_PLAIN = ("id", "title", "anchor", "ends", "hard", "lapses", "repeats", "group", "anchor_by", "titles")
_LISTS = ("kinds", "subjects", "except_subjects", "records")


@dataclass(frozen=True)
class Limit:
    """How long a clock gives a case that was received from a day on; `dormant` says what it still waits for."""

    within: Within
    received_from: date | None = None
    dormant: str = ""


@dataclass(frozen=True)
class Warn:
    """A point at which a clock warns: a share of its working time, so much before its end, or its last working day."""

    share: float | None = None
    before: Within | None = None


@dataclass(frozen=True)
class Clock:
    """One clock of a pack. `hard` is a limit, anything else a target; one that `lapses` is a window, never broken."""

    id: str
    title: str
    anchor: str
    limits: tuple[Limit, ...]
    stops_on: tuple[str, ...]
    ends: str = "instant"
    or_within: Within | None = None
    hard: bool = False
    lapses: bool = False
    repeats: bool = False
    group: str = ""
    anchor_by: str = ""
    exempted_by: tuple[str, ...] = ()
    warn: tuple[Warn, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)

    def limit(self, received: date) -> Limit | None:
        """The limit for a case received on a day: the newest in force then; None where none is yet."""
        known = [limit for limit in self.limits if not limit.dormant]
        fitting = [limit for limit in known if (limit.received_from or date.min) <= received]
        return max(fitting, key=lambda limit: limit.received_from or date.min, default=None)


@dataclass(frozen=True)
class Duty:
    """What a message has to hold before it counts: any of `phrases` by language, or a moment in time for a clock."""

    moment: str
    id: str
    says: Mapping[str, str]
    missing: str
    phrases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    needs: str = ""
    by_clock: str = ""


@dataclass(frozen=True)
class Extension:
    """How far a clock may be extended beyond its first end, and whether the customer has to be told before it."""

    clock: str
    longest: Within
    told: bool = True


@dataclass(frozen=True)
class Money:
    """What is owed by itself when a clock is broken."""

    clock: str
    amount: Decimal
    currency: str


@dataclass(frozen=True)
class Pack:
    """A rule as clocks; a case keeps the version whose `received_from` fits the day it was received."""

    name: str
    title: str
    version: int
    status: str
    source: str
    clocks: tuple[Clock, ...]
    law: bool = False
    received_from: date | None = None
    per: str = "case"
    kinds: tuple[str, ...] = RECOVERY_KINDS
    subjects: tuple[str, ...] = ()
    except_subjects: tuple[str, ...] = ()
    duties: tuple[Duty, ...] = ()
    extensions: tuple[Extension, ...] = ()
    money: tuple[Money, ...] = ()
    records: tuple[str, ...] = ()
    keep_years: int | None = None
    calendar: Mapping[str, Any] | None = None
    reason: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)

    def clock(self, id: str) -> Clock:
        """The clock of that id; KeyError where there is none."""
        for clock in self.clocks:
            if clock.id == id:
                return clock
        raise KeyError(id)

    def applies(self, kind: str, subject: str) -> bool:
        """Whether the pack runs for an issue of this subject ("" where none is set) in a case of this kind."""
        if kind not in self.kinds or subject in self.except_subjects:
            return False
        return not self.subjects or subject in self.subjects

    def extension(self, clock: str) -> Extension | None:
        """How far a clock may be extended, None where it may not."""
        return next((row for row in self.extensions if row.clock == clock), None)


def read_pack(text: str) -> Pack:
    """The pack in a TOML text that `pack_check.check_pack` found sound."""
    data = tomllib.loads(text)
    given: dict[str, Any] = {key: data[key] for key in _PLAIN if key in data}
    given |= {key: tuple(data[key]) for key in _LISTS if key in data}
    return Pack(
        **given,
        clocks=tuple(_clock(row) for row in data["clock"]),
        duties=tuple(_duty(row) for row in data.get("duty", ())),
        extensions=tuple(
            Extension(row["clock"], parse_within(row["longest"]), row.get("told", True))
            for row in data.get("extension", ())
        ),
        money=tuple(Money(row["clock"], Decimal(row["amount"]), row["currency"]) for row in data.get("money", ())),
    )


def parse_warn(text: object) -> Warn:
    """A warning point: "50%", "last working day", or an amount of time before the end; DueFault."""
    words = text.strip().lower() if isinstance(text, str) else ""
    if match := re.fullmatch(r"([1-9][0-9]?) ?%", words):
        return Warn(share=int(match[1]) / 100)
    return Warn() if words == "last working day" else Warn(before=parse_within(text))


def _clock(row: Mapping[str, Any]) -> Clock:
    limits = row.get("limits") or [{"within": row["within"]}]
    given: dict[str, Any] = {key: row[key] for key in _CLOCK_PLAIN if key in row}
    given |= {key: tuple(row[key]) for key in ("stops_on", "exempted_by") if key in row}
    return Clock(
        **given,
        limits=tuple(
            Limit(parse_within(limit["within"]), limit.get("received_from"), limit.get("dormant", ""))
            for limit in limits
        ),
        or_within=parse_within(row["or_within"]) if "or_within" in row else None,
        warn=tuple(parse_warn(point) for point in row.get("warn", ())),
    )


def _duty(row: Mapping[str, Any]) -> Duty:
    return Duty(
        moment=row["moment"],
        id=row["id"],
        says=dict(row["says"]),
        missing=row["missing"],
        phrases={language: tuple(words) for language, words in row.get("phrases", {}).items()},
        needs=row.get("needs", ""),
        by_clock=row.get("by_clock", ""),
    )
