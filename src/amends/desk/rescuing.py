"""The press that rescues a promise before its time; the plain form of it stands in `rescue_shown` (S0.15)."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest

from amends.cases.models import Case
from amends.casework import holding, rescuing
from amends.casework.promising import find_promise
from amends.desk.acting import act, reason
from amends.desk.case_context import CasePage
from amends.desk.staff import Reader, press_key
from amends.desk.times_given import due_given


@act("rescue", "#promises")
def rescue(request: HttpRequest, reader: Reader, case: Case, promise: int) -> str | None:
    typed: Mapping[str, str] = request.POST
    due, _within = due_given(request.POST, reader.zone, f"rescue-due-{promise}")
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
