"""Every question the desk can be asked: those of casework, and those that look at many cases at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from amends.casework.acts import Act, act_of, all_asks
from amends.casework.working import require_member
from amends.insight.turning import turning
from amends.people.models import Person, Role


def turned(*, by: Person, at: datetime) -> dict[str, Any]:
    """How many of those who began upset ended pleased, with the cases behind the figure (S0.2, D-26).

    Answers `turned`, `of` (a known end), `unknown` and `cases`; for Leads, programme owners and auditors.
    """
    require_member(by, Role.LEAD, Role.PROGRAMME, Role.AUDITOR)
    figure = turning(at)
    return {
        "turned": figure.turned,
        "of": figure.known,
        "unknown": figure.unknown,
        "cases": [
            {"case": turn.case, "start": turn.start, "end": turn.end or None, "turned": turn.turned}
            for turn in figure.turns
        ],
    }


@cache
def every_ask() -> Mapping[str, Act]:
    """Every question by its name, those of casework first."""
    return {**all_asks(), turned.__name__: act_of(turned, is_question=True)}
