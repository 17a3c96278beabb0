"""Raw mail becomes a message of a case: stored first, then read, threaded or opened; never dropped (architecture)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import DatabaseError, transaction
from django.db.models import Q

from amends.cases.models import Case, Words
from amends.casework import letters
from amends.casework.answering import propose_answer
from amends.casework.files import Brought, keep_files
from amends.casework.noting import add_note
from amends.casework.opening import Matter, Message, add_incoming, add_person, begin
from amends.casework.working import working
from amends.casework.writing import go_on
from amends.channels.email.automatic import answer_to, may_answer
from amends.channels.email.bounces import bounce_of
from amends.channels.email.parse import ParsedMail, parse
from amends.channels.email.threads import case_of_address, find_thread_hints
from amends.channels.models import OutboxMail, RawMail
from amends.core.refusal import AlreadyAnswered, Refusal
from amends.messages.models import CustomerMessage
from amends.people import queries as people
from amends.people.models import House, Person, voice

# More receipts than these to one address within an hour mean that two machines are writing to each other (RFC 3834).
MOST_RECEIPTS = 4


@dataclass(frozen=True)
class Arrived:
    """One raw mail as a source gave it: where from, its octets, and when it reached us (None for a file)."""

    source: str
    raw: bytes
    received_at: datetime | None = None


def store(arrived: Sequence[Arrived], *, at: datetime, live: bool) -> list[RawMail]:
    """Store mails as they came, in one commit, before anything is made of them."""
    rows = [
        RawMail(
            source=row.source[:400],
            sha256=hashlib.sha256(row.raw).hexdigest(),
            raw=row.raw,
            live=live,
            received_at=min(row.received_at or at, at),
            stored_at=at,
        )
        for row in arrived
    ]
    with transaction.atomic():
        return RawMail.objects.bulk_create(rows)


def file_waiting(at: datetime, limit: int = 50) -> int:
    """File what was stored and not filed yet, for example after a crash; answers how many were looked at."""
    rows = list(RawMail.objects.filter(filed=RawMail.Filed.WAITING).order_by("pk")[:limit])
    for row in rows:
        file(row, at=at)
    return len(rows)


def file(row: RawMail, *, at: datetime) -> tuple[RawMail, ParsedMail]:
    """File one stored mail, in one transaction; a mail that cannot be filed is held and shown, the rest goes on."""
    house = people.house()
    mail = parse(bytes(row.raw), own_domain=letters.own_domain(house))
    try:
        with transaction.atomic():
            _settle(row, mail, _file(row, mail, house, at), at)
    except AlreadyAnswered:
        row.refresh_from_db()
    except (Refusal, DatabaseError, ValueError, OSError) as error:
        with transaction.atomic():
            _settle(row, mail, (RawMail.Filed.HELD, f"It could not be filed: {error}", None, None), at)
    return row, mail


def file_held(raw_mail: int, *, by: Person, at: datetime, case: int | None = None) -> RawMail:
    """A person decides about a held mail: it goes into a case, or opens one."""
    row = RawMail.objects.get(pk=raw_mail, filed=RawMail.Filed.HELD)
    house = people.house()
    mail = parse(bytes(row.raw), own_domain=letters.own_domain(house))
    with transaction.atomic():
        found = Case.objects.get(pk=case) if case else None
        outcome = _thread(row, mail, found, house, at) if found else _open(row, mail, house, at)
        _settle(row, mail, outcome, at)
    return row


_Outcome = tuple[str, str, Case | None, CustomerMessage | None]


def _file(row: RawMail, mail: ParsedMail, house: House, at: datetime) -> _Outcome:
    earlier = _earlier(row, mail)
    if earlier:
        return RawMail.Filed.DUPLICATE, f"It is here already as mail {earlier.pk}.", earlier.case, None
    if mail.fault:
        return RawMail.Filed.HELD, mail.fault, None, None
    if mail.automatic == "loop":
        return RawMail.Filed.IGNORED, "It is our own mail coming back.", None, None
    if mail.automatic == "bounce":
        return _bounced(row, house, at)
    noted = _note_case(mail, house)
    if noted:
        return _as_note(mail, noted, at)
    case, because = _case_of(mail, house)
    if case:
        return _thread(row, mail, case, house, at, because)
    if mail.automatic:
        return RawMail.Filed.IGNORED, f"It was sent by a machine ({mail.automatic}).", None, None
    if not mail.from_.address:
        return RawMail.Filed.HELD, "It does not say who sent it.", None, None
    return _open(row, mail, house, at)


def _earlier(row: RawMail, mail: ParsedMail) -> RawMail | None:
    same = Q(sha256=row.sha256) | Q(mail_id=mail.message_id[:300]) if mail.message_id else Q(sha256=row.sha256)
    known = RawMail.objects.filter(same).exclude(filed__in=(RawMail.Filed.WAITING, RawMail.Filed.DUPLICATE))
    return known.exclude(pk=row.pk).defer("raw").order_by("pk").first()


def _case_of(mail: ParsedMail, house: House) -> tuple[Case | None, str]:
    hints = find_thread_hints(mail, house.secret)
    if hints.token_case:
        case = Case.objects.filter(pk=hints.token_case).select_related("customer").first()
        if case:
            return case, "It was sent to the address of this case."
    sender = people.by_address(mail.from_.address)
    if sender is None:
        return None, ""
    known = CustomerMessage.objects.filter(mail_id__in=hints.message_ids, case__customer=sender)
    message = known.select_related("case__customer").order_by("-pk").first()
    if message:
        return message.case, "It answers a mail of this case."
    numbered = Case.objects.filter(pk=hints.subject_case or 0, customer=sender).select_related("customer").first()
    return numbered, "Its subject names this case." if numbered else ""


def _thread(
    row: RawMail, mail: ParsedMail, case: Case, house: House, at: datetime, because: str = "A person filed it here."
) -> _Outcome:
    sender = people.by_address(mail.from_.address)
    if sender and people.role(sender):
        add_note(case.pk, mail.reply or mail.text or "…", by=sender, at=at)
        return RawMail.Filed.THREADED, "A colleague answered; it is a note.", case, None
    person = sender or add_person(mail.from_.name, mail.from_.address, "", at, house)
    with working(case.pk, by=voice("mail", at), at=at) as work:
        message = add_incoming(work, person, Words.say(_words(mail)), _message(mail), happened_at=_aware(row, mail))
        keep_files(message, _files(mail))
        if mail.automatic:
            return RawMail.Filed.THREADED, f"{because} A machine sent it.", case, message
        propose_answer(work, message)
        go_on(work, message, mail.reply or mail.text)
    return RawMail.Filed.THREADED, because, case, message


def _open(row: RawMail, mail: ParsedMail, house: House, at: datetime) -> _Outcome:
    sender = people.by_address(mail.from_.address)
    loops = sender is not None and _writes_too_often(answer_to(mail).address, at)
    customer = sender or add_person(mail.from_.name, mail.from_.address, "", at, house)
    matter = Matter(
        customer=customer,
        words=_words(mail),
        channel="email",
        aware_at=_aware(row, mail),
        message=_message(mail),
        receipt=row.live,
        answerable=may_answer(mail) and not loops,
        practice=customer.practice,
    )
    case, message = begin(matter, house, by=voice("mail", at), at=at)
    if message is not None:
        keep_files(message, _files(mail))
    return RawMail.Filed.OPENED, "It is a new matter.", case, message


def _bounced(row: RawMail, house: House, at: datetime) -> _Outcome:
    bounce = bounce_of(bytes(row.raw))
    sent = OutboxMail.objects.filter(mail_id=bounce.original_message_id).first() if bounce else None
    if bounce is None or sent is None or sent.case is None:
        return RawMail.Filed.IGNORED, "A mail of ours came back that we do not know.", None, None
    with working(sent.case_id or 0, by=voice("mail", at), at=at) as work:
        if bounce.permanent:
            OutboxMail.objects.filter(pk=sent.pk).update(failed_at=at, fault=f"{bounce.status} {bounce.recipient}")
        work.note("came-back", mail=sent.pk, message=sent.message_id, permanent=bounce.permanent)
        work.tell(work.owner, "did-not-go", mail=sent.pk)
    return RawMail.Filed.THREADED, "A mail of ours could not be delivered.", sent.case, None


def _note_case(mail: ParsedMail, house: House) -> Case | None:
    parties = (*mail.to, *mail.cc, *mail.delivered_to)
    numbers = (case_of_address(party.address, letters.note_secret(house)) for party in parties)
    number = next((number for number in numbers if number), None)
    return Case.objects.filter(pk=number).first() if number else None


def _as_note(mail: ParsedMail, case: Case, at: datetime) -> _Outcome:
    sender = people.by_address(mail.from_.address)
    if sender is None or not people.role(sender):
        return RawMail.Filed.HELD, "It answers a notice of the team, and its sender is not of the team.", case, None
    add_note(case.pk, mail.reply or mail.text or "…", by=sender, at=at)
    return RawMail.Filed.THREADED, "It answers a notice of the team, so it is a note.", case, None


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


def _aware(row: RawMail, mail: ParsedMail) -> datetime:
    """When we learned of it: the server's arrival for fetched mail, its own date for a file, never later than now."""
    if row.live or mail.date is None:
        return row.received_at
    oldest = datetime(1990, 1, 1, tzinfo=UTC)
    return min(max(mail.date, oldest), row.stored_at)


def _files(mail: ParsedMail) -> list[Brought]:
    return [Brought(part.name, part.type, part.data, part.inline) for part in mail.attachments]


def _writes_too_often(address: str, at: datetime) -> bool:
    since = at - timedelta(hours=1)
    rows = OutboxMail.objects.filter(to_address__iexact=address, automatic=True, pressed_at__gte=since)
    return rows.count() >= MOST_RECEIPTS


def _settle(row: RawMail, mail: ParsedMail, outcome: _Outcome, at: datetime) -> None:
    filed, because, case, message = outcome
    row.filed, row.because, row.case, row.message = filed, because[:300], case, message
    row.filed_at, row.mail_id = at, mail.message_id[:300]
    # The guard: of two processes that file one mail, the second is rolled back.
    waiting = RawMail.objects.filter(pk=row.pk, filed__in=(RawMail.Filed.WAITING, RawMail.Filed.HELD))
    columns = ("filed", "because", "case", "message", "filed_at", "mail_id")
    if not waiting.update(**{name: getattr(row, name) for name in columns}):
        raise AlreadyAnswered(what="mail", answer=row.pk)
