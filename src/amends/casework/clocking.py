"""Acts on the clocks of a case: a moment told with its evidence, a letter the rule asks for, an extension."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from amends.cases.models import Issue, SeenBy, Words
from amends.casework import replying
from amends.casework.clocks import ClockView, clock_views, running_packs, set_timer, start_clocks
from amends.casework.moments import Moments, moments_of, of_issue
from amends.casework.working import CaseRef, Work, words_of, working
from amends.core import clocks as core
from amends.core.packs import LETTERS, TOLD_MOMENTS, Duty
from amends.core.refusal import ContentMissing, NotFound, Unusable
from amends.messages.models import CustomerMessage
from amends.people.models import Person
from amends.promises.models import ClockEvent, Moment

WAYS = ("phone", "in-person", "letter", "email", "page")


@dataclass(frozen=True)
class Evidence:
    """What shows that a moment was: one of our messages, or words said or posted, at an instant."""

    at: datetime
    text: str
    how: str
    message: CustomerMessage | None = None
    words: Words | None = None


@dataclass(frozen=True)
class _Meant:
    """A clock that a moment is meant for, and what its pack finds missing."""

    view: ClockView
    missing: tuple[Duty, ...]

    @property
    def runs_on(self) -> bool:
        return any(duty.missing == "run-on" for duty in self.missing)


def record_moment(
    case: CaseRef,
    moment: str,
    *,
    by: Person,
    at: datetime,
    issue: int = 0,
    by_message: int = 0,
    words: str = "",
    how: str = "phone",
    happened_at: datetime | None = None,
) -> dict[str, Any]:
    """Put a moment on record that a rule counts from or asks for; answers what each clock made of it.

    A letter is shown by one of our messages, or by its words where it was said or posted. One that lacks what the rule
    asks for is refused, or recorded and the clock runs on, as the pack says. Raises ContentMissing, Unusable, NotFound.
    """
    if moment not in TOLD_MOMENTS:
        raise Unusable(field="moment", fault="unknown", value=moment[:40])
    with working(case, by=by, at=at) as work:
        work.require_team()
        about = _issue(work, issue)
        evidence = evidence_of(work, moment, by_message, words, how, happened_at)
        meant = _meant(work, moment, about, evidence)
        _refuse_without_content(meant)
        return _record(work, moment, about, evidence, meant)


def stop_clock(
    case: CaseRef,
    clock: str,
    *,
    by: Person,
    at: datetime,
    issue: int = 0,
    moment: str = "",
    by_message: int = 0,
    words: str = "",
    how: str = "phone",
    happened_at: datetime | None = None,
) -> dict[str, Any]:
    """Stop a clock with evidence: the moment it waits for (the first of its list where none is named) on record.

    Raises Unusable for a moment that this clock does not wait for, and what `record_moment` raises.
    """
    with working(case, by=by, at=at) as work:
        view = find_clock(work, clock, issue)
        ways = [name for name in view.rule.stops_on if name in TOLD_MOMENTS]
        if not (moment or ways):
            raise Unusable(field="moment", fault="empty")
        if moment and moment not in (*view.rule.stops_on, *view.rule.exempted_by):
            raise Unusable(field="moment", fault="unknown", value=moment[:40])
        evidence: dict[str, Any] = {"by_message": by_message, "words": words, "how": how, "happened_at": happened_at}
        return record_moment(work, moment or ways[0], issue=issue or view.row.issue_id or 0, by=by, at=at, **evidence)


def acknowledge(
    case: CaseRef, *, by: Person, at: datetime, by_message: int = 0, words: str = "", how: str = "letter"
) -> dict[str, Any]:
    """Put on record that the complaint was acknowledged: by one of our messages, or in words said or posted."""
    return record_moment(case, "acknowledged", by=by, at=at, by_message=by_message, words=words, how=how)


def send_response(case: CaseRef, moment: str, text: str, *, by: Person, at: datetime, issue: int = 0) -> dict[str, Any]:
    """Write the letter that a rule asks for (final-response, summary-resolution, signpost, …) and record what it stops.

    What may not go without a part is refused before it is sent. Raises ContentMissing and what `write` refuses.
    """
    if moment not in LETTERS:
        raise Unusable(field="moment", fault="unknown", value=moment[:40])
    with working(case, by=by, at=at) as work:
        work.require_team()
        about = _issue(work, issue)
        _refuse_without_content(_meant(work, moment, about, Evidence(at, words_of(text, "text"), "email")))
        sent = replying.write(work, text, by=by, at=at)
        return record_moment(work, moment, by=by, at=at, issue=issue, by_message=sent.pk)


def evidence_of(
    work: Work, moment: str, by_message: int, words: str, how: str, happened_at: datetime | None
) -> Evidence:
    """What shows a moment: one of the messages of the case, else words said or posted. Raises Unusable, NotFound."""
    if by_message:
        message = CustomerMessage.objects.filter(case=work.case, pk=by_message).select_related("words").first()
        if message is None or (moment in LETTERS and message.direction != CustomerMessage.Direction.OUT):
            raise NotFound(what="message", number=by_message)
        return Evidence(message.at, message.words.text, message.channel, message)
    if how not in WAYS:
        raise Unusable(field="how", fault="unknown", value=how[:20])
    if moment in LETTERS and not words.strip():
        raise Unusable(field="words", fault="empty")
    said = Words.say(words_of(words)) if words.strip() else None
    when = happened_at or work.at
    if when > work.at:
        raise Unusable(field="happened_at", fault="still-to-come")
    return Evidence(when, said.text if said else "", how, None, said)


def find_clock(work: Work, clock: str, issue: int) -> ClockView:
    """The open clock of a name ("final-response" or "uk-fca-disp1/final-response") or number, else the last such one.

    Raises NotFound, and Unusable where several packs or several issues of the case have such a clock and none is named.
    """
    pack, _, name = clock.rpartition("/")
    views = [
        view
        for view in clock_views(work.case, work.house, work.at)
        if (view.rule.id == name or str(view.row.pk) == clock)
        and (not pack or view.pack.name == pack)
        and (not issue or view.row.issue_id in (None, issue))
    ]
    running = [view for view in views if view.reading.is_open] or views[-1:]
    if not running:
        raise NotFound(what="clock", number=clock[:40])
    if len(running) > 1:
        raise _several(running)
    return running[0]


def _several(views: Sequence[ClockView]) -> Unusable:
    """Which of several clocks is meant: its pack has to be named, else its issue, else its number."""
    names = sorted({f"{view.pack.name}/{view.rule.id}" for view in views})
    if len(names) == 1 and len({view.row.issue_id for view in views}) > 1:
        return Unusable(field="issue", fault="empty")
    choices = names if len(names) > 1 else [str(view.row.pk) for view in views]
    return Unusable(field="clock", fault="several", choices=choices)


def _issue(work: Work, number: int) -> Issue | None:
    if not number:
        return None
    found = Issue.objects.filter(case=work.case, pk=number).first()
    if found is None:
        raise NotFound(what="issue", number=number)
    return found


def _meant(work: Work, moment: str, issue: Issue | None, evidence: Evidence) -> list[_Meant]:
    """The open clocks that wait for this moment, each with what its pack finds missing in the text."""
    moments = moments_of(work.case, work.at)
    views = clock_views(work.case, work.house, work.at, moments)
    found = []
    for view in views:
        awaited = moment in (*view.rule.stops_on, *view.rule.exempted_by)
        about = issue is None or view.row.issue_id in (None, issue.pk)
        if view.reading.is_open and awaited and about:
            reached = _reached(view, views, moment, moments, evidence.at)
            parts = core.missing_parts(view.pack, moment, evidence.text, reached)
            found.append(_Meant(view, parts))
    return found


def _reached(
    view: ClockView, views: Sequence[ClockView], moment: str, moments: Moments, now: datetime
) -> Mapping[str, bool]:
    """Of each duty that needs another moment, whether that came, in time for the clock it names."""
    of_this = of_issue(moments, view.row.issue_id)
    found = {}
    for duty in view.pack.duties:
        if duty.moment == moment and duty.needs:
            ends = [
                other.due_at
                for other in views
                if other.rule.id == duty.by_clock and other.row.issue_id == view.row.issue_id
            ]
            until = min(ends, default=now) if duty.by_clock else now
            found[duty.id] = any(view.row.anchor_at <= at <= until for at in of_this.get(duty.needs, ()))
    return found


def _refuse_without_content(meant: Sequence[_Meant]) -> None:
    for each in meant:
        missing = [duty for duty in each.missing if duty.missing == "refuse"]
        if missing:
            raise ContentMissing(
                clock=each.view.rule.title, missing=[dict(duty.says) for duty in missing], source=each.view.pack.source
            )


def _record(
    work: Work, moment: str, issue: Issue | None, evidence: Evidence, meant: Sequence[_Meant]
) -> dict[str, Any]:
    row = Moment.objects.create(
        case=work.case,
        issue=issue,
        name=moment,
        how=evidence.how,
        message=evidence.message,
        words=evidence.words,
        by=work.by,
        at=evidence.at,
        recorded_at=work.at,
    )
    by_customer = SeenBy.CUSTOMER if moment in LETTERS else SeenBy.TEAM
    work.note("moment", evidence.words, by_customer, evidence.at, moment=moment, issue=issue and issue.pk, row=row.pk)
    answers = [_settle(work, moment, each, evidence) for each in meant]
    issues = list(Issue.objects.filter(case=work.case).order_by("pk"))
    start_clocks(work, running_packs(work.at), moments_of(work.case, work.at), issues)
    set_timer(work, work.at)
    return {"moment": moment, "at": evidence.at.isoformat(), "clocks": answers}


def _settle(work: Work, moment: str, meant: _Meant, evidence: Evidence) -> dict[str, Any]:
    what = ClockEvent.What.STOPPED
    if meant.runs_on:
        what = ClockEvent.What.TRIED
    elif moment in meant.view.rule.exempted_by:
        what = ClockEvent.What.EXEMPTED
    missing = [{"id": duty.id, "says": dict(duty.says), "missing": duty.missing} for duty in meant.missing]
    ClockEvent.objects.create(
        clock=meant.view.row,
        what=what,
        at=evidence.at,
        recorded_at=work.at,
        by=work.by,
        message=evidence.message,
        words=evidence.words,
        data={"moment": moment, "missing": missing},
    )
    work.note(f"clock-{what.value}", happened_at=evidence.at, clock=meant.view.row.pk, moment=moment)
    return {
        "clock": meant.view.rule.id,
        "pack": meant.view.pack.name,
        "issue": meant.view.row.issue_id,
        "stopped": what != ClockEvent.What.TRIED,
        "missing": [duty.says["en"] for duty in meant.missing],
    }
