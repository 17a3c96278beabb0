"""A due time as a form gives it, and the three that the calendar suggests."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.utils.translation import gettext as _

from amends.casework.wording import times
from amends.core.refusal import Unusable
from amends.core.working_time import (
    WorkingCalendar,
    add_working_days,
    close_of_business,
    first_instant,
    nth_working_day,
)


def due_given(post: QueryDict, zone: str, name: str = "due") -> tuple[datetime | None, str]:
    """The instant chosen or typed in the reader's zone, and the words of a "within"; Unusable for no date."""
    within = post.get("within", "").strip()
    chosen = post.get(name, "")
    typed = post.get(f"{name}_other", "").strip()
    if chosen and chosen != "other":
        return _instant(chosen, zone), ""
    if typed:
        return _instant(typed, zone), ""
    return None, within


def suggestions(calendar: WorkingCalendar, now: datetime, zone: str) -> list[tuple[str, str]]:
    """Three due times in working hours, as pairs of value and words: today, the next noon, in one working day."""
    noon_day = nth_working_day(calendar, now.astimezone(calendar.tz).date(), 1)
    noon = first_instant(calendar.tz, datetime.combine(noon_day, time(12)))
    found = sorted({close_of_business(calendar, now, 0), noon, add_working_days(calendar, now, 1)})
    return [(due.isoformat(), _words(due, now, zone)) for due in found if due > now]


def _words(due: datetime, now: datetime, zone: str) -> str:
    words = times.at(due, zone, "short", now=now)
    is_today = due.astimezone(ZoneInfo(zone)).date() == now.astimezone(ZoneInfo(zone)).date()
    return _("today %(time)s") % {"time": words} if is_today else words


def _instant(text: str, zone: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise Unusable(field="due", fault="no-instant", value=text[:40]) from error
    return first_instant(ZoneInfo(zone), found) if found.tzinfo is None else found
