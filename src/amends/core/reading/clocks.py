"""Clock times and parts of the day: "16:00", "5pm", "half past seven", "halb acht", "noon", "afternoon"."""

from dataclasses import dataclass
from datetime import time
from typing import Any

from amends.core.reading.tokens import Lexicon, Token

PARTS = {
    "morning": (time(8), time(12)),
    "lunch": (time(11), time(13)),
    "afternoon": (time(12), time(16)),
    "evening": (time(16), time(20)),
    "night": (time(20), time(23, 59, 59)),
}
"""The hours of each part of a day, in local time."""

CLOSE = time(17)
"""When a day of work ends, where a text says only "close of business" or names no time at all."""

_OFFICE_PM = 7
"""An hour below this without a.m. or p.m. is meant after noon: "at five" is 17:00, "at seven" 7:00."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day. `loose` tells that a.m. or p.m. is a guess; `sure` that the words can be nothing but a time."""

    value: time
    loose: bool
    sure: bool
    next_day: bool = False

    def moved(self, part: str) -> "Clock":
        """The same time in a part of the day: seven "in the evening" is 19:00."""
        hour = self.value.hour
        if self.loose:
            if part == "morning":
                hour %= 12
            elif part in ("afternoon", "evening") or (part == "night" and hour % 12 >= 5):
                hour = hour % 12 + 12
        return Clock(self.value.replace(hour=hour), False, True)

    def toggled(self) -> "Clock":
        """The other half of the day."""
        return Clock(self.value.replace(hour=(self.value.hour + 12) % 24), self.loose, self.sure)


Read = tuple[Any, int] | None


class ClockReader:
    """Reads clock times out of a row of tokens."""

    def __init__(self, read: list[Token], lexicon: Lexicon) -> None:
        self.read = read
        self.lexicon = lexicon

    def find(self, name: str, at: int) -> Read:
        """What the lexicon has at a place."""
        return self.lexicon.find(name, self.read, at)

    def skip(self, name: str, at: int) -> int:
        """The place after a phrase that may stand here."""
        found = self.find(name, at)
        return found[1] if found else at

    def word(self, at: int) -> str:
        """The token at a place, or nothing."""
        return self.read[at].text if 0 <= at < len(self.read) else ""

    def joined(self, at: int) -> bool:
        """Whether a token touches the one before it."""
        return 0 < at < len(self.read) and self.read[at].joined

    def number(self, at: int) -> Read:
        """A whole number in digits or words."""
        word = self.word(at)
        if word.isdecimal() and len(word) <= 4:
            return int(word), at + 1
        tens = self.find("tens", at)
        if tens:
            after = tens[1] + 1 if self.word(tens[1]) == "-" else tens[1]
            ones = self.find("number", after)
            return (tens[0] + ones[0], ones[1]) if ones and ones[0] < 10 else tens
        return self.find("number", at)

    def clock(self, at: int) -> tuple[Clock, int] | None:
        """A time of day with the part of the day that may follow it ("5 in the afternoon")."""
        found = self._clock(at)
        if not found:
            return None
        clock, after = found
        part = self._part_after(after)
        if part and (clock.loose or clock.value.hour <= 12):
            return clock.moved(part[0]), part[1]
        return found

    def part(self, at: int) -> tuple[tuple[time, time], int] | None:
        """A part of the day: its first and last time."""
        early = self.find("part modifier", at)
        start = early[1] if early else at
        start = self.skip("the", start) if early else start
        found = self.find("daypart", start)
        if not found or (found[1] - start == 1 and self.word(start) in ("am", "pm") and early):
            return None
        name, cut = found[0]
        return narrowed(name, cut or (early[0] if early else "")), found[1]

    def _part_after(self, at: int) -> Read:
        start = self.skip("at daypart", at)
        found = self.find("daypart", start)
        if (
            not found
            or self.word(start) in ("am", "pm")
            or (start == at and found[0][0] == "morning" and self.lexicon.code == "de")
        ):
            return None
        return found[0][0], found[1]

    def _clock(self, at: int) -> tuple[Clock, int] | None:
        noon = self.find("noon", at)
        if noon:
            late = noon[0] == 24
            return Clock(time(0 if late else 12), False, True, next_day=late), noon[1]
        return self._around_the_hour(at) or self._digits(at) or self._words(at)

    def _around_the_hour(self, at: int) -> tuple[Clock, int] | None:
        minutes, after = 0, at
        half, half_to, quarter = (
            self.find("clock half", at),
            self.find("clock half to", at),
            self.find("clock quarter", at),
        )
        if half:
            minutes, after = 30, half[1]
        elif half_to:
            minutes, after = -30, half_to[1]
        elif quarter:
            minutes, after = quarter
        else:
            count = self.number(at)
            side = self.find("past the hour", count[1]) if count else None
            if (
                not count
                or not side
                or not 0 < count[0] < 60
                or (side[1] - count[1] == 1 and self.word(count[1]) in ("to", "nach", "vor"))
            ):
                return None
            minutes, after = count[0] * side[0], side[1]
        hour = self.number(after)
        if not hour or not 1 <= hour[0] <= 12:
            return None
        total = (guessed(hour[0]) * 60 + minutes) % 1440
        return self._with_half_day(Clock(time(total // 60, total % 60), True, True), hour[1])

    def _digits(self, at: int) -> tuple[Clock, int] | None:
        word = self.word(at)
        if not (word.isdecimal() and len(word) <= 2) or int(word) > 24 or self._is_part_of_a_number(at):
            return None
        hour, minute, second, after = int(word), 0, 0, at + 1
        colon = self.word(after) == ":"
        minutes = self._two_digits(after, (":", "."))
        if minutes is not None:
            minute, after = minutes, after + 2
            seconds = self._two_digits(after, (":",))
            second, after = (seconds, after + 2) if seconds is not None else (0, after)
        if minute > 59 or second > 59 or (hour == 24 and minute) or self._goes_on(after):
            return None
        exact = colon and minutes is not None
        loose = self.lexicon.code == "en" and 1 <= hour <= 12 and not (exact and word.startswith("0"))
        value = time(guessed(hour) % 24 if loose else hour % 24, minute, second)
        return self._with_half_day(Clock(value, loose, exact, next_day=hour == 24), after, hour)

    def _is_part_of_a_number(self, at: int) -> bool:
        return self.joined(at) and self.word(at - 1) in (":", ".", ",", "/", "$", "£", "€")

    def _two_digits(self, at: int, signs: tuple[str, ...]) -> int | None:
        """The two digits behind one of these signs, all without a blank."""
        digits = self.word(at + 1)
        touching = self.joined(at) and self.joined(at + 1)
        return int(digits) if self.word(at) in signs and touching and digits.isdecimal() and len(digits) == 2 else None

    def _goes_on(self, at: int) -> bool:
        if not self.joined(at):
            return False
        decimal = self.word(at) == "." and self.joined(at + 1) and self.word(at + 1).isdecimal()
        return decimal or self.word(at) in (":", "%", "/")

    def _words(self, at: int) -> tuple[Clock, int] | None:
        hour = self.find("number", at)
        if (
            not hour
            or not 1 <= hour[0] <= 12
            or self.word(at) in ("a", "an", "ein", "eine", "einer", "einem", "einen", "eines")
        ):
            return None
        after = hour[1] + 1 if self.word(hour[1]) == "-" and self.joined(hour[1]) else hour[1]
        minutes = self.number(after) if self.find("tens", after) or self.word(after) in ("ten", "fifteen") else None
        minute = minutes[0] if minutes and minutes[0] < 60 else 0
        return self._with_half_day(
            Clock(time(guessed(hour[0]) % 24, minute), True, bool(minute)),
            minutes[1] if minute and minutes else hour[1],
        )

    def _with_half_day(self, clock: Clock, after: int, hour: int | None = None) -> tuple[Clock, int]:
        hour = clock.value.hour if hour is None else hour
        end = self.find("o'clock", after)
        if end:
            clock, after = Clock(clock.value, clock.loose, True, clock.next_day), end[1]
            minute = self.word(after)
            if self.lexicon.code == "de" and len(minute) == 2 and minute.isdecimal() and int(minute) < 60:
                return Clock(clock.value.replace(minute=int(minute)), False, True), after + 1
        for name, shift in (("am", 0), ("pm", 12)):
            half = self.find(name, after)
            single = half and half[1] - after == 1 and self.word(after) in ("a", "p")
            if half and 1 <= hour <= 23 and not (single and not self.joined(after)):
                dotted = half[1] - after > 1 and self.word(half[1] - 1) == "m"
                closed = half[1] + (dotted and self.word(half[1]) == "." and self.joined(half[1]))
                value = clock.value if hour > 12 else clock.value.replace(hour=hour % 12 + shift)
                return Clock(value, False, True), closed
        return clock, after


def guessed(hour: int) -> int:
    """The hour of the day that a bare hour most likely means."""
    return hour + 12 if 1 <= hour < _OFFICE_PM else hour


def narrowed(name: str, cut: str) -> tuple[time, time]:
    """The hours of a part of the day, or of its first or last half."""
    start, end = PARTS[name]
    if cut == "early":
        return start, time(start.hour + 2)
    if cut == "late":
        return time(end.hour - 2), end
    return start, end
