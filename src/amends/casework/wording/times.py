"""Times in words, in one place: every instant is shown in a zone that the caller names (`ux.md` C69, C70)."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_datetime
from babel.units import format_unit
from django.utils.translation import get_language
from django.utils.translation import gettext as _

Style = Literal["short", "full", "customer", "day", "clock", "relative"]
Unit = Literal["day", "hour", "minute"]

# CLDR patterns: months and days as words, never numeric dates, which are read in two ways.
PATTERNS = {
    "en": {
        "clock": "HH:mm",
        "weekday": "EEE HH:mm",
        "date": "d MMM",
        "dated": "d MMM yyyy",
        "full": "EEE d MMM HH:mm",
        "full_year": "EEE d MMM yyyy HH:mm",
        "day": "EEE d MMM",
        "customer": "EEEE d MMMM, HH:mm",
    },
    "de": {
        "clock": "HH:mm",
        "weekday": "EEE HH:mm",
        "date": "d. MMM",
        "dated": "d. MMM yyyy",
        "full": "EEE d. MMM HH:mm",
        "full_year": "EEE d. MMM yyyy HH:mm",
        "day": "EEE d. MMM",
        "customer": "EEEE, d. MMMM, HH:mm 'Uhr'",
    },
}
WEEK = timedelta(days=6)


def at(instant: datetime, zone: ZoneInfo | str, style: Style, *, now: datetime) -> str:
    """An aware instant in words of the active language, in the zone of the person who reads it.

    short: "15:00" today, "Fri 17:00" within six days, else "21 Nov". full: "Fri 21 Nov 17:00". day: "Fri 21 Nov".
    clock: "17:00". customer: "Friday 21 November, 17:00". relative: "in 2 h 10 min", "25 min late".
    """
    if instant.tzinfo is None or now.tzinfo is None:
        raise ValueError("A time is shown from an instant with an offset.")
    if not zone:
        raise ValueError("A time is shown in a zone.")
    if style == "relative":
        return relative(instant, now)
    there = ZoneInfo(zone) if isinstance(zone, str) else zone
    local, today = instant.astimezone(there), now.astimezone(there)
    return _formatted(local, _pattern_name(local, today, style))


class Due(NamedTuple):
    """A due time in the three ways a list shows it."""

    short: str
    full: str
    relative: str


def due(instant: datetime, there: ZoneInfo, today: datetime, tag: str) -> Due:
    """An aware due time in the language `tag`; `today` is now, in the zone `there` of the person who reads it.

    The same words as `at` has for each, with what a list shares among its rows worked out once by the caller.
    """
    local = instant.astimezone(there)
    minute = local.replace(tzinfo=None, fold=0, second=0, microsecond=0)
    return Due(
        _worded(minute, _pattern_name(local, today, "short"), tag),
        _worded(minute, _pattern_name(local, today, "full"), tag),
        _how_far(int((instant - today).total_seconds() // 60), tag),
    )


def relative(due: datetime, now: datetime) -> str:
    """How far off a due time is, in the words of the desk: "in 18 min", "25 min late", "now"."""
    return _how_far(int((due - now).total_seconds() // 60), get_language() or "en")


@lru_cache(maxsize=8192)
def _how_far(minutes: int, tag: str) -> str:
    if minutes == 0:
        return _("now")
    if minutes > 0:
        return _("in %(span)s") % {"span": span(minutes)}
    return _("%(span)s late") % {"span": span(-minutes)}


def ago(instant: datetime, now: datetime) -> str:
    """How long something is past, in the words of the desk: "3 h ago"."""
    minutes = int((now - instant).total_seconds() // 60)
    return _("%(span)s ago") % {"span": span(minutes)} if minutes > 0 else _("just now")


def span(minutes: int) -> str:
    """A length of time in at most two parts: "18 min", "2 h 10 min", "1 d 2 h"."""
    days, rest = divmod(minutes, 24 * 60)
    hours, left = divmod(rest, 60)
    if days:
        return (
            _("%(days)s d %(hours)s h") % {"days": days, "hours": hours} if hours else _("%(days)s d") % {"days": days}
        )
    if hours:
        values = {"hours": hours, "minutes": left}
        return _("%(hours)s h %(minutes)s min") % values if left else _("%(hours)s h") % values
    return _("%(minutes)s min") % {"minutes": left}


def long_span(minutes: int) -> str:
    """A length of time for customers, in whole words: "1 day 2 hours", "10 minutes"."""
    days, rest = divmod(minutes, 24 * 60)
    hours, left = divmod(rest, 60)
    parts: tuple[tuple[int, Unit], ...] = ((days, "day"), (hours, "hour"), (0 if days else left, "minute"))
    words = [format_unit(number, f"duration-{unit}", "long", locale=_locale()) for number, unit in parts if number]
    return " ".join(words)


def _pattern_name(local: datetime, today: datetime, style: Style) -> str:
    if style == "full":
        return "full" if local.year == today.year else "full_year"
    if style != "short":
        return style
    if local.date() == today.date():
        return "clock"
    if timedelta() < local - today and (local.date() - today.date()) <= WEEK:
        return "weekday"
    if timedelta() < today - local <= timedelta(days=1):
        return "weekday"
    return "date" if local.year == today.year else "dated"


def _formatted(local: datetime, pattern: str) -> str:
    return _worded(local.replace(tzinfo=None, fold=0, second=0, microsecond=0), pattern, get_language() or "en")


# A list shows the same times again and again; the patterns hold no zone, so the clock time alone decides.
@lru_cache(maxsize=8192)
def _worded(local: datetime, pattern: str, tag: str) -> str:
    patterns = PATTERNS.get(tag.split("-")[0], PATTERNS["en"])
    return format_datetime(local, patterns[pattern], locale=_locale_of(tag))


def _locale() -> Locale:
    return _locale_of(get_language() or "en")


@lru_cache(maxsize=32)
def _locale_of(tag: str) -> Locale:
    try:
        return Locale.parse("en_GB" if tag == "en" else tag, sep="-" if "-" in tag else "_")
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en_GB")
