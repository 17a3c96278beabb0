"""Say the problem back until the customer says "yes, that's it" (S0.6, S0.7)."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from amends.cases.models import Issue, SeenBy, Words
from amends.casework.listening import mark_finished
from amends.casework.promising import keep_first_answer
from amends.casework.working import CaseRef, Work, words_beside, words_of, working
from amends.core.refusal import AlreadyAnswered, NotFound, Unusable
from amends.messages.models import CustomerMessage
from amends.people import queries as people
from amends.people.models import Person
from amends.understanding.models import Restatement, RestatementAnswer

SPOKEN = ("phone", "in-person")
HOW = (*SPOKEN, "email", "page", "letter")
# From this many disputed versions on, a Lead looks (S0.7).
LEAD_LOOKS_AT = 3


def restate(
    case: CaseRef,
    words: str,
    *,
    by: Person,
    at: datetime,
    how: str = "phone",
    answer: str = "",
    issue: int | None = None,
    message: CustomerMessage | None = None,
) -> Restatement:
    """Say the problem back as a new version, delivered by voice or in a message (S0.6).

    Without `issue` it is about all that the case has. With `answer` the customer's spoken answer is recorded in the
    same press ("read aloud, agreed"). The first read-back of a live contact marks that the customer has finished
    (0.4.3).
    """
    text = words_of(words)
    if how not in HOW:
        raise Unusable(field="how", fault="unknown", value=how)
    with working(case, by=by, at=at) as work:
        work.require_team()
        work.refuse_if_closed()
        about, said = _issue(work, issue), Words.say(text)
        mark_finished(work, "read-back")
        row = _next_version(work, said, about, how, message)
        work.note("restated", said, SeenBy.CUSTOMER, row.at, restatement=row.pk, version=row.version, how=how)
        if message is None and how in SPOKEN:
            keep_first_answer(work, how)
        if answer:
            answer_restatement(work, answer, by=by, at=at, how=how)
        return row


def answer_restatement(
    case: CaseRef,
    answer: str,
    *,
    by: Person,
    at: datetime,
    words: str = "",
    how: str = "page",
    version: int | None = None,
) -> RestatementAnswer:
    """The customer's answer to the newest version, or to the newest of an issue: yes, not-quite or no (S0.7).

    Only the customer answers; somebody of the team can record what the customer said, and it is so marked. Every
    answer stays; the newest counts. At the third disputed version a Lead is told.
    """
    if answer not in RestatementAnswer.Answer.values:
        raise Unusable(field="answer", fault="unknown", value=answer)
    with working(case, by=by, at=at) as work:
        work.require_party()
        newest = _answerable(work, version)
        last = newest.answers.order_by("-pk").first()
        if last and last.answer == answer and not words:
            raise AlreadyAnswered(what="restatement", answer=answer)
        said = words_beside(words)
        row = RestatementAnswer.objects.create(
            restatement=newest,
            answer=answer,
            words=said,
            by=work.case.customer,
            recorded_by=by,
            how=how,
            at=at,
            recorded_at=at,
            practice=work.case.practice,
        )
        customer, version = work.case.customer, newest.version
        work.note(f"understood-{answer}", said, SeenBy.CUSTOMER, by=customer, version=version, recorded_by=by.pk)
        _tell(work, answer)
        return row


def newest_restatement(work: Work) -> Restatement | None:
    """The version that counts, None before the first."""
    return Restatement.objects.filter(case=work.case).order_by("-version").first()


def disputed_versions(work: Work) -> int:
    """How many versions the customer disputed."""
    rows = RestatementAnswer.objects.filter(restatement__case=work.case).exclude(answer="yes")
    return rows.values("restatement").distinct().count()


def _issue(work: Work, number: int | None) -> Issue | None:
    if number is None:
        return None
    row = Issue.objects.filter(case=work.case, pk=number).first()
    if row is None:
        raise NotFound(what="issue", number=number)
    return row


def _next_version(
    work: Work, said: Words, issue: Issue | None, how: str, message: CustomerMessage | None
) -> Restatement:
    newest = newest_restatement(work)
    return Restatement.objects.create(
        case=work.case,
        issue=issue,
        version=newest.version + 1 if newest else 1,
        words=said,
        how=how,
        message=message,
        by=work.by,
        at=message.at if message else work.at,
        recorded_at=work.at,
        practice=work.case.practice,
    )


def _answerable(work: Work, version: int | None) -> Restatement:
    """The newest version, or the one that is meant where nothing newer says the same issue, or all of them, back."""
    newest = newest_restatement(work)
    if newest is None or version is None or newest.version == version:
        meant = newest
    else:
        rows = Restatement.objects.filter(case=work.case)
        meant = rows.filter(version=version).exclude(issue=None).first()
        if meant and rows.filter(Q(issue=meant.issue_id) | Q(issue=None), version__gt=version).exists():
            meant = None
    if meant is None:
        raise NotFound(what="restatement", number=version or 1)
    return meant


def _tell(work: Work, answer: str) -> None:
    work.tell(work.owner, "answered-restatement", answer=answer)
    if answer != "yes" and disputed_versions(work) >= LEAD_LOOKS_AT:
        for lead in people.leads():
            work.tell(lead, "disputed-three-times")
