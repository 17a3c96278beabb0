"""Raw mail becomes a message of a case: stored first, then read, threaded or opened; never dropped (architecture)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import DatabaseError, OperationalError, connection, transaction

from amends.cases.models import Case, Words
from amends.casework import letters
from amends.casework.answering import propose_answer
from amends.casework.files import Brought, keep_files
from amends.casework.intake import Intake
from amends.casework.noting import add_note
from amends.casework.opening import Matter, Message, add_incoming, add_person, begin
from amends.casework.queries import find_case
from amends.casework.working import require_member, working
from amends.casework.writing import go_on
from amends.channels.email.automatic import answer_to, may_answer
from amends.channels.email.bounces import bounce_of
from amends.channels.email.parse import ParsedMail, parse
from amends.channels.email.threads import case_of_address, find_thread_hints
from amends.channels.models import Because, OutboxMail, RawMail
from amends.core.reading.tongue import language_of
from amends.core.refusal import AlreadyAnswered, NotFound, Refusal
from amends.messages.models import CustomerMessage
from amends.people import queries as people
from amends.people.models import House, Person, voice
from amends.people.rows import rewrite


@dataclass(frozen=True)
class Arrived:
    """One raw mail as a source gave it: where from, its octets, and when it reached us (None for a file)."""

    source: str
    raw: bytes
    received_at: datetime | None = None


def store(arrived: Sequence[Arrived], *, at: datetime, live: bool) -> list[RawMail]:
    """Store mails as they came, in one commit, before anything is made of them."""
    with transaction.atomic():
        return [
            RawMail.objects.create(
                source=row.source[:400],
                sha256=hashlib.sha256(row.raw).hexdigest(),
                raw=row.raw,
                live=live,
                received_at=min(row.received_at or at, at),
                stored_at=at,
            )
            for row in arrived
        ]


@dataclass(frozen=True)
class Desk:
    """Who files: the intake of the house and the voice that speaks for mail; read once for many mails."""

    intake: Intake
    voice: Person

    @property
    def house(self) -> House:
        """The business."""
        return self.intake.house

    @classmethod
    def at(cls, at: datetime) -> Desk:
        """The desk as it is now."""
        return cls(Intake.at(at), voice("mail", at))


def file(row: RawMail, *, at: datetime, desk: Desk | None = None) -> tuple[RawMail, ParsedMail]:
    """File one stored mail, in one transaction; a mail that cannot be filed is held and shown, the rest goes on.

    Raises OperationalError where the database cannot, which says nothing about the mail; it waits on.
    """
    desk = desk or Desk.at(at)
    mail = parse(bytes(row.raw), own_domain=letters.own_domain(desk.house))
    try:
        with transaction.atomic():
            wait_for_turn(desk)
            _settle(row, mail, _file(_Arrival(row, mail, desk, people.by_address(mail.from_.address), at)), at)
    except AlreadyAnswered:
        row.refresh_from_db()
    except OperationalError:
        raise
    except (Refusal, DatabaseError, ValueError, OSError) as error:
        with transaction.atomic():
            _settle(row, mail, (RawMail.Filed.HELD, Because("not-filed", {"fault": str(error)[:300]}), None, None), at)
    return row, mail


def wait_for_turn(desk: Desk) -> None:
    """Mails are filed one after another: two copies, or two from somebody new, would not see each other."""
    if connection.features.has_select_for_update:  # elsewhere every transaction that writes has its turn
        House.objects.select_for_update(no_key=True).get(pk=desk.house.pk)


def file_held(raw_mail: int, *, by: Person, at: datetime, case: int | None = None) -> RawMail:
    """A person of the team decides about a held mail: it goes into a case, or opens one. Raises NotFound."""
    require_member(by)
    row = RawMail.objects.filter(pk=raw_mail, filed=RawMail.Filed.HELD).first()
    if row is None:
        raise NotFound(what="mail", number=raw_mail)
    found = find_case(case) if case is not None else None
    if case is not None and found is None:
        raise NotFound(what="case", number=case)
    desk = Desk.at(at)
    mail = parse(bytes(row.raw), own_domain=letters.own_domain(desk.house))
    arrival = _Arrival(row, mail, desk, people.by_address(mail.from_.address), at)
    with transaction.atomic():
        wait_for_turn(desk)
        by_hand = Because("by-hand", {"name": by.name})
        _settle(row, mail, _thread(arrival, found, by_hand) if found else _open(arrival), at)
    return row


def ignore_held(raw_mail: int, *, by: Person, at: datetime) -> RawMail:
    """A person of the team decides that a held mail needs nobody; it stays stored as it came. Raises NotFound."""
    require_member(by)
    held = RawMail.objects.filter(pk=raw_mail, filed=RawMail.Filed.HELD)
    aside = {"because": "put-aside", "because_values": {"name": by.name}}
    if not held.update(filed=RawMail.Filed.IGNORED, filed_at=at, **aside):
        raise NotFound(what="mail", number=raw_mail)
    return RawMail.objects.get(pk=raw_mail)


@dataclass(frozen=True)
class _Arrival:
    """One mail on its way into a case: as it came, as it reads, and the person known under its sender's address."""

    row: RawMail
    mail: ParsedMail
    desk: Desk
    sender: Person | None
    at: datetime

    def customer(self) -> Person:
        """The sender, who is added where nobody is known under the address."""
        told, house = self.mail.from_, self.desk.house
        language = language_of(_words(self.mail)) or house.language
        return self.sender or add_person(told.name, told.address, "", self.at, house, language=language)


_Outcome = tuple[str, Because, Case | None, CustomerMessage | None]


def _file(arrival: _Arrival) -> _Outcome:
    mail = arrival.mail
    earlier = RawMail.earlier(arrival.row, mail.message_id)
    if earlier:
        return RawMail.Filed.DUPLICATE, Because("here-already", {"mail": earlier.pk}), earlier.case, None
    if mail.fault:
        return RawMail.Filed.HELD, Because(mail.fault), None, None
    if mail.automatic == "loop":
        return RawMail.Filed.IGNORED, Because("own-mail"), None, None
    if mail.automatic == "bounce":
        return _bounced(arrival)
    noted = _note_case(mail, arrival.desk.house)
    if noted:
        return _as_note(arrival, noted)
    case, because = _case_of(arrival)
    if case:
        return _thread(arrival, case, because)
    if mail.automatic:
        return RawMail.Filed.IGNORED, Because("by-machine", {"kind": mail.automatic}), None, None
    if not mail.from_.address:
        return RawMail.Filed.HELD, Because("no-sender"), None, None
    return _open(arrival)


def _case_of(arrival: _Arrival) -> tuple[Case | None, Because]:
    hints = find_thread_hints(arrival.mail, arrival.desk.house.secret)
    if hints.token_case:
        case = Case.objects.filter(pk=hints.token_case).select_related("customer").first()
        if case:
            return case, Because("case-address")
    sender = arrival.sender
    if sender and hints.message_ids:
        known = CustomerMessage.objects.filter(mail_id__in=hints.message_ids, case__customer=sender)
        message = known.select_related("case__customer").order_by("-pk").first()
        if message:
            return message.case, Because("answers-mail")
    if sender and hints.subject_case:
        case = Case.objects.filter(pk=hints.subject_case, customer=sender).select_related("customer").first()
        if case:
            return case, Because("names-case")
    return None, Because("")


def _thread(arrival: _Arrival, case: Case, because: Because) -> _Outcome:
    mail, sender, at = arrival.mail, arrival.sender, arrival.at
    if sender and people.role(sender):
        add_note(case.pk, mail.reply or mail.text or "…", by=sender, at=at)
        return RawMail.Filed.THREADED, Because("colleague-answered"), case, None
    person = arrival.customer()
    with working(case.pk, by=arrival.desk.voice, at=at) as work:
        message = add_incoming(work, person, Words.say(_words(mail)), _message(mail), happened_at=_aware(arrival))
        keep_files(message, _files(mail))
        if mail.automatic:
            return RawMail.Filed.THREADED, because.by_machine(mail.automatic), case, message
        propose_answer(work, message)
        go_on(work, message, mail.reply or mail.text, is_live=arrival.row.live)
    return RawMail.Filed.THREADED, because, case, message


def _open(arrival: _Arrival) -> _Outcome:
    mail, desk = arrival.mail, arrival.desk
    loops = arrival.sender is not None and letters.writes_too_often(answer_to(mail).address, arrival.at)
    customer = arrival.customer()
    matter = Matter(
        customer=customer,
        words=_words(mail),
        channel="email",
        aware_at=_aware(arrival),
        message=_message(mail),
        receipt=arrival.row.live,
        answerable=may_answer(mail) and not loops,
        practice=customer.practice,
        address=mail.from_.address,
    )
    case, message = begin(matter, desk.intake, by=desk.voice, at=arrival.at)
    if message is not None:
        keep_files(message, _files(mail))
    return RawMail.Filed.OPENED, Because("new-matter"), case, message


def _bounced(arrival: _Arrival) -> _Outcome:
    bounce, at = bounce_of(bytes(arrival.row.raw)), arrival.at
    sent = OutboxMail.objects.filter(mail_id=bounce.original_message_id).first() if bounce else None
    if bounce is None or sent is None or sent.case is None:
        return RawMail.Filed.IGNORED, Because("unknown-came-back"), None, None
    with working(sent.case_id or 0, by=arrival.desk.voice, at=at) as work:
        if bounce.permanent:
            OutboxMail.objects.filter(pk=sent.pk).update(failed_at=at, fault=f"{bounce.status} {bounce.recipient}")
        work.note("came-back", mail=sent.pk, message=sent.message_id, permanent=bounce.permanent)
        work.tell(work.owner, "did-not-go", mail=sent.pk)
    return RawMail.Filed.THREADED, Because("came-back"), sent.case, None


def _note_case(mail: ParsedMail, house: House) -> Case | None:
    parties = (*mail.to, *mail.cc, *mail.delivered_to)
    numbers = (case_of_address(party.address, letters.note_secret(house)) for party in parties)
    number = next((number for number in numbers if number), None)
    return Case.objects.filter(pk=number).first() if number else None


def _as_note(arrival: _Arrival, case: Case) -> _Outcome:
    mail, sender, at = arrival.mail, arrival.sender, arrival.at
    if sender is None or not people.role(sender):
        return RawMail.Filed.HELD, Because("notice-outsider"), case, None
    add_note(case.pk, mail.reply or mail.text or "…", by=sender, at=at)
    return RawMail.Filed.THREADED, Because("notice-answered"), case, None


def _words(mail: ParsedMail) -> str:
    return (mail.reply or mail.text or mail.subject or "").strip() or "(this mail has no words)"


def _message(mail: ParsedMail) -> Message:
    full = mail.text.strip()
    return Message(
        subject=mail.subject,
        channel="email",
        full=full if full != _words(mail) else "",
        html=mail.html or "",
        mail_id=mail.message_id,
        automatic=mail.automatic or "",
    )


def _aware(arrival: _Arrival) -> datetime:
    """When we learned of it: the server's arrival for fetched mail, its own date for a file, never later than now."""
    row, mail = arrival.row, arrival.mail
    if row.live or mail.date is None:
        return row.received_at
    oldest = datetime(1990, 1, 1, tzinfo=UTC)
    return min(max(mail.date, oldest), row.stored_at)


def _files(mail: ParsedMail) -> list[Brought]:
    return [Brought(part.name, part.type, part.data, part.inline) for part in mail.attachments]


def _settle(row: RawMail, mail: ParsedMail, outcome: _Outcome, at: datetime) -> None:
    filed, because, case, message = outcome
    row.filed, row.because, row.because_values = filed, because.code, dict(because.values)
    row.case, row.message = case, message
    row.filed_at, row.mail_id = at, mail.message_id[:300]
    # The guard: of two processes that file one mail, the second is rolled back.
    told = ("filed", "because", "because_values", "case", "message", "filed_at", "mail_id")
    if not rewrite(row, *told, only="filed IN ('waiting', 'held')"):
        raise AlreadyAnswered(what="mail", answer=row.pk)
