"""A due time as a form gives it, and the three that are proposed."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import QueryDict

from amends.casework.feasible import setting_of
from amends.casework.wording.hints import proposal_words
from amends.casework.working import Work
from amends.core import feasible
from amends.core.refusal import Unusable
from amends.core.working_time import first_instant


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


def suggestions(work: Work, zone: str) -> list[tuple[str, str]]:
    """Three times that the promisor can keep, as pairs of value and words in the reader's zone (`ux.md` 2b)."""
    found = feasible.times(setting_of(work), work.at)
    return [(row.at.isoformat(), proposal_words(row, zone, work.at)) for row in found]


def _instant(text: str, zone: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise Unusable(field="due", fault="no-instant", value=text[:40]) from error
    return first_instant(ZoneInfo(zone), found) if found.tzinfo is None else found
