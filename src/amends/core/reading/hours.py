"""Hours of a day: "Friday 5pm", "tomorrow between 2 and 4", "Monday morning"."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from amends.core.reading.calendar_days import Days, single
from amends.core.reading.clocks import CLOSE, Clock
from amends.core.reading.periods import PeriodReader

Value = datetime | date | tuple[datetime, datetime] | tuple[date, date]
Part = tuple[tuple[time, time], int]

_GOES_ON = frozenset(
    [
        "on",
        "and",
        "or",
        "for",
        "please",
        "today",
        "tomorrow",
        "but",
        "we",
        "i",
        "to",
        "with",
        "if",
        "then",
        "when",
        "at",
        "so",
        "because",
        "as",
        "in",
        "und",
        "oder",
        "aber",
        "damit",
        "am",
        "heute",
        "morgen",
        "bei",
        "tonight",
        "until",
    ]
)


@dataclass(frozen=True, slots=True)
class Moment:
    """What a phrase means in local time without a zone, or, for elapsed hours, in UTC; a pair is half open."""

    value: Value
    grain: str


Found = tuple[Moment, int] | None


class HourReader(PeriodReader):
    """Reads hours, with the day before or behind them, out of a row of tokens."""

    def _clock_range(self, at: int, cued: bool, part: Part | None = None) -> tuple[tuple[Clock, Clock], int] | None:
        one = self._compact_hours(at)
        if one:
            return one
        first = self.clock(at)
        to = self.find("to", first[1]) if first else None
        second = self.clock(to[1]) if to else None
        if not first or not to or not second or (self.word(first[1]) == "and" and not cued):
            return None
        if not (
            first[0].sure
            or second[0].sure
            or (cued and self._free(second[1]))
            or self._day_behind(second[1])
            or self._after_day(at)
        ):
            return None
        one_clock, two_clock = self._in_part(first[0], part), self._in_part(second[0], part)
        return self._agreed_hours(one_clock, two_clock), second[1]

    def _compact_hours(self, at: int) -> tuple[tuple[Clock, Clock], int] | None:
        """Reads "0730-0930"."""
        one, two = self.word(at), self.word(at + 2)
        if not (
            len(one) == len(two) == 4
            and one.isdecimal()
            and two.isdecimal()
            and self.word(at + 1) == "-"
            and one[0] in "01"
            and self.find("from", at - 1)
        ):
            return None
        if int(one[2:]) > 59 or int(two[2:]) > 59 or int(two[:2]) > 23 or int(one[:2]) > 23:
            return None
        first, second = (Clock(time(int(word[:2]), int(word[2:])), False, True) for word in (one, two))
        return (first, second), at + 3

    def _agreed_hours(self, one: Clock, two: Clock) -> tuple[Clock, Clock]:
        """Settles a guessed half of the day by the other end: "2 and 4pm" is 14 to 16, "11-4" is 11 to 16."""
        if one.loose and not two.loose and one.value != two.value:
            guesses = [clock for clock in (one, one.toggled()) if clock.value < two.value]
            one = max(guesses, key=lambda clock: clock.value, default=one)
        elif two.loose:
            guesses = [clock for clock in (two, two.toggled()) if clock.value > one.value]
            two = min(guesses, key=lambda clock: clock.value, default=two)
        return one, two

    def _hours_on(
        self, hours: tuple[Clock, Clock], day: date | None, after: int, behind: tuple[Days, int] | None
    ) -> Found:
        there = day or (behind[0].start if behind else None) or self._coming(hours[0].value)
        start, end = datetime.combine(there, hours[0].value), datetime.combine(there, hours[1].value)
        if end <= start:
            end += timedelta(days=1)
        return Moment((start, end), "minute"), behind[1] if behind and not day else after

    def _clock_behind(self, days: Days, after: int, known: Part | None = None) -> Found:
        start = after + 1 if self.word(after) in (",", "-") and self.word(after + 1) else after
        part = known or self.part(self.skip("at daypart", start)) or self.part(start)
        inner = part[1] if part else start
        cue = self.find("from", inner)
        hours = self._clock_range(cue[1] if cue else self.skip("at", inner), True, part)
        if hours:
            return self._hours_on(hours[0], days.start, hours[1], None)
        for name in ("by", "since", "at"):
            found = self.find(name, inner)
            clock = self.clock(self.skip("at", found[1])) if found else None
            if clock and (clock[0].sure or self._free(clock[1])):
                return self._on(days, self._in_part(clock[0], part)), clock[1]
            close = self._ends(found[1]) if found else None
            if close and isinstance(close[0].value, datetime):
                return self._on(days, Clock(CLOSE, False, True)), close[1]
        clock = self.clock(inner)
        if clock and (clock[0].sure or self._free(clock[1])):
            return self._on(days, self._in_part(clock[0], part)), clock[1]
        if not part:
            return None
        side, end = self._side_behind("", part[1])
        there = self._that_weekday(days.start.weekday(), side) if side and days.grain == "weekday" else days.start
        return self._part_on(there, part[0]), end

    def _in_part(self, clock: Clock, part: Part | None) -> Clock:
        return clock.moved("morning" if part[0][0].hour < 11 else "evening") if part else clock

    def _day_behind(self, at: int) -> tuple[Days, int] | None:
        start = at + 1 if self.word(at) == "," else at
        if self.find("tonight", start):
            return single(self.today), start + 1
        if self.find("by", start) and not self.find("day word", start):
            return None
        return self.day(start)

    def _after_day(self, at: int) -> bool:
        return bool(self.find("weekday", at - 1) or self.find("day word", at - 1))

    def _on(self, days: Days, clock: Clock) -> Moment:
        day = days.start
        instant = datetime.combine(day, clock.value) + timedelta(days=clock.next_day)
        if days.grain == "weekday" and instant <= self.setting.now:
            instant += timedelta(days=7)
        return Moment(instant, "minute")

    def _part_on(self, day: date, part: tuple[time, time]) -> Moment:
        return Moment((datetime.combine(day, part[0]), datetime.combine(day, part[1])), "part")

    def _coming(self, clock: time) -> date:
        """Today if this time is still to come, else tomorrow."""
        return self.today if clock > self.setting.now.time() else self.today + timedelta(days=1)

    def _free(self, at: int) -> bool:
        """Whether a bare number may end here as a time: no noun, unit or sign follows that would count things."""
        word = self.word(at)
        if word in ("%", "$", "€", "£", "/", ":", "-", "+", "'", "’"):
            return False
        if word == "." and self.joined(at) and self.joined(at + 1) and self.word(at + 1).isdecimal():
            return False
        return not word.isalnum() or word in _GOES_ON

    def _ends(self, at: int) -> Found:
        """An end of a day: "close of business", "the end of this Sunday", "close on Friday"."""
        close = self.find("close", at)
        if close and (
            close[1] - at > 1 or self.word(at - 1) in ("by", "of", "until", "at", "before", "bis", "vor", "zum")
        ):
            day = self.day(close[1])
            there = day[0].start if day else self.today
            return Moment(datetime.combine(there, CLOSE), "minute"), day[1] if day else close[1]
        end = self.find("end of tomorrow", at) or self.find("end of day", at)
        if end:
            plus = 1 if self.find("end of tomorrow", at) else 0
            day = self.day(end[1])
            return Moment(day[0].start if day else self.today + timedelta(days=plus), "day"), day[1] if day else end[1]
        edge = self.find("edge", at)
        day = self.day(edge[1]) if edge and edge[0] == "end" else None
        return (Moment(day[0].start, "day"), day[1]) if day else None
