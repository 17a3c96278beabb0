"""The presses before a time comes: a rescue, the line of the day, how often the customer hears of us (S0.15, S4.16)."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from amends.cases.models import Case
from amends.casework import holding, progressing, rescuing
from amends.casework.promising import find_promise
from amends.desk.acting import act, reason
from amends.desk.case_context import CasePage
from amends.desk.staff import Reader, press_key
from amends.desk.times_given import due_given


@act("rescue", "#promises")
def rescue(request: HttpRequest, reader: Reader, case: Case, promise: int) -> str | None:
    typed: Mapping[str, str] = request.POST
    due, _ignored = due_given(request.POST, reader.zone, f"rescue-due-{promise}")
    work = CasePage(case, reader).work
    content = rescuing.reply_of(
        work, find_promise(work, promise), typed.get("words", ""), due, typed.get("text", ""), reason(request)
    )
    # Near its time nothing is held back; else the message can be taken back for some seconds, as any other.
    holding.hold_reply(
        case,
        content,
        by=reader.person,
        at=reader.at,
        key=press_key(request, reader),
        undo_seconds=reader.account.undo_seconds,
    )
    return "/" if typed.get("from") == "work" else None


@act("progress", "#promises", said=_("Put before the customer"))
def progress(request: HttpRequest, reader: Reader, case: Case) -> None:
    words, because = request.POST.get("words", ""), request.POST.get("because", "")
    progressing.tell_progress(case, words, because=because, by=reader.person, at=reader.at)


@act("rhythm", "#promises", said=_("Saved"))
def rhythm(request: HttpRequest, reader: Reader, case: Case) -> None:
    progressing.set_rhythm(case, request.POST.get("rhythm", ""), by=reader.person, at=reader.at)
