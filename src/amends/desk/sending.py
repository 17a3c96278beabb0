"""The composer's presses: Send, Note, Check, the draft as it is typed, and what becomes of a message that waits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from amends.cases.models import Case
from amends.casework import delivering, drafting, holding, noting, worklist
from amends.casework.worklist import ListOf
from amends.channels.models import OutboxMail
from amends.core.numbers import whole_number
from amends.core.refusal import NotFound
from amends.desk.acting import act, reason
from amends.desk.case_context import CasePage
from amends.desk.case_page import REGIONS, case_of
from amends.desk.case_shown import context_of, reading_of
from amends.desk.staff import Reader, case_url, press_key, staff
from amends.desk.writing import of_form, with_question
from amends.messages.models import HeldSend
from amends.web.responses import is_partial, region, see_other


@act("reply", "#newest")
def reply(request: HttpRequest, reader: Reader, case: Case) -> str | None:
    writing = with_question(of_form(request.POST, CasePage(case, reader).work, reader.zone), case.customer.language)
    content = replace(writing.as_reply(), override=reason(request) or "", anyway="anyway" in request.POST)
    holding.hold_reply(
        case,
        content,
        by=reader.person,
        at=reader.at,
        key=press_key(request, reader),
        undo_seconds=reader.account.undo_seconds,
    )
    drafting.clear(case, by=reader.person, at=reader.at)
    return _next_case(case, reader) if request.POST.get("then") == "next" else None


@act("reply", "#newest", said=gettext_lazy("Note added"))
def note(request: HttpRequest, reader: Reader, case: Case) -> None:
    noting.add_note(case, request.POST.get("body", "").replace("\r\n", "\n"), by=reader.person, at=reader.at)
    drafting.clear(case, by=reader.person, at=reader.at)


@require_POST
@staff()
def read(request: HttpRequest, reader: Reader, number: int) -> HttpResponse:
    page = CasePage(case_of(number), reader)
    writing = of_form(request.POST, page.work, reader.zone)
    if is_partial(request):
        return HttpResponse(render_to_string(REGIONS["read"], reading_of(page, writing), request=request))
    return region(request, "desk/case.html", context_of(page, writing))


@require_POST
@staff()
def draft(request: HttpRequest, reader: Reader, number: int) -> JsonResponse:
    page = CasePage(case_of(number), reader)
    writing = of_form(request.POST, page.work, reader.zone)
    kept, is_saved = drafting.save_draft(
        page.case,
        writing.text,
        by=reader.person,
        at=reader.at,
        lane=writing.draft_lane,
        version=writing.version,
        choices=writing.as_reply().as_json(),
    )
    answer = {"version": kept.version, "saved_at": kept.saved_at.isoformat(), "body": kept.text}
    return JsonResponse(answer, status=200 if is_saved else 409)


@act("reply", "#body")
def discard_draft(request: HttpRequest, reader: Reader, case: Case) -> None:
    drafting.clear(case, by=reader.person, at=reader.at)


@require_POST
@staff()
def undo(request: HttpRequest, reader: Reader, held: int) -> HttpResponse:
    return _on_held(request, reader, held, "#body", lambda: holding.take_back(held, by=reader.person, at=reader.at))


@require_POST
@staff()
def send_now(request: HttpRequest, reader: Reader, held: int) -> HttpResponse:
    who: dict[str, Any] = {"by": reader.person, "at": reader.at, "anyway": "anyway" in request.POST}
    return _on_held(request, reader, held, "#newest", lambda: holding.send_now(held, **who))


@require_POST
@staff()
def discard(request: HttpRequest, reader: Reader, held: int) -> HttpResponse:
    return _on_held(request, reader, held, "#newest", lambda: holding.discard(held, by=reader.person, at=reader.at))


@require_POST
@staff()
def mail_again(request: HttpRequest, reader: Reader, number: int, mail: int) -> HttpResponse:
    row = get_object_or_404(OutboxMail, pk=mail, case_id=number)
    delivering.try_again(row.pk, by=reader.person, at=reader.at)
    messages.success(request, _("It is on its way again."))
    return see_other(case_url(number) + "#newest")


def _on_held(request: HttpRequest, reader: Reader, held: int, anchor: str, doing: Callable[[], object]) -> HttpResponse:
    """Do it to a message that waits; one that has gone meanwhile is shown in its case."""
    told = whole_number(request.POST.get("case", ""))
    found = HeldSend.objects.filter(pk=held, by=reader.person).values_list("case_id", flat=True).first()
    try:
        doing()
    except NotFound:
        messages.info(request, _("It has gone already."))
    number = found or told
    return see_other(case_url(number) + anchor if number else "/")


def _next_case(case: Case, reader: Reader) -> str:
    rows = worklist.lines(ListOf.PRACTICE if case.practice else ListOf.MINE, reader.person, reader.at, limit=2)
    onward = next((row.case_id for row in rows if row.case_id != case.pk), None)
    return case_url(onward) if onward else "/"
