"""One case as one member of the team reads it now; what is read for the page is read here, each part once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from amends.cases.models import Case
from amends.casework import letters, offering
from amends.casework.drafting import draft_of
from amends.casework.queries import CaseView, PromiseView
from amends.casework.working import Work
from amends.desk.closing_card import closing_card
from amends.desk.staff import Reader
from amends.desk.times_given import suggestions
from amends.desk.writing import Writing, of_draft
from amends.learning.models import Lesson, NothingNew
from amends.messages.models import CustomerMessage
from amends.people import queries as people
from amends.people.reads import Read
from amends.remedies.models import Limit, Option

_LIMIT: Read[Limit] = Read(lambda role: Limit.objects.filter(role=role)[:1], str)


class CasePage:
    """One case as one member of the team reads it now."""

    def __init__(self, case: Case, reader: Reader) -> None:
        self.case = case
        self.reader = reader
        self.view = CaseView(case, reader.at)
        # Without a lock: it serves to read calendars and owners, and nothing is written with it.
        self.work = Work(case, reader.person, reader.at)

    @property
    def colleagues(self) -> list[tuple[int, str]]:
        """The members of the team whom the case could be given to."""
        return [(row.pk, row.name) for row in people.team() if row.pk != self.view.row.owner_id]

    @cached_property
    def team_numbers(self) -> frozenset[int]:
        """The members of the team by their numbers."""
        return frozenset(row.pk for row in people.team())

    @property
    def colleagues_of_reader(self) -> list[tuple[int, str]]:
        """Everybody of the team but the reader, to be asked for a promise."""
        return [(row.pk, row.name) for row in people.team() if row.pk != self.reader.person.pk]

    @property
    def promise_choices(self) -> list[tuple[int, str]]:
        """The promises that are owed, to choose from."""
        return [(row.promise.pk, row.promise.what) for row in self.open_promises]

    @cached_property
    def suggestions(self) -> list[tuple[str, str]]:
        """Due times that the calendar suggests."""
        return suggestions(self.work, self.reader.zone)

    @cached_property
    def limit(self) -> Limit | None:
        """How much the reader may give alone, None where nothing is said about that."""
        return _LIMIT.row(self.reader.role)

    @property
    def left(self) -> Decimal:
        """How much of that is left in this case."""
        return self.limit.alone - offering.given_of(self.limit, self.view.actions) if self.limit else Decimal()

    @property
    def option_choices(self) -> list[tuple[str, str]]:
        """The ways to put it right that were not tried in this case."""
        tried = {row.option_id for row in self.view.actions}
        options = Option.objects.filter(ended_at=None).order_by("pk")
        return [(row.code, row.title) for row in options if row.pk not in tried]

    @cached_property
    def open_promises(self) -> list[PromiseView]:
        """Promises of persons that are still owed; the standing one of the house is kept by any first answer."""
        return [row for row in self.view.promises if row.verdict.is_open and not row.promise.is_service]

    @property
    def newest_words(self) -> str:
        """The customer's newest words, to be read before something is sent (C35)."""
        rows = CustomerMessage.objects.filter(pk=self.view.newest_incoming).values_list("words__text", flat=True)
        return rows.first() or ""

    @cached_property
    def lesson(self) -> Lesson | None:
        """The lesson of the case, a draft or shared."""
        return Lesson.objects.filter(case=self.case).select_related("publication").first()

    @property
    def learned(self) -> str:
        """What the case taught, once that is settled."""
        if self.lesson and hasattr(self.lesson, "publication"):
            return _("The lesson “%(title)s” is shared with the team.") % {"title": self.lesson.title}
        nothing = NothingNew.objects.filter(case=self.case).first()
        return _("Cause: %(cause)s. Nothing new to learn.") % {"cause": nothing.cause} if nothing else ""

    @property
    def causes(self) -> list[str]:
        """Causes that were named before, the newest first."""
        rows = NothingNew.objects.order_by("-pk").values_list("cause", flat=True)[:50]
        return list(dict.fromkeys(rows))[:12]

    def writing(self, prefill: Mapping[str, str]) -> Writing:
        """What stands in the composer: the draft, or the words that a button of the page began."""
        writing = of_draft(
            draft_of(self.case, self.reader.person),
            self.work,
            self.reader.zone,
            self.view.newest_incoming,
            self._kept_by_writing(),
        )
        return writing if writing.text.strip() else self._begun(writing, prefill)

    def _kept_by_writing(self) -> frozenset[int]:
        """The promised news that any message is, "no news yet" too (S0.13)."""
        return frozenset(row.promise.pk for row in self.open_promises[:1] if row.promise.kind == "update")

    def _begun(self, writing: Writing, prefill: Mapping[str, str]) -> Writing:
        for name, begin in (("move", _moving), ("tell", _telling)):
            wanted = prefill.get(name, "")
            row = next((row for row in self.open_promises if str(row.promise.pk) == wanted), None)
            if row:
                text = self._in_their_words(begin, row)
                return replace(writing, text=text, moves=row.promise.pk, keeps=frozenset())
        if prefill.get("closing"):
            card = closing_card(self.view)
            return replace(writing, text=card.message, keeps=frozenset(card.keeps), asks=True)
        return writing

    def _in_their_words(self, begin: Any, row: PromiseView) -> str:
        customer = self.case.customer
        due = letters.due_words(row.promise.due_at, customer, self.work)
        with translation.override(customer.language):
            return str(begin() % {"name": customer.name, "what": row.promise.what, "due": due})


def _moving() -> str:
    return _(
        "Hello %(name)s,\n\nI said “%(what)s” by %(due)s. I will not have it by then, and I tell you before that time. "
        "You will hear from me by "
    )


def _telling() -> str:
    return _(
        "Hello %(name)s,\n\nI said “%(what)s” by %(due)s. That time has passed, and I am sorry that you had no word "
        "from me. You will hear from me by "
    )
