"""My work: what to do now, and the lists of cases, what is owed next first (`ux.md` 2a)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.utils.dateparse import parse_datetime
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amends.cases.models import Standing
from amends.casework import noting, worklist
from amends.casework.worklist import PAGE, Line, ListOf, Place, Tally
from amends.core.numbers import whole_number
from amends.core.refusal import Refusal
from amends.desk.next_card import card_for
from amends.desk.rescue_shown import shown_on_card
from amends.desk.staff import Reader, case_url, frame_of, guard_of, new_key, once, staff
from amends.desk.work_rows import bands_of
from amends.people.models import House
from amends.web.frame import NavItem
from amends.web.responses import refusal_response, region, see_other

# How long a case that was put aside with "Not now…" stays off the card.
ASIDE = timedelta(hours=1)


@require_GET
@staff()
def my_work(request: HttpRequest, reader: Reader) -> HttpResponse:
    which = _which(request)
    after = _place(request.GET.get("after", ""))
    found = worklist.lines(which, reader.person, reader.at, after, PAGE + 1)
    if after is None and which is ListOf.MINE and not found and not House.objects.exists():
        return see_other("/setup")
    page = _list(which, reader, found)
    if after is not None:
        return region(
            request,
            "desk/work_more_page.html",
            {**page, "frame": frame_of(reader, "work")},
            regions={"more": "desk/work_more.html"},
        )
    is_all = which is ListOf.MINE and len(found) <= PAGE
    tally = worklist.tally_of(found, reader.at) if is_all else worklist.tally(reader.person, reader.at)
    mine = found if which is ListOf.MINE else worklist.lines(ListOf.MINE, reader.person, reader.at)
    card = card_for(reader, mine, _aside(request, reader.at))
    context = {
        **page,
        "frame": frame_of(reader, "work", practice=which is ListOf.PRACTICE, poll_url=page["poll_url"]),
        "card": card,
        "rescue": shown_on_card(card.case, card.promise, reader) if card and card.promise else None,
        "views": _views(which, tally),
        "empty": "" if found else _empty(which, reader),
        "next_one": next((line for line in mine if line.promise_due), None),
    }
    return region(request, "desk/my_work.html", context, regions={"work": "desk/work_list.html"})


@require_GET
@staff()
def pulse(request: HttpRequest, reader: Reader) -> HttpResponse:
    """What changed since a page was made, as `desk.js` asks for it: cheap, and 304 when nothing did (C62)."""
    seen = parse_datetime(request.GET.get("since", "").replace(" ", "+"))
    changes = 0
    if seen is not None and seen.tzinfo is not None:
        changes = worklist.changes_since(_which(request), reader.person, seen)
    tag = f'W/"{reader.notices}-{changes}"'
    if request.headers.get("If-None-Match") == tag:
        answer: HttpResponse = HttpResponseNotModified()
    else:
        answer = JsonResponse({"changes": changes, "notices": reader.notices})
    answer["ETag"], answer["Cache-Control"] = tag, "private, no-cache"
    return answer


@staff()
def not_now(request: HttpRequest, reader: Reader, number: int) -> HttpResponse:
    """The case goes off the card for a while, or on to the person or the time that it waits for (C9)."""
    line = Standing.objects.filter(case_id=number).values_list("customer_name", "problem").first()
    if line is None:
        return see_other("/")
    context: dict[str, Any] = {
        "frame": frame_of(reader, "work"),
        "number": number,
        "name": line[0],
        "words": line[1],
        "key": new_key(),
        "reasons": _reasons(line[0]),
    }
    if request.method != "POST":
        return region(request, "desk/not_now.html", context)
    reason, text = request.POST.get("reason", ""), request.POST.get("words", "").strip()
    if reason not in {code for code, _words in context["reasons"]}:
        context["errors"] = {"reason": _("Choose why it waits.")}
        return region(request, "desk/not_now.html", {**context, "typed": request.POST}, status=422)
    if reason in ("move", "hand-over"):
        return see_other(case_url(number) + ("#promises" if reason == "move" else "#owner"))
    try:
        if text:
            once(request, reader, lambda: noting.add_note(number, text, by=reader.person, at=reader.at))
    except Refusal as refusal:
        return refusal_response(request, "desk/not_now.html", context, guard=guard_of(refusal))
    _put_aside(request, number, reader.at)
    return see_other("/")


def _reasons(name: str) -> tuple[tuple[str, str], ...]:
    return (
        ("customer", _("Waiting for %(name)s") % {"name": name}),
        ("supplier", _("Waiting for somebody outside")),
        ("hand-over", _("Hand it over")),
        ("move", _("Move the promise")),
        ("other", _("Something else comes first")),
    )


def _which(request: HttpRequest) -> ListOf:
    try:
        return ListOf(request.GET.get("view", ListOf.MINE))
    except ValueError:
        return ListOf.MINE


def _list(which: ListOf, reader: Reader, found: list[Line]) -> dict[str, Any]:
    shown = found[:PAGE]
    bands = bands_of(shown, reader, with_owner=which in (ListOf.TEAM, ListOf.CLOSED, ListOf.PRACTICE))
    more_url = ""
    if len(found) > PAGE:
        bands[-1].more = True
        place = shown[-1].place
        more_url = _address(which, after=f"{place.next_due.isoformat()}_{place.case}")
    since = reader.at.isoformat()
    return {
        "which": which.value,
        "bands": bands,
        "now": reader.at,
        "zone": reader.zone,
        "more_url": more_url,
        "list_url": _address(which),
        "poll_url": "/pulse?" + urlencode({"view": which.value, "since": since}),
    }


def _views(here: ListOf, tally: Tally) -> tuple[NavItem, ...]:
    names = (
        (ListOf.MINE, _("My work"), tally.mine),
        (ListOf.LATE, _("Late"), tally.late),
        (ListOf.UNPROMISED, _("Needs a promise"), tally.unpromised),
        (ListOf.AWAITED, _("Waiting on customer"), tally.awaited),
        (ListOf.TEAM, _("All of the team"), 0),
        (ListOf.CLOSED, _("Closed"), 0),
        (ListOf.PRACTICE, _("Practice"), 0),
    )
    return tuple(
        NavItem(label, _address(which), count=min(count, worklist.MOST_COUNTED - 1), is_here=which is here)
        for which, label, count in names
    )


def _address(which: ListOf, **more: str) -> str:
    asked = ({} if which is ListOf.MINE else {"view": which.value}) | more
    return "/?" + urlencode(asked) if asked else "/"


def _place(text: str) -> Place | None:
    instant, _mark, digits = text.rpartition("_")
    number = whole_number(digits)
    if number is None:
        return None
    try:
        due = parse_datetime(instant)
    except ValueError:
        return None
    return Place(due, number) if due is not None and due.tzinfo is not None else None


def _empty(which: ListOf, reader: Reader) -> str:
    """Why a list is empty: "first" before the first complaint, "team" when only others have late promises."""
    if which is not ListOf.MINE:
        return which.value
    if not Standing.objects.live().exists():
        return "first"
    return "team" if worklist.late_of_team(reader.at) else "clear"


def _aside(request: HttpRequest, now: datetime) -> list[int]:
    aside: dict[str, str] = request.session.get("aside", {})
    return [int(number) for number, until in aside.items() if until > now.isoformat()]


def _put_aside(request: HttpRequest, number: int, now: datetime) -> None:
    aside = {key: until for key, until in request.session.get("aside", {}).items() if until > now.isoformat()}
    request.session["aside"] = aside | {str(number): (now + ASIDE).isoformat()}
