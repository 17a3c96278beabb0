"""Where people are: the time zone in which they are told a clock time."""

from __future__ import annotations

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from amends.core.refusal import Unusable


def check_zone(zone: str) -> None:
    """Raises Unusable for a name that is no time zone of the IANA database."""
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Unusable(field="zone", fault="unknown", value=zone[:60]) from error
