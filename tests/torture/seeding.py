"""A desk full of work that has come due: timers, mails on their way, messages held, and a full mailbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import transaction

from amends.cases.models import Case
from amends.casework import drafting, holding, mailboxes, promising, replying, saying
from amends.casework.founding import add_member, set_up_house
from amends.casework.letters import house_address
from amends.casework.opening import open_case
from amends.channels.email.threads import reply_address
from amends.channels.models import OutboxMail
from amends.messages.models import Draft, HeldSend
from amends.people.models import House, Person
from amends.promises.models import Promise
from tests.services.dovecot import Dovecot

# A Tuesday in the past, so that no mail of today counts as older than the desk.
BEGIN = datetime(2025, 3, 11, 9, 0, tzinfo=UTC)
WARNED_AT = BEGIN + timedelta(hours=24)  # half of the time of the promises that break in the second wave
FIRST_WAVE = WARNED_AT + timedelta(minutes=5)
SECOND_WAVE = BEGIN + timedelta(hours=48, minutes=5)
DUE_FIRST = BEGIN + timedelta(hours=23)
DUE_SECOND = BEGIN + timedelta(hours=48)
DUE_KEPT = BEGIN + timedelta(days=9, hours=6)
SECOND_FOLDER = "Complaints"
DRAFT = "Dear Amara, the fitter said that"


@dataclass(frozen=True)
class Work:
    """What waits at the beginning, by what must become of it; numbers are those of the rows."""

    broken_first: frozenset[int]
    broken_second: frozenset[int]
    kept: frozenset[int]
    outbox: frozenset[int]
    held: int
    mails: tuple[str, ...]
    copies: int
    draft: int

    @property
    def due(self) -> int:
        """How many timers are due in the first wave."""
        return len(self.broken_first) + len(self.broken_second)


def seed(timers: int, mails: int, dovecot: Dovecot) -> Work:
    """Fill an empty database: `timers` due in the first wave, `mails` to deliver, as many held, as many to fetch."""
    with transaction.atomic():
        house = set_up_house(name="Meridian Furniture", address="desk@meridian.example", at=BEGIN)
        priya = add_member(name="Priya Nair", email="priya@meridian.example", at=BEGIN)
        add_member(name="Omar Haddad", email="omar@meridian.example", role="lead", takes_new=False, at=BEGIN)
        pairs = [_late(number, priya) for number in range((timers + 1) // 2)]
        kept = [promise for number in range(mails) for promise in _on_its_way(number, priya)]
        case = Case.objects.earliest("pk")
        draft, _ = drafting.save_draft(case, DRAFT, by=priya, at=BEGIN, lane="customer", version=0, choices={})
        for folder in ("INBOX", SECOND_FOLDER):
            mailboxes.add_mailbox(
                host=dovecot.host,
                port=dovecot.port,
                user=dovecot.user,
                password=dovecot.password,
                folder=folder,
                tls=False,
                at=BEGIN,
            )
    raws = [raw_mail(number, house, case.pk) for number in range(mails)]
    _post(raws, dovecot)
    return Work(
        broken_first=frozenset(first.pk for first, _ in pairs),
        broken_second=frozenset(second.pk for _, second in pairs),
        kept=frozenset(kept),
        outbox=frozenset(OutboxMail.objects.values_list("pk", flat=True)),
        held=HeldSend.objects.count(),
        mails=tuple(message_id(number) for number in range(mails)),
        copies=len(raws[::2]),
        draft=draft.pk,
    )


def draft_is_whole(work: Work) -> bool:
    """Whether the words that somebody was writing are still there."""
    return Draft.objects.filter(pk=work.draft, text=DRAFT, version=1).exists()


def message_id(number: int) -> str:
    """The Message-ID of an invented mail."""
    return f"<{number}.sofa@home.example>"


def raw_mail(number: int, house: House | None = None, case: int = 0) -> bytes:
    """An invented complaint; every tenth is sent to the address of a case, where one is given."""
    to = "desk@meridian.example"
    if house and number % 10 == 9:
        to = reply_address(case, house.secret, house_address(house))
    return (
        f"From: Customer {number} <customer{number}@home.example>\r\nTo: {to}\r\n"
        f"Subject: Scratched table {number}\r\nMessage-ID: {message_id(number)}\r\n"
        f"Date: Tue, 11 Mar 2025 08:50:00 +0000\r\n\r\n"
        f"You brought the wrong table, number {number}, and nobody called me back.\r\n"
    ).encode()


def _late(number: int, by: Person) -> tuple[Promise, Promise]:
    """A case nobody works on: one promise breaks in the first wave, one is warned of then and breaks in the second."""
    case = open_case(words=f"The drawer of desk {number} sticks.", by=by, at=BEGIN, name=f"Late {number}")
    first = promising.promise(case, f"Call the fitter for desk {number}", due=DUE_FIRST, by=by, at=BEGIN)
    return first, promising.promise(case, f"Send the fitter for desk {number}", due=DUE_SECOND, by=by, at=BEGIN)


def _on_its_way(number: int, by: Person) -> list[int]:
    """A case with a mail in the outbox and a message held back, each of which keeps a promise."""
    at = FIRST_WAVE - timedelta(minutes=1)
    address = f"amara{number}@okafor.example"
    case = open_case(words=f"Chair {number} wobbles.", by=by, at=at, name=f"Amara {number}", email=address)
    first = promising.promise(case, "Look for the part", due=DUE_KEPT, by=by, at=at)
    second = promising.promise(case, "Name the day", due=DUE_KEPT, by=by, at=at)
    replying.write(case, f"We have the part. Letter {number}-a.", keeps=[first.pk], by=by, at=at)
    held = saying.Reply(f"The part comes on Friday. Letter {number}-b.", keeps=(second.pk,))
    holding.hold_reply(case, held, by=by, at=at, key=f"held-{number}")
    return [first.pk, second.pk]


def _post(raws: list[bytes], dovecot: Dovecot) -> None:
    """Put the mails into a mailbox, and every other one into a second, as a copy that went another way."""
    dovecot.append_all(raws)
    with dovecot.signed_in() as client:
        client.create(SECOND_FOLDER)
    copies = [b"Received: from elsewhere.example by mx2.example; Tue, 11 Mar 2025 08:51:00 +0000\r\n" + r for r in raws]
    dovecot.append_all(copies[::2], SECOND_FOLDER)
