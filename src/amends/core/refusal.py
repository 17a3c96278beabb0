"""What the rules forbid: a code, its values, the act that leads on, and whether a reason carries it through."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar


class Refusal(Exception):
    """An act that is not done. Nothing typed is lost; `wording.sentence` puts it into words when it is read.

    `lead_on` names the act that is the shortest way on. `may_override` says whether "Do it anyway, because ..."
    is offered: never for law, safety, identity, cap and facts (requirements 0.4.1). `is_recorded` says that the attempt
    itself goes on record: somebody tried to make a promise look better than it is (S0.12).
    """

    code: ClassVar[str] = "refused"
    lead_on: ClassVar[str | None] = None
    may_override: ClassVar[bool] = False
    is_recorded: ClassVar[bool] = False

    def __init__(self, **values: Any) -> None:
        super().__init__(self.code)
        self.values: Mapping[str, Any] = values
        self.attempt: Callable[[], None] | None = None


class NotFinishedListening(Refusal):
    """An offer while the customer of a live contact has not finished (S0.3)."""

    code = "not-finished-listening"
    lead_on = "finish_listening"
    may_override = True


class NotSaidBack(Refusal):
    """An action before any restatement was delivered (S0.6)."""

    code = "not-said-back"
    lead_on = "restate"
    may_override = True


class RestatementDisputed(Refusal):
    """An action while the newest restatement is disputed and no new version went out (S0.7)."""

    code = "restatement-disputed"
    lead_on = "restate"
    may_override = True


class NeedsLead(Refusal):
    """A matter a Lead decides; alone, one written reason stands in (S3.6, 0.4.11)."""

    code = "needs-lead"
    lead_on = "ask_lead"
    may_override = True


class NamesNothing(Refusal):
    """An empathy or apology that names nothing of this case: send anyway, or amend (S0.8)."""

    code = "names-nothing"
    lead_on = "amend"
    may_override = True


class NothingTried(Refusal):
    """Closing as "cannot fix" with no action tried; values carry the unused options (S0.14)."""

    code = "nothing-tried"
    lead_on = "try_action"
    may_override = True


class NoWayOn(Refusal):
    """Closing as "cannot fix" without an escalation or an alternative (S0.14)."""

    code = "no-way-on"
    lead_on = "offer"
    may_override = True


class NotConfirmed(Refusal):
    """Closing in agreement without the customer's own yes (domain B.7-5): somebody else's yes is never made up."""

    code = "not-confirmed"
    lead_on = "ask_confirmation"


class PromiseOpen(Refusal):
    """Closing while a promise to the customer is still owed."""

    code = "promise-open"
    lead_on = "keep"
    may_override = True


class AlreadyDue(Refusal):
    """A promise past its due time can only be broken (S0.12, S0.15): a fact, never overridden."""

    code = "already-due"
    lead_on = "promise"
    is_recorded = True


class PromiseSettled(Refusal):
    """A promise that was kept, moved, broken or released is no longer open (S0.12)."""

    code = "promise-settled"
    lead_on = "promise"
    is_recorded = True


class NotYourMove(Refusal):
    """A move in the conversation that belongs to the other party: nobody promises for somebody else (B.7-13)."""

    code = "not-your-move"
    lead_on = "request_promise"
    is_recorded = True


class NotReached(Refusal):
    """A call-back is kept by reaching the customer, not by a try or a letter (S2.36)."""

    code = "not-reached"
    lead_on = "renegotiate"


class RestsOnLater(Refusal):
    """A promise that falls due before what it rests on, with its buffer (S4.14); values: due, earliest, zone."""

    code = "rests-on-later"
    lead_on = "promise"
    may_override = True


class SlotTaken(Refusal):
    """A published time that is promised to a customer is not withdrawn: move that promise first (S2.35)."""

    code = "slot-taken"
    lead_on = "renegotiate"


class NotAsked(Refusal):
    """A follow-up is not complete before "is there anything else?" was asked (S3.34)."""

    code = "not-asked"
    lead_on = "amend"
    may_override = True


class CustomersChoice(Refusal):
    """The customer chose how often they hear of us (S4.16); values: customer."""

    code = "customers-choice"
    lead_on = "tell_progress"
    may_override = True


class DueInPast(Refusal):
    """A due time that is not in the future."""

    code = "due-in-past"
    lead_on = "promise"


class FirstWordsLocked(Refusal):
    """First words are never edited, only annotated (S0.4)."""

    code = "first-words-locked"
    lead_on = "annotate"


class CaseClosed(Refusal):
    """An act on a closed case; reopening leads on."""

    code = "case-closed"
    lead_on = "reopen"


class NotClosed(Refusal):
    """An act that needs a closed case."""

    code = "not-closed"
    lead_on = "close"


class WroteMeanwhile(Refusal):
    """The customer wrote since the page was read: read it, then send anyway or change it (C35)."""

    code = "wrote-meanwhile"
    lead_on = "read"
    may_override = True


class OverCap(Refusal):
    """More than this person may give: a cap is never overridden (S2.23)."""

    code = "over-cap"
    lead_on = "ask_lead"


class OtherCurrency(Refusal):
    """An amount that the limit of a role cannot be held against; values: currency, house (S2.22)."""

    code = "other-currency"
    lead_on = "ask_lead"
    may_override = True


class OutsideRule(Refusal):
    """A rule of the house says no; a reason carries it through and is listed for review (S2.23)."""

    code = "outside-rule"
    lead_on = "override"
    may_override = True


class HardStop(Refusal):
    """Law, safety, identity or fraud: no reason carries it through (S2.23)."""

    code = "hard-stop"
    lead_on = "ask_lead"


class NoOwner(Refusal):
    """An open case always has exactly one named owner (domain B.7-1)."""

    code = "no-owner"
    lead_on = "assign"


class NotAllowed(Refusal):
    """The person lacks the role for this act."""

    code = "not-allowed"


class Unusable(Refusal):
    """Input that cannot be used; values: field, sentence."""

    code = "unusable"


class NotFound(Refusal):
    """Nothing is known under this number or address; values: what, number."""

    code = "not-found"


class AlreadyAnswered(Refusal):
    """The same answer was given already, or the thing it answers is no longer open."""

    code = "already-answered"


class NobodyAbove(Refusal):
    """A case cannot go up where nobody leads: it stays with its owner (S1.43)."""

    code = "nobody-above"


class HasPersonalData(Refusal):
    """A lesson that still names the customer (S0.16); values: found."""

    code = "has-personal-data"
    lead_on = "amend"


class NoLesson(Refusal):
    """A case is not learned without a lesson or "nothing new" (S0.16)."""

    code = "no-lesson"
    lead_on = "draft_lesson"
    may_override = True


class ContentMissing(Refusal):
    """A letter that lacks what its rule asks for, and may not go like that: law, never overridden; values: missing."""

    code = "content-missing"
    lead_on = "amend"


class CannotExtend(Refusal):
    """A clock that its pack does not let be moved, not so far, or not without telling; values: fault, latest."""

    code = "cannot-extend"
    lead_on = "write"


def every_refusal() -> tuple[type[Refusal], ...]:
    """All refusals, sorted by code, for the documentation and its test."""
    return tuple(sorted(Refusal.__subclasses__(), key=lambda refusal: refusal.code))
