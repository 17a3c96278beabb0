"""Stretches of the calendar: "next week", "the end of March", "the next 3 days", "the week of 4 May"."""

from datetime import date, timedelta

from amends.core.reading.calendar_days import MOST, Days, add_months, month_start
from amends.core.reading.distances import DistanceReader, length


class PeriodReader(DistanceReader):
    """Reads periods out of a row of tokens."""

    def period(self, at: int) -> tuple[Days, int] | None:
        """A week, month, quarter, year, weekend, decade or a part of one."""
        return (
            self._edge(at)
            or self._counted(at)
            or self._sided(at)
            or self._week_of(at)
            or self._month(at)
            or self._quarter(at)
        )

    def _edge(self, at: int) -> tuple[Days, int] | None:
        edge = self.find("edge", at)
        if not edge:
            return self._rest(at)
        whole = self._whole(edge[1])
        if not whole or (
            edge[1] - at == 1 and self.word(at) in ("early", "late") and whole[0].grain not in ("month", "year")
        ):
            return None
        return self._cut(whole[0], edge[0]), whole[1]

    def _whole(self, at: int) -> tuple[Days, int] | None:
        bare = self.find("period", at)
        return (
            self._sided(at)
            or self._month(at, cued=True)
            or self._year(at)
            or ((self._shifted(bare[0], 0), bare[1]) if bare else None)
        )

    def _cut(self, whole: Days, edge: str) -> Days:
        length_of = (whole.end - whole.start).days
        if whole.grain == "year":
            cuts = {"start": (1, 5), "middle": (5, 9), "end": (9, 13)}[edge]
            ends = (date(whole.start.year, cuts[0], 1), date(whole.start.year + cuts[1] // 13, cuts[1] % 12 or 12, 1))
        elif whole.grain == "month":
            ten = {"start": (0, 10), "middle": (10, 20), "end": (20, length_of)}[edge]
            ends = (whole.start + timedelta(days=ten[0]), whole.start + timedelta(days=ten[1]))
        else:
            third = {
                "start": (0, length_of // 2),
                "middle": (length_of // 3, length_of * 2 // 3),
                "end": (length_of // 2, length_of),
            }[edge]
            ends = (whole.start + timedelta(days=third[0]), whole.start + timedelta(days=third[1]))
        return Days(ends[0], ends[1], f"{edge} of {whole.grain}")

    def _rest(self, at: int) -> tuple[Days, int] | None:
        rest, past = self.find("rest", at), self.find("so far", at)
        found = rest or past
        whole = self._sided(found[1]) if found else None
        if not whole or not whole[0].start <= self.today < whole[0].end:
            return None
        if not rest:
            return Days(whole[0].start, self.today, whole[0].grain), whole[1]
        middle = date(whole[0].start.year, 7, 1) if whole[0].grain == "year" else self.today
        return Days(max(middle, self.today), whole[0].end, whole[0].grain), whole[1]

    def _sided(self, at: int) -> tuple[Days, int] | None:
        for side, shift in (("coming", 1), ("next", 1), ("past", -1), ("last", -1), ("this", 0), ("the", 0)):
            found = self.find(side, at)
            if not found:
                continue
            unit = self.find("period", found[1])
            if unit:
                after_next = self.find("after next", unit[1])
                return self._shifted(unit[0], shift + (2 if after_next else 0)), after_next[1] if after_next else unit[
                    1
                ]
        return None

    def _shifted(self, unit: str, shift: int) -> Days:
        today = self.today
        if unit in ("week", "weekend", "workweek"):
            monday = today - timedelta(days=today.weekday()) + timedelta(days=7 * shift)
            first, last = {"week": (0, 7), "weekend": (5, 7), "workweek": (0, 5)}[unit]
            return Days(monday + timedelta(days=first), monday + timedelta(days=last), unit)
        size = {"month": 1, "quarter": 3, "year": 12, "decade": 120}[unit]
        month = today.year * 12 + today.month - 1
        first_month = (month // size + shift) * size
        return Days(month_start(first_month), month_start(first_month + size), unit)

    def _counted(self, at: int) -> tuple[Days, int] | None:
        """Reads "the next 3 days", "last two weeks", "3 next weeks": as many units on either side of today."""
        for side in ("next", "coming", "last", "past"):
            start = self.skip("the", at)
            first = self.find(side, at) or self.find(side, start)
            number = self._amount(first[1]) if first else self.number(start)
            middle = number[1] if first and number else self.skip(side, number[1]) if number else at
            if not number or number[0] > MOST or (not first and middle == number[1]):
                continue
            unit = self.find("unit", middle)
            if unit and unit[0] not in ("second", "minute", "hour"):
                found = self._side_span(side in ("next", "coming"), number[0], unit[0])
                return (found, unit[1]) if found else None
        return None

    def _side_span(self, ahead: bool, amount: float, unit: str) -> Days | None:
        size = length(unit, amount)
        if unit in ("quarter", "decade"):
            near = self._shifted(unit, 1 if ahead and unit == "quarter" else 0)
            far = add_months(near.start, size.months if ahead else -size.months)
            return Days(min(near.start, far), max(near.start, far), unit)
        tomorrow = self.today + timedelta(days=1)
        edge = size.from_day(tomorrow if ahead and unit != "workday" else self.today, 1 if ahead else -1)
        if not edge:
            return None
        if unit == "workday":
            return Days(tomorrow, edge + timedelta(days=1), "day") if ahead else Days(edge, self.today, "day")
        return Days(tomorrow, edge, unit) if ahead else Days(edge, self.today, unit)

    def _week_of(self, at: int) -> tuple[Days, int] | None:
        found = self.find("week of", at)
        day = self.day(found[1]) if found else None
        if not day:
            return None
        monday = day[0].start - timedelta(days=day[0].start.weekday())
        return Days(monday, monday + timedelta(days=7), "week"), day[1]

    def _month(self, at: int, cued: bool = False) -> tuple[Days, int] | None:
        side = next(((name, found[1]) for name in ("this", "next", "last") if (found := self.find(name, at))), ("", at))
        month = self.month(side[1])
        if not month:
            return None
        number, after = month
        start = after + 1 if self.word(after) in (",", "/", "-") else after
        year = self.year(self.skip("of", start))
        shy = self.find("shy month", side[1]) and not self.find("month", side[1])
        if shy and not (year or cued or side[0] or self.find("shy cue", at - 1)):
            return None
        if (
            self.word(side[1]) == "may"
            and not year
            and self.word(after).isalpha()
            and self.word(after) not in ("at", "to", "we")
        ):
            return None
        if not year and self.word(after).isdecimal() and len(self.word(after)) <= 2 and not self._is_clock(after + 1):
            return None
        first = date(year[0], number, 1) if year else self._nearest_month(number, side[0])
        return Days(first, add_months(first, 1), "month"), year[1] if year else after

    def _nearest_month(self, number: int, side: str) -> date:
        here = self.today.replace(day=1)
        year = here.year
        if side == "this":
            return date(year, number, 1)
        if side in ("next", "last") or self.setting.ahead:
            ahead = side != "last"
            near = date(year, number, 1)
            passed = near <= here if side else near < here
            return date(year + passed, number, 1) if ahead else date(year - (near >= here), number, 1)
        return min((date(year + step, number, 1) for step in (-1, 0, 1)), key=lambda first: abs((first - here).days))

    def _quarter(self, at: int) -> tuple[Days, int] | None:
        named = self.find("quarter name", at)
        if not named:
            return None
        year = self.year(named[1] + 1 if self.word(named[1]) in ("-", "/") else named[1])
        first = date(year[0] if year else self.today.year, 3 * named[0] - 2, 1)
        return Days(first, add_months(first, 3), "quarter"), year[1] if year else named[1]

    def _year(self, at: int) -> tuple[Days, int] | None:
        year = self.year(
            at + 2
            if self.word(at) == "the" and self.word(at + 1) == "year"
            else at + 1
            if self.word(at) in ("year", "jahr")
            else at
        )
        return (Days(date(year[0], 1, 1), date(year[0] + 1, 1, 1), "year"), year[1]) if year else None
