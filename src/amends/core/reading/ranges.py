"""Stretches with two ends: "from Monday to Friday", "between 2 and 4pm", "10 - 22 August"."""

from datetime import date, timedelta

from amends.core.reading.calendar_days import Days, made, single
from amends.core.reading.hours import Found, HourReader, Moment


class RangeReader(HourReader):
    """Reads stretches with two ends out of a row of tokens."""

    def _range(self, at: int) -> Found:
        cue = self.find("from", at)
        start = cue[1] if cue else self.skip("at", at)
        hours = self._clock_range(start, bool(cue))
        if hours:
            return self._hours_on(hours[0], None, hours[1], self._day_behind(hours[1]))
        return self._day_range(start, bool(cue)) or (self._year_range(start) if cue else None)

    def _day_range(self, at: int, cued: bool) -> Found:
        one = self._edge_day(at)
        if not one:
            number = self.ordinal(self.skip("the", at))
            to = self.find("to", number[1]) if number else None
            other = self._of_month(to[1]) if to else None
            if not number or not other or other[0].start.day <= number[0]:
                return None
            return Moment((other[0].start.replace(day=number[0]), other[0].start), "day"), other[1]
        to = self.find("to", one[1])
        if not to or (self.word(one[1]) == "and" and not cued):
            return None
        two = self._edge_day(to[1])
        if not two:
            number = self.ordinal(self.skip("the", to[1]))
            if (
                number
                and (number[2] or self._free(number[1]) or self.year(self._sign(number[1])))
                and not self._is_clock(number[1])
            ):
                two = self._same_month(one[0], number[0], number[1])
        if not two:
            return None
        first, last = one[0].start, two[0].start
        if self._says_year(to[1], two[1]) and not self._says_year(at, one[1]) and one[0].grain in ("day", "month"):
            first = made(last.year, first.month, first.day) or first
        if type(first) is date and last < first:
            last = self._later(first, last, two[0].grain)
        return (Moment((first, last), two[0].grain.replace("weekday", "day")), two[1]) if first < last else None

    def _says_year(self, start: int, end: int) -> bool:
        return any(self.year(place) for place in range(start, end))

    def _edge_day(self, at: int) -> tuple[Days, int] | None:
        now = self.word(at) == "now" or (self.word(at) == "jetzt")
        if now:
            return single(self.today), at + 1
        day = self.day(at)
        if day:
            return day
        found = self._edge(at) or self._month(at, cued=True)
        if found and found[0].grain.startswith("end"):
            return single(found[0].end), found[1]
        return found

    def _same_month(self, one: Days, number: int, after: int) -> tuple[Days, int] | None:
        first = one.start
        year = self.year(self._sign(after))
        try:
            last = first.replace(day=number, year=year[0] if year else first.year)
        except ValueError:
            return None
        if last < first:
            month = first.month % 12 + 1
            last = last.replace(month=month, year=first.year + (month == 1)) if number <= 28 else last
        return single(last), year[1] if year else after

    def _later(self, first: date, last: date, grain: str) -> date:
        if grain in ("weekday", "day") and (first - last).days < 14 and grain == "weekday":
            return last + timedelta(days=7 * (((first - last).days + 6) // 7))
        try:
            return last.replace(year=first.year + (last.replace(year=first.year) <= first))
        except ValueError:
            return last

    def _year_range(self, at: int) -> Found:
        one = self._year(at)
        to = self.find("to", one[1]) if one else None
        two = self._year(to[1]) if to else None
        if not one or not two or not two[0].start > one[0].start:
            return None
        return Moment((one[0].start, two[0].start), "year"), two[1]
