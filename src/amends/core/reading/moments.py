"""Whole phrases of time: "by Friday 5pm", "within 24 hours", "two days after Easter", "later this afternoon"."""

from datetime import date, datetime, timedelta

from amends.core.reading.calendar_days import Days, single
from amends.core.reading.clocks import PARTS, narrowed
from amends.core.reading.distances import Distance
from amends.core.reading.distances import length as sized
from amends.core.reading.hours import Found, Moment
from amends.core.reading.ranges import RangeReader

_SUB_DAY = ("second", "minute", "hour")


class MomentReader(RangeReader):
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
        """Reads "ago", "later", "from now", "after next Friday", "starting tomorrow"."""
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
        """Reads "the next hour", "the last 10 minutes": from now, to now."""
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
        """Reads "2026-03-29T14:30:00Z": a machine wrote it, so it is read whole."""
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
        """Reads "next week on Tuesday", "nächste Woche Dienstag"."""
        week = self._sided(at)
        weekday = self.find("weekday", self.skip("on", week[1])) if week and week[0].grain == "week" else None
        if not week or not weekday:
            return None
        return single(week[0].start + timedelta(days=weekday[0])), weekday[1]

    def _part_this(self, at: int) -> tuple[Moment, int] | None:
        """Reads "this afternoon", "later this morning", "last night", "next evening"."""
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
