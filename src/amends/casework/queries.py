"""What the faces read: a case with everything about it; the lists of cases are in `worklist`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Q, prefetch_related_objects

from amends.cases.models import Case, Closure, Entry, Standing
from amends.casework import case_reads
from amends.casework.facts import facts_of
from amends.casework.questions import newest_assignment, newest_closure
from amends.channels.models import OutboxMail
from amends.core import standing as core
from amends.core.numbers import whole_number
from amends.core.promise import Verdict
from amends.messages.models import Attachment, CustomerMessage, HeldSend
from amends.people.models import Person
from amends.people.reads import put_beside
from amends.playbooks.models import PlaybookVersion
from amends.promises.models import Promise
from amends.remedies.models import ActionTried, Offer
from amends.understanding.models import (
    FeelingReading,
    Finished,
    FirstWords,
    ProposedAnswer,
    Restatement,
    UnderlyingProblem,
)

ENTRIES = 30
# Above every sequence number.
LAST_ENTRY = 2**31 - 1


@dataclass(frozen=True)
class PromiseView:
    """A promise with what it is at the instant of reading."""

    promise: Promise
    verdict: Verdict


@dataclass(frozen=True)
class MessageView:
    """A message with its files, and whether it came with a page of HTML, which is read only where it is shown."""

    message: CustomerMessage
    has_html: bool
    files: tuple[Attachment, ...]


@dataclass(frozen=True)
class ApologyView:
    """An apology in the words used, with the feeling last noted before it and first noted after it (S0.9)."""

    words: str
    at: datetime
    before: int | None
    after: int | None


class CaseView:
    """One case as it stands at an instant; each part is read once, when it is asked for."""

    def __init__(self, case: Case, now: datetime) -> None:
        self.case = case
        self.now = now

    @cached_property
    def row(self) -> Standing:
        """The case's line in the queues."""
        found: Standing = self._told.standing
        return found

    @cached_property
    def facts(self) -> core.Facts:
        """The facts of the case."""
        return facts_of(self.case, self.now, [row.promise for row in self.promises])

    @cached_property
    def standing(self) -> core.Standing:
        """The steps, and what is missing."""
        playbook = PlaybookVersion(text=self._told.told_playbook).playbook
        return core.assess(playbook, self.facts, self.now)

    @property
    def kind(self) -> str:
        """What kind of case it is."""
        return str(self._told.told_kind)

    @cached_property
    def owner(self) -> Person:
        """The named person answerable now."""
        return newest_assignment(self.case).owner

    @cached_property
    def closure(self) -> Closure | None:
        """The closure that holds, None for an open case."""
        return newest_closure(self.case) if self.facts.has("closed") else None

    @property
    def first_words(self) -> FirstWords | None:
        """What the customer said first."""
        return getattr(self._told, "first_words", None)

    @cached_property
    def problems(self) -> list[UnderlyingProblem]:
        """What is really wrong, oldest version first."""
        rows = UnderlyingProblem.objects.filter(case=self.case).select_related("words", "by").order_by("version")
        return list(rows) if self.facts.has("problem") else []

    @cached_property
    def feelings(self) -> list[FeelingReading]:
        """Feeling readings, oldest first."""
        rows = FeelingReading.objects.filter(case=self.case).select_related("by").order_by("at", "pk")
        return list(rows) if self.facts.has("feeling") else []

    @cached_property
    def apologies(self) -> list[ApologyView]:
        """Apologies with the tension before and after each, oldest first, in the order of the timeline."""
        if not self.facts.has("apology"):
            return []
        rows = Entry.objects.filter(stream=f"case:{self.case.pk}", code__in=("felt", "apologised"))
        entries = list(rows.select_related("words").order_by("seq"))
        levels = [entry.data["level"] if entry.code == "felt" else None for entry in entries]
        return [
            ApologyView(
                entry.words.text if entry.words else "",
                entry.happened_at,
                next((level for level in levels[:place][::-1] if level), None),
                next((level for level in levels[place:] if level), None),
            )
            for place, entry in enumerate(entries)
            if entry.code == "apologised"
        ]

    @cached_property
    def listened(self) -> Finished | None:
        """Since when we listened, and when the customer had finished; None while they speak (S0.3)."""
        return Finished.objects.filter(case=self.case).first()

    @cached_property
    def restatements(self) -> list[Restatement]:
        """Our versions of the problem with the answers to each, oldest first."""
        if not self.facts.has("restated"):
            return []
        rows = case_reads.RESTATEMENTS.rows(self.case.pk)
        put_beside(rows, "answers", case_reads.ANSWERS.rows(self.case.pk))
        return rows

    @cached_property
    def all_promises(self) -> list[PromiseView]:
        """Every promise of the case in the order they fall due, also what is only asked for, and a supplier's."""
        rows = case_reads.PROMISES.rows(self.case.pk)
        put_beside(rows, "happenings", case_reads.HAPPENINGS.rows(self.case.pk) if rows else [])
        return [PromiseView(row, row.verdict(self.now)) for row in rows]

    @cached_property
    def promises(self) -> list[PromiseView]:
        """What is promised to the customer, in the order it falls due."""
        to = self.case.customer_id
        return [row for row in self.all_promises if row.promise.promisee_id == to and row.verdict.is_given]

    @property
    def beneath(self) -> list[PromiseView]:
        """What is asked of somebody, and what others promised us; the customer does not read it."""
        ours = set(map(id, self.promises))
        return [row for row in self.all_promises if id(row) not in ours]

    @property
    def next_promise(self) -> PromiseView | None:
        """The promise that is owed next."""
        return next((row for row in self.promises if row.verdict.is_open), None)

    @cached_property
    def offers(self) -> list[Offer]:
        """Offers with their answers, oldest first."""
        if not self.facts.has("offered"):
            return []
        rows = Offer.objects.filter(case=self.case).select_related("words", "by")
        return list(rows.prefetch_related("answers__words").order_by("pk"))

    @cached_property
    def actions(self) -> list[ActionTried]:
        """What was done and tried, oldest first."""
        rows = ActionTried.objects.filter(case=self.case).select_related("words", "by", "option").order_by("pk")
        return list(rows) if self.facts.has("acted") else []

    @cached_property
    def proposed_answer(self) -> ProposedAnswer | None:
        """The reading of a reply that waits for the owner's key."""
        if not self.row.proposed_answer:
            return None
        rows = ProposedAnswer.objects.filter(case=self.case, settled_at=None).select_related("message__words")
        return rows.order_by("-pk").first()

    @cached_property
    def held(self) -> list[HeldSend]:
        """Messages that wait to go, or were stopped."""
        return case_reads.HELD.rows(self.case.pk) if self._told.told_held else []

    @property
    def newest_incoming(self) -> int:
        """The number of the customer's newest message, 0 when there is none: what the reader has seen."""
        return self._told.told_incoming or 0

    @property
    def address(self) -> str:
        """The customer's newest e-mail address, empty where there is none."""
        return self._told.told_address or ""

    @property
    def has_clocks(self) -> bool:
        """Whether a clock of a timer pack runs, or ran, on the case."""
        return bool(self._told.told_clocks)

    @property
    def zone_of_customer(self) -> str:
        """The IANA zone the customer reads times in: their own, else that of the business."""
        return self.case.customer.zone or str(self._told.told_zone)

    def entries(self, before: int | None = None, limit: int = ENTRIES, customer_only: bool = False) -> list[Entry]:
        """The newest entries of the timeline, oldest of them first; `before` pages back by sequence number."""
        rows = case_reads.entries(limit, customer_only)
        return rows.rows(f"case:{self.case.pk}", LAST_ENTRY if before is None else before)[::-1]

    def messages(self, entries: Sequence[Entry]) -> dict[int, MessageView]:
        """The messages that entries are about, by number, with files and delivery."""
        numbers = [entry.data["message"] for entry in entries if entry.data.get("message")]
        if not numbers:
            return {}
        rows: list[Any] = list(case_reads.MESSAGES.rows(self.case.pk, min(numbers), max(numbers)))
        prefetch_related_objects([row for row in rows if row.told_files], "attachments")
        return {row.pk: MessageView(row, row.told_html, _files_of(row)) for row in rows}

    @cached_property
    def _told(self) -> Any:
        """The case with what is read beside it, as `find_case` has read it already."""
        return self.case if hasattr(self.case, "told_kind") else case_reads.WHOLE.row(self.case.pk)

    @cached_property
    def unsent(self) -> list[OutboxMail]:
        """Mails that did not go, or wait for the mail server."""
        return list(OutboxMail.objects.filter(case=self.case, sent_at=None).order_by("pk"))


def find_case(number: int) -> Case | None:
    """The case of a number, None where there is none."""
    return case_reads.WHOLE.row(number) if 0 < number < 2**62 else None


def _files_of(row: Any) -> tuple[Attachment, ...]:
    return tuple(row.attachments.all()) if row.told_files else ()


def attachment(number: int) -> Attachment | None:
    """A file of a message."""
    return Attachment.objects.filter(pk=number).select_related("message").first()


def find(text: str, *, practice: bool = False, limit: int = 20) -> list[Standing]:
    """Cases by number, customer, address, phone (its last four digits on), first words or problem (C8, S0.4)."""
    words = text.strip()
    if not words:
        return []
    rows = Standing.objects.filter(practice=practice)
    number = whole_number(words.lstrip("#"))
    if number is not None and (exact := rows.filter(case_id=number)):
        return list(exact)
    matches = (
        Q(customer_name__icontains=words)
        | Q(problem__icontains=words)
        | Q(case__first_words__words__text__icontains=words)
        | Q(case__underlyingproblems__words__text__icontains=words)
        | Q(customer__contact_points__plain__icontains=words.lower())
    )
    found = rows.filter(matches).values_list("case_id", flat=True).distinct()
    return list(rows.filter(case_id__in=list(found.order_by("-case_id")[:limit])).order_by("-case_id"))
