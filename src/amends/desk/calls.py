"""Presses about calls on a case: rung, another time, a supervisor, the follow-up."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from amends.cases.models import Case
from amends.casework import calling, following, supervising
from amends.desk.acting import act, reason
from amends.desk.staff import Reader, case_url
from amends.desk.times_given import due_given


@act("rung", "#promises")
def rung(request: HttpRequest, reader: Reader, case: Case, promise: int) -> str | None:
    reached = request.POST.get("reached") == "yes"
    calling.try_call(case, promise, reached, words=_text(request), **reader.who)
    # Where nobody was reached, the message with the next try stands ready in the composer.
    return None if reached else f"{case_url(case.pk)}#body"


@act("deferred", "#promises", said=_("New time agreed"))
def deferred(request: HttpRequest, reader: Reader, case: Case, promise: int) -> None:
    due, within = due_given(request.POST, reader.zone, f"defer-due-{promise}")
    calling.defer_call(case, promise, due=due, within=within, words=_text(request), **reader.who)


@act("supervisor", "#promises", said=_("A supervisor was asked for"))
def supervisor(request: HttpRequest, reader: Reader, case: Case) -> None:
    supervising.ask_supervisor(case, words=_text(request), **reader.who)


@act("follow-up", "#closing", said=_("Follow-up recorded"))
def follow_up(request: HttpRequest, reader: Reader, case: Case) -> None:
    following.follow_up(
        case,
        request.POST.get("result", ""),
        anything_else=request.POST.get("anything_else", ""),
        words=_text(request),
        need=_text(request, "need"),
        override=reason(request),
        **reader.who,
    )


@act("follow-up", "#closing", said=_("Follow-up sent"))
def follow_up_mail(request: HttpRequest, reader: Reader, case: Case) -> None:
    following.write_follow_up(case, text=_text(request, "mail"), **reader.who)


def _text(request: HttpRequest, name: str = "words") -> str:
    return request.POST.get(name, "").replace("\r\n", "\n")
