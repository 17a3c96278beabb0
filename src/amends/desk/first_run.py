"""The first run: who you are, what your business is, alone or not, a practice case, and your mail (`ux.md` 2k).

One question a page. The first page wants the code that `amends setup` prints, so that nobody else on the network
becomes the owner; what follows is open to the programme owner, and everything after the business can wait.
"""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, time
from typing import Any

from django.contrib.auth import login
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amends.casework import founding
from amends.casework.wording.times import at
from amends.core import clock
from amends.core.refusal import Refusal, Unusable
from amends.desk.countries import COUNTRIES, Country
from amends.desk.staff import Reader, guard_of, staff
from amends.people.holidays_of import holidays_of
from amends.people.models import Account, House, Membership, Role
from amends.web.responses import refusal_response, region, see_other

STEPS = 6
_BACKEND = "amends.desk.members.MemberBackend"
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HOLIDAYS_SHOWN = 4


@require_GET
def setup(request: HttpRequest) -> HttpResponse:
    """Where the first run goes on, or the page that asks for the code."""
    if House.objects.exists():
        return see_other("/")
    if Membership.objects.exists():
        return see_other("/setup/business" if request.user.is_authenticated else "/account/login/?next=/setup/business")
    if typed := request.GET.get("code", "").strip():
        return see_other(f"/setup/{typed[:80]}/")
    return region(request, "desk/setup_code.html", {"wrong": False}, status=403)


def you(request: HttpRequest, code: str) -> HttpResponse:
    """Step 1: the first owner, who is signed in at once."""
    if Membership.objects.exists():
        return see_other("/setup")
    if not is_setup_code(code):
        return region(request, "desk/setup_code.html", {"wrong": True}, status=403)
    context: dict[str, Any] = {"step": 1, "steps": STEPS, "typed": request.POST, "errors": {}}
    if request.method != "POST":
        return region(request, "desk/setup_you.html", context)
    if errors := _wrong_about_you(request):
        return region(request, "desk/setup_you.html", {**context, "errors": errors}, status=422)
    try:
        account = _make_owner(request)
    except Refusal as refusal:
        return refusal_response(request, "desk/setup_you.html", context, guard=guard_of(refusal))
    founding.setup_code_file().unlink(missing_ok=True)
    login(request, account, backend=_BACKEND)
    return see_other("/setup/business")


@staff(Role.PROGRAMME)
def business(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Step 2: the business; its zone, language, currency and holidays follow from where it is."""
    if House.objects.exists():
        return see_other("/setup/team")
    country = _country(request.POST.get("country") or request.GET.get("country") or _guessed(request))
    context = {"step": 2, "steps": STEPS, "typed": request.POST, "countries": _country_choices(), "country": country,
               "holidays": _holidays(country, reader), "days": _day_choices()}  # fmt: skip
    if request.method != "POST":
        return region(request, "desk/setup_business.html", context, regions={"follows": "desk/setup_follows.html"})
    try:
        with transaction.atomic():
            _found(request, reader, country)
    except Refusal as refusal:
        return refusal_response(request, "desk/setup_business.html", context, guard=guard_of(refusal))
    translation.activate(country.language)
    return see_other("/setup/team")


@staff(Role.PROGRAMME)
def team(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Step 3: just me, or a team."""
    alone = request.POST.get("alone", "")
    if request.method != "POST" or alone not in ("yes", "no"):
        return _question(request, "desk/setup_team.html", 3, "alone", _("Choose one of the two."))
    founding.change_house(alone=alone == "yes", by=reader.person, at=reader.at)
    return see_other("/setup/trade")


@staff(Role.PROGRAMME)
def trade(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Step 4: what the business does."""
    chosen = request.POST.get("trade", "")
    choices = {"trades": [(code, trade_words(code)) for code in founding.TRADES]}
    if request.method != "POST" or chosen not in founding.TRADES:
        return _question(request, "desk/setup_trade.html", 4, "trade", _("Choose one of them."), **choices)
    founding.change_house(trade=chosen, by=reader.person, at=reader.at)
    return see_other("/setup/try")


@require_GET
@staff(Role.PROGRAMME)
def try_it(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Step 5: the practice case."""
    return region(request, "desk/setup_try.html", {"step": 5, "steps": STEPS, "key": secrets.token_urlsafe(12)})


def is_setup_code(code: str) -> bool:
    """Whether this is the code that `amends setup` printed."""
    file = founding.setup_code_file()
    return file.exists() and secrets.compare_digest(file.read_text().strip().encode(), code.encode())


def trade_words(code: str) -> str:
    """What a business does, in words."""
    return {
        "shop": _("Shop"),
        "repairs": _("Repairs"),
        "food": _("Food"),
        "rooms": _("Rooms"),
        "software": _("Software"),
        "care": _("Care"),
        "public-office": _("Public office"),
        "other": _("Something else"),
    }[code]


def _question(request: HttpRequest, template: str, step: int, field: str, missing: str, **more: Any) -> HttpResponse:
    errors = {field: missing} if request.method == "POST" else {}
    context = {"step": step, "steps": STEPS, "typed": request.POST, "errors": errors, **more}
    return region(request, template, context, status=422 if errors else 200)


def _wrong_about_you(request: HttpRequest) -> dict[str, str]:
    typed = request.POST
    errors = {}
    if not typed.get("name", "").strip():
        errors["name"] = _("Enter your name, as customers will read it.")
    if "@" not in typed.get("email", ""):
        errors["email"] = _("Enter an e-mail address such as name@example.org.")
    try:
        validate_password(typed.get("password", ""))
    except ValidationError as error:
        errors["password"] = " ".join(error.messages)
    return errors


def _make_owner(request: HttpRequest) -> Account:
    typed = request.POST
    person = founding.add_member(
        name=typed["name"],
        email=typed["email"].strip(),
        role=Role.PROGRAMME,
        password=typed["password"],
        at=clock.now(),
    )
    return Account.objects.get(person=person)


def _found(request: HttpRequest, reader: Reader, country: Country) -> None:
    typed = request.POST
    founding.set_up_house(
        name=typed.get("name", ""),
        at=reader.at,
        zone=country.zone,
        country=country.code,
        language=country.language,
        currency=country.currency,
        address=typed.get("address", "").strip(),
        phone=typed.get("phone", "").strip()[:40],
        hours=_hours_words(request),
        by=reader.person,
    )
    founding.change_house(opening=_opening(request), by=reader.person, at=reader.at)
    founding.settle_in(by=reader.person, at=reader.at)


def _opening(request: HttpRequest) -> dict[str, list[list[str]]]:
    opens, closes = request.POST.get("opens", "09:00"), request.POST.get("closes", "17:00")
    days = [day for day in _WEEKDAYS if day in request.POST.getlist("day")]
    try:
        fits = time.fromisoformat(opens) < time.fromisoformat(closes)
    except ValueError:
        fits = False
    if not (fits and days):
        raise Unusable(field="hours", fault="sentence", sentence=_("Enter when you open and close, and on which days."))
    return {day: [[opens[:5], closes[:5]]] for day in days}


def _hours_words(request: HttpRequest) -> str:
    names = dict(_day_choices())
    days = [str(names[day]) for day in _WEEKDAYS if day in request.POST.getlist("day")]
    span = f"{days[0]}–{days[-1]}" if len(days) > 1 else "".join(days)
    return f"{span} {request.POST.get('opens', '')}–{request.POST.get('closes', '')}"[:120]


def _country(code: str) -> Country:
    return COUNTRIES.get(code, COUNTRIES["GB-ENG"])


def _guessed(request: HttpRequest) -> str:
    asked = request.headers.get("Accept-Language", "").lower()
    return "DE-BE" if asked.startswith("de") else "US" if asked.startswith("en-us") else "GB-ENG"


def _country_choices() -> list[tuple[str, str]]:
    return [(country.code, country.name) for country in COUNTRIES.values()]


def _day_choices() -> list[tuple[str, str]]:
    words = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
    return list(zip(_WEEKDAYS, words, strict=True))


def _holidays(country: Country, reader: Reader) -> list[str]:
    today = reader.at.date()
    days = {*holidays_of(country.code, today.year), *holidays_of(country.code, today.year + 1)}
    coming = sorted(day for day in days if day >= today)[:HOLIDAYS_SHOWN]
    return [at(datetime.combine(day, time(12), UTC), "UTC", "day", now=reader.at) for day in coming]
