"""Mail is enough: a reply is read as an answer, proposed, and confirmed by the owner with one key (0.4.14)."""

from __future__ import annotations

from datetime import datetime

from amends.cases.models import SeenBy
from amends.casework.closing import confirm
from amends.casework.facts import facts_of
from amends.casework.offering import answer_offer
from amends.casework.questions import newest_closure
from amends.casework.restating import answer_restatement, newest_restatement
from amends.casework.working import CaseRef, Work, require_member, working
from amends.core.reading import answer as read_answer
from amends.core.refusal import AlreadyAnswered, NotFound, Unusable
from amends.messages.models import CustomerMessage
from amends.people.models import Person
from amends.remedies.models import Offer
from amends.understanding.models import ClosingQuestion, ProposedAnswer

# What the words of a reply mean, by what was asked.
MEANINGS = {
    "confirmation": {"yes": "yes", "not_quite": "not-yet", "not_yet": "not-yet", "no": "not-yet"},
    "offer": {"yes": "accepted", "not_quite": "countered", "not_yet": "countered", "no": "declined"},
    "restatement": {"yes": "yes", "not_quite": "not-quite", "not_yet": "not-quite", "no": "no"},
}


def propose_answer(work: Work, message: CustomerMessage) -> ProposedAnswer | None:
    """What a customer's message seems to answer; None when nothing was asked or it says none of these things.

    "Yes, but …" is proposed as what speaks against the yes, and never as a yes (0.4.14).
    """
    if message.person_id != work.case.customer_id:
        return None
    about, number = _open_question(work)
    read = read_answer(message.words.text)
    if not about or read.kind is None or read.kind == "thanks":
        return None
    row = ProposedAnswer.objects.create(
        message=message,
        case=work.case,
        about=about,
        about_id=number,
        answer=MEANINGS[about][read.kind],
        because=read.because[:200],
    )
    work.note("answer-proposed", seen_by=SeenBy.TEAM, about=about, answer=row.answer, message=message.pk)
    return row


def settle_answer(
    case: CaseRef, *, by: Person, at: datetime, answer: str = "", proposed: int | None = None
) -> ProposedAnswer:
    """Confirm what a reply was read as, or say what it is instead; "none" means that it is no answer (key y)."""
    require_member(by)
    with working(case, by=by, at=at) as work:
        rows = ProposedAnswer.objects.filter(case=work.case, settled_at=None).select_related("message__words")
        row = (rows.filter(pk=proposed) if proposed else rows.order_by("-pk")).first()
        if row is None:
            raise NotFound(what="answer", number=proposed or 0)
        chosen = answer or row.answer
        if chosen not in {*MEANINGS[row.about].values(), "none"}:
            raise Unusable(field="answer", fault="unknown", value=chosen)
        row.settled_at, row.settled_by, row.settled_as = at, by, chosen
        row.save(update_fields=["settled_at", "settled_by", "settled_as"])
        if chosen != "none":
            _record(work, row, chosen, by, at)
        return row


def _record(work: Work, row: ProposedAnswer, answer: str, by: Person, at: datetime) -> None:
    words = row.message.words.text
    if row.about == "confirmation":
        confirm(work, answer, by=by, at=at, words=words, how="email")
    elif row.about == "offer":
        answer_offer(work, answer, by=by, at=at, offer=row.about_id, words=words)
    else:
        newest = newest_restatement(work)
        if newest is None or newest.pk != row.about_id:
            raise AlreadyAnswered(what="restatement", answer=answer)
        answer_restatement(work, answer, by=by, at=at, words=words, how="email")


def _open_question(work: Work) -> tuple[str, int | None]:
    """The newest thing that waits for the customer's answer: is it put right, an offer, or did we get it right."""
    facts = facts_of(work.case, work.at)
    closure = newest_closure(work.case)
    if facts.has("asked") and not facts.has("confirmed") and (closure is None or closure.how == "unconfirmed"):
        question = ClosingQuestion.objects.filter(case=work.case).latest("pk")
        return "confirmation", question.pk
    offer = Offer.objects.filter(case=work.case).prefetch_related("answers").order_by("-pk").first()
    newest = newest_restatement(work)
    unanswered = newest is not None and not newest.answers.exists()
    if offer and not offer.answers.all() and not (unanswered and newest and newest.at >= offer.at):
        return "offer", offer.pk
    if newest and unanswered:
        return "restatement", newest.pk
    return "", None
