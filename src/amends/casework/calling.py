"""Call-backs: tries on record, the message with the next try, and the customer's own other time (S2.36)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils import translation

from amends.cases.models import Case, SeenBy
from amends.casework import drafting, letters
from amends.casework.feasible import setting_of
from amends.casework.giving import Parties, make_promise
from amends.casework.moving import parties_after, require_move
from amends.casework.noting import record_call
from amends.casework.promising import due_time, find_open_promise, find_promise, happen, keep
from amends.casework.saying import NewPromise, Reply
from amends.casework.wording import calls as wording
from amends.casework.working import CaseRef, Work, words_beside, words_of, working
from amends.core.feasible import SOFT, hints, times
from amends.core.promise import What
from amends.core.refusal import NotFound, Unusable
from amends.core.working_time import add_working
from amends.people.models import ContactPoint, Person
from amends.promises.models import CallTry, Promise

# So many tries at different times, then another time is agreed (pack `callback`).
TRIES = 3
# Two tries closer than this were made at the same time.
APART = timedelta(minutes=15)
NEXT_TRY = timedelta(hours=1)
# After the last try it is rung at another part of a day.
OTHER_TIME = timedelta(hours=6)
MOST_MOVES = 20


def try_call(case: CaseRef, promise: int, reached: bool, *, by: Person, at: datetime, words: str = "") -> CallTry:
    """Put a try to ring the customer on record. Reaching them keeps the promise; a try does not (S2.36).

    Where nobody was reached, a message with the next try stands ready in the composer: sent before the promise is due,
    it moves it. A supervisor's call is made by somebody who leads. Raises NotYourMove, PromiseSettled, NotFound.
    """
    with working(case, by=by, at=at) as work:
        work.require_team()
        row = find_promise(work, promise)
        _require_call(row)
        require_move(work, row, What.DELIVERED, words)
        known = CallTry.objects.filter(promise=row, reached=False, by=by, at=at).first()
        if known and not reached:
            return known
        said = words_beside(words)
        made = CallTry.objects.create(
            promise=row, reached=reached, words=said, by=by, at=at, practice=work.case.practice
        )
        if not reached:
            work.note("call-tried", said, SeenBy.CUSTOMER, promise=row.pk)
            _put_in_composer(work, row)
        elif said:
            record_call(work, words, by=by, at=at, keeps=row.pk, from_customer=False)
        else:
            keep(work, row.pk, by=by, at=at, how="phone")
        return made


def defer_call(
    case: CaseRef,
    promise: int,
    *,
    by: Person,
    at: datetime,
    due: datetime | None = None,
    within: str = "",
    words: str = "",
    how: str = "phone",
) -> Promise:
    """The customer would rather be rung at another time: the promise is kept, and a new one stands at theirs (S2.36).

    They say so on their page, in a message, or to somebody of the team, who writes down their words. It stays the
    promise of the person who gave it, who is told at once. A promise past its time stays broken. Raises
    PromiseSettled, Unusable without their words or a time, DueInPast.
    """
    with working(case, by=by, at=at) as work:
        work.require_party()
        if by.pk != work.case.customer_id:
            words_of(words)
        old = find_open_promise(work, promise)
        _require_call(old)
        instant, why = due_time(work, due, within, old.kind)
        own = work.as_desk() if by.pk == work.case.customer_id else work
        new = make_promise(
            own,
            kind=old.kind,
            words=old.what,
            due=instant,
            why=why,
            parties=Parties(old.promisor, old.promisee),
        )
        what = What.DELIVERED if at <= old.due_at else What.REPLACED
        happen(work, old, what, at, words=words_beside(words), how="deferred", told=how, successor=new.pk)
        work.tell(old.promisor, "call-deferred", promise=new.pk, due=instant.isoformat())
        return new


def refuse_calls(case: CaseRef, *, by: Person, at: datetime, refused: bool = True) -> list[str]:
    """Note that the customer does not want to be rung, or wants to again; answers their numbers (0.4.17)."""
    with working(case, by=by, at=at) as work:
        work.require_party()
        numbers = ContactPoint.objects.filter(person=work.case.customer, kind=ContactPoint.PHONE).order_by("pk")
        numbers.update(refused_at=at if refused else None)
        work.note("calls-refused" if refused else "calls-welcome")
        return list(numbers.values_list("value", flat=True))


def next_try(case: int, promise: int, *, by: Person, at: datetime) -> dict[str, Any]:
    """The message that offers the next try to ring, as `write` takes it, and how often it was tried (S2.36).

    `moves` is empty as long as the next try comes before the promise is due.
    """
    found = Case.objects.filter(pk=case).select_related("customer").first()
    if found is None:
        raise NotFound(what="case", number=case)
    work = Work(found, by, at)
    row = find_promise(work, promise)
    _require_call(row)
    tries = tries_of(row)
    due = next_time(work, row, tries)
    offered = offer_next(work, row, tries, due)
    return {
        "text": offered.text,
        "moves": offered.moves,
        "promises": [{"what": new.what, "due": new.due, "kind": new.kind} for new in offered.promises],
        "due": due.isoformat(),
        "tries": [{"at": one.at.isoformat(), "by": one.by.name, "reached": one.reached} for one in tries],
        "tries_left": max(0, TRIES - _apart(tries)),
    }


def offer_next(work: Work, row: Promise, tries: Sequence[CallTry], due: datetime) -> Reply:
    """The message with the next try in the customer's language; it moves the promise that would be due before it.

    It names whose promise the next try is then: a supervisor's call stays the Lead's, any other is the sender's.
    """
    if due <= row.due_at:
        return Reply(_message(work, tries, row.promisor, due))
    text = _message(work, tries, parties_after(work, row).promisor or work.by, due)
    return Reply(text, promises=(NewPromise(row.what, due.isoformat(), kind=row.kind),), moves=row.pk)


def next_time(work: Work, row: Promise, tries: Sequence[CallTry]) -> datetime:
    """When to ring next: an hour of working time on, after the last try at another part of a day.

    Never while the one who promises it is away or off shift. A promise that is due later than that is tried again by
    its own time.
    """
    tried = _apart(tries)
    due = add_working(work.calendar, work.at, NEXT_TRY if tried < TRIES else OTHER_TIME)
    if tried < TRIES and due < row.due_at:
        return row.due_at
    setting = setting_of(work, moves=row)
    if all(hint.code in SOFT for hint in hints(setting, work.at, due)):
        return due
    return next((found.at for found in times(setting, work.at, after=due)), due)


def tries_of(row: Promise) -> list[CallTry]:
    """The tries to keep a promise and those that it follows, oldest first."""
    chain, last = [row.pk], row
    for _count in range(MOST_MOVES):
        if last.follows is None:
            break
        last = last.follows
        chain.append(last.pk)
    return list(CallTry.objects.filter(promise__in=chain).select_related("by").order_by("at", "pk"))


def _apart(tries: Sequence[CallTry]) -> int:
    """How many tries were made at different times."""
    counted: list[datetime] = []
    for one in tries:
        if not one.reached and (not counted or one.at - counted[-1] >= APART):
            counted.append(one.at)
    return len(counted)


def _require_call(row: Promise) -> None:
    if row.kind != Promise.Kind.CALL_BACK:
        raise Unusable(field="promise", fault="no-call", value=row.pk)


def _put_in_composer(work: Work, row: Promise) -> None:
    """The offered message stands where the next words are written, unless somebody writes there already."""
    kept = drafting.draft_of(work.case, work.by)
    if kept is None or not kept.text.strip():
        tries = tries_of(row)
        offered = offer_next(work, row, tries, next_time(work, row, tries))
        drafting.put_back(work.case, offered.text, by=work.by, at=work.at, choices=offered.as_json())


def _message(work: Work, tries: Sequence[CallTry], caller: Person, due: datetime) -> str:
    customer = work.case.customer
    with translation.override(customer.language):
        who = "" if caller.pk == work.by.pk else caller.name
        return wording.next_try_words(customer.name, _rang(work, tries), who, letters.due_words(due, customer, work))


def _rang(work: Work, tries: Sequence[CallTry]) -> str:
    missed = [one for one in tries if not one.reached]
    if not missed:
        return ""
    last = missed[-1]
    who = "" if last.by_id == work.by.pk else last.by.name
    return wording.rang_words(who, letters.due_words(last.at, work.case.customer, work), len(missed))
