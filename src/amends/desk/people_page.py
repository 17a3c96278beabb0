"""You and the team: what somebody prefers, who belongs to the desk, who is away, and what may be given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amends.casework import founding, leaving, offering, preferring
from amends.core.numbers import whole_number
from amends.core.refusal import Refusal, Unusable
from amends.desk.staff import LEADING, Reader, frame_of, guard_of, new_key, once, staff
from amends.people.models import Absence, Membership, Role
from amends.remedies.models import Limit
from amends.web.responses import refusal_response, region, see_other


@dataclass(frozen=True)
class Member:
    """A member of the team; `stand_in` is the name of who answers meanwhile, empty when the member is there."""

    number: int
    name: str
    role: str
    address: str
    stand_in: str
    until: datetime | None


@staff()
def you(request: HttpRequest, reader: Reader) -> HttpResponse:
    context = {
        "frame": frame_of(reader, "you"),
        "account": reader.account,
        "spoken": reader.person.language,
        "languages": settings.LANGUAGES,
        "undo_choices": [(seconds, _undo_words(seconds)) for seconds in preferring.UNDO_SECONDS],
        "key": new_key(),
    }
    if request.method != "POST":
        return region(request, "desk/you.html", context)
    try:
        once(request, reader, lambda: _prefer(request, reader))
    except Refusal as refusal:
        return refusal_response(request, "desk/you.html", context, guard=guard_of(refusal))
    messages.info(request, _("Saved"))
    return see_other("/you")


@require_GET
@staff()
def team(request: HttpRequest, reader: Reader) -> HttpResponse:
    return region(request, "desk/team.html", _team(reader))


@require_POST
@staff(*LEADING)
def add(request: HttpRequest, reader: Reader) -> HttpResponse:
    return _press(request, reader, "add", lambda: _add(request, reader))


@require_POST
@staff()
def away(request: HttpRequest, reader: Reader) -> HttpResponse:
    return _press(request, reader, "away", lambda: _go_away(request, reader))


@require_POST
@staff(*LEADING)
def limit(request: HttpRequest, reader: Reader) -> HttpResponse:
    return _press(request, reader, "limit", lambda: _set_limit(request, reader))


def _press(request: HttpRequest, reader: Reader, form: str, act: Callable[[], object]) -> HttpResponse:
    try:
        once(request, reader, act)
    except Refusal as refusal:
        context = {**_team(reader), "refused": form}
        return refusal_response(request, "desk/team.html", context, guard=guard_of(refusal))
    messages.info(request, _("Saved"))
    return see_other("/team")


def _prefer(request: HttpRequest, reader: Reader) -> None:
    typed = request.POST
    seconds = whole_number(typed.get("undo_seconds", ""))
    preferring.prefer(
        by=reader.person,
        at=reader.at,
        language=typed.get("language", ""),
        single_keys=typed.get("single_keys") == "on",
        theme=typed.get("theme", ""),
        undo_seconds=-1 if seconds is None else seconds,
    )


def _add(request: HttpRequest, reader: Reader) -> None:
    typed = request.POST
    password = typed.get("password", "")
    if password:
        try:
            validate_password(password)
        except ValidationError as error:
            raise Unusable(field="password", fault="sentence", sentence=" ".join(error.messages)) from error
    founding.add_member(
        name=typed.get("name", ""),
        email=typed.get("email", "").strip(),
        role=typed.get("role", ""),
        password=password or None,
        phone=typed.get("phone", "").strip()[:40],
        reach=typed.get("reach", "").strip()[:120],
        takes_new=typed.get("takes_new") == "on",
        by=reader.person,
        at=reader.at,
    )


def _go_away(request: HttpRequest, reader: Reader) -> None:
    typed = request.POST
    members = {str(row.person_id): row.person for row in _members()}
    person = members.get(typed.get("person", "")) if reader.leads else reader.person
    stand_in = members.get(typed.get("stand_in", ""))
    if person is None or stand_in is None:
        raise Unusable(field="stand_in", fault="sentence", sentence=_("Choose who answers meanwhile."))
    if person == stand_in:
        raise Unusable(field="stand_in", fault="sentence", sentence=_("Choose somebody else to answer meanwhile."))
    leaving.go_away(
        person,
        stand_in,
        by=reader.person,
        at=reader.at,
        until=_until(typed.get("until", ""), reader),
        since=_until(typed.get("since", ""), reader),
        hands_back=typed.get("hands_back") == "on",
    )


def _until(text: str, reader: Reader) -> datetime | None:
    if not text:
        return None
    try:
        back = datetime.combine(date.fromisoformat(text), time(), ZoneInfo(reader.zone))
    except ValueError as error:
        raise Unusable(field="until", fault="sentence", sentence=_("Enter the day of coming back.")) from error
    if back <= reader.at:
        raise Unusable(field="until", fault="sentence", sentence=_("Enter a day that is still to come."))
    return back


def _set_limit(request: HttpRequest, reader: Reader) -> None:
    typed = request.POST
    row = Limit.objects.filter(role=typed.get("role", "")).first()
    if row is None:
        raise Unusable(field="role", fault="unknown", value=typed.get("role", "")[:20])
    alone, cap = offering.read_amount(typed.get("alone", "")), offering.read_amount(typed.get("cap", ""))
    if alone is None or cap is None:
        raise Unusable(field="alone", fault="not-a-number")
    if alone > cap:
        raise Unusable(field="alone", fault="sentence", sentence=_("What is given alone is at most the cap."))
    founding.set_limit(row.role, alone, cap, row.currency, by=reader.person, at=reader.at)


def _team(reader: Reader) -> dict[str, Any]:
    away = Absence.objects.filter(since__lte=reader.at).filter(Q(until=None) | Q(until__gt=reader.at))
    absences = {row.person_id: row for row in away.select_related("stand_in").order_by("pk")}
    members = [
        Member(
            row.person_id,
            row.person.name,
            role_words(row.role),
            row.person.account.email if hasattr(row.person, "account") else "",
            absences[row.person_id].stand_in.name if row.person_id in absences else "",
            absences[row.person_id].until if row.person_id in absences else None,
        )
        for row in _members()
    ]
    return {
        "frame": frame_of(reader, "team"),
        "members": members,
        "choices": [(row.number, row.name) for row in members],
        "roles": [(role, role_words(role)) for role in Role.values],
        "limits": [(row, role_words(row.role)) for row in Limit.objects.order_by("alone")],
        "leads": reader.leads,
        "me": reader.person.pk,
        "zone": reader.zone,
        "key": new_key(),
        "refused": "",
    }


def _members() -> list[Membership]:
    rows = Membership.objects.filter(until=None, person__practice=False)
    return list(rows.select_related("person__account").order_by("pk"))


def role_words(role: str) -> str:
    """A role as people say it."""
    return {
        "agent": _("Agent"),
        "lead": _("Lead"),
        "programme": _("Programme owner"),
        "auditor": _("Auditor"),
    }.get(role, role)


def _undo_words(seconds: int) -> str:
    return _("%(seconds)s seconds") % {"seconds": seconds} if seconds else _("Goes at once")
