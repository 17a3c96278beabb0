"""A matter arrives: a case is opened with its first words, an owner and a standing service promise; or it goes on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from amends.cases.models import Assignment, Case, CaseKind, Issue, SeenBy, Words
from amends.casework import letters, rhythm
from amends.casework.clocks import start_at_opening
from amends.casework.giving import promise_by_name
from amends.casework.intake import Intake
from amends.casework.placing import check_zone
from amends.casework.rota import Rota
from amends.casework.standing import Summary
from amends.casework.working import Work, words_of
from amends.core.playbook import KINDS
from amends.core.reading import kind as read_kind
from amends.core.refusal import Unusable
from amends.core.standing import Fact, Facts
from amends.messages.models import CustomerMessage
from amends.people import queries as people
from amends.people.models import ContactPoint, House, Person
from amends.promises.models import Promise
from amends.understanding.models import Finished, FirstWords

WRITTEN = ("email", "webform")
CHANNELS = (*WRITTEN, "phone", "counter", "letter")


@dataclass(frozen=True)
class Message:
    """What a written message is beside its words: the whole text with quotes, HTML, subject, Message-ID."""

    subject: str = ""
    channel: str = ""
    full: str = ""
    html: str = ""
    mail_id: str = ""
    automatic: str = ""


@dataclass(frozen=True)
class Matter:
    """A new matter: who, in what words, by which way, since when; `answerable` says whether a receipt may go out."""

    customer: Person
    words: str
    channel: str
    aware_at: datetime
    kind: str = ""
    message: Message = Message()
    receipt: bool = True
    answerable: bool = True
    practice: bool = False
    address: str = ""


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
    practice: bool = False,
) -> Case:
    """Open a case with the customer's first words, which are never edited (S0.4).

    A written message is finished when it arrives (0.4.3). Awareness is when anybody here learned of it, never later
    than now. The kind is read from the words when none is given. A receipt promises a first answer by name.
    Raises Unusable for empty words, an unknown kind, channel or zone, and what is no address.
    """
    text = words_of(words)
    if channel not in CHANNELS:
        raise Unusable(field="channel", fault="unknown", value=channel)
    if kind and kind not in KINDS:
        raise Unusable(field="kind", fault="unknown", value=kind)
    if zone:
        check_zone(zone)
    if email and "@" not in email:
        raise Unusable(field="email", fault="not-an-address", value=email[:80])
    with transaction.atomic():
        intake = Intake.at(at)
        house = intake.house
        who = customer or find_person(name, email, phone, at, house, zone=zone, language=language, practice=practice)
        aware, message = min(aware_at or at, at), Message(subject=subject)
        matter = Matter(who, text, channel, aware, kind, message, practice=practice or who.practice)
        return begin(matter, intake, by=by, at=at)[0]


def begin(matter: Matter, intake: Intake, *, by: Person, at: datetime) -> tuple[Case, CustomerMessage | None]:
    """Open the case of a new matter, inside a transaction; answers its first message where it came written."""
    case = Case.objects.create(
        customer=matter.customer,
        subject=matter.message.subject[:300],
        channel=matter.channel,
        practice=matter.practice,
        aware_at=matter.aware_at,
        opened_at=at,
        opened_by=by,
    )
    work = Work(case, by, at, is_new=True, first_mail_id=matter.message.mail_id)
    work.house = intake.house
    if matter.address:
        work.address = matter.address
    _set_kind(work, matter, intake)
    said = Words.say(matter.words)
    facts = _hear(work, said)
    message = None
    if matter.channel in WRITTEN:
        message = add_incoming(work, matter.customer, said, matter.message, happened_at=matter.aware_at)
    _give_to_somebody(work, intake.rota)
    promise = _promise_first_answer(work, matter, message) if matter.receipt else None
    if intake.packs:
        start_at_opening(work, intake.packs)
    if work.playbook.rhythm == "daily":
        rhythm.start(work)
    work.finish(_summary(work, matter, facts, message, promise))
    return case, message


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
    return known or add_person(name, address, phone, at, house, zone=zone, language=language, practice=practice)


def add_person(
    name: str,
    address: str,
    phone: str,
    at: datetime,
    house: House,
    *,
    zone: str = "",
    language: str = "",
    practice: bool = False,
) -> Person:
    """Somebody new, with the ways to be reached that are given."""
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
    work: Work, person: Person, said: Words, message: Message, *, happened_at: datetime
) -> CustomerMessage:
    """Put a message of the customer into the case."""
    row = CustomerMessage.objects.create(
        case=work.case,
        direction=CustomerMessage.Direction.IN,
        channel=message.channel or work.case.channel,
        person=person,
        words=said,
        full=Words.say(message.full) if message.full else None,
        html=message.html,
        subject=message.subject[:300],
        mail_id=message.mail_id[:300],
        automatic=message.automatic,
        at=happened_at,
        recorded_at=work.at,
    )
    work.note("wrote", said, SeenBy.CUSTOMER, happened_at, by=person, message=row.pk)
    return row


def _set_kind(work: Work, matter: Matter, intake: Intake) -> None:
    # The words tell their language: what we know of somebody new is only the language of the house.
    kind = matter.kind or read_kind(matter.words, matter.message.subject).kind
    version = intake.playbook(kind, work.at)
    work.kind = CaseKind.objects.create(case=work.case, kind=kind, playbook=version, by=work.by, at=work.at)
    proposed = not matter.kind
    work.note("opened", seen_by=SeenBy.CUSTOMER, happened_at=work.case.aware_at, kind=kind, proposed=proposed)


def _hear(work: Work, said: Words) -> Facts:
    case, customer = work.case, work.case.customer
    heard = FirstWords.objects.create(
        case=case, words=said, by=customer, at=case.aware_at, recorded_at=work.at, practice=case.practice
    )
    Issue.objects.create(case=case, title=case.subject or said.text[:120], by=work.by, at=work.at)
    facts = {
        "first_words": Fact(heard.at, str(customer.pk), f"first_words:{heard.pk}"),
        "promises_settled": Fact(case.opened_at),
    }
    if case.channel not in ("phone", "counter"):
        row = Finished.objects.create(case=case, how="written", began_at=case.aware_at, by=customer, at=case.aware_at)
        facts["finished"] = Fact(row.at, str(customer.pk), f"finished:{row.pk}")
    return Facts(facts)


def _give_to_somebody(work: Work, turns: Rota) -> None:
    owner, stands_in_for = turns.owner_of(work.case.pk, work.by)
    work.assignment = Assignment.objects.create(
        case=work.case, owner=owner, stands_in_for=stands_in_for, by=work.by, at=work.at
    )
    work.note("assigned", owner=owner.pk)


def _promise_first_answer(work: Work, matter: Matter, message: CustomerMessage | None) -> Promise:
    promise = promise_by_name(work)
    if matter.answerable and message is not None:
        letters.send_receipt(work, promise)
    return promise


def _summary(
    work: Work, matter: Matter, facts: Facts, message: CustomerMessage | None, promise: Promise | None
) -> Summary:
    """What the row of a new case is made of: all of it is known, so nothing is read."""
    return Summary(
        kind=work.kind,
        assignment=work.assignment,
        closure=None,
        facts=facts,
        promises=[(promise, promise.verdict_of([], work.at))] if promise else [],
        problem=matter.words,
        last_out_at=None,
        unread_since=message.at if message else None,
        proposed_answer="",
        silence=None,
    )


def _digits(phone: str) -> str:
    return "".join(character for character in phone if character.isdigit())
