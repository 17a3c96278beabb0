"""Your call times: whether you are there now, and the times at which you ring who asks for a supervisor (S2.35)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amends.casework import slots
from amends.core.numbers import whole_number
from amends.core.refusal import Refusal, Unusable
from amends.core.working_time import first_instant
from amends.desk.staff import LEADING, Reader, frame_of, guard_of, new_key, once, staff
from amends.web.responses import refusal_response, region, see_other


@require_GET
@staff(*LEADING)
def page(request: HttpRequest, reader: Reader) -> HttpResponse:
    return region(request, "desk/slots.html", _context(reader))


@require_POST
@staff(*LEADING)
def presence(request: HttpRequest, reader: Reader) -> HttpResponse:
    is_here, until = request.POST.get("present") == "yes", request.POST.get("until", "").strip()

    def say() -> None:
        end = _instant("until", until, reader) if is_here and until else None
        slots.set_presence(is_here, by=reader.person, at=reader.at, until=end)

    return _done(request, reader, "presence", say)


@require_POST
@staff(*LEADING)
def publish(request: HttpRequest, reader: Reader) -> HttpResponse:
    def act() -> None:
        starts, ends = (_instant(name, request.POST.get(name, ""), reader) for name in ("starts", "ends"))
        slots.publish_slot(starts, ends, by=reader.person, at=reader.at)

    return _done(request, reader, "publish", act)


@require_POST
@staff(*LEADING)
def withdraw(request: HttpRequest, reader: Reader, number: int) -> HttpResponse:
    return _done(request, reader, "withdraw", lambda: slots.withdraw_slot(number, by=reader.person, at=reader.at))


def _done(request: HttpRequest, reader: Reader, form: str, act: Callable[[], Any]) -> HttpResponse:
    try:
        once(request, reader, act)
    except Refusal as refusal:
        context = {**_context(reader), "refused": form, "typed": request.POST}
        return refusal_response(request, "desk/slots.html", context, guard=guard_of(refusal))
    messages.info(request, _("Saved"))
    return see_other("/slots")


def _context(reader: Reader) -> dict[str, Any]:
    said = slots.said_last(reader.person)
    is_here = slots.is_present(reader.person, reader.at)
    published = slots.slots_of(reader.person, reader.at)
    return {
        "frame": frame_of(reader, "slots"),
        "is_here": is_here,
        "here_until": said.until if said and is_here else None,
        "published": [(row, slots.booked(row, reader.at)) for row in published],
        "zone": reader.zone,
        "key": new_key(),
        "refused": "",
        "typed": {},
    }


def _instant(name: str, typed: str, reader: Reader) -> datetime:
    """A native date and time in the reader's zone; Unusable for anything else."""
    try:
        found = datetime.fromisoformat(typed.strip())
    except ValueError as error:
        raise Unusable(field=name, fault="sentence", sentence=_("Enter a day and a time.")) from error
    if whole_number(typed) is not None:
        raise Unusable(field=name, fault="sentence", sentence=_("Enter a day and a time."))
    return first_instant(ZoneInfo(reader.zone), found.replace(tzinfo=None))
