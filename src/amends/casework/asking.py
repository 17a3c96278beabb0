"""The conversation for action: asked for, offered, accepted, countered, withdrawn, revoked, judged (domain B.5).

Nobody promises for somebody else: what is entered in another person's name is a request until they accept (B.7-13).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from amends.cases.models import SeenBy, Words
from amends.casework.giving import Parties, make_promise, start_timer
from amends.casework.moving import require_before_due, require_move
from amends.casework.promising import due_time, find_promise, happen
from amends.casework.working import CaseRef, Work, words_beside, words_of, working
from amends.core.promise import Began, State, What
from amends.core.refusal import NotYourMove, Unusable
from amends.people import queries as people
from amends.people.models import Person
from amends.promises.models import Promise

_ANSWERS: Mapping[str, What] = {"accept": What.ACCEPTED, "decline": What.DECLINED, "counter": What.COUNTERED}
_JUDGEMENTS: Mapping[str, What] = {"satisfied": What.SATISFIED, "not-satisfied": What.DISPUTED}


def request_promise(
    case: CaseRef,
    of: Person,
    what: str,
    *,
    by: Person,
    at: datetime,
    due: datetime | None = None,
    within: str = "",
    kind: str = "action",
) -> Promise:
    """Ask somebody for a promise: a colleague's to the customer, or a supplier's or the customer's to us (B.7-13).

    It is owed by nobody until they accept; meanwhile one can promise the customer only "I will tell you by …".
    Raises NotYourMove for a promise of one's own, DueInPast, Unusable, CaseClosed.
    """
    text = words_of(what, "what", longest=200)
    with working(case, by=by, at=at) as work:
        work.require_team()
        work.refuse_if_closed()
        if of.pk == by.pk:
            raise NotYourMove(person=of.name, own=True)
        instant, why = due_time(work, due, within, kind)
        to = work.case.customer if people.role(of) else by
        made = make_promise(
            work,
            kind=kind,
            words=text,
            due=instant,
            why=why,
            parties=Parties(of, to, Began.REQUESTED),
        )
        work.tell(of, "promise-asked", promise=made.pk, due=made.due_at.isoformat())
        return made


def offer_promise(
    case: CaseRef,
    what: str,
    *,
    by: Person,
    at: datetime,
    due: datetime | None = None,
    within: str = "",
    kind: str = "action",
) -> Promise:
    """Offer the customer a promise that is in force once they accept it (B.5). Raises as `promise` does."""
    text = words_of(what, "what", longest=200)
    with working(case, by=by, at=at) as work:
        work.require_team()
        work.refuse_if_closed()
        instant, why = due_time(work, due, within, kind)
        return make_promise(work, kind=kind, words=text, due=instant, why=why, parties=Parties(began=Began.OFFERED))


def answer_promise(
    case: CaseRef,
    promise: int,
    answer: str,
    *,
    by: Person,
    at: datetime,
    due: datetime | None = None,
    within: str = "",
    words: str = "",
) -> Promise:
    """Accept what was asked for or offered, decline it, or counter with another time.

    A request is the promisor's to answer, an offer the promisee's; a counter-offer is a new promise that the other side
    answers. For somebody outside the team a member records it with the words they said. Raises NotYourMove,
    PromiseSettled, AlreadyDue for accepting past the time, CaseClosed for promising anything there, Unusable.
    """
    what = _known(_ANSWERS, "answer", answer)
    with working(case, by=by, at=at) as work:
        row = find_promise(work, promise)
        if what is not What.DECLINED:
            work.refuse_if_closed()
        require_move(work, row, what, words)
        if what is What.ACCEPTED:
            require_before_due(work, row)
        made = _counter(work, row, due, within) if what is What.COUNTERED else row
        successor = {"successor": made.pk} if made is not row else {}
        _happen(work, row, what, words=words_beside(words), **successor)
        asker = row.by if row.by_id != by.pk else work.owner
        work.tell(asker, f"promise-{what.value}", promise=made.pk, due=made.due_at.isoformat())
        return made


def withdraw_promise(case: CaseRef, promise: int, *, by: Person, at: datetime, words: str = "") -> Promise:
    """Take back what was asked for or offered before it is accepted. Raises NotYourMove, PromiseSettled."""
    with working(case, by=by, at=at) as work:
        row = find_promise(work, promise)
        require_move(work, row, What.WITHDRAWN, words)
        _happen(work, row, What.WITHDRAWN, words=words_beside(words))
        work.tell(row.promisor, "promise-withdrawn", promise=row.pk)
        return row


def withdraw_all(work: Work) -> None:
    """Take back inside another act what was asked for or offered and nobody has accepted; who was asked is told."""
    rows = Promise.objects.filter(case=work.case).exclude(began=Began.GIVEN).select_related("promisor", "words")
    for row in rows.prefetch_related("happenings"):
        if row.verdict(work.at).state is State.PROPOSED:
            _happen(work, row, What.WITHDRAWN)
            if people.role(row.promisor):
                work.tell(row.promisor, "promise-withdrawn", promise=row.pk)


def revoke_promise(
    case: CaseRef, promise: int, because: str, *, by: Person, at: datetime, how: str = "phone"
) -> Promise:
    """Take a promise back before it is due, with the promisee told why (B.5); after due it can only be broken.

    Raises AlreadyDue, NotYourMove, PromiseSettled, Unusable without a reason.
    """
    said = words_beside(words_of(because, "because"))
    with working(case, by=by, at=at) as work:
        row = find_promise(work, promise)
        require_move(work, row, What.REVOKED, because)
        require_before_due(work, row)
        _happen(work, row, What.REVOKED, words=said, how=how)
        return row


def judge_promise(case: CaseRef, promise: int, answer: str, *, by: Person, at: datetime, words: str = "") -> Promise:
    """The promisee says of what was delivered whether it satisfies: *fulfilled*, or *disputed* until settled (B.5).

    A member of the team records it for the customer with the words they said. Raises NotYourMove, PromiseSettled.
    """
    what = _known(_JUDGEMENTS, "answer", answer)
    with working(case, by=by, at=at) as work:
        row = find_promise(work, promise)
        require_move(work, row, what, words)
        _happen(work, row, what, words=words_beside(words))
        if what is What.DISPUTED:
            work.tell(work.owner, "promise-disputed", promise=row.pk)
        return row


def _happen(work: Work, row: Promise, what: What, *, words: Words | None = None, **data: Any) -> None:
    """Write a move; what is accepted is in force from now, with its timer."""
    happen(work, row, what, work.at, words=words, **data)
    if what is What.ACCEPTED:
        start_timer(work, row, work.at)
        if row.promisee_id == work.case.customer_id:
            work.note("promised", row.words, SeenBy.CUSTOMER, promise=row.pk, kind=row.kind, due=row.due_at)


def _counter(work: Work, row: Promise, due: datetime | None, within: str) -> Promise:
    instant, why = due_time(work, due, within, "" if row.is_service else row.kind)
    began = Began.OFFERED if row.began == Began.REQUESTED else Began.REQUESTED
    return make_promise(
        work,
        kind=row.kind,
        words=row.what,
        due=instant,
        why=why,
        parties=Parties(row.promisor, row.promisee, began, row),
    )


def _known(answers: Mapping[str, What], field: str, told: str) -> What:
    if told not in answers:
        raise Unusable(field=field, fault="unknown", value=told)
    return answers[told]
