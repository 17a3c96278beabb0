"""Finds phrases of time in a text and works out what they mean: an instant, a day, or a stretch of either."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo

from amends.core.reading.calendar_days import Setting
from amends.core.reading.hours import Moment, Value
from amends.core.reading.lexicon_de import GERMAN
from amends.core.reading.lexicon_en import ENGLISH
from amends.core.reading.moments import MomentReader
from amends.core.reading.passages import readable
from amends.core.reading.tokens import Lexicon, tokens
from amends.core.reading.vocabulary import spoken

_LEXICONS: dict[str, Lexicon] = {"en": ENGLISH, "de": GERMAN}
_MONTH_FIRST = ("America/", "US/", "Pacific/Honolulu")


@dataclass(frozen=True, slots=True)
class TimePhrase:
    """A phrase and its meaning: `text == whole[start:end]`.

    `value` is an aware instant in the asked zone, a day, or a half-open pair (from, to) of either: "next week" runs
    from Monday to the Monday after. `grain` is the finest unit said, such as "minute", "day", "month", "end of week".
    """

    text: str
    start: int
    end: int
    value: Value
    grain: str


def times(
    text: str, at: datetime, zone: tzinfo, language: str | None = None, *, ahead: bool = False
) -> list[TimePhrase]:
    """The phrases of time in the first `passages.LIMIT` characters, in order, as understood at `at` (aware) in `zone`.

    Hours and minutes are elapsed ("24 hours" is 24 hours when the clocks change, S0.13); days keep the calendar. In
    American zones "3/4" is 4 March, elsewhere 3 April. `ahead` takes "3 May" for the next 3 May, not the nearest.
    """
    if at.tzinfo is None:
        raise ValueError("The reading needs an instant with an offset.")
    whole = readable(text)
    local = at.astimezone(zone)
    setting = Setting(local.replace(tzinfo=None), at, str(zone).startswith(_MONTH_FIRST), ahead)
    found: list[TimePhrase] = []
    for code in spoken(whole, language):
        found.extend(_read(text, whole, _LEXICONS[code], setting, zone))
    return _longest(found)


def _read(text: str, whole: str, lexicon: Lexicon, setting: Setting, zone: tzinfo) -> list[TimePhrase]:
    row = tokens(whole)
    reader = MomentReader(row, lexicon, setting)
    found: list[TimePhrase] = []
    place = 0
    while place < len(row):
        hit = reader.phrase(place)
        if hit and hit[1] > place:
            start, end = row[place].start, row[hit[1] - 1].end
            found.append(TimePhrase(text[start:end], start, end, _placed(hit[0], zone), hit[0].grain))
            place = hit[1]
        else:
            place += 1
    return found


def _placed(moment: Moment, zone: tzinfo) -> Value:
    value = moment.value
    if isinstance(value, tuple):
        one, two = value
        if isinstance(one, datetime) and isinstance(two, datetime):
            return _instant(one, zone), _instant(two, zone)
        return one, two
    return _instant(value, zone) if isinstance(value, datetime) else value


def _instant(local: datetime, zone: tzinfo) -> datetime:
    """The instant of a local time: of an hour that comes twice the earlier, of a missing one the hour after."""
    if local.tzinfo is not None:
        return local.astimezone(zone)
    try:
        return local.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)
    except (OverflowError, ValueError):
        return local.replace(tzinfo=zone)


def _longest(found: list[TimePhrase]) -> list[TimePhrase]:
    """Where two languages read the same place, the longer phrase stands."""
    kept: list[TimePhrase] = []
    for phrase in sorted(found, key=lambda phrase: (phrase.start, -phrase.end)):
        if kept and phrase.start < kept[-1].end:
            if phrase.end - phrase.start > kept[-1].end - kept[-1].start:
                kept[-1] = phrase
            continue
        kept.append(phrase)
    return kept


def day_of(value: Value) -> date:
    """The local day on which a meaning begins."""
    first = value[0] if isinstance(value, tuple) else value
    return first.date() if isinstance(first, datetime) else first
