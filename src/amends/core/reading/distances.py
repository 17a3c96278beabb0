"""Lengths of time: "24 hours", "an hour and a half", "2 weeks and 3 days", "3 working days"."""

from dataclasses import dataclass
from datetime import date, timedelta

from amends.core.reading.calendar_days import MOST, add_months, add_workdays
from amends.core.reading.days import DayReader

_ORDER = {
    name: rank for rank, name in enumerate(("second", "minute", "hour", "day", "workday", "week", "month", "year"))
}
_SECONDS = {"second": 1, "minute": 60, "hour": 3600}


@dataclass(frozen=True, slots=True)
class Distance:
    """A length of time; seconds are elapsed, the rest counts on the calendar. `grain` is its smallest unit."""

    months: int = 0
    days: int = 0
    seconds: float = 0
    workdays: int = 0
    grain: str = "second"

    def plus(self, other: "Distance") -> "Distance":
        """Both lengths together."""
        return Distance(
            self.months + other.months,
            self.days + other.days,
            self.seconds + other.seconds,
            self.workdays + other.workdays,
            other.grain,
        )

    def from_day(self, day: date, sign: int = 1) -> date | None:
        """The day this far after (or, with -1, before) a day; None beyond the calendar."""
        try:
            moved = add_months(day, sign * self.months) + timedelta(
                days=sign * (self.days + int(self.seconds // 86400))
            )
        except (OverflowError, ValueError):
            return None
        return add_workdays(moved, sign * self.workdays) if self.workdays else moved


class DistanceReader(DayReader):
    """Reads lengths of time out of a row of tokens."""

    def distance(self, at: int) -> tuple[Distance, int] | None:
        """A length of time of one or more parts: "2 days", "an hour and a half", "1 hour, 5 minutes and 30 seconds"."""
        found = self._one_distance(at)
        while found:
            whole, after = found
            start = after + 1 if self.word(after) == "," else after
            start = start + 1 if self.word(start) in ("and", "und") else start
            more = self._one_distance(start) if self.word(start)[:1].isdigit() or start > after else None
            if not more or _ORDER[more[0].grain] >= _ORDER[whole.grain]:
                return found
            found = whole.plus(more[0]), more[1]
        return None

    def _one_distance(self, at: int) -> tuple[Distance, int] | None:
        half = self.find("half", at)
        if half:
            unit = self.find("unit", half[1])
            return (length(unit[0], 0.5), unit[1]) if unit else None
        number = self._amount(at)
        if not number or number[0] > MOST:
            return None
        amount, after = number
        more = self.find("and a half", after)
        unit = self.find("unit", more[1] if more else after)
        if not unit and self.word(at).isdecimal() and self.joined(after):
            unit = self.find("short unit", after)
        if not unit:
            return None
        late = self.find("and a half", unit[1])
        return length(unit[0], amount + (0.5 if more or late else 0)), late[1] if late else unit[1]

    def _amount(self, at: int) -> tuple[float, int] | None:
        some = self.find("some", at)
        number = self.number(at)
        if (
            number
            and self.word(at).isdecimal()
            and self.word(at + 1) in (".", ",")
            and self.joined(at + 2)
            and self.word(at + 2).isdecimal()
            and self.joined(at + 1)
        ):
            return float(f"{number[0]}.{self.word(at + 2)[:6]}"), at + 3
        if number and self.word(number[1]) == "-" and self.find("unit", number[1] + 1):
            return float(number[0]), number[1] + 1
        if some and not (number and number[1] > some[1]):
            return float(some[0]), some[1]
        return (float(number[0]), number[1]) if number else None


def length(unit: str, amount: float) -> Distance:
    """So many of a unit; halves of months and years fall to whole months, of days and weeks to hours."""
    if unit in _SECONDS:
        return Distance(seconds=_SECONDS[unit] * amount, grain=unit)
    if unit == "workday":
        return Distance(workdays=int(amount), grain="workday")
    if unit in ("day", "week", "fortnight"):
        days = {"day": 1, "week": 7, "fortnight": 14}[unit] * amount
        return Distance(days=int(days), seconds=(days % 1) * 86400, grain="week" if unit == "fortnight" else unit)
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120}[unit] * amount
    return Distance(
        months=int(months), days=15 if months % 1 else 0, grain="month" if unit in ("month", "quarter") else "year"
    )
