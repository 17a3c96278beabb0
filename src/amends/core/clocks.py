"""The clocks of a pack on one case: when each is up and why, when it warns, and what it is at an instant.

A clock runs from its anchor to its stop and knows nothing else: no hand-over, merging, waiting or reopening moves it
(domain B.7-3). A limit on a day that is no working day stays there; the warning comes earlier instead (domain C.1).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from amends.core.due import Due, Kind, Unit, Why, Within, due
from amends.core.due_why import met_on_the_way
from amends.core.packs import Clock, Duty, Pack, Warn
from amends.core.working_time import (
    WorkingCalendar,
    add_working,
    first_instant,
    hours_on,
    nth_working_day,
    spans,
    subtract_working,
    worked_between,
)

_DAY = timedelta(days=1)
_END_OF_DAY = time(23, 59, 59)
_WHOLE_DAYS = (Unit.DAYS, Unit.WEEKS, Unit.MONTHS)


class ClockState(StrEnum):
    """What a clock is at an instant."""

    RUNNING = "running"
    SOON = "soon"
    STOPPED = "stopped"
    STOPPED_LATE = "stopped-late"
    BREACHED = "breached"
    LAPSED = "lapsed"
    EXEMPTED = "exempted"
    SET_ASIDE = "set-aside"


@dataclass(frozen=True)
class Reading:
    """The state of a clock, and since when."""

    state: ClockState
    at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether the clock can still be stopped in time, or has to be stopped though it is late."""
        return self.state in (ClockState.RUNNING, ClockState.SOON, ClockState.BREACHED)


def clock_due(pack: Pack, clock: Clock, anchor_at: datetime, received: date, calendar: WorkingCalendar) -> Due | None:
    """When a clock is up, and why; None where no limit is in force for a case received on that day.

    `calendar` is the pack's own, in the zone of its law. Raises TooFar and NoOpeningHours, both ValueErrors.
    """
    limit = clock.limit(received)
    if limit is None:
        return None
    found = _due(anchor_at, limit.within, clock.ends, calendar)
    if clock.or_within is not None:
        found = max(found, _due(anchor_at, clock.or_within, clock.ends, calendar), key=lambda each: each.at)
    rule = {"pack": pack.name, "version": pack.version, "title": pack.title, "clock": clock.title}
    why = [Why("rule", {**rule, "source": pack.source, "status": pack.status}), *found.why]
    why.insert(1, Why("anchor", {"anchor": clock.anchor, "at": anchor_at.astimezone(calendar.tz).isoformat()}))
    day = found.at.astimezone(calendar.tz).date()
    if limit.within.kind is Kind.PLAIN and not hours_on(calendar, day):
        why.append(Why("no-roll", {"date": day.isoformat()}))
    return Due(found.at, tuple(why))


def extended(due_at: datetime, longest: Within, ends: str, calendar: WorkingCalendar) -> datetime:
    """The latest instant to which a clock may be moved beyond its first end."""
    return _due(due_at, longest, ends, calendar).at


def warn_instants(clock: Clock, anchor_at: datetime, due_at: datetime, at_work: WorkingCalendar) -> list[datetime]:
    """When a clock warns, in order, after its anchor and before its end; counted in the working time of the house."""
    found = {_warn_at(point, anchor_at, due_at, at_work) for point in clock.warn}
    return sorted(instant for instant in found if instant is not None and anchor_at < instant < due_at)


def share_passed(anchor_at: datetime, due_at: datetime, share: float, at_work: WorkingCalendar) -> datetime:
    """When a share (0 to 1) of the working time from an anchor to an end has passed; of all time where none lies."""
    worked = worked_between(at_work, anchor_at, due_at)
    if not worked:
        return anchor_at + (due_at - anchor_at) * share
    return add_working(at_work, anchor_at, worked * share)


def last_working_day(due_at: datetime, at_work: WorkingCalendar) -> datetime:
    """The opening of the last working day on which something can still be done before an instant."""
    day = due_at.astimezone(at_work.tz).date()
    for back in range(3_660):
        opened = spans(at_work, day - back * _DAY)
        if opened and opened[0][0] < due_at:
            return opened[0][0]
    return due_at


def first_stop(clock: Clock, moments: Mapping[str, Sequence[datetime]], anchor_at: datetime) -> datetime | None:
    """The first moment at or after its anchor that stops a clock."""
    found = [at for name in clock.stops_on for at in moments.get(name, ()) if at >= anchor_at]
    return min(found, default=None)


def read_clock(
    clock: Clock,
    due_at: datetime,
    now: datetime,
    *,
    stopped_at: datetime | None = None,
    exempted_at: datetime | None = None,
    set_aside_at: datetime | None = None,
    soon_from: datetime | None = None,
) -> Reading:
    """What a clock is at an instant, from its dates alone; a stop at the very end is in time."""
    if set_aside_at is not None and set_aside_at <= now:
        return Reading(ClockState.SET_ASIDE, set_aside_at)
    if exempted_at is not None and exempted_at <= now:
        return Reading(ClockState.EXEMPTED, exempted_at)
    if stopped_at is not None and stopped_at <= now:
        late = stopped_at > due_at and not clock.lapses
        return Reading(ClockState.STOPPED_LATE if late else ClockState.STOPPED, stopped_at)
    if now > due_at:
        return Reading(ClockState.LAPSED if clock.lapses else ClockState.BREACHED, due_at)
    is_soon = soon_from is not None and now >= soon_from
    return Reading(ClockState.SOON if is_soon else ClockState.RUNNING)


def is_driving(clock: Clock, due_at: datetime, others: Iterable[tuple[Clock, datetime]]) -> bool:
    """Whether a clock rings by itself: of one group, a target that ends after a limit is silent, the limit warns."""
    if not clock.group or clock.hard:
        return True
    return not any(other.group == clock.group and other.hard and end <= due_at for other, end in others)


def missing_parts(pack: Pack, moment: str, text: str, reached: Mapping[str, bool]) -> tuple[Duty, ...]:
    """The duties of a moment that a text does not fill; `reached` says of each "needs" by duty id whether it is so.

    A duty is filled by any one of its phrases, in whichever language the pack knows them.
    """
    said = " ".join(text.casefold().split())
    return tuple(duty for duty in pack.duties if duty.moment == moment and not _is_filled(duty, said, reached))


def _is_filled(duty: Duty, said: str, reached: Mapping[str, bool]) -> bool:
    if duty.needs:
        return reached.get(duty.id, False)
    return any(_has(said, phrase) for phrases in duty.phrases.values() for phrase in phrases)


def _has(said: str, phrase: str) -> bool:
    return all(" ".join(part.casefold().split()) in said for part in phrase.split("…"))


def _due(start: datetime, within: Within, ends: str, calendar: WorkingCalendar) -> Due:
    if ends != "day" or within.unit not in _WHOLE_DAYS or within.kind is Kind.CLOSE:
        return due(start, within, calendar, missing="move")
    local = start.astimezone(calendar.tz)
    if within.kind is Kind.WORKING:
        day = nth_working_day(calendar, local.date(), within.amount)
    else:
        noon = first_instant(calendar.tz, datetime.combine(local.date(), time(12)))
        day = due(noon, within, calendar, missing="move").at.astimezone(calendar.tz).date()
    at = first_instant(calendar.tz, datetime.combine(day, _END_OF_DAY))
    values = {"within": str(within), "from": local.isoformat(), "day": day.isoformat(), "zone": calendar.zone}
    on_the_way = met_on_the_way(calendar, start.astimezone(UTC), at, working=within.kind is Kind.WORKING)
    return Due(at, (Why("whole-days", values), *on_the_way))


def _warn_at(point: Warn, anchor_at: datetime, due_at: datetime, at_work: WorkingCalendar) -> datetime | None:
    if point.share is not None:
        return share_passed(anchor_at, due_at, point.share, at_work)
    if point.before is None:
        return last_working_day(due_at, at_work)
    return _before(due_at, point.before, at_work)


def _before(due_at: datetime, amount: Within, at_work: WorkingCalendar) -> datetime | None:
    if amount.kind is Kind.WORKING and amount.unit is not Unit.DAYS:
        seconds = {Unit.SECONDS: 1, Unit.MINUTES: 60, Unit.HOURS: 3_600}[amount.unit]
        return subtract_working(at_work, due_at, timedelta(seconds=amount.amount * seconds))
    if amount.kind is Kind.WORKING:
        earlier = due_at
        for _ in range(min(amount.amount, 366)):
            earlier = last_working_day(_start_of_day(earlier, at_work), at_work)
        return earlier
    length = {Unit.MINUTES: "minutes", Unit.HOURS: "hours", Unit.DAYS: "days", Unit.WEEKS: "weeks"}.get(amount.unit)
    return due_at - timedelta(**{length: amount.amount}) if length else None


def _start_of_day(instant: datetime, calendar: WorkingCalendar) -> datetime:
    return first_instant(calendar.tz, datetime.combine(instant.astimezone(calendar.tz).date(), time()))
