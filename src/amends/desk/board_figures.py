"""The list behind a figure of the board: its promises or cases, a page at a time (domain D)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.dateparse import parse_datetime
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amends.casework.wording import times
from amends.casework.worklist import PAGE, Place
from amends.core.numbers import whole_number
from amends.core.promise import Move
from amends.desk.board import READERS, look_of
from amends.desk.board_tiles import Look, days_of
from amends.desk.staff import Reader, frame_of, staff
from amends.desk.work_rows import Row, rows_of
from amends.insight.figures import After, behind, cases_behind, is_of_cases, is_of_promises, overdue
from amends.insight.given import Given
from amends.insight.steps import lines_of, waiting_at
from amends.promises.models import Promise
from amends.web.jinja import iso
from amends.web.responses import region

STEP = "step-"


@dataclass(frozen=True)
class Shown:
    """One row; `state` is that of the promise it is about, empty for a case as it stands now."""

    row: Row
    state: str = ""


@dataclass(frozen=True)
class Page:
    """The rows of one page, and where the next one begins, None where there is none."""

    rows: Sequence[Shown]
    following: After | None


@require_GET
@staff(*READERS)
def figure(request: HttpRequest, reader: Reader, name: str) -> HttpResponse:
    look = look_of(request, reader)
    find = _finder(name)
    if find is None:
        raise Http404
    page = find(name, look, reader, _after(request.GET.get("after", "")))
    here = look.figure(name)
    context = {
        "frame": frame_of(reader, "board"),
        "now": reader.at,
        "zone": reader.zone,
        "look": look,
        "heading": _heading(name),
        "is_of_period": is_of_promises(name),
        "rows": page.rows,
        "here": here,
        "is_first": "after" not in request.GET,
        "more_url": f"{here}&{urlencode({'after': _told(page.following)})}" if page.following else "",
        "back": f"/board?{days_of(look.period)}",
    }
    return region(request, "desk/board_figure.html", context, regions={"more": "desk/board_more.html"})


Finder = Callable[[str, Look, Reader, After | None], Page]


def _finder(name: str) -> Finder | None:
    if is_of_promises(name):
        return _promises
    if name == "overdue":
        return _overdue
    if is_of_cases(name):
        return _cases
    return _step if name.startswith(STEP) else None


def _promises(name: str, look: Look, reader: Reader, after: After | None) -> Page:
    found = behind(name, look.period, look.at, look.calendar, after, PAGE + 1)
    return _of_promises(found, reader)


def _overdue(_name: str, look: Look, reader: Reader, after: After | None) -> Page:
    return _of_promises(overdue(look.midnight_day, look.period.zone, after, PAGE + 1), reader)


def _cases(name: str, look: Look, reader: Reader, after: After | None) -> Page:
    found = cases_behind(name, look.midnight_day, look.period.zone, after, PAGE + 1)
    lines = lines_of([number for _since, number in found[:PAGE]])
    rows = rows_of([lines[number] for _since, number in found[:PAGE]], reader, with_owner=True)
    return Page([Shown(row) for row in rows], After(*found[PAGE - 1]) if len(found) > PAGE else None)


def _step(name: str, _look: Look, reader: Reader, after: After | None) -> Page:
    step = name.removeprefix(STEP)
    place = Place(after.at, after.number) if after else None
    found = waiting_at("" if step == "none" else step, place, PAGE + 1)
    last = found[PAGE - 1] if len(found) > PAGE else None
    rows = rows_of(found[:PAGE], reader, with_owner=True)
    return Page([Shown(row) for row in rows], After(last.next_due, last.case_id) if last else None)


def _of_promises(found: Sequence[Given], reader: Reader) -> Page:
    """Promises with their cases, in two more reads, whatever the number of rows."""
    shown = found[:PAGE]
    lines = lines_of([row.case for row in shown])
    words = dict(Promise.objects.filter(pk__in=[row.number for row in shown]).values_list("pk", "words__text"))
    rows = rows_of([lines[row.case] for row in shown], reader, with_owner=True)
    told = [
        Shown(_as_promised(row, given, words[given.number] or _("First answer by name"), reader), given.verdict.state)
        for row, given in zip(rows, shown, strict=True)
    ]
    last = shown[-1] if len(found) > PAGE else None
    return Page(told, After(last.due_at, last.number) if last else None)


def _as_promised(row: Row, given: Given, words: str, reader: Reader) -> Row:
    """The row of a case, with one of its promises in the place of the next."""
    zone, language = ZoneInfo(reader.zone), get_language() or "en"
    row.due = iso(given.due_at)
    row.short, row.full, _rel = times.due(given.due_at, zone, reader.at.astimezone(zone), language)
    row.rel = _late_by(given)
    row.promise = words
    return row


def _late_by(given: Given) -> str:
    if given.verdict.move is not Move.DELIVERED_LATE:
        return ""
    minutes = int(given.verdict.late_by.total_seconds() // 60)
    return _("kept %(span)s late") % {"span": times.span(minutes)}


def _heading(name: str) -> str:
    if name.startswith(STEP):
        return _("Open cases that wait at a step")
    if name.startswith("age-"):
        return _("Open at midnight, by age")
    return _HEADINGS[name]()


_HEADINGS: Mapping[str, Callable[[], str]] = {
    "kept": lambda: _("Promises that were kept"),
    "broken": lambda: _("Promises that were broken"),
    "moved": lambda: _("Promises that were moved in time"),
    "moved-twice": lambda: _("Promises that were moved twice or more"),
    "kept-at-first-time": lambda: _("Promises kept at the time told first"),
    "told-in-time": lambda: _("Broken, and the customer was told in time"),
    "not-told": lambda: _("Broken, and the customer was not told in time"),
    "first-answers-kept": lambda: _("First answers that came in time"),
    "first-answers-broken": lambda: _("First answers that came late or not at all"),
    "open": lambda: _("Open at midnight"),
    "overdue": lambda: _("Late at midnight"),
    "unpromised": lambda: _("Open at midnight with nothing promised"),
}


def _after(told: str) -> After | None:
    """Where a page begins, as its address tells it: an instant and a number."""
    instant, _sep, number = told.rpartition("_")
    try:
        at = parse_datetime(instant.replace(" ", "+"))
    except ValueError:
        at = None
    found = whole_number(number)
    return After(at, found) if isinstance(at, datetime) and at.tzinfo and found is not None else None


def _told(after: After) -> str:
    return f"{after.at.isoformat()}_{after.number}"
