"""Cases to read: lists in pages, one case, and its timeline."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from amends.api.acts import Answer, caller_of
from amends.api.faults import ANSWERS
from amends.api.fields import AskedNumber, Closed
from amends.casework import asks, queries, worklist
from amends.casework.coercing import find_person
from amends.casework.telling import tell
from amends.casework.worklist import ListOf
from amends.core import clock
from amends.core.instants import InstantFault, read_instant
from amends.core.numbers import whole_number
from amends.core.refusal import NotFound, Unusable

PAGE = 50
router = Router(tags=["cases"])

Limit = Annotated[int, Field(ge=1, le=200)]


class CasesAsked(Closed):
    state: Literal["open", "closed"] = "open"
    owner: Annotated[str, Field(max_length=320, description="A number, address or name; “me” is the caller.")] = ""
    after: Annotated[str, Field(max_length=80, description="`next` of the page before.")] = ""
    limit: Limit = PAGE


class EntriesAsked(Closed):
    before: AskedNumber | None = None
    limit: Limit = PAGE


class Page(Schema):
    """A page of a list; `next` is where the following page begins, null after the last."""

    items: list[dict[str, Any]]
    next: str | None = None


@router.get(
    "/cases", response={200: Page, **ANSWERS}, summary="Open cases, next promise first; or closed ones, newest first."
)
def list_cases(request: HttpRequest, asked: Annotated[CasesAsked, Query(...)]) -> dict[str, Any]:
    now, caller = clock.now(), caller_of(request).person
    if asked.state == "closed":
        place = worklist.Place(now, _number(asked.after)) if asked.after else None
        rows = worklist.lines(ListOf.CLOSED, caller, now, place, asked.limit)
        following = str(rows[-1].case_id) if len(rows) == asked.limit else None
        return {"items": tell(rows, now), "next": following}
    number = whole_number(asked.owner)
    owner = caller if asked.owner in ("", "me") else find_person(asked.owner if number is None else number)
    which = ListOf.MINE if asked.owner else ListOf.TEAM
    rows = worklist.lines(which, owner, now, _place(asked.after) if asked.after else None, asked.limit)
    following = f"{rows[-1].next_due.isoformat()}~{rows[-1].case_id}" if len(rows) == asked.limit else None
    return {"items": tell(rows, now), "next": following}


@router.get("/cases/{number}", response={200: Answer, **ANSWERS}, summary="One case, with everything about it.")
def read_case(request: HttpRequest, number: AskedNumber) -> dict[str, Any]:
    return {"ok": True, "result": asks.case(number, by=caller_of(request).person, at=clock.now())}


@router.get(
    "/cases/{number}/timeline",
    response={200: Page, **ANSWERS},
    summary="What happened in a case, the newest page first, each page oldest first.",
)
def read_timeline(request: HttpRequest, number: AskedNumber, asked: Annotated[EntriesAsked, Query(...)]) -> Any:
    case = queries.find_case(number)
    if case is None:
        raise NotFound(what="case", number=number)
    rows = queries.CaseView(case, clock.now()).entries(before=asked.before, limit=asked.limit)
    more = bool(rows) and rows[0].seq > 1 and len(rows) == asked.limit
    return {"items": [asks.tell_entry(row) for row in rows], "next": str(rows[0].seq) if more else None}


def _place(told: str) -> worklist.Place:
    due, _, case = told.partition("~")
    try:
        return worklist.Place(read_instant(due), _number(case))
    except InstantFault as error:
        raise Unusable(field="after", fault="unknown", value=told) from error


def _number(told: str) -> int:
    number = whole_number(told)
    if number is None:
        raise Unusable(field="after", fault="unknown", value=told)
    return number
