"""Questions as plain values, for `amends play`, the API and scripts; nothing here changes anything."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from amends.cases.models import Case, Entry
from amends.cases.verifying import verify as verify_timelines
from amends.casework import queries, worklist
from amends.casework.acting import unused_options
from amends.casework.digest import given
from amends.casework.hinting import feasible
from amends.casework.telling import tell, tell_promise
from amends.casework.wording.mails import because_words
from amends.casework.worklist import ListOf
from amends.channels.models import OutboxMail, RawMail
from amends.core.refusal import NotFound, Unusable
from amends.learning.models import Lesson, LessonReading
from amends.people import queries as people
from amends.people.models import Notice, Person
from amends.remedies.models import Offer, Override


def case(case: int, *, by: Person, at: datetime) -> dict[str, Any]:
    """Where a case stands: its steps and what completes them, feelings, versions, promises, offers, what is missing."""
    view = _view(case, at)
    return {
        **tell(view.row, at),
        "first_words": view.first_words.words.text if view.first_words else "",
        "problems": [{"version": row.version, "words": row.words.text} for row in view.problems],
        "feelings": [
            {"word": row.word, "level": row.level, "source": row.source, "by": row.by.name, "at": row.at.isoformat()}
            for row in view.feelings
        ],
        "apologies": [
            {"words": row.words, "at": row.at.isoformat(), "before": row.before, "after": row.after}
            for row in view.apologies
        ],
        "listened_seconds": _listened_seconds(view),
        "issues": _issues(view),
        "restatements": tell(view.restatements, at),
        "understood": any(step.step.id == "repeat" and step.status == "done" for step in view.standing.steps),
        "steps": [
            {
                "id": row.step.id,
                "title": row.step.title,
                "status": row.status.value,
                "completes": list(row.step.evidence),
                "missing": list(row.missing),
            }
            for row in view.standing.steps
        ],
        "missing_for_closing": list(view.standing.missing_for_closing),
        "promises": [tell_promise(row.promise, at) for row in view.promises],
        "offers": [_offer(row, at) for row in view.offers],
        "actions": [{"words": row.words.text, "option": row.option.code if row.option else ""} for row in view.actions],
        "closed": tell(view.closure, at),
    }


def _issues(view: queries.CaseView) -> list[dict[str, Any]]:
    titles = view.case.issues.order_by("pk").values_list("pk", "title")
    return [
        {"id": number, "title": title, "understood": "understood" in view.facts.issues[number]}
        for number, title in titles
    ]


def my_work(*, by: Person, at: datetime) -> list[dict[str, Any]]:
    """The open cases of the one who asks, next promise first; 50 at most."""
    return [tell(line, at) for line in worklist.lines(ListOf.MINE, by, at)]


def timeline(case: int, *, by: Person, at: datetime) -> list[dict[str, Any]]:
    """Everything that happened in a case, oldest first, with the words as they stand now."""
    rows = Entry.objects.filter(stream=f"case:{_view(case, at).case.pk}").select_related("words", "by").order_by("seq")
    return [tell_entry(row) for row in rows]


def tell_entry(row: Entry) -> dict[str, Any]:
    """An entry of a timeline as plain values."""
    return {
        "seq": row.seq,
        "code": row.code,
        "by": row.by.name,
        "at": row.happened_at.isoformat(),
        "recorded": row.recorded_at.isoformat(),
        "seen_by": row.seen_by,
        "words": row.words.text if row.words else "",
        "data": row.data,
    }


def owners(case: int, *, by: Person, at: datetime) -> list[dict[str, Any]]:
    """Who was the named owner, and from when; there is no moment without one (S0.10)."""
    rows = _view(case, at).case.assignments.select_related("owner").order_by("pk")
    return [
        {"owner": row.owner.name, "from": row.at.isoformat(), "stands_in": bool(row.stands_in_for_id)} for row in rows
    ]


def notices(*, by: Person, at: datetime) -> list[dict[str, Any]]:
    """What the one who asks has been told of and not seen yet, newest first; 99 at most."""
    rows = Notice.objects.filter(person=by, seen_at=None).order_by("-pk")[:99]
    return [
        {"id": row.pk, "code": row.code, "case": row.case_number, "values": row.values, "at": row.at.isoformat()}
        for row in rows
    ]


def lessons(*, by: Person, at: datetime) -> list[dict[str, Any]]:
    """Every lesson, newest first, with who has not read it yet."""
    return [tell(row, at) for row in Lesson.objects.select_related("publication").order_by("-pk")[:99]]


def unread_lessons(*, by: Person, at: datetime) -> list[dict[str, Any]]:
    """The lessons the one who asks has not read."""
    rows = LessonReading.objects.filter(person=by, read_at=None).select_related("lesson__publication").order_by("pk")
    return [tell(row.lesson, at) for row in rows[:99]]


def overrides(*, by: Person, at: datetime) -> list[dict[str, Any]]:
    """Decisions against a rule, for a review without blame, newest first; 99 at most (S2.23)."""
    rows = Override.objects.filter(practice=False).select_related("reason", "by").order_by("-pk")[:99]
    return [
        {
            "id": row.pk,
            "case": row.case_id,
            "rule": row.rule,
            "reason": row.reason.text,
            "by": row.by.name,
            "reviewed": hasattr(row, "review"),
        }
        for row in rows
    ]


def options(case: int, *, by: Person, at: datetime) -> list[dict[str, Any]]:
    """What the one who asks may still do alone to put a case right (S0.14)."""
    return [{"code": row.code, "title": row.title} for row in unused_options(_view(case, at).case.pk, by)]


def digest(*, by: Person, at: datetime) -> list[dict[str, Any]]:
    """What was given today without asking anybody, newest first: a Lead reads it, and is not interrupted (S2.22)."""
    zone = ZoneInfo(people.house().zone)
    morning = at.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return [
        {
            "case": row.case_id,
            "words": row.words.text,
            "option": row.option.code if row.option else "",
            "amount": tell(row.amount, at),
            "currency": row.currency,
            "by": row.by.name,
            "at": row.at.isoformat(),
        }
        for row in given(morning, at + timedelta(microseconds=1))
    ]


def due(
    case: int,
    *,
    by: Person,
    at: datetime,
    within: str = "",
    due: datetime | None = None,
    kind: str = "action",
    rests_on: int | None = None,
) -> dict[str, Any]:
    """What the customer would be told before a promise is made: the clock time in their zone, why, and doubts (S0.11).

    Doubts are the hints of `feasible` by their codes; they stop nothing. Raises Unusable, NotFound.
    """
    told = feasible(case, by=by, at=at, due=due, within=within, kind=kind, rests_on=rests_on)
    if told["due"] is None:
        raise Unusable(field="due", fault="empty")
    doubts = [hint["code"] for hint in told["hints"]]
    return {"due": told["due"], "words": told["words"], "why": told["why"], "doubts": doubts}


def mails(case: int = 0, *, by: Person, at: datetime) -> list[dict[str, Any]]:
    """The mails of a case, or the newest 99 of all, in the order they were written."""
    rows = OutboxMail.objects.filter(case=case) if case else OutboxMail.objects.all()
    return [
        {
            "case": row.case_id,
            "to": row.to_address,
            "subject": row.subject,
            "text": row.text,
            "message_id": row.mail_id,
            "in_reply_to": row.in_reply_to,
            "automatic": row.automatic,
            "sent": tell(row.sent_at, at),
        }
        for row in list(rows.order_by("-pk")[:99])[::-1]
    ]


def find(text: str, *, by: Person, at: datetime) -> list[dict[str, Any]]:
    """Cases by number, customer, address, phone, first words or problem (S0.4)."""
    return [tell(row, at) for row in queries.find(text)]


def held_mails(*, by: Person, at: datetime) -> list[dict[str, Any]]:
    """Mails that could not be filed by themselves and wait for a person, newest first; 99 at most."""
    rows = RawMail.objects.filter(filed=RawMail.Filed.HELD).order_by("-pk")[:99]
    return [
        {"id": row.pk, "source": row.source, "because": because_words(row), "at": row.stored_at.isoformat()}
        for row in rows
    ]


def verify(*, by: Person, at: datetime) -> list[dict[str, Any]]:
    """What the check of the timelines finds: nothing, changed, missing or cut off entries, erased words."""
    return [{"stream": row.stream, "seq": row.seq, "what": row.what} for row in verify_timelines()]


def _offer(offer: Offer, at: datetime) -> dict[str, Any]:
    answers = [answer.answer for answer in offer.answers.all()]
    return {"id": offer.pk, "words": offer.words.text, "amount": tell(offer.amount, at), "answers": answers}


def _listened_seconds(view: queries.CaseView) -> int | None:
    return int((view.listened.at - view.listened.began_at).total_seconds()) if view.listened else None


def _view(number: int, at: datetime) -> queries.CaseView:
    found: Case | None = queries.find_case(number)
    if found is None:
        raise NotFound(what="case", number=number)
    return queries.CaseView(found, at)
