"""A light brake for what is pressed too often: a number for each hour, kept in the cache that all processes share."""

from __future__ import annotations

from datetime import datetime

from django.core.cache import cache

TWO_HOURS = 7200


def is_often(what: str, now: datetime, most: int) -> bool:
    """Whether something was pressed as often in this hour as it may be."""
    return int(cache.get(_name(what, now), 0)) >= most


def count(what: str, now: datetime) -> None:
    """Count one press. Two at the same instant may count as one; the brake need not be exact."""
    cache.set(_name(what, now), int(cache.get(_name(what, now), 0)) + 1, timeout=TWO_HOURS)


def _name(what: str, now: datetime) -> str:
    return f"often:{what}:{now:%Y%m%d%H}"
