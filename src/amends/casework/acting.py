"""Act: what was tried and given, what is left to try, and rules set aside with a reason (S0.14, S2.22, S2.23)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from amends.cases.models import SeenBy, Words
from amends.casework.offering import check_limit, guard
from amends.casework.working import CaseRef, require_member, words_beside, words_of, working
from amends.core.refusal import AlreadyAnswered, HardStop, NeedsLead, NotFound, OutsideRule, Unusable
from amends.people import queries as people
from amends.people.models import Person, Role
from amends.remedies.models import ActionTried, Option, Override, OverrideReview, Rule

ROLES_IN_ORDER = (Role.AGENT, Role.LEAD, Role.PROGRAMME)


def try_action(
    case: CaseRef,
    words: str,
    *,
    by: Person,
    at: datetime,
    option: str = "",
    amount: Decimal | None = None,
    currency: str = "",
    irreversible: bool = False,
    override: str | None = None,
) -> ActionTried:
    """Do or try something for the customer. Within the limit it is decided here and now, by nobody else (S2.22).

    Asked about first while nothing was said back, or the newest version is disputed (S0.6, S0.7).
    """
    role = require_member(by)
    text = words_of(words)
    with working(case, by=by, at=at) as work:
        work.refuse_if_closed()
        guard(work, "act", override)
        chosen = _option(option)
        if chosen and not _reaches(role, chosen.role):
            work.refuse(NeedsLead(option=chosen.code), override)
        check_limit(work, amount, currency, override)
        said = Words.say(text)
        row = ActionTried.objects.create(
            case=work.case,
            option=chosen,
            words=said,
            amount=amount,
            currency=currency[:3],
            irreversible=irreversible,
            by=by,
            at=at,
        )
        work.note("acted", said, SeenBy.CUSTOMER, action=row.pk, option=chosen.code if chosen else "")
        return row


def unused_options(case_number: int, person: Person) -> list[Option]:
    """The ways to put things right that this person may take alone and that were not tried yet (S0.14)."""
    role = people.role(person) or ""
    tried = ActionTried.objects.filter(case=case_number).exclude(option=None).values_list("option_id", flat=True)
    options = Option.objects.filter(ended_at=None).exclude(pk__in=list(tried)).order_by("pk")
    return [option for option in options if _reaches(role, option.role)]


def accept_return(
    case: CaseRef, bought_on: date, *, by: Person, at: datetime, override: str | None = None
) -> ActionTried:
    """Take a purchase back within the return window; after it with a reason, which is listed for review (S2.23)."""
    require_member(by)
    with working(case, by=by, at=at) as work:
        work.refuse_if_closed()
        rule = Rule.objects.filter(code="return-window").first()
        days = (at.astimezone(ZoneInfo(work.house.zone)).date() - bought_on).days
        if days < 0:
            raise Unusable(field="bought_on", fault="still-to-come")
        if rule and rule.days is not None and days > rule.days:
            work.refuse(OutsideRule(rule=rule.code, days=days, limit=rule.days), override)
        said = Words.say(bought_on.isoformat())
        row = ActionTried.objects.create(case=work.case, words=said, by=by, at=at)
        work.note("return-accepted", said, SeenBy.CUSTOMER, action=row.pk, days=days)
        return row


def set_rule_aside(case: CaseRef, rule: str, reason: str, *, by: Person, at: datetime) -> Override:
    """Decide against a rule of the house, with the reason; law, safety and identity are hard stops (S2.23)."""
    require_member(by)
    text = words_of(reason, "reason")
    with working(case, by=by, at=at) as work:
        known = Rule.objects.filter(code=rule).first()
        if known is None:
            raise NotFound(what="rule", number=rule)
        if known.hard:
            raise HardStop(rule=known.code, kind=known.hard)
        work.refuse(OutsideRule(rule=known.code), text)
        return Override.objects.filter(case=work.case).latest("pk")


def review_override(override: int, again: bool, *, by: Person, at: datetime, words: str = "") -> OverrideReview:
    """Look at an override without blame: would we do it again? (S2.23)"""
    require_member(by)
    row = Override.objects.filter(pk=override).first()
    if row is None:
        raise NotFound(what="override", number=override)
    if OverrideReview.objects.filter(override=row).exists():
        raise AlreadyAnswered(what="override", answer=override)
    with working(row.case_id, by=by, at=at) as work:
        said = words_beside(words)
        review = OverrideReview.objects.create(override=row, again=again, words=said, by=by, at=at)
        work.note("override-reviewed", said, SeenBy.LEAD, override=row.pk, again=again)
        return review


def _option(code: str) -> Option | None:
    if not code:
        return None
    option = Option.objects.filter(code=code, ended_at=None).first()
    if option is None:
        raise NotFound(what="option", number=code)
    return option


def _reaches(role: str, needed: str) -> bool:
    order = [str(known) for known in ROLES_IN_ORDER]
    return role in order and order.index(role) >= order.index(needed)
