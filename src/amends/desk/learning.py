"""What cases have taught: lessons to read, and the page where a lesson gets its words and is shared (S0.16)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amends.casework import teaching
from amends.core.numbers import whole_number
from amends.core.refusal import Refusal
from amends.desk.staff import Reader, frame_of, guard_of, new_key, once, staff
from amends.learning.models import Lesson, LessonReading
from amends.web.responses import refusal_response, region, see_other

SHOWN = 50


@dataclass(frozen=True)
class Taught:
    """A lesson of the list; `read_at` is when the reader read it, None for unread or not shared."""

    number: int
    title: str
    cause: str
    shared_at: datetime | None
    is_unread: bool


@require_GET
@staff()
def learn(request: HttpRequest, reader: Reader) -> HttpResponse:
    unread = LessonReading.objects.filter(person=reader.person, read_at=None).values_list("lesson_id", flat=True)
    waiting = set(unread[:99])
    rows = Lesson.objects.filter(practice=False).select_related("publication").order_by("-pk")
    before = whole_number(request.GET.get("before", ""))
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows[: SHOWN + 1])
    lessons = [
        Taught(row.pk, row.title, row.cause, row.publication.at if hasattr(row, "publication") else None,
               row.pk in waiting)
        for row in found[:SHOWN]
    ]  # fmt: skip
    context = {
        "frame": frame_of(reader, "learn"),
        "unread": [row for row in lessons if row.is_unread],
        "drafts": [row for row in lessons if row.shared_at is None],
        "known": [row for row in lessons if row.shared_at and not row.is_unread],
        "more_url": f"/learn?before={found[SHOWN - 1].pk}" if len(found) > SHOWN else "",
        "zone": reader.zone,
    }
    return region(request, "desk/learn.html", context)


@require_GET
@staff()
def lesson(request: HttpRequest, reader: Reader, number: int) -> HttpResponse:
    return region(request, "desk/lesson.html", _page(reader, number))


@require_POST
@staff()
def read(request: HttpRequest, reader: Reader, number: int) -> HttpResponse:
    try:
        once(request, reader, lambda: teaching.read_lesson(number, by=reader.person, at=reader.at))
    except Refusal as refusal:
        return refusal_response(request, "desk/lesson.html", _page(reader, number), guard=guard_of(refusal))
    return see_other("/learn")


@require_POST
@staff()
def save(request: HttpRequest, reader: Reader, number: int) -> HttpResponse:
    """The words of a draft; with the other button they are shared with the team in the same press."""
    try:
        once(request, reader, lambda: _save(request, reader, number))
    except Refusal as refusal:
        return refusal_response(request, "desk/lesson.html", _page(reader, number), guard=guard_of(refusal))
    return see_other("/learn" if request.POST.get("then") == "share" else f"/learn/{number}")


def _save(request: HttpRequest, reader: Reader, number: int) -> None:
    typed = request.POST
    teaching.edit_lesson(
        number,
        title=typed.get("title", ""),
        when_to_use=typed.get("when_to_use", ""),
        steps=typed.getlist("step"),
        by=reader.person,
        at=reader.at,
    )
    if typed.get("then") == "share":
        teaching.publish_lesson(number, by=reader.person, at=reader.at)


def _page(reader: Reader, number: int) -> dict[str, Any]:
    row = Lesson.objects.select_related("publication", "by").filter(pk=number).first()
    if row is None:
        raise Http404
    reading = LessonReading.objects.filter(lesson=row, person=reader.person).first()
    return {
        "frame": frame_of(reader, "learn", practice=row.practice),
        "lesson": row,
        "steps": [(step_words(step["code"]), step["words"]) for step in row.steps],
        "shared_at": row.publication.at if hasattr(row, "publication") else None,
        "is_unread": reading is not None and reading.read_at is None,
        "zone": reader.zone,
        "key": new_key(),
    }


def step_words(code: str) -> str:
    """What somebody did, as a lesson names it."""
    return {
        "restated": _("Said it back"),
        "empathised": _("Showed to understand"),
        "apologised": _("Apologised"),
        "assured": _("Took it on by name"),
        "promised": _("Promised"),
        "offered": _("Offered"),
        "acted": _("Did"),
        "return-accepted": _("Took it back"),
        "renegotiated": _("Moved the promise before the time"),
    }.get(code, code)
