"""The presses before a time comes: a rescue, the line of the day, how often the customer hears of us (S0.15, S4.16)."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from amends.cases.models import Case
from amends.casework import progressing, rescuing
from amends.desk.acting import act, reason
from amends.desk.staff import Reader, press_key
from amends.desk.times_given import due_given


@act("rescue", "#promises")
def rescue(request: HttpRequest, reader: Reader, case: Case, promise: int) -> str | None:
    typed: Mapping[str, str] = request.POST
    due, _ignored = due_given(request.POST, reader.zone, f"rescue-due-{promise}")
    rescuing.hold_rescue(
        case,
        promise,
        by=reader.person,
        at=reader.at,
        key=press_key(request, reader),
        undo_seconds=reader.account.undo_seconds,
        because=typed.get("words", ""),
        due=due,
        text=typed.get("text", ""),
        override=reason(request),
    )
    return "/" if typed.get("from") == "work" else None


@act("progress", "#promises", said=_("Put before the customer"))
def progress(request: HttpRequest, reader: Reader, case: Case) -> None:
    words, because = request.POST.get("words", ""), request.POST.get("because", "")
    progressing.tell_progress(case, words, because=because, by=reader.person, at=reader.at)


@act("rhythm", "#promises", said=_("Saved"))
def rhythm(request: HttpRequest, reader: Reader, case: Case) -> None:
    progressing.set_rhythm(
        case, request.POST.get("rhythm", ""), by=reader.person, at=reader.at, override=reason(request)
    )
