"""A supervisor is asked for: live within three minutes, else a name and a clock time, never "later today" (S2.35)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.utils import translation

from amends.cases.models import Case, SeenBy
from amends.casework import letters, slots
from amends.casework.aftercare import phone_of
from amends.casework.closing import reopen_in
from amends.casework.giving import Parties, make_promise
from amends.casework.promising import happen
from amends.casework.questions import newest_closure
from amends.casework.wording import calls as wording
from amends.casework.working import CaseRef, Work, words_beside, working
from amends.core.promise import Began, State, What
from amends.core.working_time import add_working, close_of_business, next_opening
from amends.people import queries as people
from amends.people.models import Person
from amends.promises.models import CallSlot, Promise, SlotBooking, SupervisorAsk, SupervisorRequest, Timer

CLOCK = "supervisor"
# A Lead who is there has this long to accept live; a call that was accepted live is due soon after.
LIVE = timedelta(minutes=3)
LIVE_CALL = timedelta(minutes=15)
# The agent's own promise of a name and a time, and how long each Lead has before it passes on.
NAMED_WITHIN = timedelta(minutes=15)
PASS_ON = timedelta(minutes=15)
# A named call comes within so much working time of the same day; a day that ends sooner than this is over.
CALL_WITHIN = timedelta(hours=4)
DAY_IS_OVER = timedelta(minutes=30)
MOST_MOVES = 20


def ask_supervisor(case: CaseRef, *, by: Person, at: datetime, words: str = "") -> SupervisorRequest:
    """Ask for a supervisor, as the customer or for them.

    A Lead who is there is asked live and has three minutes; else the next published time is promised at once in that
    Lead's name. With no time left, whoever asked (for a customer: the owner) promises a name and a time within 15
    minutes, and the request goes from Lead to Lead. Where nobody else leads, the owner rings. Asking twice changes
    nothing. Raises CaseClosed; a customer who asks opens the case again.
    """
    with working(case, by=by, at=at) as work:
        work.require_party()
        closure = newest_closure(work.case)
        if closure and by.pk == work.case.customer_id:
            reopen_in(work, closure, "supervisor")
        else:
            work.refuse_if_closed()
        known = current_request(work.case, at)
        if known:
            return known
        said = words_beside(words)
        request = SupervisorRequest.objects.create(case=work.case, words=said, by=by, at=at)
        work.note("supervisor-asked", said, SeenBy.CUSTOMER, request=request.pk)
        Timer.objects.update_or_create(
            case=work.case,
            clock=CLOCK,
            promise=None,
            defaults={"started_at": at, "look_at": _go_on(work.as_desk(), request), "practice": work.case.practice},
        )
        return request


def look_at_supervisor(work: Work, timer: Timer) -> datetime | None:
    """Tell the customer who accepted, or ask on; answers when to look next."""
    request = SupervisorRequest.objects.filter(case=work.case, answered_at=None, given_up_at=None).order_by("pk").last()
    if request is None or newest_closure(work.case):
        return None
    accepted = _accepted(request, work.at)
    if accepted:
        _answer(work, request, accepted)
        return None
    ask = request.asks.select_related("promise").order_by("pk").last()
    if ask and ask.waits(work.at):
        return ask.until
    _withdraw_asks(work, request)
    return _go_on(work, request)


def current_request(case: Case, at: datetime) -> SupervisorRequest | None:
    """The request that still stands: nobody accepted yet, or the call that came of it is still owed."""
    row = SupervisorRequest.objects.filter(case=case).select_related("promise__promisor", "meanwhile__promisor")
    newest = row.order_by("pk").last()
    if newest is None or newest.given_up_at:
        return None
    if newest.promise and not newest.promise.verdict(at).is_open:
        return None
    return newest


def _go_on(work: Work, request: SupervisorRequest) -> datetime | None:
    """The next step of a request: live, a published time, the ladder; answers when to look again."""
    asked_by = request.by if people.role(request.by) else work.owner
    leads = slots.ladder(work.owner, asked_by)
    if not leads:
        _owner_rings(work, request)
        return None
    if not request.asks.exists():
        live = next((lead for lead in leads if slots.is_present(lead, work.at)), None)
        if live:
            return _ask(work, request, live, until=work.at + LIVE, due=work.at + LIVE_CALL, live=True)
    if _book(work, request, leads):
        return None
    if request.meanwhile is None:
        _promise_name(work, request, asked_by)
    return _ask_next(work, request, leads)


def _ask(
    work: Work, request: SupervisorRequest, lead: Person, *, until: datetime, due: datetime, live: bool
) -> datetime:
    promise = _call(work, lead, due, began=Began.REQUESTED)
    SupervisorAsk.objects.create(request=request, promise=promise, live=live, at=work.at, until=until)
    work.tell(lead, "supervisor-asked", promise=promise.pk, until=until.isoformat(), live=live)
    return until


def _book(work: Work, request: SupervisorRequest, leads: Sequence[Person]) -> bool:
    day_ends = close_of_business(work.calendar, work.at, 0)
    slot = slots.next_free(leads, work.at, max(day_ends, add_working(work.calendar, work.at, CALL_WITHIN)))
    if slot is None:
        return False
    _promise_slot(work, request, slot)
    return True


def _promise_slot(work: Work, request: SupervisorRequest, slot: CallSlot) -> None:
    promise = _call(work, slot.person, slot.starts_at)
    SlotBooking.objects.create(slot=slot, promise=promise, at=work.at, practice=work.case.practice)
    work.tell(slot.person, "slot-booked", promise=promise.pk, due=slot.starts_at.isoformat())
    _answer(work, request, promise)


def _promise_name(work: Work, request: SupervisorRequest, asked_by: Person) -> None:
    """The agent can promise only what is theirs: to say which supervisor rings, and when (B.7-13)."""
    due = _name_by(work, request, asked_by, request.at)
    if due <= work.at + LIVE:  # the clocks stood still meanwhile
        due = _name_by(work, request, asked_by, work.at)
    with translation.override(work.case.customer.language):
        what = wording.tells_who_rings()
    promise = make_promise(work, kind=Promise.Kind.ACTION, due=due, words=what, parties=Parties(asked_by))
    request.meanwhile = promise
    request.save(update_fields=["meanwhile"])
    _write(work, promise, wording.naming_words)


def _name_by(work: Work, request: SupervisorRequest, asked_by: Person, since: datetime) -> datetime:
    is_here = request.by_id == asked_by.pk
    return since + NAMED_WITHIN if is_here else add_working(work.calendar, since, NAMED_WITHIN)


def _ask_next(work: Work, request: SupervisorRequest, leads: Sequence[Person]) -> datetime | None:
    asked = {ask.promise.promisor_id for ask in request.asks.filter(live=False).select_related("promise")}
    left = [lead for lead in leads if lead.pk not in asked and people.away(lead, work.at) is None]
    if left:
        until = add_working(work.calendar, work.at, PASS_ON)
        return _ask(work, request, left[0], until=until, due=_call_by(work), live=False)
    request.given_up_at = work.at
    request.save(update_fields=["given_up_at"])
    work.note("supervisor-not-found", request=request.pk)
    for person in {row.pk: row for row in (work.owner, request.by, *leads) if people.role(row)}.values():
        work.tell(person, "supervisor-not-found", request=request.pk)
    return None


def _owner_rings(work: Work, request: SupervisorRequest) -> None:
    """Nobody else leads here, so there is nobody to wait for: the owner rings, at a published time or the same day."""
    if not _book(work, request, [work.owner]):
        _answer(work, request, _call(work, work.owner, _call_by(work)))


def _answer(work: Work, request: SupervisorRequest, promise: Promise) -> None:
    """The customer has a name and a clock time, on their page and by message; others need not accept any more."""
    request.promise, request.answered_at = promise, work.at
    request.save(update_fields=["promise", "answered_at"])
    _withdraw_asks(work, request)
    _write(work, promise, wording.found_words)
    named = _newest(request.meanwhile)
    if named and named.verdict(work.at).is_open:
        happen(work, named, What.DELIVERED, work.at, how="letter")
    for person in {row.pk: row for row in (work.owner, request.by) if people.role(row)}.values():
        if person.pk != promise.promisor_id:
            work.tell(person, "supervisor-found", who=promise.promisor.name, due=promise.due_at.isoformat())


def _newest(promise: Promise | None) -> Promise | None:
    """A promise as it was moved last."""
    for _count in range(MOST_MOVES):
        after = promise.followed_by.order_by("pk").last() if promise else None
        if after is None:
            break
        promise = after
    return promise


def _write(work: Work, promise: Promise, words: Callable[..., str]) -> None:
    customer = work.case.customer
    with translation.override(customer.language):
        due = letters.due_words(promise.due_at, customer, work)
        text = words(customer.name, promise.promisor.name, due, asks_number=not phone_of(customer))
        letters.send_letter(work, text, code="supervisor-told", promise=promise.pk)


def _call(work: Work, lead: Person, due: datetime, began: Began = Began.GIVEN) -> Promise:
    with translation.override(work.case.customer.language):
        what = wording.rings_you(lead.name)
    return make_promise(
        work,
        kind=Promise.Kind.CALL_BACK,
        due=due,
        words=what,
        parties=Parties(lead, work.case.customer, began),
    )


def _call_by(work: Work) -> datetime:
    """Within four working hours and the same day; with the day nearly over, within four hours of the next."""
    opening = next_opening(work.calendar, work.at)
    day_ends = close_of_business(work.calendar, opening, 0)
    due = min(add_working(work.calendar, opening, CALL_WITHIN), day_ends)
    return due if due - work.at >= DAY_IS_OVER else add_working(work.calendar, day_ends, CALL_WITHIN)


def _withdraw_asks(work: Work, request: SupervisorRequest) -> None:
    for ask in request.asks.select_related("promise__promisor"):
        if ask.promise.verdict(work.at).state is State.PROPOSED:
            happen(work, ask.promise, What.WITHDRAWN, work.at)


def _accepted(request: SupervisorRequest, at: datetime) -> Promise | None:
    """The call that somebody who leads has promised since: accepted, agreed at another time, or given unasked."""
    leads = {person.pk for person in slots.ladder()}
    rows = Promise.objects.filter(
        case=request.case_id, kind=Promise.Kind.CALL_BACK, made_at__gte=request.at, promisor__in=leads
    )
    for row in rows.select_related("promisor").prefetch_related("happenings").order_by("pk"):
        verdict = row.verdict(at)
        if verdict.is_given and verdict.state is not State.RELEASED:
            return row
    return None
