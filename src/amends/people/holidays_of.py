"""Public holidays by country or region: from the `holidays` library, with a list of changes of our own."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path

from amends.core.holiday_list import HolidayList, HolidayListFault, read_holiday_list


@lru_cache(maxsize=256)
def holidays_of(place: str, year: int) -> Iterable[date]:
    """The public holidays of a place such as "GB-ENG" or "DE-BE" in a year; ValueError for an unknown place.

    What the library does not know yet, or has wrong, stands in `holidays.toml` beside this module, and in the file that
    AMENDS_HOLIDAYS names; the file has the last word.
    """
    import holidays  # 0.6 s to load, so only when a calendar asks for it

    country, _, region = place.partition("-")
    try:
        known = frozenset(holidays.country_holidays(country, subdiv=region or None, years=year))
    except NotImplementedError as error:
        raise ValueError(f"There is no list of holidays for “{place}”.") from error
    for changes in _lists():
        known = changes.applied(place, year, known)
    return known


@cache
def _lists() -> tuple[HolidayList, ...]:
    texts = [(resources.files("amends.people") / "holidays.toml").read_text("utf-8")]
    own = os.environ.get("AMENDS_HOLIDAYS")
    if own:
        try:
            texts.append(Path(own).read_text("utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise ValueError(f"The list of holidays {own} cannot be read: {error}.") from error
    try:
        return tuple(read_holiday_list(text) for text in texts)
    except HolidayListFault as fault:
        raise ValueError(f"The list of holidays cannot be used: {fault}") from fault
