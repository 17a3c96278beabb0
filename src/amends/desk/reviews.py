"""What waits for somebody's look: decisions against a rule, mails that were held, and mails that did not go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amends.casework import acting, delivering, filing
from amends.casework.wording.mails import because_words
from amends.channels.email.parse import parse
from amends.channels.models import OutboxMail, RawMail
from amends.core.numbers import whole_number
from amends.core.refusal import Refusal, Unusable
from amends.desk.staff import LEADING, Reader, case_url, frame_of, guard_of, new_key, once, staff
from amends.remedies.models import Override
from amends.web.responses import refusal_response, region, see_other

SHOWN = 50
LONGEST = 600


@dataclass(frozen=True)
class Held:
    """A held mail as far as it can be read."""

    number: int
    who: str
    address: str
    subject: str
    words: str
    because: str
    at: datetime


@require_GET
@staff(*LEADING)
def overrides(request: HttpRequest, reader: Reader) -> HttpResponse:
    return region(request, "desk/overrides.html", _overrides(reader))


@require_POST
@staff(*LEADING)
def review(request: HttpRequest, reader: Reader, number: int) -> HttpResponse:
    try:
        once(request, reader, lambda: _review(request, reader, number))
    except Refusal as refusal:
        context = {**_overrides(reader), "refused": number}
        return refusal_response(request, "desk/overrides.html", context, guard=guard_of(refusal))
    return see_other("/overrides")


@require_GET
@staff()
def held_mails(request: HttpRequest, reader: Reader) -> HttpResponse:
    return region(request, "desk/held_mails.html", _held_mails(reader))


@require_POST
@staff()
def file_mail(request: HttpRequest, reader: Reader, number: int) -> HttpResponse:
    """A person decides about a held mail: into a case, a case of its own, or put aside."""
    try:
        row = once(request, reader, lambda: _decide(request, reader, number))
    except Refusal as refusal:
        context = {**_held_mails(reader), "refused": number}
        return refusal_response(request, "desk/held_mails.html", context, guard=guard_of(refusal))
    return see_other(case_url(row.case_id) if row and row.case_id else "/held-mails")


@require_GET
@staff()
def unsent_mails(request: HttpRequest, reader: Reader) -> HttpResponse:
    failed = OutboxMail.objects.exclude(failed_at=None).filter(sent_at=None, practice=False)
    context = {
        "frame": frame_of(reader, "mails"),
        "mails": list(failed.order_by("-failed_at")[:SHOWN]),
        "waiting": OutboxMail.objects.filter(ready_at__isnull=False, tries__gt=0)[:SHOWN].count(),
        "zone": reader.zone,
        "key": new_key(),
    }
    return region(request, "desk/unsent_mails.html", context)


@require_POST
@staff()
def try_again(request: HttpRequest, reader: Reader, number: int) -> HttpResponse:
    once(request, reader, lambda: delivering.try_again(number, by=reader.person, at=reader.at))
    return see_other("/unsent-mails")


def _review(request: HttpRequest, reader: Reader, number: int) -> None:
    again = {"yes": True, "no": False}.get(request.POST.get("again", ""))
    if again is None:
        raise Unusable(field="again", fault="sentence", sentence=_("Choose whether we would do it again."))
    acting.review_override(number, again, words=request.POST.get("words", ""), by=reader.person, at=reader.at)


def _overrides(reader: Reader) -> dict[str, Any]:
    rows = Override.objects.filter(practice=False).select_related("reason", "by", "review", "review__words")
    found = list(rows.order_by("-pk")[:SHOWN])
    return {
        "frame": frame_of(reader, "reviews"),
        "open": [row for row in found if not hasattr(row, "review")],
        "reviewed": [row for row in found if hasattr(row, "review")],
        "rule": rule_words,
        "zone": reader.zone,
        "key": new_key(),
        "refused": 0,
    }


def _held_mails(reader: Reader) -> dict[str, Any]:
    rows = RawMail.objects.filter(filed=RawMail.Filed.HELD).order_by("-pk")[:SHOWN]
    return {
        "frame": frame_of(reader, "mails"),
        "mails": [_held(row) for row in rows],
        "zone": reader.zone,
        "key": new_key(),
        "refused": 0,
    }


def _held(row: RawMail) -> Held:
    mail = parse(bytes(row.raw), own_domain="")
    return Held(
        row.pk,
        mail.from_.name or mail.from_.address or _("Nobody named"),
        mail.from_.address,
        mail.subject or _("No subject"),
        (mail.reply or mail.text)[:LONGEST],
        because_words(row),
        row.received_at,
    )


def _decide(request: HttpRequest, reader: Reader, number: int) -> RawMail:
    decision = request.POST.get("decision", "")
    if decision == "aside":
        return filing.ignore_held(number, by=reader.person, at=reader.at)
    if decision == "open":
        return filing.file_held(number, by=reader.person, at=reader.at)
    case = whole_number(request.POST.get("case", "").strip().lstrip("#"))
    if case is None:
        raise Unusable(field="case", fault="sentence", sentence=_("Enter the number of the case."))
    return filing.file_held(number, case=case, by=reader.person, at=reader.at)


def rule_words(code: str) -> str:
    """Which rule was set aside, in a few words."""
    return {
        "not-finished-listening": _("Offered before the customer had finished"),
        "not-said-back": _("Acted before saying it back"),
        "restatement-disputed": _("Acted on a disputed version"),
        "needs-lead": _("Decided what a Lead decides"),
        "other-currency": _("Gave in another currency"),
        "names-nothing": _("Sent words that name nothing of the case"),
        "nothing-tried": _("Closed with nothing tried"),
        "no-way-on": _("Closed without an alternative"),
        "promise-open": _("Closed with a promise open"),
        "wrote-meanwhile": _("Sent although the customer wrote meanwhile"),
        "outside-rule": _("Went outside a rule of the house"),
        "no-lesson": _("Counted as learned without a lesson"),
    }.get(code, code)
