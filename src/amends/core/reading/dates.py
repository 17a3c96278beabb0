"""Written dates: "29 March", "3rd of May 2026", "2026-03-29", "29.3.", "the 15th of next month"."""

from datetime import date

from amends.core.reading.calendar_days import Days, Setting, made, single
from amends.core.reading.clocks import ClockReader
from amends.core.reading.tokens import Lexicon, Token


class DateReader(ClockReader):
    """Reads written dates out of a row of tokens."""

    def __init__(self, read: list[Token], lexicon: Lexicon, setting: Setting) -> None:
        super().__init__(read, lexicon)
        self.setting = setting
        self.today = setting.now.date()

    def year(self, at: int) -> tuple[int, int] | None:
        """A year of four digits, or of two after "of" or an apostrophe."""
        word = self.word(at)
        if word.isdecimal() and len(word) == 4 and 1700 <= int(word) <= 2199 and self.word(at + 1) != ":":
            return int(word), at + 1
        return None

    def month(self, at: int) -> tuple[int, int] | None:
        """The name of a month, also shortened."""
        found = self.find("month", at) or self.find("shy month", at)
        if not found:
            return None
        month, after = found
        shortened = (
            self.word(after) == "." and self.joined(after) and len(self.word(at)) <= 4 and self.word(at) != "may"
        )
        return (month, after + 1) if shortened and self.word(after + 1).isalnum() else found

    def ordinal(self, at: int) -> tuple[int, int, bool] | None:
        """A day number with the place after it, and whether it was written as an ordinal ("3rd", "dritten", "3.")."""
        word = self.word(at)
        if word.isdecimal() and len(word) <= 2:
            if not 1 <= int(word) <= 31:
                return None
            sign = self.find("ordinal sign", at + 1)
            if sign and self.joined(at + 1) and not (self.word(at + 1) == "." and self.joined(sign[1])):
                return int(word), sign[1], True
            return int(word), at + 1, False
        tens = self.find("tens", at)
        if tens and tens[0] <= 30:
            after = tens[1] + 1 if self.word(tens[1]) == "-" else tens[1]
            ones = self.find("ordinal", after)
            return (tens[0] + ones[0], ones[1], True) if ones and ones[0] < 10 else None
        found = self.find("ordinal", at)
        return (found[0], found[1], True) if found else None

    def nearest(self, month: int, number: int) -> date | None:
        """The nearest day of this name; with `ahead`, the next one. 29 February looks for a leap year."""
        here = self.today
        years = range(here.year - 8, here.year + 9)
        days = [day for year in years if (day := made(year, month, number)) and (day >= here or not self.setting.ahead)]
        return min(days, key=lambda day: abs((day - here).days), default=None)

    def _numeric(self, at: int) -> tuple[Days, int] | None:
        row = [self.word(at + step) for step in range(5)]
        if not (row[0].isdecimal() and row[1] in ("/", "-", ".") and self.joined(at + 1) and self.joined(at + 2)):
            return None
        if self.joined(at) and (
            self.word(at - 1).isdecimal() or (self.word(at - 1) in ("-", "/", ".") and self.word(at - 2).isdecimal())
        ):
            return None
        whole = row[3] == row[1] and row[4].isdecimal() and self.joined(at + 3) and self.joined(at + 4)
        if whole and row[2].isdecimal():
            if (
                self.joined(at + 5)
                and self.word(at + 5) == row[1]
                and row[1] != "-"
                and self.word(at + 6).isdecimal()
                and self.joined(at + 6)
            ):
                return None
            found = self._ordered(row[0], row[2], row[4], row[1])
            return (single(found), at + 5) if found else None
        return self._short_numeric(at, row)

    def _ordered(self, one: str, two: str, three: str, sign: str) -> date | None:
        first, second, third = int(one), int(two), int(three)
        if len(one) == 4:
            return made(first, second, third)
        if len(three) not in (2, 4) or len(one) > 2 or len(two) > 2:
            return None
        year = third if len(three) == 4 else 2000 + third if third < 50 else 1900 + third
        month_first = self.setting.month_first and not (sign == "." and len(three) == 4)
        pairs = ((first, second), (second, first)) if month_first else ((second, first), (first, second))
        return next((found for month, day in pairs if (found := made(year, month, day))), None)

    def _short_numeric(self, at: int, row: list[str]) -> tuple[Days, int] | None:
        """Reads "29/3" and, in German, "29.3."; a dotted number in an English text only after a weekday or "on"."""
        if not row[2].isdecimal() or len(row[0]) > 2 or len(row[2]) > 2 or row[1] == "-":
            return None
        after = at + 3
        if row[1] == ".":
            closed = self.word(after) == "." and self.joined(after)
            cued = self.find("weekday", at - 1) or self.word(at - 1) in ("on", "am", "zum", "vom", "den", "dem", ",")
            if not (cued and (self.lexicon.code == "en" or closed)) or (
                self.lexicon.code == "en" and len(row[2]) == 2 and self.word(after) in ("am", "pm")
            ):
                return None
            after += closed and self.lexicon.code == "de"
        elif (
            self.joined(after)
            and self.word(after) in (".", "/")
            and self.word(after + 1).isdecimal()
            and self.joined(after + 1)
        ):
            return None
        first, second = int(row[0]), int(row[2])
        pairs = ((first, second), (second, first)) if self.setting.month_first else ((second, first), (first, second))
        found = next((day for month, number in pairs if (day := self.nearest(month, number))), None)
        return (single(found), after) if found else None

    def _of_month(self, at: int, weekday: int | None = None) -> tuple[Days, int] | None:
        """Reads "29 March 2026", "March 29th", "2026/aug/10", "the 15th"."""
        start = self.skip("the", at)
        return (
            self._year_first(at)
            or self._day_first(start)
            or self._month_first(start)
            or self._number_only(at, start, weekday)
        )

    def _year_first(self, at: int) -> tuple[Days, int] | None:
        year = self.year(at)
        month = self.month(year[1] + 1) if year and self.word(year[1]) in ("/", "-") and self.joined(year[1]) else None
        if not year or not month or self.word(month[1]) not in ("/", "-"):
            return None
        number = self.word(month[1] + 1)
        found = made(year[0], month[0], int(number)) if number.isdecimal() and len(number) <= 2 else None
        return (single(found), month[1] + 2) if found else None

    def _day_first(self, at: int) -> tuple[Days, int] | None:
        number = self.ordinal(at)
        if not number or (self.joined(at) and self.word(at - 1) in (".", ",", "£", "$", "€")):
            return None
        after = self._sign(number[1])
        after = after + 1 if self.word(after) in ("day", "tag") else after
        after = self.skip("of", after)
        month = self.month(after)
        return self._with_year(month[0], number[0], month[1]) if month else self._of_a_month(number[0], after)

    def _of_a_month(self, number: int, at: int) -> tuple[Days, int] | None:
        """Reads "the 15th of next month"."""
        side, after = self._side(at)
        period = self.find("period", after) if side or self.find("the", at) else None
        if not period or period[0] != "month" or not self.find("of", at - 1):
            return None
        index = (
            self.today.year * 12 + self.today.month - 1 + {"next": 1, "coming": 1, "last": -1, "past": -1}.get(side, 0)
        )
        found = made(index // 12, index % 12 + 1, number)
        return (single(found), period[1]) if found else None

    def _month_first(self, at: int) -> tuple[Days, int] | None:
        month = self.month(at)
        if not month or self.lexicon.code == "de":
            return None
        number = self.ordinal(self.skip("the", self._sign(month[1])))
        if not number or self._is_clock(number[1]):
            return None
        return self._with_year(month[0], number[0], number[1])

    def _number_only(self, at: int, start: int, weekday: int | None) -> tuple[Days, int] | None:
        number = self.ordinal(start)
        if not number or not (number[2] or weekday is not None) or self._is_clock(number[1]):
            return None
        digits = self.word(start).isdecimal()
        if weekday is None and (not digits or not self._cued_by_on(at)):
            return None
        if weekday is not None and not number[2] and (start == at) and self.word(number[1]) not in ("", "!", "?", "."):
            return None
        found = self._next_numbered(number[0], weekday)
        return (single(found), number[1]) if found else None

    def _cued_by_on(self, at: int) -> bool:
        return (
            self.word(at) in ("the", "dem", "den")
            and self.word(at - 1) in ("on", "by", "until", "till", "before", "am", "bis", "zum")
        ) or (self.word(at - 1) in ("on", "by", "am") or self.word(at - 2) in ("on", "by", "bis"))

    def _next_numbered(self, number: int, weekday: int | None) -> date | None:
        """The next day with this number, and this weekday if one is named, within the months to come."""
        year, month = self.today.year, self.today.month
        for _ in range(60):
            found = made(year, month, number)
            if found and found >= self.today and weekday in (None, found.weekday()):
                return found
            year, month = (year, month + 1) if month < 12 else (year + 1, 1)
        return None

    def _with_year(self, month: int, number: int, after: int) -> tuple[Days, int] | None:
        start = after + 1 if self.word(after) in (",", "/", "-", ".") else after
        start = self.skip("of", start)
        year = self.year(start)
        short = self.word(start)
        if not year and start > after and short.isdecimal() and len(short) == 2 and self.word(start - 1) in ("of", "/"):
            year = (2000 if int(short) < 50 else 1900) + int(short), start + 1
        if not year and short == "'" and self.word(start + 1).isdecimal() and len(self.word(start + 1)) == 2:
            year = 2000 + int(self.word(start + 1)), start + 2
        found = made(year[0], month, number) if year else self.nearest(month, number)
        return (single(found), year[1] if year else after) if found else None

    def _sign(self, at: int) -> int:
        return at + 1 if self.word(at) in ("/", "-", ",") and (self.word(at) == "," or self.joined(at)) else at

    def _is_clock(self, at: int) -> bool:
        behind = self.word(at)
        return (behind == ":" and self.joined(at)) or bool(
            self.find("am", at) or self.find("pm", at) or self.find("o'clock", at)
        )

    def _side(self, at: int) -> tuple[str, int]:
        for side in ("coming", "past", "this", "next", "last"):
            found = self.find(side, at)
            if found:
                return side, found[1]
        return "", at
