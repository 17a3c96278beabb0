"""German amounts of time, put into the English that `core.due` reads."""

from __future__ import annotations

import re
from collections.abc import Mapping

_NUMBERS = "zwei drei vier fünf sechs sieben acht neun zehn"
_ENGLISH = "two three four five six seven eight nine ten"
_WORDS: Mapping[str, str] = dict(zip(_NUMBERS.split(), _ENGLISH.split(), strict=True))
_UNITS = (
    (r"sekunden?", "seconds"),
    (r"minuten?", "minutes"),
    (r"arbeitsstunden?", "working hours"),
    (r"stunden?", "hours"),
    (r"(?:arbeits|werk|geschäfts)tag(?:e[ns]?|s)?", "working days"),
    (r"tage?n?", "days"),
    (r"wochen?", "weeks"),
    (r"monat(?:en?)?", "months"),
)
_NUMBER = rf"(?P<number>[0-9]{{1,10}}|eine?[mnrs]?|{_NUMBERS.replace(' ', '|')})"
_AMOUNT = re.compile(
    rf"(?:(?:innerhalb|binnen)(?: von)? |in )?{_NUMBER} (?:" + "|".join(f"({unit})" for unit, _ in _UNITS) + ")"
)
_CLOSE = re.compile(
    r"(?:bis )?(?:zum )?(?:geschäfts|dienst|laden)schluss (?:am|des) (?P<number>[0-9]{1,10})\. "
    r"(?:arbeits|werk)tag(?:e?s)?"
)


def in_english(words: str) -> str:
    """An amount of time in English, as far as it is a German one; everything else as it came. Takes small letters."""
    if close := _CLOSE.fullmatch(words):
        return f"close of business on working day {close['number']}"
    match = _AMOUNT.fullmatch(words)
    if match is None:
        return words
    number = match["number"]
    told = "one" if number.startswith("ein") else _WORDS.get(number, number)
    unit = next(english for found, (_, english) in zip(match.groups()[1:], _UNITS, strict=True) if found)
    return f"{told} {unit}"
