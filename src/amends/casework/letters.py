"""Words that leave the house: the frame around what an agent wrote, and the few letters the desk writes itself."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from amends.cases.models import Case, CustomerLink, SeenBy, Words
from amends.casework.wording import times
from amends.casework.working import Work
from amends.channels.email.threads import message_id_for, reply_address
from amends.channels.models import OutboxMail
from amends.messages.models import CustomerMessage
from amends.people import queries as people
from amends.people.models import House, Membership, Person
from amends.people.rows import insert, made
from amends.promises.models import Promise

LINK_DAYS = 400
MOST_REFERENCES = 20
# More receipts than these to one address within an hour mean that two machines are writing to each other (RFC 3834).
MOST_RECEIPTS = 4


def send(
    work: Work,
    text: str,
    *,
    message: CustomerMessage,
    automatic: bool = False,
    settles: Sequence[dict[str, Any]] = (),
    pressed_at: datetime | None = None,
) -> OutboxMail | None:
    """Put a letter to the customer into the outbox; None for a customer without an address (the page shows it).

    `settles` lists the promises that the mail keeps or moves once the mail server has accepted it (point 8).
    """
    customer = work.case.customer
    if not work.address:
        return None
    in_reply_to, references = _thread(work, message)
    return OutboxMail.objects.create(
        key=f"message:{message.pk}",
        case=work.case,
        message=message,
        to=customer,
        to_address=work.address,
        from_name=_sender(work, automatic),
        reply_to=reply_address(work.case.pk, work.house.secret, house_address(work.house)),
        subject=_subject(work.case),
        text=text,
        mail_id=message.mail_id,
        in_reply_to=in_reply_to,
        references=" ".join(references),
        automatic=automatic,
        settles=list(settles),
        practice=work.case.practice,
        pressed_at=pressed_at or work.at,
        ready_at=work.at,
    )


def frame(work: Work, text: str, promises: Sequence[Promise] = ()) -> str:
    """An agent's words with what every reply carries: the promises as clock times, the named person, the page."""
    customer = work.case.customer
    with translation.override(customer.language):
        parts = [text.strip()]
        if promises:
            lines = [f"– {promise.what}: {due_words(promise.due_at, customer, work)}" for promise in promises]
            parts.append(_("What we promised you:") + "\n" + "\n".join(lines))
        parts.append(_signature(work))
        parts.append(
            _("Your page for this matter: %(address)s\nYou can answer there, or reply to this mail.")
            % {"address": page_address(work.case, work.house, work.at, is_new=work.is_new)}
        )
        return "\n\n".join(parts)


def due_words(due: datetime, customer: Person, work: Work) -> str:
    """A due time as a clock time in the customer's own zone and language (S0.11): "Tuesday 26 May, 16:30"."""
    with translation.override(customer.language):
        return times.at(due, customer.zone or work.house.zone, "customer", now=work.at)


def by_words(due: str, customer: Person) -> str:
    """A clock time in place of "within one working day": "by Tuesday 26 May, 16:30 (your time)"."""
    with translation.override(customer.language):
        return _("by %(due)s (your time)") % {"due": due}


def send_receipt(work: Work, promise: Promise) -> None:
    """Tell the customer that the message is here, and by when one of us answers by name (0.4.13)."""
    customer = work.case.customer
    with translation.override(customer.language):
        text = _(
            "Hello %(name)s,\n\nwe have your message. One of us will answer you by name by %(due)s (your time).\n\n"
            "It has the number %(number)s. Reply to this mail, and it is added there."
        ) % {"name": customer.name, "due": due_words(promise.due_at, customer, work), "number": work.case.pk}
        send_letter(work, text, code="receipt", promise=promise.pk)


def writes_too_often(address: str, at: datetime) -> bool:
    """Whether an address was sent so many receipts within an hour that no further one goes to it (RFC 3834)."""
    return OutboxMail.count_automatic(address, since=at - timedelta(hours=1)) >= MOST_RECEIPTS


def send_reminder(work: Work, number: int) -> None:
    """Ask once more, kindly, whether it is put right (silence rule of 0.3)."""
    customer = work.case.customer
    with translation.override(customer.language):
        text = _(
            "Hello %(name)s,\n\nwe asked whether the matter is put right, and have not heard from you. "
            "Is it? Reply with “yes” or “not yet” and what is missing."
        ) % {"name": customer.name}
        send_letter(work, text, code="reminded", number=number)


def send_new_owner(work: Work, owner: Person) -> None:
    """Tell the customer who answers now and how to reach them (S0.10)."""
    customer = work.case.customer
    with translation.override(customer.language):
        text = _("Hello %(name)s,\n\n%(owner)s looks after your matter from now on. Nothing has to be told again.") % {
            "name": customer.name,
            "owner": owner.name,
        }
        reach = reach_of(owner, work.house)
        if work.by.voice is not None and reach:
            # The desk itself signs with the house alone, and the customer is to know whom to ring (S0.10).
            text += " " + _("You reach %(owner)s here: %(reach)s.") % {"owner": owner.name, "reach": reach}
        send_letter(work, text, code="new-owner-told", owner=owner.pk)


def send_page_link(work: Work) -> None:
    """Send the address of the customer page once more, when the one they had has run out (`ux.md` C57)."""
    customer = work.case.customer
    with translation.override(customer.language):
        text = _("Hello %(name)s,\n\nhere is a fresh link to your page. The one you had has run out.") % {
            "name": customer.name
        }
        send_letter(work, text, code="fresh-link")


def send_notice(work: Work, to: Person, note: int) -> None:
    """Mail a notice to a member of the team; an answer to it is always filed as a note (C27)."""
    address = people.address_of(to)
    if not address:
        return
    key = f"notice:{note}:{to.pk}"
    number = work.case.pk
    with translation.override(to.language):
        text = _("%(by)s mentioned you in case %(number)s.\n\n%(address)s\n\nReply to this mail to add a note.") % {
            "by": work.by.name,
            "number": number,
            "address": f"{settings.AMENDS_ORIGIN}/cases/{number}/",
        }
        subject = _("A note in case %(number)s") % {"number": number}
    OutboxMail.objects.create(
        key=key,
        to=to,
        to_address=address,
        from_name=work.house.name,
        reply_to=reply_address(number, note_secret(work.house), house_address(work.house)),
        subject=subject,
        text=text,
        mail_id=message_id_for(key, own_domain(work.house)),
        automatic=True,
        practice=work.case.practice,
        pressed_at=work.at,
        ready_at=work.at,
    )


def page_address(case: Case, house: House, at: datetime, *, is_new: bool = False) -> str:
    """The private address of the customer page; made at first need, the same until it ends."""
    link = None if is_new else _open_link(case, at)
    return f"{settings.AMENDS_ORIGIN}/p/{page_token(link or new_link(case, house, at), house)}/"


def new_link(case: Case, house: House, at: datetime) -> CustomerLink:
    """A new private address of the customer page; it works many times for 400 days."""
    until = at + timedelta(days=LINK_DAYS)
    link = made(CustomerLink, case=case, person_id=case.customer_id, made_at=at, until=until)
    link.digest = digest(page_token(link, house))
    insert(link)
    return link


def page_token(link: CustomerLink, house: House) -> str:
    """The token of a link: a keyed hash of what it leads to, so that it need not be kept in readable form."""
    told = f"page:{link.case_id}:{link.person_id}:{link.made_at.astimezone(UTC).isoformat()}"
    return f"{link.case_id}-{hmac.new(house.secret.encode(), told.encode(), hashlib.sha256).hexdigest()[:40]}"


def digest(token: str) -> str:
    """The hash of a token, under which it is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def house_address(house: House) -> str:
    """The address the business writes from."""
    return house.address or settings.AMENDS_MAIL_FROM


def own_domain(house: House) -> str:
    """The domain of our own Message-IDs."""
    return house_address(house).rpartition("@")[2] or "amends.invalid"


def note_secret(house: House) -> str:
    """The key that signs addresses to which notes are sent, never the customer's words."""
    return f"{house.secret}:note"


def reach_of(person: Person, house: House) -> str:
    """How to reach a member of the team: the direct number and the hours, else those of the business."""
    member = Membership.objects.filter(person=person, until=None).first()
    phone = (member.phone if member else "") or house.phone
    hours = (member.reach if member else "") or house.hours
    return ", ".join(part for part in (phone, hours) if part)


def mail_id(work: Work, code: str) -> str:
    """The Message-ID of a message that is about to be written; the place in the timeline makes it one of a kind."""
    key = f"{work.house.secret}:{code}:{work.case.pk}:{work.stream.seq}"
    return message_id_for(key, own_domain(work.house))


def send_letter(work: Work, text: str, *, code: str, **data: Any) -> CustomerMessage:
    """Send a letter of the desk's own, with its entry in the timeline; `code` says which it is."""
    body = frame(work, text)
    said = Words.say(body)
    message = CustomerMessage.objects.create(
        case=work.case,
        direction=CustomerMessage.Direction.OUT,
        channel="email",
        person=work.by,
        words=said,
        subject=work.case.subject,
        mail_id=mail_id(work, code),
        automatic=code,
        at=work.at,
        recorded_at=work.at,
    )
    work.note(code, said, SeenBy.CUSTOMER, message=message.pk, **data)
    send(work, body, message=message, automatic=True)
    return message


def _open_link(case: Case, at: datetime) -> CustomerLink | None:
    links = CustomerLink.objects.filter(case=case, person_id=case.customer_id, ended_at=None, until__gt=at)
    return links.first()


def _signature(work: Work) -> str:
    """Who writes signs, with how to reach them, and names the owner; the desk itself names nobody (0.4.13)."""
    house = work.house
    if work.by.voice is not None:
        return "\n".join(filter(None, [house.name, house.phone, house.hours]))
    lines = [work.by.name, house.name, reach_of(work.by, house)]
    if work.by.pk != work.owner.pk:
        owner = ", ".join(filter(None, [work.owner.name, reach_of(work.owner, house)]))
        lines.append(_("Your matter is looked after by: %(owner)s") % {"owner": owner})
    return "\n".join(filter(None, lines))


def _sender(work: Work, automatic: bool) -> str:
    if automatic and work.by.voice:
        return work.house.name
    return f"{work.by.name}, {work.house.name}" if work.by.voice is None else work.house.name


def _subject(case: Case) -> str:
    subject = case.subject or _("Your matter")
    if not subject.lower().startswith("re:"):
        subject = f"Re: {subject}"
    return f"{subject[:250]} [#{case.pk}]"


def _thread(work: Work, message: CustomerMessage) -> tuple[str, list[str]]:
    if work.is_new:
        return work.first_mail_id, [work.first_mail_id] if work.first_mail_id else []
    rows = CustomerMessage.objects.filter(case=work.case).exclude(mail_id="").exclude(pk=message.pk).order_by("-pk")
    newest = list(rows.values_list("mail_id", "direction")[:MOST_REFERENCES])
    if not newest:
        return "", []
    parent = next((known for known, direction in newest if direction == "in"), newest[0][0])
    return parent, [*(known for known, _ in reversed(newest) if known != parent), parent]
