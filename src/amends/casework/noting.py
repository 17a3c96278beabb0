"""Words for the team, calls as they were held, and a colleague or a Lead asked in."""

from __future__ import annotations

import re
from datetime import datetime

from amends.cases.models import SeenBy, Words
from amends.casework import letters
from amends.casework.contacts import watch_contacts
from amends.casework.listening import mark_finished
from amends.casework.moving import require_move
from amends.casework.promising import find_open_promise, happen, is_kept_by_any_word
from amends.casework.working import CaseRef, Work, require_member, words_beside, words_of, working
from amends.core import promise as core
from amends.messages.models import CustomerMessage, TeamNote
from amends.people import queries as people
from amends.people.models import Person
from amends.promises.models import Promise

_MENTION = re.compile(r"@(\w[\w.-]*)")


def add_note(case: CaseRef, words: str, *, by: Person, at: datetime) -> TeamNote:
    """Add words that only the team sees; "@Sam" puts them before Sam at once, also by mail (`ux.md` C25, C38)."""
    require_member(by)
    text = words_of(words)
    with working(case, by=by, at=at) as work:
        said = Words.say(text)
        note = TeamNote.objects.create(case=work.case, words=said, by=by, at=at)
        work.note("noted", said, note=note.pk)
        for person in _mentioned(text):
            work.tell(person, "mentioned", note=note.pk)
            letters.send_notice(work, person, note.pk)
        return note


def record_call(
    case: CaseRef, words: str, *, by: Person, at: datetime, keeps: int | None = None, from_customer: bool = True
) -> CustomerMessage:
    """Write down a call or meeting that ended; it keeps the named promise and those that only promise to be in touch.

    With it the customer has finished (0.4.3).
    """
    require_member(by)
    text = words_of(words)
    with working(case, by=by, at=at) as work:
        work.refuse_if_closed()
        mark_finished(work, "call-ended")
        said = Words.say(text)
        direction = CustomerMessage.Direction.IN if from_customer else CustomerMessage.Direction.OUT
        message = CustomerMessage.objects.create(
            case=work.case,
            direction=direction,
            channel="phone",
            person=work.case.customer if from_customer else by,
            words=said,
            at=at,
            recorded_at=at,
        )
        work.note("spoke", said, SeenBy.CUSTOMER, message=message.pk)
        _keep_by_voice(work, message, keeps)
        if from_customer:
            watch_contacts(work)
        return message


def ask_lead(case: CaseRef, *, by: Person, at: datetime, words: str = "") -> list[Person]:
    """Ask a Lead in; with nobody to ask, the one written reason of a guard stands instead (0.4.11)."""
    require_member(by)
    with working(case, by=by, at=at) as work:
        leads = [lead for lead in people.leads() if lead.pk != by.pk]
        said = words_beside(words)
        work.note("lead-asked", said, asked=[lead.pk for lead in leads])
        for lead in leads:
            work.tell(lead, "lead-asked")
        return leads


def _keep_by_voice(work: Work, message: CustomerMessage, keeps: int | None) -> None:
    kept = find_open_promise(work, keeps) if keeps else None
    if kept:
        require_move(work, kept, core.What.DELIVERED)
        happen(work, kept, core.What.DELIVERED, work.at, message=message, how="phone")
    for promise in Promise.objects.filter(case=work.case).prefetch_related("happenings"):
        if is_kept_by_any_word(promise, work.at) and promise != kept:
            happen(work, promise, core.What.DELIVERED, work.at, message=message, how="phone")


def _mentioned(text: str) -> list[Person]:
    names = {name.lower().rstrip(".") for name in _MENTION.findall(text)}
    return [person for person in people.team() if person.first_name.lower() in names]
