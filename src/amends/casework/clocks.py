"""The clocks of a case: started when their anchor happens, never started anew, read from dates alone (B.7-3)."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from amends.cases.models import Case, Issue
from amends.casework.moments import Moments, Seen, moments_of, of_issue
from amends.casework.working import Work
from amends.core import clocks as core
from amends.core.calendars import read_calendar
from amends.core.due import Due
from amends.core.due_why import told
from amends.core.packs import Clock as ClockRule
from amends.core.packs import Pack
from amends.core.working_time import WorkingCalendar
from amends.people import queries as people
from amends.people.holidays_of import holidays_of
from amends.people.models import House
from amends.playbooks.models import PackVersion
from amends.playbooks.queries import packs_on, store_shipped, version_for, versions_of
from amends.promises.models import Clock, ClockEvent, IssueSubject, Timer

TIMER = "pack"
_ENDED = (ClockEvent.What.STOPPED, ClockEvent.What.EXEMPTED, ClockEvent.What.SET_ASIDE)


@dataclass(frozen=True)
class ClockView:
    """One clock as it stands: its row, its rule, its present end, and whether it rings by itself."""

    row: Clock
    rule: ClockRule
    pack: Pack
    due_at: datetime
    reading: core.Reading
    warns: tuple[datetime, ...]
    drives: bool
    events: tuple[ClockEvent, ...]

    @property
    def why(self) -> list[dict[str, Any]]:
        """The reasons of its present end, those of the first and then those of each extension."""
        more = [why for event in self.events if event.what == ClockEvent.What.EXTENDED for why in event.data["why"]]
        return [*self.row.why, *more]


@dataclass(frozen=True)
class Running:
    """A pack that runs: its versions, oldest first, and the instant it counts from (None: from the start of a case)."""

    versions: Sequence[PackVersion]
    since: datetime | None = None


def running_packs(at: datetime) -> list[Running]:
    """The packs that are on; one read where none is."""
    on = packs_on()
    if not on:
        return []
    store_shipped(on, at)
    return [Running(versions, on[name]) for name, versions in versions_of(list(on)).items() if versions]


def start_clocks(
    work: Work,
    packs: Iterable[Running],
    moments: Moments,
    issues: Sequence[Issue],
    *,
    new: Collection[Issue | None] = (),
) -> list[Clock]:
    """Make the clocks of a case whose anchors have happened and that do not run yet; answers the new ones.

    A case keeps the version of a pack that it began with, and the instant from which it counts. A pack switched on
    later counts only what happens from then, unless it is `new` to us: an issue, or None for the case as a whole.
    """
    rows = [] if work.is_new else _rows(work.case)
    known = {(row.issue_id, row.version.name, row.clock, row.anchor_at): row for row in rows}
    wanted = {running.versions[0].name: running for running in packs}
    counted = {**wanted, **_kept(rows)}
    subjects = _subjects(work, issues)
    made: list[Clock] = []
    for running in counted.values():
        version = version_for(running.versions, _received(work))
        if version is None:
            continue
        pack = version.pack
        for issue in issues if pack.per == "issue" else [None]:
            if pack.applies(work.kind.kind, subjects.get(issue.pk, "") if issue else ""):
                of_this = of_issue(moments, issue.pk if issue else None)
                for rule in pack.clocks:
                    since = None if issue in new else running.since
                    made += _start(work, version, rule, issue, of_this, known, since)
    return made


def start_at_opening(work: Work, packs: Iterable[Running]) -> None:
    """The clocks of a case that is being opened; nothing of it is read."""
    case = work.case
    first = {"awareness": [Seen(case.aware_at, None, False)], "opened": [Seen(case.opened_at, None, False)]}
    issues = list(Issue.objects.filter(case=case))
    if start_clocks(work, packs, first, issues, new=[None, *issues]):
        Timer.objects.create(case=case, clock=TIMER, started_at=work.at, look_at=work.at, practice=case.practice)


def set_timer(work: Work, look_at: datetime) -> None:
    """Have the clocks of a case looked at, at an instant or earlier."""
    timer = Timer.objects.filter(case=work.case, clock=TIMER, promise=None).first()
    if timer is None:
        Timer.objects.create(
            case=work.case, clock=TIMER, started_at=work.at, look_at=look_at, practice=work.case.practice
        )
    elif timer.look_at is None or look_at < timer.look_at:
        Timer.objects.filter(pk=timer.pk).update(look_at=look_at)


def clock_views(case: Case, house: House, now: datetime, moments: Moments | None = None) -> list[ClockView]:
    """Every clock of a case as it stands at an instant, the earliest end first; one read where it has none."""
    rows = _rows(case)
    if not rows:
        return []
    seen = moments_of(case, now) if moments is None else moments
    events: dict[int, list[ClockEvent]] = {row.pk: [] for row in rows}
    for event in ClockEvent.objects.filter(clock__case=case, at__lte=now).select_related("words").order_by("at", "pk"):
        events[event.clock_id].append(event)
    ends = {row.pk: _end(row, events[row.pk]) for row in rows}
    at_work = people.calendar(house)
    found = [_view(row, rows, events[row.pk], ends, seen, at_work, now) for row in rows]
    return sorted(found, key=lambda view: (view.due_at, view.row.pk))


def pack_calendar(pack: Pack, house: House) -> WorkingCalendar:
    """The calendar a pack counts in: its own, in the zone of its law, else that of the house."""
    if pack.calendar is None:
        return people.calendar(house)
    return _law_calendar(json.dumps(pack.calendar, sort_keys=True, default=str))


def due_of(work: Work, pack: Pack, rule: ClockRule, anchor_at: datetime) -> Due | None:
    """When a clock of a case is up, and why; None where its rule was not in force yet when the case was received."""
    return core.clock_due(pack, rule, anchor_at, _received(work), pack_calendar(pack, work.house))


def seen_stop(row: Clock, pack: Pack, rule: ClockRule, moments: Moments) -> datetime | None:
    """The first moment that stops a clock by itself; one with duties stops only what its text was checked for."""
    with_duties = {duty.moment for duty in pack.duties}
    free = {
        name: [at for at in instants if at > row.anchor_at or name != rule.anchor]
        for name, instants in of_issue(moments, row.issue_id).items()
        if name not in with_duties
    }
    return core.first_stop(rule, free, row.anchor_at)


@lru_cache(maxsize=64)
def _law_calendar(text: str) -> WorkingCalendar:
    return read_calendar(json.loads(text), holidays_of)


def _rows(case: Case) -> list[Clock]:
    return list(Clock.objects.filter(case=case).select_related("version", "issue").order_by("pk"))


def _kept(rows: Iterable[Clock]) -> dict[str, Running]:
    """The packs that run in a case already, by name; the first clock of each says from when it counts."""
    found: dict[str, Running] = {}
    for row in rows:
        found.setdefault(row.version.name, Running([row.version], row.counts_from))
    return found


def _received(work: Work) -> date:
    return work.case.aware_at.astimezone(work.calendar.tz).date()


def _subjects(work: Work, issues: Sequence[Issue]) -> dict[int, str]:
    if work.is_new:
        return {}
    rows = IssueSubject.objects.filter(issue__in=issues).order_by("pk")
    return {row.issue_id: row.subject for row in rows}


def _start(
    work: Work,
    version: PackVersion,
    rule: ClockRule,
    issue: Issue | None,
    moments: Mapping[str, Sequence[datetime]],
    known: dict[tuple[int | None, str, str, datetime], Clock],
    since: datetime | None,
) -> list[Clock]:
    anchors = [at for at in moments.get(rule.anchor, ()) if since is None or at >= since]
    number = issue.pk if issue else None
    made = []
    for anchor_at in anchors if rule.repeats else anchors[:1]:
        is_known = any(
            (key[0], key[1], key[2]) == (number, version.name, rule.id) and (key[3] == anchor_at or not rule.repeats)
            for key in known
        )
        if is_known or not _is_in_window(rule, anchor_at, number, version.name, known):
            continue
        found = due_of(work, version.pack, rule, anchor_at)
        if found is None:
            continue
        row = Clock.objects.create(
            case=work.case,
            issue=issue,
            version=version,
            clock=rule.id,
            anchor=rule.anchor,
            anchor_at=anchor_at,
            due_at=found.at,
            hard=rule.hard,
            zone=pack_calendar(version.pack, work.house).zone,
            why=told(found.why),
            counts_from=since,
            made_at=work.at,
            practice=work.case.practice,
        )
        known[(number, version.name, rule.id, anchor_at)] = row
        made.append(row)
    return made


def _is_in_window(
    rule: ClockRule,
    anchor_at: datetime,
    issue: int | None,
    pack: str,
    known: Mapping[tuple[int | None, str, str, datetime], Clock],
) -> bool:
    if not rule.anchor_by:
        return True
    windows = [row for key, row in known.items() if key[:3] == (issue, pack, rule.anchor_by)]
    return any(anchor_at <= row.due_at for row in windows)


def _end(row: Clock, events: Sequence[ClockEvent]) -> datetime:
    moved = [event.due_at for event in events if event.what == ClockEvent.What.EXTENDED and event.due_at]
    return moved[-1] if moved else row.due_at


def _view(
    row: Clock,
    rows: Sequence[Clock],
    events: Sequence[ClockEvent],
    ends: Mapping[int, datetime],
    moments: Moments,
    at_work: WorkingCalendar,
    now: datetime,
) -> ClockView:
    pack = row.version.pack
    rule = pack.clock(row.clock)
    ended = {event.what: event.at for event in reversed(events) if event.what in _ENDED}
    warns = core.warn_instants(rule, row.anchor_at, ends[row.pk], at_work)
    others = [
        (other.version.pack.clock(other.clock), ends[other.pk])
        for other in rows
        if other.pk != row.pk and (other.issue_id, other.version_id) == (row.issue_id, row.version_id)
    ]
    reading = core.read_clock(
        rule,
        ends[row.pk],
        now,
        stopped_at=ended.get(ClockEvent.What.STOPPED) or seen_stop(row, pack, rule, moments),
        exempted_at=ended.get(ClockEvent.What.EXEMPTED),
        set_aside_at=ended.get(ClockEvent.What.SET_ASIDE),
        soon_from=warns[-1] if warns else None,
    )
    drives = core.is_driving(rule, ends[row.pk], others)
    return ClockView(row, rule, pack, ends[row.pk], reading, tuple(warns), drives, tuple(events))
