"""Days as people say them: "next Tuesday", "tomorrow", "übermorgen", "Friday, 3 April", "Good Friday"."""

from datetime import date, timedelta

from amends.core.reading.calendar_days import Days, feast, single
from amends.core.reading.dates import DateReader


class DayReader(DateReader):
    """Reads days out of a row of tokens."""

    def day(self, at: int) -> tuple[Days, int] | None:
        """One day, with a weekday before it or not."""
        start = self.skip("on", at) if self.word(at) not in ("in", "of") else at
        if self.word(at) == "on" and self.word(start) == "the":
            start = start if self._of_month(start) else start + 1
        return (
            self._weekday(start)
            or self._spoken_day(start)
            or self._numeric(start)
            or self._of_month(start)
            or self._holiday(start)
        )

    def _spoken_day(self, at: int) -> tuple[Days, int] | None:
        found = self.find("day word", at)
        if not found:
            return None
        if self.lexicon.code == "de" and self.word(at) == "morgen" and self.word(at - 1) in ("guten", "schönen"):
            return None
        days = single(self.today + timedelta(days=found[0]))
        exact = self._numeric(found[1] + 1) or self._of_month(found[1] + 1) if self.word(found[1]) == "," else None
        return exact or (days, found[1])

    def _weekday(self, at: int) -> tuple[Days, int] | None:
        side, start = self._side(at)
        found = self.find("weekday", start) or self._short_weekday(start, side)
        if not found:
            return None
        weekday, after = found
        if self.word(after) == "." and self.joined(after) and len(self.word(start)) <= 3:
            after += 1
        after_comma = after + 1 if self.word(after) in (",", "-", "(") else after
        after_comma = self.skip("on", after_comma) if self.word(after_comma) not in ("in", "of") else after_comma
        exact = self._numeric(after_comma) or self._of_month(after_comma, weekday=weekday)
        if exact:
            return exact[0], exact[1] + 1 if self.word(after) == "(" and self.word(exact[1]) == ")" else exact[1]
        side, after = self._side_behind(side, after)
        day = single(self._that_weekday(weekday, side))
        return (day if side else Days(day.start, day.end, "weekday")), after

    def _short_weekday(self, at: int, side: str) -> tuple[int, int] | None:
        """Short names: "Sat" and "so" are words too: they count with a side, a dot or a time or number right behind."""
        found = self.find("short weekday", at)
        if not found:
            return None
        behind = self.word(found[1])
        cued = side or behind == "." or behind[:1].isdigit() or self.find("at", found[1]) or self.find("on", at - 1)
        return found if cued else None

    def _side_behind(self, side: str, after: int) -> tuple[str, int]:
        """Reads "Tuesday of next week", "Tuesday, next week"."""
        start = after + 1 if self.word(after) == "," else after
        start = self.skip("on", start) if self.word(start) in ("of", "in", "der") else start
        for name in ("next", "last", "this", "coming"):
            found = self.find(name, start)
            period = self.find("period", found[1]) if found else None
            if period and period[0] == "week":
                return {"coming": "next"}.get(name, name), period[1]
        return side, after

    def _that_weekday(self, weekday: int, side: str) -> date:
        monday = self.today - timedelta(days=self.today.weekday())
        if side in ("next", "last", "this") and not (side == "next" and self.lexicon.code == "de"):
            return monday + timedelta(days=weekday + {"next": 7, "last": -7, "this": 0}[side])
        if side == "past":
            return self.today - timedelta(days=(self.today.weekday() - weekday - 1) % 7 + 1)
        if side:
            return self.today + timedelta(days=(weekday - self.today.weekday() - 1) % 7 + 1)
        return self.today + timedelta(days=(weekday - self.today.weekday()) % 7)

    def _holiday(self, at: int) -> tuple[Days, int] | None:
        found = self.find("holiday", at)
        if not found:
            return None
        named, after = found
        year = self.year(after)
        years = (year[0],) if year else (self.today.year, self.today.year + 1)
        days = [feast(named, number) for number in years]
        return single(next((day for day in days if day >= self.today), days[-1])), year[1] if year else after
