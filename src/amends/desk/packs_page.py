"""Rules with clocks: which there are and where they come from, on and off, tried on past cases, edited with checks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amends.casework import clock_asks, packing
from amends.casework.wording.clocks import anchor_words, state_words, title_words, within_words
from amends.casework.working import record_attempt
from amends.core.clocks import ClockState
from amends.core.pack_check import check_pack
from amends.core.packs import Pack
from amends.core.refusal import Refusal
from amends.desk.staff import LEADING, Reader, frame_of, guard_of, new_key, once, staff
from amends.people.holidays_of import holidays_of
from amends.playbooks.models import PackVersion
from amends.playbooks.queries import every_pack, newest_pack, newest_text, packs_on, shipped_packs
from amends.web.responses import refusal_response, region, see_other

HOME = "/settings/packs"
TRIED = 20
NEW = """name = "our-rule"
title = "Our rule"
version = 1
status = "house"
source = "Our own habit"

[[clock]]
id = "answer"
title = "Answer"
anchor = "awareness"
within = "2 working days"
stops_on = ["answered"]
warn = ["50%", "80%"]
"""


@require_GET
@staff(*LEADING)
def packs(request: HttpRequest, reader: Reader) -> HttpResponse:
    on = packs_on()
    rows = [
        {
            "name": pack.name,
            "title": title_words(pack.title, pack.titles),
            "source": pack.source,
            "status": _status_words(pack),
            "since": on.get(pack.name),
        }
        for pack in every_pack()
    ]
    context = {"frame": frame_of(reader), "packs": sorted(rows, key=lambda row: row["since"] is None)}
    return region(request, "desk/packs.html", {**context, "zone": reader.zone})


@require_GET
@staff(*LEADING)
def pack(request: HttpRequest, reader: Reader, name: str) -> HttpResponse:
    context = _context(reader, name)
    if "try" in request.GET:
        context["tried"] = _tried(reader, name, "")
    return region(request, "desk/pack.html", context)


@require_POST
@staff(*LEADING)
def switch(request: HttpRequest, reader: Reader, name: str) -> HttpResponse:
    on = request.POST.get("on") == "yes"
    return _press(
        request, reader, name, lambda: packing.switch_pack(name, on=on, by=reader.person, at=reader.at).name, "switch"
    )


@staff(*LEADING)
def new(request: HttpRequest, reader: Reader) -> HttpResponse:
    if request.method == "POST":
        return _edited(request, reader, "")
    return region(request, "desk/pack_edit.html", _editing(reader, "", NEW))


@staff(*LEADING)
def edit(request: HttpRequest, reader: Reader, name: str) -> HttpResponse:
    if request.method != "POST":
        text = newest_text(name)
        if text is None:
            raise Http404
        return region(request, "desk/pack_edit.html", _editing(reader, name, text))
    return _edited(request, reader, name)


def _edited(request: HttpRequest, reader: Reader, name: str) -> HttpResponse:
    text = request.POST.get("text", "").replace("\r\n", "\n")
    faults = check_pack(text, holidays_of)
    if faults or request.POST.get("do") == "check":
        context = {**_editing(reader, name, text), "faults": faults, "checked": True}
        if not faults:
            context["tried"] = _tried(reader, name, text)
        return region(request, "desk/pack_edit.html", context, status=409 if faults else 200)
    return _press(
        request, reader, name, lambda: packing.save_pack(text, by=reader.person, at=reader.at).name, "edit", text
    )


def _press(
    request: HttpRequest, reader: Reader, name: str, do: Callable[[], str], form: str, text: str = ""
) -> HttpResponse:
    try:
        stored = once(request, reader, do)
    except Refusal as refusal:
        record_attempt(refusal)
        page = "desk/pack_edit.html" if form == "edit" else "desk/pack.html"
        context = _editing(reader, name, text) if form == "edit" else _context(reader, name)
        return refusal_response(request, page, {**context, "refused": form}, guard=guard_of(refusal))
    messages.info(request, _("Saved"))
    return see_other(f"{HOME}/{stored or name}")


def _context(reader: Reader, name: str) -> dict[str, Any]:
    found = newest_pack(name)
    if found is None:
        raise Http404
    on = packs_on()
    versions = PackVersion.objects.filter(name=name).select_related("by").order_by("-version")
    return {
        "frame": frame_of(reader),
        "name": name,
        "pack": found,
        "title": title_words(found.title, found.titles),
        "status": _status_words(found),
        "clocks": [_clock_words(found, number) for number in range(len(found.clocks))],
        "since": on.get(name),
        "versions": list(versions),
        "is_shipped": name in shipped_packs(),
        "zone": reader.zone,
        "key": new_key(),
        "tried": None,
        "refused": "",
    }


def _editing(reader: Reader, name: str, text: str) -> dict[str, Any]:
    return {
        "frame": frame_of(reader),
        "name": name,
        "text": text,
        "key": new_key(),
        "refused": "",
        "faults": [],
        "checked": False,
        "zone": reader.zone,
        "tried": None,
    }


def _clock_words(pack: Pack, number: int) -> dict[str, Any]:
    clock = pack.clocks[number]
    limits = [
        {
            "within": within_words(str(limit.within)),
            "since": limit.received_from if len(clock.limits) > 1 else None,
            "dormant": limit.dormant,
        }
        for limit in clock.limits
    ]
    return {
        "title": title_words(clock.title, clock.titles),
        "anchor": anchor_words(clock.anchor),
        "limits": limits,
        "hard": clock.hard,
        "lapses": clock.lapses,
    }


def _tried(reader: Reader, name: str, text: str) -> list[dict[str, Any]]:
    """What the clocks would have been on the newest past cases, for the page."""
    rows = clock_asks.try_packs(name, by=reader.person, at=reader.at, text=text)
    return [
        {**row, "due": datetime.fromisoformat(row["due"]), "state": state_words(ClockState(row["state"]))}
        for row in rows[-TRIED * 6 :]
    ]


def _status_words(pack: Pack) -> str:
    if not pack.law and pack.status == "house":
        return _("A habit, no law")
    if pack.status == "R":
        return _("Figures read in the source; check them before you rely on them")
    return _("Figures from general knowledge: check each before you rely on it")
