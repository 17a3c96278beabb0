"""Promises: made with a clock time, kept by a contact, renegotiated before the time, or broken (S0.11 to S0.15)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from amends.cases.models import SeenBy, Words
from amends.casework import resting
from amends.casework.breaking import tell_broken
from amends.casework.giving import make_promise
from amends.casework.moving import parties_after, require_before_due, require_move, tell_moved
from amends.casework.working import CaseRef, Work, words_beside, words_of, working
from amends.core import due as due_times
from amends.core import promise as core
from amends.core.due_why import told as why_told
from amends.core.refusal import NotFound, NotReached, PromiseSettled, Unusable
from amends.core.working_time import TooFar
from amends.messages.models import CustomerMessage
from amends.people.models import Person
from amends.promises.models import Promise, PromiseHappening, Timer

# When a promise of a kind falls due where nothing is said (S0.13, S3.16).
DUE_WITHIN: Mapping[str, str] = {Promise.Kind.UPDATE: "24 hours", Promise.Kind.REFERRAL: "2 working days"}
# As far as an amount of time may reach (core.due).
MOST_AHEAD = timedelta(days=36_500)
# How a contact can take place that the desk does not send itself.
SPOKEN = frozenset(("phone", "call", "meeting", "in-person", "counter", "letter"))
# A call-back is kept only when the customer was spoken with (S2.36).
REACHED_BY = frozenset(("phone", "call", "meeting", "counter"))
# What goes on between us and whom we ask before there is a promise; the customer reads the promise.
_AMONG_US = frozenset((core.What.ACCEPTED, core.What.DECLINED, core.What.COUNTERED, core.What.WITHDRAWN))
# What a person can promise; the service promise is the organisation's own.
GIVEN_KINDS = frozenset(Promise.Kind.values) - {Promise.Kind.SERVICE}


def promise(
    case: CaseRef,
    what: str,
    *,
    by: Person,
    at: datetime,
    due: datetime | None = None,
    within: str = "",
    kind: str = "action",
    rests_on: int | None = None,
    buffer_days: int = resting.BUFFER_DAYS,
    override: str | None = None,
    told: str = "phone",
) -> Promise:
    """Promise the customer something by a clock time, told to them as one (S0.11).

    `due` is an instant, or `within` an amount such as "one working day"; an update promise falls due in 24 elapsed
    hours where neither is given (S0.13). `rests_on` is a supplier's promise that comes first, `buffer_days` working
    days before it (S4.14). Raises Unusable, DueInPast, CaseClosed, RestsOnLater.
    """
    text = words_of(what, "what", longest=200)
    with working(case, by=by, at=at) as work:
        work.require_team()
        work.refuse_if_closed()
        instant, why = due_time(work, due, within, kind)
        made = make_promise(work, kind=kind, words=text, due=instant, why=why)
        if rests_on is not None:
            resting.rest(work, made, rests_on, buffer_days, override)
        work.note("told", seen_by=SeenBy.TEAM, promise=made.pk, how=told)
        keep_first_answer(work, told)
        return made


def due_time(work: Work, due: datetime | None, within: str, kind: str = "") -> tuple[datetime, list[dict[str, Any]]]:
    """The due instant and its reasons; a clock time in the business's zone that the customer is told (S0.11)."""
    if kind and kind not in GIVEN_KINDS:
        raise Unusable(field="kind", fault="unknown", value=kind)
    if due is not None and within:
        raise Unusable(field="within", fault="beside-due", value=within[:80])
    if due is None:
        within = within or DUE_WITHIN.get(kind, "")
    if due is not None:
        if due.tzinfo is None:
            raise Unusable(field="due", fault="no-offset")
        if due - work.at > MOST_AHEAD:
            raise Unusable(field="due", fault="sentence", sentence=str(TooFar()))
        return due, []
    if not within:
        raise Unusable(field="due", fault="empty")
    try:
        found = due_times.due(work.at, due_times.parse_within(within), work.calendar)
    except ValueError as error:
        raise Unusable(field="within", fault="sentence", sentence=str(error)) from error
    return found.at, why_told(found.why)


def keep(case: CaseRef, promise: int, *, by: Person, at: datetime, how: str = "phone", words: str = "") -> Promise:
    """Keep a promise by a contact that takes place now; a typed time never keeps one (architecture, point 6).

    Past its time the promise is broken and stays so; it is then delivered late. A call-back is kept only by reaching
    the customer (S2.36). Raises PromiseSettled, NotFound, NotReached, NotYourMove.
    """
    with working(case, by=by, at=at) as work:
        work.require_team()
        row = find_promise(work, promise)
        require_move(work, row, core.What.DELIVERED, words)
        require_spoken(how)
        require_reached(work, row, how)
        said = words_beside(words)
        happen(work, row, core.What.DELIVERED, at, words=said, how=how)
        return row


def renegotiate(
    case: CaseRef,
    promise: int,
    *,
    by: Person,
    at: datetime,
    due: datetime | None = None,
    within: str = "",
    because: str = "",
    how: str = "phone",
    override: str | None = None,
) -> Promise:
    """Agree a new time with the customer before the old one has come; the first is then *moved* (S0.15).

    An honest message never waits: a second renegotiation goes at once, and the Lead is told (0.4.10). From the due
    time on the old promise is broken and stays so, and the new one stands on its own. A supervisor's call stays the
    Lead's, who is told at once. Raises PromiseSettled, NotFound.
    """
    with working(case, by=by, at=at) as work:
        work.require_team()
        old = find_promise(work, promise)
        what = core.What.RENEGOTIATED if at < old.due_at else core.What.REPLACED
        require_move(work, old, what, because)
        require_spoken(how)
        instant, why = due_time(work, due, within, "" if old.is_service else old.kind)
        _check_new_time(work, old, instant, override)
        said = Words.say(words_of(because, "because")) if old.follows_id else words_beside(because, "because")
        new = make_promise(
            work,
            kind=old.kind,
            words=old.what,
            due=instant,
            why=why,
            follows=old if what is core.What.RENEGOTIATED else None,
            parties=parties_after(work, old),
        )
        happen(work, old, what, at, words=said, how=how, successor=new.pk)
        tell_moved(work, new)
        return new


def _check_new_time(work: Work, old: Promise, due: datetime, override: str | None) -> None:
    if due == old.due_at:
        raise Unusable(field="due", fault="same-time")
    least = resting.not_before(work, old)
    if least is not None and due < least:
        resting.refuse_before(work, due, least, override)


def release(case: CaseRef, promise: int, *, by: Person, at: datetime, words: str = "") -> Promise:
    """The promisee lets the promisor off before it is due; a member of the team records it in the words they said.

    Raises AlreadyDue, PromiseSettled, Unusable without their words.
    """
    with working(case, by=by, at=at) as work:
        work.require_party()
        row = find_open_promise(work, promise)
        if row.verdict(at).move is not core.Move.DISPUTED:
            require_before_due(work, row)
        require_move(work, row, core.What.RELEASED, words)
        happen(work, row, core.What.RELEASED, at, words=words_beside(words))
        return row


def require_spoken(how: str) -> None:
    """Refuse a way of telling that leaves no trace: what goes by mail is sent from here (B.7-4). Raises Unusable."""
    if how not in SPOKEN:
        raise Unusable(field="how", fault="unknown", value=how[:80])


def require_reached(work: Work, row: Promise, how: str) -> None:
    """Refuse to keep a call-back by anything but a word with the customer (S2.36). Raises NotReached."""
    if row.kind == Promise.Kind.CALL_BACK and how not in REACHED_BY:
        raise NotReached(promise=row.pk, customer=work.case.customer.first_name)


def find_promise(work: Work, number: int) -> Promise:
    """A promise of this case; NotFound for any other number."""
    rows = Promise.objects.select_related("words", "timer", "promisor", "promisee", "by")
    row = rows.filter(case=work.case, pk=number).first()
    if row is None:
        raise NotFound(what="promise", number=number)
    return row


def find_open_promise(work: Work, number: int) -> Promise:
    """A promise of this case that is still owed. Raises NotFound, PromiseSettled."""
    row = find_promise(work, number)
    verdict = row.verdict(work.at)
    if not verdict.is_open:
        raise PromiseSettled(promise=row.pk, state=verdict.state)
    return row


def is_kept_by_any_word(row: Promise, at: datetime) -> bool:
    """Whether it is owed at an instant and only promises to be in touch: "no news yet" keeps it too (S0.13, 0.4.13)."""
    return row.kind in (Promise.Kind.SERVICE, Promise.Kind.UPDATE) and row.verdict(at).is_open


def happen(
    work: Work,
    row: Promise,
    what: core.What,
    when: datetime,
    *,
    words: Words | None = None,
    message: CustomerMessage | None = None,
    **data: Any,
) -> PromiseHappening:
    """Write what happened to a promise, still its timer, and tell whom a broken one or a second move concerns."""
    done = PromiseHappening.objects.create(
        promise=row,
        what=what,
        at=when,
        recorded_at=work.at,
        by=work.by,
        message=message,
        words=words,
        practice=row.practice,
    )
    Timer.objects.filter(promise=row).update(look_at=None)
    late = what is core.What.DELIVERED and when > row.due_at
    seen_by = SeenBy.CUSTOMER if row.promisee_id == work.case.customer_id and what not in _AMONG_US else SeenBy.TEAM
    work.note("delivered-late" if late else what.value, words, seen_by, when, promise=row.pk, **data)
    resting.shift(work, row, what, data.get("successor"))
    if (late or what is core.What.REPLACED) and not row.happenings.filter(what=core.What.BROKEN).exists():
        tell_broken(work, row)
    if what is core.What.RENEGOTIATED and row.follows_id:
        for lead in work.leads:
            work.tell(lead, "moved-twice", promise=row.pk)
    return done


def keep_first_answer(work: Work, how: str) -> None:
    """Somebody has spoken with the customer by name: the organisation's promise of a first answer is kept (0.4.13)."""
    for row in Promise.objects.filter(case=work.case, kind=Promise.Kind.SERVICE).prefetch_related("happenings"):
        if row.verdict(work.at).is_open:
            happen(work, row, core.What.DELIVERED, work.at, how=how)
