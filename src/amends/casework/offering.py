"""Agree what would put it right: a plain offer and the customer's answer to it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal, InvalidOperation

from amends.cases.models import SeenBy, Words
from amends.casework.facts import facts_of
from amends.casework.working import CaseRef, Work, words_beside, words_of, working
from amends.core import refusal as refusals
from amends.core.refusal import NeedsLead, NotFound, OtherCurrency, OverCap, Refusal, Unusable
from amends.core.standing import missing_for
from amends.messages.models import CustomerMessage
from amends.people.models import Person
from amends.remedies.models import ActionTried, Limit, Offer, OfferAnswer


def offer(
    case: CaseRef,
    words: str,
    *,
    by: Person,
    at: datetime,
    amount: Decimal | None = None,
    currency: str = "",
    message: CustomerMessage | None = None,
    override: str | None = None,
) -> Offer:
    """Offer something to put it right; asked about first while the customer has not finished (S0.3)."""
    text = words_of(words)
    with working(case, by=by, at=at) as work:
        work.require_team()
        work.refuse_if_closed()
        guard(work, "offer", override)
        check_limit(work, amount, currency, override)
        said = Words.say(text)
        row = Offer.objects.create(
            case=work.case,
            words=said,
            amount=amount,
            currency=currency[:3],
            message=message,
            by=by,
            at=at,
        )
        work.note("offered", said, SeenBy.CUSTOMER, offer=row.pk)
        return row


def answer_offer(
    case: CaseRef, answer: str, *, by: Person, at: datetime, offer: int | None = None, words: str = ""
) -> OfferAnswer:
    """The customer's answer to an offer: accepted, declined, countered; a mind can be changed (`ux.md` 2e)."""
    if answer not in OfferAnswer.Answer.values:
        raise Unusable(field="answer", fault="unknown", value=answer)
    with working(case, by=by, at=at) as work:
        work.require_party()
        rows = Offer.objects.filter(case=work.case)
        row = (rows.filter(pk=offer) if offer else rows.order_by("-pk")).first()
        if row is None:
            raise NotFound(what="offer", number=offer or 0)
        said = words_beside(words)
        answered = OfferAnswer.objects.create(
            offer=row, answer=answer, words=said, by=work.case.customer, recorded_by=by, at=at
        )
        work.note(f"offer-{answer}", said, SeenBy.CUSTOMER, by=work.case.customer, offer=row.pk, recorded_by=by.pk)
        work.tell(work.owner, "answered-offer", answer=answer)
        return answered


def guard(work: Work, act: str, override: str | None = None) -> None:
    """Hold an act against the playbook's guards; each can be set aside with a reason unless it is a fact."""
    missing = missing_for(work.playbook, act, facts_of(work.case, work.at))
    for code in missing:
        work.refuse(_refusal(code)(case=work.case.pk, customer=work.case.customer.first_name), override)


def check_limit(work: Work, amount: Decimal | None, currency: str = "", override: str | None = None) -> None:
    """Within the limit of the role nothing is asked (S2.22); above it a Lead is, above the cap nobody can (S2.23).

    Limits are amounts in the currency of the house, which is meant where none is named; another one is asked about.
    """
    if not amount:
        return
    limit = Limit.objects.filter(role=work.role).first() if work.role else None
    if limit is None:
        return
    if _code(currency, limit) != limit.currency:
        work.refuse(OtherCurrency(currency=_code(currency, limit), house=limit.currency), override)
        return
    asked = given_of(limit, ActionTried.objects.filter(case=work.case)) + amount
    values = {"amount": str(amount), "limit": str(limit.alone), "cap": str(limit.cap), "currency": limit.currency}
    if asked > limit.cap:
        raise OverCap(**values)
    if asked > limit.alone:
        work.refuse(NeedsLead(**values), override)


def given_of(limit: Limit, actions: Iterable[ActionTried]) -> Decimal:
    """How much of a limit the actions of a case have used: amounts in its currency, others stand apart."""
    amounts = (row.amount for row in actions if row.amount and _code(row.currency, limit) == limit.currency)
    return sum(amounts, Decimal())


def read_amount(text: str | None) -> Decimal | None:
    """An amount of money as it is typed; None for an empty field. Raises Unusable."""
    if not text or not text.strip():
        return None
    try:
        amount = Decimal(text.strip().replace(",", "."))
    except InvalidOperation as error:
        raise Unusable(field="amount", fault="not-a-number", value=text[:20]) from error
    if not amount.is_finite() or amount <= 0 or amount >= Decimal("1e10") or amount != (cents := round(amount, 2)):
        raise Unusable(field="amount", fault="not-a-number", value=text[:20])
    return cents


def _code(currency: str, limit: Limit) -> str:
    return currency.strip()[:3].upper() or limit.currency


def _refusal(code: str) -> type[Refusal]:
    return next(refusal for refusal in refusals.every_refusal() if refusal.code == code)
