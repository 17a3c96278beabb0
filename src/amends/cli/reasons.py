"""Faults of Django, the database and the acts in one sentence and an exit code."""

from __future__ import annotations

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, OperationalError

from amends.core.refusal import Refusal


def of_the_desk(error: Exception) -> tuple[int, str] | None:
    """The exit code and the sentence for an error that the desk knows; None for any other."""
    if isinstance(error, ImproperlyConfigured):
        return 2, str(error)
    if isinstance(error, Refusal):
        from amends.casework.wording.refusals import sentence

        return 2, sentence(error)
    if isinstance(error, OperationalError):
        return (
            1,
            f"The database cannot be used: {str(error).strip().splitlines()[0] if str(error) else 'no reason told'}.",
        )
    if isinstance(error, DatabaseError):
        return 1, f"The database refused: {str(error).strip().splitlines()[0] if str(error) else 'no reason told'}."
    return None
