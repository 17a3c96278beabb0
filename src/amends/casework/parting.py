"""The issues of a case: each can be answered, and counted, by itself."""

from __future__ import annotations

from datetime import datetime

from amends.cases.models import Issue
from amends.casework.clocks import clock_views, running_packs, set_timer, start_clocks
from amends.casework.moments import moments_of
from amends.casework.working import CaseRef, Work, words_of, working
from amends.core.refusal import NotFound, Unusable
from amends.people.models import Person
from amends.promises.models import ClockEvent, IssueSubject, Moment

MOST_ISSUES = 50


def add_issue(
    case: CaseRef, title: str, *, by: Person, at: datetime, subject: str = "", aware_at: datetime | None = None
) -> Issue:
    """Mark another issue of a case. It counts from when we heard of the case, unless it came up later (`aware_at`)."""
    words = words_of(title, "title", longest=300)
    with working(case, by=by, at=at) as work:
        work.require_team()
        work.refuse_if_closed()
        if Issue.objects.filter(case=work.case).count() >= MOST_ISSUES:
            raise Unusable(field="title", fault="too-long", longest=MOST_ISSUES)
        if aware_at is not None and aware_at > at:
            raise Unusable(field="aware_at", fault="still-to-come")
        issue = Issue.objects.create(case=work.case, title=words, by=by, at=at)
        if aware_at is not None:
            Moment.objects.create(case=work.case, issue=issue, name="awareness", by=by, at=aware_at, recorded_at=at)
        if subject.strip():
            IssueSubject.objects.create(issue=issue, subject=_subject(subject), by=by, at=at)
        work.note("issue-added", issue=issue.pk)
        _count(work, issue)
        return issue


def set_subject(case: CaseRef, issue: int, subject: str, *, by: Person, at: datetime) -> Issue:
    """Say what an issue is about in the words of the packs, such as "payment-service"; its clocks are chosen by it.

    Clocks of rules that do not apply are set aside, and those that do count from the same awareness.
    """
    with working(case, by=by, at=at) as work:
        work.require_team()
        row = Issue.objects.filter(case=work.case, pk=issue).first()
        if row is None:
            raise NotFound(what="issue", number=issue)
        IssueSubject.objects.create(issue=row, subject=_subject(subject), by=by, at=at)
        work.note("subject-set", issue=row.pk, subject=_subject(subject))
        for view in clock_views(work.case, work.house, at):
            applies = view.pack.applies(work.kind.kind, _subject(subject))
            if view.row.issue_id == row.pk and view.reading.is_open and not applies:
                ClockEvent.objects.create(
                    clock=view.row, what=ClockEvent.What.SET_ASIDE, at=at, recorded_at=at, by=by, data={}
                )
        _count(work, row)
        return row


def _subject(text: str) -> str:
    return "-".join(text.lower().split())[:60]


def _count(work: Work, issue: Issue) -> None:
    """Start what counts for an issue as it is now, from its awareness or that of the case."""
    packs = running_packs(work.at)
    if packs:
        issues = list(Issue.objects.filter(case=work.case).order_by("pk"))
        start_clocks(work, packs, moments_of(work.case, work.at), issues, new=[issue])
        set_timer(work, work.at)
