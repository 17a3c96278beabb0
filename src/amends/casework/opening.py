"""A matter arrives: a case is opened with its first words, an owner and a standing service promise; or it goes on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from amends.cases.models import Assignment, Case, CaseKind, Issue, SeenBy, Words
from amends.casework import letters, rota
from amends.casework.promising import make_promise
from amends.casework.standing import refresh
from amends.casework.working import Work, words_of
from amends.core.playbook import KINDS
from amends.core.reading import kind as read_kind
from amends.core.refusal import Unusable
from amends.core.working_time import add_working
from amends.messages.models import CustomerMessage
from amends.people import queries as people
from amends.people.models import ContactPoint, House, Person
from amends.playbooks.queries import for_kind
from amends.understanding.models import Finished, FirstWords

# When one of us answers by name, counted in hours when people are on duty (requirements 0.4.13).
FIRST_ANSWER = timedelta(hours=2)
WRITTEN = ("email", "webform")
CHANNELS = (*WRITTEN, "phone", "counter", "letter")


def open_case(
    *,
    words: str,
    by: Person,
    at: datetime,
    customer: Person | None = None,
    name: str = "",
    email: str = "",
    phone: str = "",
    channel: str = "phone",
    kind: str = "",
    subject: str = "",
    zone: str = "",
    language: str = "",
    aware_at: datetime | None = None,
    receipt: bool = True,
    answerable: bool = True,
    practice: bool = False,
    mail_parts: Mapping[str, Any] | None = None,
) -> Case:
    """Open a case with the customer's first words, which are never edited (S0.4).

    A written message is finished when it arrives (0.4.3). Awareness is when anybody here learned of it, never later
    than now. The kind is read from the words when none is given. A receipt promises a first answer by name and goes
    out unless the sender cannot be answered (`answerable`, RFC 3834). Raises Unusable for empty words or an unknown kind.
    """
    text = words_of(words)
    if channel not in CHANNELS:
        raise Unusable(field="channel", fault="unknown", value=channel)
    with transaction.atomic():
        house = people.house()
        customer = customer or find_person(
            name, email, phone, at, house, zone=zone, language=language, practice=practice
        )
        case = _begin(customer, by, at, channel, subject, min(aware_at or at, at), practice)
        work = Work(case, by, at, is_new=True)
        _set_kind(work, kind or read_kind(text, subject, customer.language).kind, proposed=not kind)
        said = Words.say(text)
        _hear(work, said)
        if channel in WRITTEN:
            add_incoming(work, customer, said, happened_at=case.aware_at, **(mail_parts or {"subject": subject}))
        _give_to_somebody(work, house)
        if receipt:
            _promise_first_answer(work, answerable)
        refresh(work)
    return case


def find_person(
    name: str,
    email: str,
    phone: str,
    at: datetime,
    house: House,
    *,
    zone: str = "",
    language: str = "",
    practice: bool = False,
) -> Person:
    """The person known under an address, else a new one with the given ways to be reached."""
    address = email.strip()
    known = people.by_address(address) if address and not practice else None
    if known:
        return known
    person = Person.objects.create(
        name=(name or address.partition("@")[0] or phone or "?").strip()[:200],
        zone=zone or house.zone,
        language=language or house.language,
        practice=practice,
        created_at=at,
    )
    points = [(ContactPoint.EMAIL, address, address.lower()), (ContactPoint.PHONE, phone, _digits(phone))]
    for kind, value, plain in points:
        if value:
            ContactPoint.objects.create(person=person, kind=kind, value=value[:320], plain=plain[:320], added_at=at)
    return person


def add_incoming(
    work: Work,
    person: Person,
    said: Words,
    *,
    happened_at: datetime,
    channel: str = "",
    full: Words | None = None,
    html: str = "",
    subject: str = "",
    mail_id: str = "",
    automatic: str = "",
) -> CustomerMessage:
    """Put a message of the customer into the case."""
    message = CustomerMessage.objects.create(
        case=work.case,
        direction=CustomerMessage.Direction.IN,
        channel=channel or work.case.channel,
        person=person,
        words=said,
        full=full,
        html=html,
        subject=subject[:300],
        mail_id=mail_id[:300],
        automatic=automatic,
        at=happened_at,
        recorded_at=work.at,
    )
    work.note("wrote", said, SeenBy.CUSTOMER, happened_at, by=person, message=message.pk)
    return message


def _begin(
    customer: Person, by: Person, at: datetime, channel: str, subject: str, aware_at: datetime, practice: bool
) -> Case:
    return Case.objects.create(
        customer=customer,
        subject=subject[:300],
        channel=channel,
        practice=practice or customer.practice,
        aware_at=aware_at,
        opened_at=at,
        opened_by=by,
    )


def _set_kind(work: Work, kind: str, proposed: bool) -> None:
    if kind not in KINDS:
        raise Unusable(field="kind", fault="unknown", value=kind)
    version = for_kind(kind, work.at)
    CaseKind.objects.create(case=work.case, kind=kind, playbook=version, by=work.by, at=work.at)
    work.note("opened", seen_by=SeenBy.CUSTOMER, happened_at=work.case.aware_at, kind=kind, proposed=proposed)


def _hear(work: Work, said: Words) -> None:
    case = work.case
    FirstWords.objects.create(
        case=case, words=said, by=case.customer, at=case.aware_at, recorded_at=work.at, practice=case.practice
    )
    Issue.objects.create(case=case, title=case.subject or said.text[:120], by=work.by, at=work.at)
    if case.channel not in ("phone", "counter"):
        Finished.objects.create(case=case, how="written", began_at=case.aware_at, by=case.customer, at=case.aware_at)


def _give_to_somebody(work: Work, house: House) -> None:
    owner, stands_in_for = rota.next_owner(house, work.by, work.at)
    Assignment.objects.create(case=work.case, owner=owner, stands_in_for=stands_in_for, by=work.by, at=work.at)
    work.note("assigned", owner=owner.pk)


def _promise_first_answer(work: Work, answerable: bool) -> None:
    due = add_working(work.calendar, work.at, FIRST_ANSWER)
    promise = make_promise(work, kind="service", due=due, why=[{"code": "counted", "amount": 2, "unit": "hours"}])
    if answerable and work.case.channel in WRITTEN:
        letters.send_receipt(work, promise)


def _digits(phone: str) -> str:
    return "".join(character for character in phone if character.isdigit())
