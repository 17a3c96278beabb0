"""The first run: the house, its people, what may be given and by which rules; each can be changed later."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from django.conf import settings
from django.db import transaction

from amends.casework.placing import check_zone
from amends.casework.working import require_member, words_of
from amends.core.calendars import CalendarFault, read_calendar
from amends.core.refusal import AlreadyAnswered, NotFound, Unusable
from amends.people import queries as people
from amends.people.holidays_of import holidays_of
from amends.people.models import Account, ContactPoint, House, Membership, Person, Role
from amends.remedies.models import Limit, Option, Rule

OPTIONS = (
    ("refund", "Refund", Role.AGENT),
    ("replacement", "Replacement", Role.AGENT),
    ("repair", "Repair", Role.AGENT),
    ("voucher", "Voucher for the next order", Role.AGENT),
    ("visit", "Somebody comes and looks", Role.AGENT),
    ("contract-change", "Change of the contract", Role.LEAD),
)
TRADES = ("shop", "repairs", "food", "rooms", "software", "care", "public-office", "other")
LIMITS = ((Role.AGENT, 200, 500), (Role.LEAD, 1000, 2000), (Role.PROGRAMME, 5000, 10000))
RULES = (
    ("return-window", "Goods come back within 30 days", 30, ""),
    ("ombudsman-notice", "The customer is told of the ombudsman", None, "law"),
    ("identity-check", "Nothing is told before it is known who asks", None, "identity"),
    ("threat-report", "A threat is reported at once", None, "safety"),
)
# The hours of a week as a calendar has them, {"mon": [["09:00", "17:00"]]}.
Opening = Mapping[str, list[list[str]]]
# Ten years; a rule that runs longer is not counted in days.
MOST_DAYS = 3660


def setup_code_file() -> Path:
    """Where the code stands that opens the first run, until the first owner is made."""
    return Path(settings.AMENDS_HOME) / "setup-code"


def set_up_house(
    *,
    name: str,
    at: datetime,
    zone: str = "Europe/London",
    country: str = "GB-ENG",
    language: str = "en",
    phone: str = "",
    hours: str = "Mon–Fri 9–17",
    address: str = "",
    trade: str = "other",
    alone: bool = False,
    currency: str = "GBP",
    holidays: list[str] | None = None,
    by: Person | None = None,
) -> House:
    """Make the house with its usual options, limits and rules; one for each desk. Raises AlreadyAnswered, Unusable.

    It is made by whoever stands at the machine, who is nobody yet, or by the first programme owner.
    """
    _require_founder(by)
    if House.objects.exists():
        raise AlreadyAnswered(what="house", answer=name)
    _check_place(zone, country, at)
    with transaction.atomic():
        house = House.objects.create(
            name=words_of(name, "name", longest=120),
            zone=zone,
            country=country,
            language=language,
            phone=phone,
            hours=hours,
            address=address,
            trade=trade,
            alone=alone,
            calendar={"holidays": holidays} if holidays is not None else {},
            set_up_at=at,
        )
        _give_usual_rules(currency)
    return house


def change_house(
    *,
    by: Person,
    at: datetime,
    alone: bool | None = None,
    trade: str | None = None,
    opening: Opening | None = None,
) -> House:
    """Say later whether somebody works alone, in which trade, and when the house is open; for programme owners.

    `opening` holds the hours by weekday as a calendar has them, {"mon": [["09:00", "17:00"]]}. Raises Unusable.
    """
    require_member(by, Role.PROGRAMME)
    house = House.objects.get()
    if trade is not None and trade not in TRADES:
        raise Unusable(field="trade", fault="unknown", value=trade[:20])
    if opening is not None:
        house.calendar = {**house.calendar, "hours": dict(opening)}
        _check_calendar(house)
        _refuse_shut(opening)
    house.alone = house.alone if alone is None else alone
    house.trade = trade or house.trade
    house.save(update_fields=["alone", "trade", "calendar"])
    return house


def settle_in(*, by: Person, at: datetime) -> None:
    """The first owner, made before there was a house, takes its zone and language, and is the one on duty."""
    require_member(by, Role.PROGRAMME)
    with transaction.atomic():
        house = House.objects.get()
        Person.objects.filter(pk=by.pk).update(zone=house.zone, language=house.language)
        House.objects.filter(pk=house.pk, duty=None).update(duty=by)


def add_member(
    *,
    name: str,
    email: str,
    at: datetime,
    role: str = Role.AGENT,
    password: str | None = None,
    phone: str = "",
    reach: str = "",
    zone: str = "",
    takes_new: bool = True,
    practice: bool = False,
    by: Person | None = None,
) -> Person:
    """Take somebody into the team, with an account to sign in; for Leads and programme owners.

    Nobody gives a role above their own. Whoever stands at the machine, nobody in the first run, may take in anybody.
    Raises Unusable, AlreadyAnswered for a known address.
    """
    if by is not None and role != Role.PROGRAMME:
        require_member(by, Role.LEAD, Role.PROGRAMME)
    else:
        _require_founder(by)
    _check_member(email, role, zone)
    with transaction.atomic():
        house = House.objects.first()
        person = Person.objects.create(
            name=words_of(name, "name", longest=200),
            zone=zone or (house.zone if house else "UTC"),
            language=house.language if house else "en",
            practice=practice,
            created_at=at,
        )
        Account.objects.create_user(email, password, person=person)
        Membership.objects.create(person=person, role=role, since=at, phone=phone, reach=reach, takes_new=takes_new)
        ContactPoint.objects.create(person=person, kind="email", value=email, plain=email.lower(), added_at=at)
        if house and house.duty is None:
            house.duty = person
            house.save(update_fields=["duty"])
    return person


def set_shifts(person: Person, *, by: Person, at: datetime, opening: Opening | None = None) -> Membership:
    """Say when a member is at work, by weekday as for the house; None for the hours of the house (S0.11).

    A member sets their own; somebody else's are for those who lead. Times that are proposed heed them. Raises Unusable.
    """
    require_member(by, *(() if by.pk == person.pk else (Role.LEAD, Role.PROGRAMME)))
    require_member(person)
    if opening:
        try:
            read_calendar({"hours": opening})
        except CalendarFault as error:
            raise Unusable(field="hours", fault="sentence", sentence=str(error)) from error
        _refuse_shut(opening)
    row = Membership.objects.get(person=person, until=None)
    row.shifts = dict(opening or {})
    row.save(update_fields=["shifts"])
    return row


def set_limit(role: str, alone: Decimal, cap: Decimal, currency: str, *, by: Person, at: datetime) -> Limit:
    """Say what a role may give in one case alone, and the cap nobody passes (S2.22); for Leads and programme owners."""
    require_member(by, Role.LEAD, Role.PROGRAMME)
    if not Decimal() <= alone <= cap:
        raise Unusable(field="alone", fault="above-cap")
    return Limit.objects.update_or_create(role=role, defaults={"alone": alone, "cap": cap, "currency": currency})[0]


def set_rule(code: str, days: int, *, by: Person, at: datetime) -> Rule:
    """Change the number of days of a rule of the house; a rule of the law has none to change."""
    require_member(by, Role.LEAD, Role.PROGRAMME)
    rule = Rule.objects.filter(code=code, hard="").first()
    if rule is None:
        raise NotFound(what="rule", number=code)
    if not 0 <= days <= MOST_DAYS:
        raise Unusable(field="days", fault="unknown", value=days)
    rule.days = days
    rule.save(update_fields=["days"])
    return rule


def _require_founder(by: Person | None) -> None:
    if by is not None:
        require_member(by, Role.PROGRAMME)


def _check_member(email: str, role: str, zone: str) -> None:
    if role not in Role.values:
        raise Unusable(field="role", fault="unknown", value=role)
    if "@" not in email:
        raise Unusable(field="email", fault="not-an-address", value=email[:80])
    if Account.objects.filter(email__iexact=email).exists():
        raise AlreadyAnswered(what="account", answer=email)
    if zone:
        check_zone(zone)


def _give_usual_rules(currency: str) -> None:
    Option.objects.bulk_create(Option(code=code, title=title, role=role) for code, title, role in OPTIONS)
    Limit.objects.bulk_create(
        Limit(role=role, alone=Decimal(alone), cap=Decimal(cap), currency=currency) for role, alone, cap in LIMITS
    )
    Rule.objects.bulk_create(Rule(code=code, title=title, days=days, hard=hard) for code, title, days, hard in RULES)


def _check_calendar(house: House) -> None:
    try:
        people.calendar(house)
    except CalendarFault as error:
        raise Unusable(field="hours", fault="sentence", sentence=str(error)) from error


def _refuse_shut(opening: Opening) -> None:
    """Without one span in the week no time can be counted, so nothing could be promised."""
    if not any(opening.values()):
        raise Unusable(field="hours", fault="empty")


def _check_place(zone: str, country: str, at: datetime) -> None:
    check_zone(zone)
    try:
        holidays_of(country, at.year)
    except ValueError as error:
        raise Unusable(field="country", fault="unknown", value=country[:20]) from error
