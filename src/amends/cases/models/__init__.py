"""The case and everything that is dated about it."""

from amends.cases.models.case import (
    Annotation,
    Assignment,
    Case,
    CaseKind,
    CaseLink,
    Closure,
    CustomerLink,
    Issue,
    Pressed,
    Reopening,
)
from amends.cases.models.standing import Standing
from amends.cases.models.timeline import Entry, SeenBy, Words

__all__ = [
    "Annotation",
    "Assignment",
    "Case",
    "CaseKind",
    "CaseLink",
    "Closure",
    "CustomerLink",
    "Entry",
    "Issue",
    "Pressed",
    "Reopening",
    "SeenBy",
    "Standing",
    "Words",
]
