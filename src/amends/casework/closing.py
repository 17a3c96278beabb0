"""Is it put right? Only the customer closes in agreement; silence and staff can only end a case otherwise (B.7-5)."""

from __future__ import annotations

from datetime import datetime

from amends.cases.models import Case, Closure, Entry, Reopening, SeenBy, Words
from amends.casework import asking, rhythm
from amends.casework.acting import unused_options
from amends.casework.aftercare import plan_follow_up
from amends.casework.escalating import ACCEPTED_WITHIN
from amends.casework.facts import facts_of
from amends.casework.listening import mark_finished
from amends.casework.offering import guard
from amends.casework.promising import happen
from amends.casework.questions import newest_closure
from amends.casework.working import CaseRef, Work, require_member, words_beside, words_of, working
from amends.core.promise import What
from amends.core.refusal import AlreadyAnswered, NotClosed, NotConfirmed, NothingTried, NoWayOn, PromiseOpen, Unusable
from amends.core.working_time import add_working, add_working_days
from amends.messages.models import CustomerMessage
from amends.people.models import Person
from amends.promises.models import Promise, SupervisorRequest, Timer
from amends.remedies.models import ActionTried, Offer
from amends.understanding.models import ClosingQuestion, Confirmation

# After how many working days of silence a reminder goes, and the case rests unconfirmed (requirements 0.3).
REMINDERS = (2, 5)
RESTS_AFTER = 10
STAFF_CLOSES = (Closure.How.CANNOT_FIX, Closure.How.WITHDRAWN)
SORTED_OUT = (Closure.How.SPAM, Closure.How.NOT_FOR_US, Closure.How.DUPLICATE)


def ask_confirmation(
    case: CaseRef, *, by: Person, at: datetime, message: CustomerMessage | None = None
) -> ClosingQuestion:
    """Record that we asked whether it is put right; the sent words are the evidence (0.4.5).

    The silence clock starts here.
    """
    with working(case, by=by, at=at) as work:
        work.require_team()
        work.refuse_if_closed()
        row = ClosingQuestion.objects.create(case=work.case, message=message, by=by, at=at)
        Timer.objects.update_or_create(
            case=work.case,
            clock="silence",
            promise=None,
            defaults={
                "started_at": at,
                "look_at": add_working_days(work.calendar, at, REMINDERS[0]),
                "practice": work.case.practice,
            },
        )
        work.note("asked-if-right", seen_by=SeenBy.CUSTOMER, message=message and message.pk)
        return row


def confirm(
    case: CaseRef, answer: str, *, by: Person, at: datetime, words: str = "", how: str = "page"
) -> Confirmation:
    """The customer's own "yes, it's put right" or "not yet"; others can record what the customer said (S0.7 alike).

    A yes closes the case in agreement unless a promise is still owed; a not-yet puts it back to work at once.
    """
    if answer not in Confirmation.Answer.values:
        raise Unusable(field="answer", fault="unknown", value=answer)
    with working(case, by=by, at=at) as work:
        work.require_party()
        closure = newest_closure(work.case)
        if closure and closure.how == Closure.How.AGREED and answer == "yes":
            raise AlreadyAnswered(what="confirmation", answer=answer)
        if closure:
            reopen_in(work, closure, "not-yet" if answer == "not-yet" else "confirmed-later")
        mark_finished(work, "answered")
        said = words_beside(words)
        customer = work.case.customer
        row = Confirmation.objects.create(
            case=work.case,
            answer=answer,
            words=said,
            by=customer,
            recorded_by=by,
            how=how,
            at=at,
            recorded_at=at,
            practice=work.case.practice,
        )
        work.note(f"right-{answer}", said, SeenBy.CUSTOMER, by=customer, confirmation=row.pk, recorded_by=by.pk)
        _still(work, "silence")
        work.tell(work.owner, "answered-confirmation", answer=answer)
        if answer == "yes" and facts_of(work.case, at).has("promises_settled"):
            _close(work, Closure.How.AGREED, closed_by=customer)
        return row


def close(
    case: CaseRef, *, by: Person, at: datetime, how: str = "agreed", words: str = "", override: str | None = None
) -> Closure:
    """Close a case. `agreed` needs the customer's own yes; `cannot-fix` an action tried and a way on (S0.14)."""
    require_member(by)
    with working(case, by=by, at=at) as work:
        work.refuse_if_closed()
        if how == Closure.How.CANNOT_FIX:
            _refuse_giving_up(work, override)
            _refuse_owed(work, override)
        elif how in (Closure.How.AGREED, Closure.How.ANSWERED):
            guard(work, "close", override)
            how = _honest(work, how)
        elif how not in STAFF_CLOSES:
            raise Unusable(field="how", fault="unknown", value=how)
        if how == Closure.How.WITHDRAWN:
            _release_all(work, words)
        return _close(work, how, words=words)


def rest_unconfirmed(work: Work) -> Closure:
    """Put a case to rest after the silence rule; never shown as success, never counted as agreed (0.3)."""
    return _close(work, Closure.How.UNCONFIRMED)


def reopen(case: CaseRef, *, by: Person, at: datetime, because: str = "asked") -> Reopening:
    """Take a closed case up again, with all its history. Raises NotClosed."""
    with working(case, by=by, at=at) as work:
        work.require_party()
        closure = newest_closure(work.case)
        if closure is None:
            raise NotClosed(case=work.case.pk)
        return reopen_in(work, closure, because)


def sort_out(case: CaseRef, how: str, *, by: Person, at: datetime, duplicate_of: int | None = None) -> Closure:
    """Spam, not for us, duplicate: closed in one key, reversible, outside the closing figures (0.4.15)."""
    require_member(by)
    if how not in SORTED_OUT:
        raise Unusable(field="how", fault="unknown", value=how)
    with working(case, by=by, at=at) as work:
        work.refuse_if_closed()
        original = Case.objects.filter(pk=duplicate_of).exclude(pk=work.case.pk).first() if duplicate_of else None
        if how == Closure.How.DUPLICATE and original is None:
            raise Unusable(field="duplicate_of", fault="empty")
        return _close(work, how, duplicate_of=original)


def _refuse_giving_up(work: Work, override: str | None) -> None:
    if not ActionTried.objects.filter(case=work.case).exists():
        options = [option.title for option in unused_options(work.case.pk, work.by)]
        work.refuse(NothingTried(options=options), override)
    # Asking where there is nobody to ask is no way on without a word (0.4.11).
    asks = Entry.objects.filter(stream=work.stream.key, code="lead-asked").exclude(words=None, data__asked=[])
    asked = asks.exists()
    if not asked and not Offer.objects.filter(case=work.case).exists():
        work.refuse(NoWayOn(), override)


def _honest(work: Work, how: str) -> str:
    """An override never makes up evidence (0.4.1): without the customer's yes it is no agreement."""
    if how == Closure.How.AGREED and not facts_of(work.case, work.at).has("confirmed"):
        if any(guard_.refusal == "not-confirmed" for guard_ in work.playbook.guards_of("close")):
            raise NotConfirmed(case=work.case.pk, customer=work.case.customer.first_name)
        return Closure.How.ANSWERED
    return how


def _refuse_owed(work: Work, override: str | None) -> None:
    owed = [row for row in _owed(work) if not row.is_service]
    if owed:
        work.refuse(PromiseOpen(promise=owed[0].pk), override)


def _release_all(work: Work, words: str) -> None:
    """Who takes a matter back lets us off what is still owed, in their words; what was late stays broken."""
    for promise in _owed(work):
        said = Words.say(words_of(words)) if not promise.is_service else None
        happen(work, promise, What.RELEASED, work.at, words=said)


def _owed(work: Work) -> list[Promise]:
    rows = Promise.objects.to_customer(work.case).select_related("words").prefetch_related("happenings")
    return [row for row in rows if row.verdict(work.at).is_open]


def _close(
    work: Work, how: str, *, closed_by: Person | None = None, duplicate_of: Case | None = None, words: str = ""
) -> Closure:
    said = words_beside(words)
    _withdraw_requests(work)
    row = Closure.objects.create(
        case=work.case, how=how, duplicate_of=duplicate_of, by=closed_by or work.by, at=work.at
    )
    _still(work, "silence")
    if how == Closure.How.AGREED:
        plan_follow_up(work, row)
        for promise in _owed(work):
            if promise.is_service:  # who says that it is put right waits for no first answer any more
                happen(work, promise, What.RELEASED, work.at)
    if how in SORTED_OUT:
        Timer.objects.filter(case=work.case).update(look_at=None)
    work.note("closed", said, SeenBy.CUSTOMER, by=closed_by, how=how, duplicate_of=duplicate_of and duplicate_of.pk)
    return row


def _withdraw_requests(work: Work) -> None:
    """What nobody has accepted ends with the case; who still wants it asks again once it is open."""
    asking.withdraw_all(work)
    waiting = SupervisorRequest.objects.filter(case=work.case, answered_at=None, given_up_at=None)
    waiting.update(given_up_at=work.at)


def reopen_in(work: Work, closure: Closure, because: str) -> Reopening:
    """Reopen inside another act."""
    row = Reopening.objects.create(closure=closure, by=work.by, at=work.at, because=because)
    _resume(work)
    work.note("reopened", seen_by=SeenBy.CUSTOMER, because=because)
    work.tell(work.owner, "reopened", because=because)
    return row


def _resume(work: Work) -> None:
    """Clocks that sorting out had stilled go on; they never start anew (B.7-3)."""
    for promise in Promise.objects.filter(case=work.case, timer__look_at=None).prefetch_related("happenings"):
        if promise.verdict(work.at).is_open:
            Timer.objects.filter(promise=promise).update(look_at=work.at)
    Timer.objects.filter(case=work.case, clock="pack").update(look_at=work.at)
    within = add_working(work.calendar, work.at, ACCEPTED_WITHIN)
    Timer.objects.filter(case=work.case, clock="escalation").update(look_at=within)
    rhythm.watch(work)


def _still(work: Work, clock: str) -> None:
    Timer.objects.filter(case=work.case, clock=clock, promise=None).update(look_at=None)
