"""A promise is written: who gives it to whom, by when and why then, and the timer that looks after it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from amends.cases.models import SeenBy, Words
from amends.casework.working import Work
from amends.core import promise as core
from amends.core.refusal import DueInPast
from amends.core.working_time import add_working
from amends.messages.models import CustomerMessage
from amends.people.models import Person
from amends.promises.models import Promise, Timer

# When one of us answers by name, counted in hours when people are on duty (requirements 0.4.13).
FIRST_ANSWER = timedelta(hours=2)


@dataclass(frozen=True)
class Parties:
    """Who promises whom, and how it began; without names it is ours to the customer (B.7-13).

    Who acts is the promisor: nobody promises for somebody else. What the desk promises by itself, and the standing
    promise of the house, it promises in the owner's name. `counters` is the promise whose time is answered by another.
    """

    promisor: Person | None = None
    promisee: Person | None = None
    began: core.Began = core.Began.GIVEN
    counters: Promise | None = None


OURS = Parties()


def make_promise(
    work: Work,
    *,
    kind: str,
    due: datetime,
    words: str = "",
    why: Sequence[Mapping[str, Any]] = (),
    message: CustomerMessage | None = None,
    follows: Promise | None = None,
    made_at: datetime | None = None,
    parties: Parties = OURS,
) -> Promise:
    """Write a promise with its timer; one that is only asked for or offered has none before it is accepted."""
    made = made_at or work.at
    if due <= made:
        raise DueInPast(due=due.isoformat())
    case = work.case
    said = Words.say(words) if words else None
    row = Promise.objects.create(
        case=case,
        kind=kind,
        began=parties.began.value,
        promisor=parties.promisor or _promisor(work, kind),
        promisee=parties.promisee or case.customer,
        words=said,
        made_at=made,
        due_at=due,
        soon_at=core.soon_from(made, due, work.calendar),
        zone=work.house.zone,
        why=list(why),
        given_in=message,
        follows=follows,
        by=work.by,
        recorded_at=work.at,
        practice=case.practice,
    )
    _announce(work, row, parties)
    return row


def _announce(work: Work, row: Promise, parties: Parties) -> None:
    about: dict[str, Any] = {"promise": row.pk, "kind": row.kind, "due": row.due_at}
    if parties.began is core.Began.GIVEN:
        start_timer(work, row, row.made_at)
        seen_by = SeenBy.CUSTOMER if row.promisee_id == work.case.customer_id else SeenBy.TEAM
        work.note("promised", row.words, seen_by, row.made_at, **about)
    else:
        about["counters"] = parties.counters.pk if parties.counters else None
        work.note(f"promise-{parties.began}", row.words, happened_at=row.made_at, **about)


def promise_by_name(work: Work) -> Promise:
    """Promise in the name of the business that one of us answers by name, within the hours of the rule (0.4.13)."""
    due = add_working(work.calendar, work.at, FIRST_ANSWER)
    counted = {"code": "counted", "amount": FIRST_ANSWER // timedelta(hours=1), "unit": "hours"}
    return make_promise(work, kind=Promise.Kind.SERVICE, due=due, why=[counted])


def start_timer(work: Work, row: Promise, since: datetime) -> None:
    """Begin to look after a promise from the instant at which it is in force."""
    first = min([*core.warnings(since, row.due_at, work.calendar), row.due_at])
    Timer.objects.create(promise=row, case=work.case, started_at=since, look_at=first, practice=row.practice)


def _promisor(work: Work, kind: str) -> Person:
    return work.by if work.by.voice is None and kind != Promise.Kind.SERVICE else work.owner
