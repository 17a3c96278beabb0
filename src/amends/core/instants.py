"""Instants as programs write them: ISO 8601 with their offset."""

from __future__ import annotations

from datetime import datetime


class InstantFault(ValueError):
    """A text is no instant; `code` is "no-instant" or "no-offset", the words are one sentence."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


def read_instant(told: object) -> datetime:
    """An ISO 8601 instant with its offset, as written. Raises InstantFault for anything else."""
    try:
        instant = datetime.fromisoformat(told.strip()) if isinstance(told, str) else None
    except ValueError:
        instant = None
    if instant is None:
        example = "2026-03-28T15:00:00+00:00"
        raise InstantFault("no-instant", f"“{str(told)[:40]}” is not an instant; write one such as {example}.")
    if instant.utcoffset() is None:
        raise InstantFault("no-offset", f"“{str(told)[:40]}” has no offset; write one such as +00:00 or Z at its end.")
    return instant
