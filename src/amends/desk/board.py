"""The Lead board: what needs those who lead now, then one tile for each figure; no rank of people (`ux.md` 2g)."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amends.casework import noticing
from amends.casework.wording.times import at as time_in_words
from amends.casework.worklist import MOST_COUNTED
from amends.core.refusal import Unusable
from amends.desk.board_charts import Tile
from amends.desk.board_tiles import TILES, Look, days_of
from amends.desk.notices import told_of
from amends.desk.staff import LEADING, Reader, frame_of, staff
from amends.desk.work_rows import Row, rows_of
from amends.insight.needs import due_soon, late
from amends.insight.period import Period, period_of, today, week_of
from amends.people import queries as people
from amends.people.models import Role
from amends.web.frame import NavItem
from amends.web.responses import region

log = logging.getLogger("amends.board")
# So many rows of each kind stand in "Needs you now"; the team's list has the rest.
NEEDS = 3
# What a figure can fail on: the database, an amount, a row without what it should hold. A slip of the code is no such.
UNWORKED = (DatabaseError, ArithmeticError, LookupError, ValueError)
READERS = (*LEADING, Role.AUDITOR)


@require_GET
@staff(*READERS)
def board(request: HttpRequest, reader: Reader) -> HttpResponse:
    look = look_of(request, reader)
    context = {
        "frame": frame_of(reader, "board"),
        "now": reader.at,
        "zone": reader.zone,
        "look": look,
        "periods": _periods(look),
        "error": _error(request, look),
        "typed": request.GET,
        "tiles": [_tile(name, make, look, reader) for name, make in TILES],
        **_needs(reader),
    }
    return region(request, "desk/board.html", context, regions={"tiles": "desk/board_tiles.html"})


def look_of(request: HttpRequest, reader: Reader) -> Look:
    """The period an address names in days of the business; this week where it names none that can be used."""
    house = people.house()
    period = _named(request, house.zone) or week_of(today(reader.at, house.zone), house.zone)
    return Look(period, reader.at, reader.zone, people.calendar(house))


def _named(request: HttpRequest, zone: str) -> Period | None:
    try:
        since, until = (date.fromisoformat(request.GET.get(name, "")) for name in ("since", "until"))
        return period_of(since, until, zone)
    except (ValueError, Unusable):
        return None


def _error(request: HttpRequest, look: Look) -> str:
    asked = request.GET.get("since") or request.GET.get("until")
    if not asked or _named(request, look.period.zone):
        return ""
    return _("Enter two days, the first before the last, at most a year apart. Until then this week is shown.")


def _periods(look: Look) -> tuple[NavItem, ...]:
    day = today(look.at, look.period.zone)
    this = week_of(day, look.period.zone)
    named = (
        (_("This week"), this),
        (_("Last week"), week_of(this.since - timedelta(days=1), this.zone)),
        (_("Five weeks"), Period(this.since - timedelta(days=28), this.until, this.zone)),
        (_("This month"), _month_of(day, this.zone)),
    )
    return tuple(NavItem(words, f"/board?{days_of(period)}", is_here=period == look.period) for words, period in named)


def _month_of(day: date, zone: str) -> Period:
    first = day.replace(day=1)
    following = (first + timedelta(days=32)).replace(day=1)
    return Period(first, following - timedelta(days=1), zone)


def _tile(name: str, make: Callable[[Look], Tile], look: Look, reader: Reader) -> Tile:
    """A tile, or in its place a sentence that the figure could not be worked out; the others stay."""
    try:
        return make(look)
    except UNWORKED:
        log.exception("The tile %s of the board could not be worked out.", name)
        time = time_in_words(reader.at, reader.zone, "clock", now=reader.at)
        return Tile(name, "", fault=_("This figure could not be worked out (%(time)s).") % {"time": time})


def _needs(reader: Reader) -> dict[str, Any]:
    """What needs those who lead now: what they are asked, then what is late, then what is due within two hours."""
    asked = list(noticing.interrupts(reader.person)[:MOST_COUNTED])
    found = {"late": late(reader.at, MOST_COUNTED), "soon": due_soon(reader.at, MOST_COUNTED)}
    rows: dict[str, list[Row]] = {
        name: rows_of(lines[:NEEDS], reader, with_owner=True) for name, lines in found.items()
    }
    return {
        "asked": told_of(asked[:NEEDS], reader),
        **rows,
        "counts": {"asked": _count(len(asked)), **{name: _count(len(lines)) for name, lines in found.items()}},
    }


def _count(count: int) -> str:
    return f"{MOST_COUNTED - 1}+" if count >= MOST_COUNTED else str(count)
