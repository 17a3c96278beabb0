"""Puts days, clock times, periods and distances together: "Friday 5pm", "tomorrow between 2 and 4", "from Monday to Friday"."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from amends.core.reading.clocks import CLOSE, PARTS, Clock, narrowed
from amends.core.reading.days import Days, made, single
from amends.core.reading.periods import Distance, PeriodReader
from amends.core.reading.periods import length as sized

Value = datetime | date | tuple[datetime, datetime] | tuple[date, date]

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
_SUB_DAY = ("second", "minute", "hour")


@dataclass(frozen=True, slots=True)
class Moment:
    """What a phrase means in local time without a zone, or, for elapsed hours, in UTC; a pair is half open."""

    value: Value
    grain: str


Part = tuple[tuple[time, time], int]
Found = tuple[Moment, int] | None


class MomentReader(PeriodReader):
    """Reads whole phrases of time out of a row of tokens."""

    def phrase(self, at: int) -> Found:
        """The longest phrase that begins at a place, with words such as "by" and "after" before it."""
        if self.joined(at) and (self.word(at - 1).isalnum() or self.word(at - 1) in ("_", "#", "@")):
            return None
        by, since = self.find("by", at), self.find("since", at)
        candidates = [
            self._range(at),
            self._distance_phrase(at),
            self._moment(at),
            self._period_phrase(at),
            self._ends(at),
        ]
        for cue, side in ((by, "by"), (since, "since")):
            if cue:
                candidates.append(self._bounded(at, cue[1], side, cue[0]))
        return max((found for found in candidates if found), key=lambda found: found[1], default=None)

    def _bounded(self, at: int, start: int, side: str, edge: int) -> Found:
        clock = self._cued_clock(start)
        found = (
            self._ends(start)
            or self._moment(start)
            or self._period_phrase(start)
            or clock
            or self._distance_phrase(start)
        )
        if not found:
            year = self._year(start)
            found = (Moment((year[0].start, year[0].end), "year"), year[1]) if year and self._free(year[1]) else None
        if not found:
            return None
        moment, after = found
        if isinstance(moment.value, tuple) and not moment.grain.startswith("end") and type(moment.value[0]) is date:
            if self.word(at) == "before":
                return Moment(moment.value[0], moment.grain), after
            if side == "since":
                return Moment(moment.value[1 if edge else 0], moment.grain), after
        return found

    def _ends(self, at: int) -> Found:
        """ "close of business", "the end of the day", also of a day that follows ("end of this Sunday", "close on Friday")."""
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
        """ "0730-0930"."""
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
        return tuple(Clock(time(int(word[:2]), int(word[2:])), False, True) for word in (one, two)), at + 3  # type: ignore[return-value]

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

    def _distance_phrase(self, at: int) -> Found:
        cue, vor = self.find("in", at), self.find("before now", at)
        found = self.distance(cue[1] if cue else vor[1] if vor else at)
        if not found and cue and cue[0] == "within":
            unit = self.find("unit", cue[1])
            away = self._away(sized(unit[0], 1), 1) if unit else None
            return (away, unit[1]) if unit and away else None
        if not found:
            return self._next_hours(at)
        length, after = found
        if vor and not cue:
            return (moved, after) if self.word(at) == "vor" and (moved := self._away(length, -1)) else None
        tail = self._tail(length, after)
        if tail:
            return tail
        if cue or length.grain == "workday":
            away = self._away(length, 1)
            if (
                self.word(at) == "in"
                and self.word(cue[1] if cue else at) in ("the", "der", "dem", "den")
                and length.grain in ("day", "week", "month", "year")
            ):
                return None
            return (away, self.skip("in tail", after) if cue else after) if away else None
        return None

    def _tail(self, length: Distance, after: int) -> Found:
        """ "ago", "later", "from now", "after next Friday", "starting tomorrow"."""
        for name, sign in (("later", 1), ("ago", -1)):
            found = self.find(name, after)
            away = self._away(length, sign) if found else None
            if (
                found
                and away
                and not (self.word(after) == "from" and self.word(after + 1) == "today" and length.seconds)
            ):
                return away, found[1]
        side = self.find("after", after)
        day = self.day(side[1]) if side else None
        if side and day and not length.seconds:
            moved = length.from_day(day[0].start, side[0])
            return (Moment(moved, "day"), day[1]) if moved else None
        starting = self.find("starting", after + 1 if self.word(after) == "," else after)
        day = self.day(starting[1]) if starting else None
        last = length.from_day(day[0].start) if day else None
        return (Moment((day[0].start, last), "day"), day[1]) if day and last and not length.seconds else None

    def _away(self, length: Distance, sign: int) -> Moment | None:
        """Seconds, minutes and hours are elapsed time, so that 24 hours are 24 hours when the clocks change (S0.13)."""
        if length.seconds and not length.months and not length.workdays and length.grain in _SUB_DAY:
            try:
                return Moment(self.setting.elapsed(sign * (length.seconds + 86400 * length.days)), length.grain)
            except OverflowError:
                return None
        day = length.from_day(self.today, sign)
        return Moment(day, "day") if day else None

    def _next_hours(self, at: int) -> Found:
        """ "the next hour", "the last 10 minutes": from now, to now."""
        for side, sign in (("next", 1), ("coming", 1), ("past", -1), ("last", -1)):
            found = self.find(side, at)
            length = self.distance(found[1]) if found else None
            unit = self.find("unit", found[1]) if found and not length else None
            seconds = (
                length[0].seconds if length else {"hour": 3600.0, "minute": 60.0}.get(unit[0], 0.0) if unit else 0.0
            )
            if found and seconds and (not length or length[0].grain in _SUB_DAY):
                ends = sorted((self.setting.elapsed(0), self.setting.elapsed(sign * seconds)))
                return Moment((ends[0], ends[1]), "minute"), length[1] if length else unit[1] if unit else at
        return None

    def _moment(self, at: int) -> Found:
        return self._tonight(at) or self._by_day(at) or self._by_clock(at) or self._by_part(at)

    def _tonight(self, at: int) -> Found:
        found = self.find("tonight", at)
        if not found:
            return None
        clock = self.clock(self.skip("at", found[1]))
        if clock and (clock[0].sure or self._free(clock[1])):
            return self._on(single(self.today), clock[0].moved("night")), clock[1]
        return self._part_on(self.today, PARTS["evening"] if self.lexicon.code == "de" else PARTS["night"]), found[1]

    def _by_day(self, at: int) -> Found:
        exact = self._iso_instant(at)
        if exact:
            return exact
        early = self.find("part modifier", at)
        week_first = None if early else self._week_then_day(at)
        day = week_first or (self._part_this(at)) or self.day(at)
        if not day:
            return None
        if isinstance(day[0], Moment):
            return day[0], day[1]
        days, after = day
        behind = self._clock_behind(days, after)
        return behind or (Moment(days.start, "day"), after)

    def _iso_instant(self, at: int) -> Found:
        """ "2026-03-29T14:30:00Z": a machine wrote it, so it is read whole."""
        day = self._numeric(at)
        hour = self.word(day[1]) if day else ""
        if not day or hour[:1] != "t" or self.word(day[1] + 2) != ":" or not self.joined(day[1]):
            return None
        after = day[1] + 4
        while self.joined(after) and (self.word(after).isdecimal() or self.word(after) in (":", ".", "z", "+", "-")):
            after += 1
        written = "".join(token.text for token in self.read[day[1] : after]).upper().rstrip(".-:+")
        try:
            return Moment(datetime.fromisoformat(day[0].start.isoformat() + written), "minute"), after
        except ValueError:
            return None

    def _week_then_day(self, at: int) -> tuple[Days, int] | None:
        """ "next week on Tuesday", "nächste Woche Dienstag"."""
        week = self._sided(at)
        weekday = self.find("weekday", self.skip("on", week[1])) if week and week[0].grain == "week" else None
        if not week or not weekday:
            return None
        return single(week[0].start + timedelta(days=weekday[0])), weekday[1]

    def _part_this(self, at: int) -> tuple[Moment, int] | None:
        """ "this afternoon", "later this morning", "last night", "next evening"."""
        modifier = self.find("part modifier", at)
        start = modifier[1] if modifier else at
        for side, shift in (("this", 0), ("next", 1), ("last", -1)):
            found = self.find(side, start)
            part = self.find("daypart", found[1]) if found else None
            if found and part and self.word(found[1]) not in ("am", "pm"):
                day = self.today + timedelta(days=shift)
                hours = narrowed(part[0][0], modifier[0] if modifier else part[0][1])
                return self._clock_behind(single(day), part[1], (hours, part[1])) or (
                    self._part_on(day, hours),
                    part[1],
                )
        return None

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

    def _by_clock(self, at: int) -> Found:
        cued = self.find("at", at) if self.word(at) != "for" else None
        start = cued[1] if cued else at
        clock = self.clock(start)
        if not clock:
            return None
        day = self._day_behind(clock[1])
        loose_end = self._free(clock[1]) and self.word(at - 1) not in ("m", "am", "is", "are", "was", "were", "re", "s")
        if not (clock[0].sure or (cued and loose_end and self.word(start).isalnum()) or (day and cued)):
            return None
        if day:
            return self._on(day[0], clock[0]), day[1]
        return self._on(single(self._coming(clock[0].value)), clock[0]), clock[1]

    def _cued_clock(self, at: int) -> Found:
        clock = self.clock(at)
        if not clock or not (clock[0].sure or self._free(clock[1])) or (clock[0].value.hour == 0 and not clock[0].sure):
            return None
        day = self._day_behind(clock[1])
        return self._on(day[0] if day else single(self._coming(clock[0].value)), clock[0]), day[1] if day else clock[1]

    def _by_part(self, at: int) -> Found:
        cue = self.find("at daypart", at) or self.find("part modifier", at)
        part = self.part(at if self.find("part modifier", at) else cue[1]) if cue else None
        if not part or self.word(part[1] - 1) in ("am", "pm"):
            return None
        clock = self.clock(self.skip("at", part[1]))
        if clock and clock[0].loose and self._free(clock[1]):
            return self._on(single(self._coming(clock[0].value)), self._in_part(clock[0], part)), clock[1]
        day = self._day_behind(part[1])
        there = day[0].start if day else self._coming(part[0][1])
        return self._part_on(there, part[0]), day[1] if day else part[1]

    def _day_behind(self, at: int) -> tuple[Days, int] | None:
        start = at + 1 if self.word(at) == "," else at
        if self.find("tonight", start):
            return single(self.today), start + 1
        if self.find("by", start) and not self.find("day word", start):
            return None
        return self.day(start)

    def _after_day(self, at: int) -> bool:
        return bool(self.find("weekday", at - 1) or self.find("day word", at - 1))

    def _period_phrase(self, at: int) -> Found:
        found = self.period(at)
        if not found:
            return None
        if (
            found[0].grain in ("week", "year", "month")
            and self.word(at) in ("the", "der", "den", "dem", "des")
            and found[1] - at == 2
        ):
            return None
        return Moment((found[0].start, found[0].end), found[0].grain), found[1]

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
