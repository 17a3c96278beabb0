"""Days of the calendar and how to count on them: months, working days, Easter and the feasts that move with it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

MOST = 10_000
"""The largest count of units that is still read as a distance in time."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Days:
    """Days from `start` up to, but without, `end`; the grain "weekday" is a day whose week was not told."""

    start: date
    end: date
    grain: str = "day"


@dataclass(frozen=True, slots=True)
class Setting:
    """What relative days count from: an instant and its local time without a zone; `ahead` takes the next "3 May"."""

    now: datetime
    at: datetime
    month_first: bool = False
    ahead: bool = False

    def elapsed(self, seconds: float) -> datetime:
        """The instant so many seconds from now, in UTC. Raises OverflowError beyond the calendar."""
        return self.at.astimezone(UTC) + timedelta(seconds=seconds)


def single(day: date) -> Days:
    """One day as days."""
    return Days(day, day + _DAY if day < date.max else day)


def made(year: int, month: int, day: int) -> date | None:
    """The day, if the calendar has it."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def add_months(day: date, months: int) -> date:
    """The day so many months on, or the last of a shorter month. Raises ValueError beyond the calendar."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    for number in (day.day, 30, 29, 28):
        found = made(year, month + 1, min(number, day.day))
        if found:
            return found
    raise ValueError("Beyond the calendar.")


def add_workdays(day: date, count: int) -> date:
    """So many days from Monday to Friday on (or back); holidays are the calendar's business, not the grammar's."""
    step = 1 if count >= 0 else -1
    for _ in range(min(abs(count), MOST)):
        day += timedelta(days=step)
        while day.weekday() > 4:
            day += timedelta(days=step)
    return day


def month_start(index: int) -> date:
    """The first day of a month counted from the year nought."""
    return date(max(1, min(9999, index // 12)), index % 12 + 1, 1)


def feast(name: str, year: int) -> date:
    """A feast of this year: a fixed "MM-DD", or one that moves with Easter."""
    if name[0].isdigit():
        return date(year, int(name[:2]), int(name[3:]))
    return easter(year) + timedelta(days={"easter": 0, "good friday": -2, "easter monday": 1}[name])


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the computation by Meeus, Jones and Butcher)."""
    golden, century, rest = year % 19, year // 100, year % 100
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = moon + week - 7 * ((golden + 11 * moon + 22 * week) // 451) + 114
    return date(year, shift // 31, shift % 31 + 1)
