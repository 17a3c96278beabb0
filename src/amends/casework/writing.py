"""The customer writes: by mail, on their page or by the web form, and what follows from it is the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from amends.cases.models import Words
from amends.casework import letters
from amends.casework.closing import reopen, reopen_in
from amends.casework.contacts import watch_contacts
from amends.casework.files import Brought, keep_files
from amends.casework.giving import promise_by_name
from amends.casework.opening import Message, add_incoming
from amends.casework.questions import newest_closure
from amends.casework.working import CaseRef, Work, words_of, working
from amends.core.reading import answer as read_answer
from amends.messages.models import CustomerMessage
from amends.people.models import Person
from amends.promises.models import Promise

# A fresh link goes to the known address at most once in this time, however often somebody asks for one (`ux.md` C57).
LINK_AGAIN_AFTER = timedelta(hours=1)


def customer_writes(
    case: CaseRef,
    words: str,
    *,
    by: Person,
    at: datetime,
    channel: str = "page",
    files: Sequence[Brought] = (),
) -> CustomerMessage:
    """Put words of the customer, with files, into their case. Buttons answer questions, so no answer is read from it.

    A closed case goes on unless the words are a bare thanks or a late yes (0.4.15); the owner is told at once.
    """
    text = words_of(words)
    with working(case, by=by, at=at) as work:
        message = add_incoming(work, by, Words.say(text), Message(channel=channel), happened_at=at)
        keep_files(message, files)
        go_on(work, message, text)
        return message


def take_up_again(case: CaseRef, *, by: Person, at: datetime, words: str = "") -> None:
    """The customer takes a closed case up again in one press, with words or without. Raises NotClosed."""
    with working(case, by=by, at=at) as work:
        reopen(work, by=by, at=at, because="page")
        if words.strip():
            customer_writes(work, words, by=by, at=at)


def go_on(work: Work, message: CustomerMessage, text: str, *, is_live: bool = True) -> None:
    """What follows when the customer wrote: a closed case is taken up again and the owner is told.

    `text` is what they wrote themselves, without quotes; a bare "thanks" or a late yes opens nothing (0.4.15). A case
    that is taken up again has a next contact at once, unless the words are history from a file.
    """
    closure = newest_closure(work.case)
    if closure and read_answer(text).kind not in ("thanks", "yes"):
        reopen_in(work, closure, "wrote")
        if is_live:
            promise_answer(work)
    work.tell(work.owner, "customer-wrote", message=message.pk)
    if is_live:
        watch_contacts(work)


def promise_answer(work: Work) -> Promise | None:
    """Promise an answer by name where nothing is owed: who told us something is told by when they hear (T26, 0.4.13).

    It is a standing promise of the business, kept by whatever we write next; None where a promise is open already.
    """
    promises = Promise.objects.filter(case=work.case).prefetch_related("happenings")
    if any(promise.verdict(work.at).is_open for promise in promises):
        return None
    return promise_by_name(work)


def send_fresh_link(case: CaseRef, *, by: Person, at: datetime) -> bool:
    """Mail a new link to the customer's page to the address we know; False when one went within the last hour."""
    with working(case, by=by, at=at) as work:
        since = at - LINK_AGAIN_AFTER
        sent = CustomerMessage.objects.filter(case=work.case, automatic="fresh-link", recorded_at__gt=since)
        if sent.exists():
            return False
        letters.send_page_link(work)
        return True
