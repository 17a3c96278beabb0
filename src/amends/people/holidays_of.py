"""Public holidays by country or region, from the `holidays` library."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache


@lru_cache(maxsize=256)
def holidays_of(place: str, year: int) -> Iterable[date]:
    """The public holidays of a place such as "GB-ENG" or "DE-BE" in a year; ValueError for an unknown place."""
    import holidays  # 0.6 s to load, so only when a calendar asks for it

    country, _, region = place.partition("-")
    try:
        return frozenset(holidays.country_holidays(country, subdiv=region or None, years=year))
    except NotImplementedError as error:
        raise ValueError(f"There is no list of holidays for “{place}”.") from error
