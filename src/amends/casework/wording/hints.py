"""What speaks against a time, and the times that are proposed instead, in words (S0.11, `ux.md` 2b)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from amends.casework.wording import times
from amends.core.due_why import Why
from amends.core.feasible import Hint, Proposal

_Told = Mapping[str, Any]


def hint_words(hint: Hint, zone: str, now: datetime) -> str:
    """A hint in the active language, in the zone of the person who reads it."""
    return _WORDS[hint.code](hint.values, zone, now)


def day_off_words(why: Why, zone: str, now: datetime, *, dated: bool = False) -> str:
    """A day off on the way to a time, named: "Monday is a holiday".

    With its date, "Thu 6 May is a holiday", when it is a week off, or stands beside a date (`dated`).
    """
    day = date.fromisoformat(str(why.values["date"]))
    told = {"day": _day(day, zone, now, dated)}
    if why.code == "holiday":
        return _("%(day)s is a holiday") % told
    return (_("%(day)s has other hours") if why.values.get("hours") else _("%(day)s is shut")) % told


def proposal_words(proposal: Proposal, zone: str, now: datetime) -> str:
    """A proposed time as a chip shows it: "today 17:00", "tomorrow 12:00", "Tue 16:30 – Monday is a holiday"."""
    there = ZoneInfo(zone)
    days = (proposal.at.astimezone(there).date() - now.astimezone(there).date()).days
    clock = times.at(proposal.at, there, "clock", now=now)
    is_near = days < times.WEEK.days
    if days == 0:
        words = _("today %(time)s") % {"time": clock}
    elif days == 1:
        words = _("tomorrow %(time)s") % {"time": clock}
    else:
        words = times.at(proposal.at, there, "short" if is_near else "full", now=now)
    return " – ".join([words, *(day_off_words(why, zone, now, dated=not is_near) for why in proposal.days_off[:1])])


def length_words(seconds: int) -> str:
    """A usual length in the one unit that tells it best: "40 minutes", "3 hours", "4 days"."""
    minutes = max(1, round(seconds / 60))
    if minutes < 120:
        return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
    hours = round(minutes / 60)
    if hours < 48:
        return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
    days = round(hours / 24)
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}


def _day(day: date, zone: str, now: datetime, dated: bool) -> str:
    there = ZoneInfo(zone)
    if not dated and 0 <= (day - now.astimezone(there).date()).days < times.WEEK.days:
        return str(format_date(day, "EEEE", locale=(get_language() or "en").split("-")[0]))
    return times.at(datetime.combine(day, time(12), there), there, "day", now=now)


def _holiday(told: _Told, zone: str, now: datetime) -> str:
    return day_off_words(Why("holiday", told), zone, now)


def _opens(told: _Told, zone: str, now: datetime) -> str:
    opens = times.at(datetime.fromisoformat(told["opens"]), zone, "short", now=now)
    return _("before we open again (%(time)s)") % {"time": opens}


def _off_shift(told: _Told, zone: str, now: datetime) -> str:
    return _("outside the hours of %(promisor)s") % told


def _away(told: _Told, zone: str, now: datetime) -> str:
    return _("%(promisor)s is away then; %(stand_in)s answers") % told


def _before_supplier(told: _Told, zone: str, now: datetime) -> str:
    earliest = times.at(datetime.fromisoformat(told["earliest"]), zone, "full", now=now)
    return _("what it rests on comes later: %(time)s at the earliest") % {"time": earliest}


def _faster(told: _Told, zone: str, now: datetime) -> str:
    return _("this usually takes %(span)s") % {"span": length_words(told["seconds"])}


def _same_hour(told: _Told, zone: str, now: datetime) -> str:
    count = told["count"]
    words = ngettext(
        "%(promisor)s owes %(count)s promise in that hour already",
        "%(promisor)s owes %(count)s promises in that hour already",
        count,
    )
    return words % told


_WORDS: Mapping[str, Callable[[_Told, str, datetime], str]] = {
    "holiday": _holiday,
    "outside-hours": lambda _told, _zone, _now: _("outside our hours"),
    "before-opening": _opens,
    "off-shift": _off_shift,
    "owner-away": _away,
    "before-supplier": _before_supplier,
    "faster-than-usual": _faster,
    "same-hour": _same_hour,
}
