"""Empathise, apologise, assure; and the named owner a case is never without (S0.8 to S0.10)."""

from __future__ import annotations

from datetime import datetime

from amends.cases.models import Assignment, SeenBy, Words
from amends.casework import letters, rota
from amends.casework.questions import newest_assignment
from amends.casework.working import CaseRef, Work, require_member, words_of, working
from amends.core.reading import names_something
from amends.core.refusal import AlreadyAnswered, NamesNothing
from amends.messages.models import CustomerMessage
from amends.people.models import Person
from amends.promises.models import FollowUp
from amends.understanding.models import (
    Apology,
    Assurance,
    EmpathyStatement,
    FeelingReading,
    FirstWords,
    Restatement,
    UnderlyingProblem,
)


def empathise(
    case: CaseRef,
    words: str,
    *,
    by: Person,
    at: datetime,
    message: CustomerMessage | None = None,
    override: str | None = None,
) -> EmpathyStatement:
    """Record the empathy in the words used; one that names nothing of this case is asked about first (S0.8)."""
    with working(case, by=by, at=at) as work:
        return EmpathyStatement.objects.create(**_spoken(work, words, "empathised", message, override))


def apologise(
    case: CaseRef,
    words: str,
    *,
    by: Person,
    at: datetime,
    message: CustomerMessage | None = None,
    override: str | None = None,
) -> Apology:
    """Record the apology in the words used, apart from the empathy (S0.8)."""
    with working(case, by=by, at=at) as work:
        return Apology.objects.create(**_spoken(work, words, "apologised", message, override))


def assure(case: CaseRef, words: str, *, by: Person, at: datetime, message: CustomerMessage | None = None) -> Assurance:
    """The owner takes it on towards the customer by name, with the way to reach them (S0.10)."""
    text = words_of(words)
    with working(case, by=by, at=at) as work:
        work.require_team()
        work.refuse_if_closed()
        said, owner = Words.say(text), work.owner
        take(work)
        work.note("assured", said, SeenBy.CUSTOMER, owner=owner.pk)
        return Assurance.objects.create(
            case=work.case, words=said, owner=owner, message=message, by=by, at=at, recorded_at=at
        )


def names_nothing(work: Work, text: str) -> bool:
    """Whether a passage shares no word with the facts and feelings of this case (S0.8)."""
    rows = (
        FirstWords.objects.filter(case=work.case).values_list("words__text", flat=True),
        UnderlyingProblem.objects.filter(case=work.case).values_list("words__text", flat=True),
        Restatement.objects.filter(case=work.case).values_list("words__text", flat=True),
        FeelingReading.objects.filter(case=work.case).values_list("word", flat=True),
    )
    return not names_something(text, [word for row in rows for word in row])


def take(work: Work) -> None:
    """Mark that a person has taken the case, from when the customer is told the name (0.4.13)."""
    assignment = newest_assignment(work.case)
    if assignment.taken_at is None and assignment.owner_id == work.by.pk:
        Assignment.objects.filter(pk=assignment.pk).update(taken_at=work.at)
        work.note("taken", seen_by=SeenBy.CUSTOMER, owner=assignment.owner_id)


def assign(case: CaseRef, to: Person, *, by: Person, at: datetime, tell_customer: bool = True) -> Assignment:
    """Hand the case to another named person of the team; the customer is told who and how to reach them (S0.10).

    For somebody who is away the stand-in takes it. Raises AlreadyAnswered where it is theirs already, NotAllowed.
    """
    require_member(to)
    answers, asked = rota.present(to, at)
    with working(case, by=by, at=at) as work:
        work.require_team()
        assignment = newest_assignment(work.case)
        if (assignment.owner_id, assignment.stands_in_for_id) == (answers.pk, asked and asked.pk):
            raise AlreadyAnswered(what="owner", answer=answers.name)
        return hand_over(work, answers, asked, tell_customer)


def hand_over(work: Work, to: Person, stands_in_for: Person | None, tell_customer: bool) -> Assignment:
    """Give a case to another owner inside another act; the customer is told who and how to reach them (S0.10)."""
    row = Assignment.objects.create(
        case=work.case,
        owner=to,
        stands_in_for=stands_in_for,
        taken_at=work.at if to.pk == work.by.pk else None,
        by=work.by,
        at=work.at,
    )
    work.assignment = row
    FollowUp.objects.filter(case=work.case, done_at=None).update(owner=to)
    work.note("assigned", seen_by=SeenBy.CUSTOMER, owner=to.pk, stands_in_for=stands_in_for and stands_in_for.pk)
    work.tell(to, "given-to-you")
    if tell_customer:
        letters.send_new_owner(work, to)
    return row


def _spoken(
    work: Work, words: str, code: str, message: CustomerMessage | None, override: str | None
) -> dict[str, object]:
    work.require_team()
    work.refuse_if_closed()
    text = words_of(words)
    bare = names_nothing(work, text)
    if bare:
        work.refuse(NamesNothing(words=text[:200]), override)
    said = Words.say(text)
    work.note(code, said, SeenBy.CUSTOMER, message=message and message.pk, names_something=not bare)
    return {
        "case": work.case,
        "words": said,
        "message": message,
        "names_something": not bare,
        "by": work.by,
        "at": work.at,
        "recorded_at": work.at,
    }
