"""One matter as its customer reads it: what comes next, what was promised, what waits for an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from babel.numbers import format_currency, format_decimal
from django.db.models import OuterRef, Subquery
from django.utils.translation import get_language

from amends.cases.models import Assignment, Case, Closure, CustomerLink, Entry, Reopening
from amends.casework.opening import WRITTEN
from amends.casework.queries import CaseView, PromiseView
from amends.casework.supervising import current_request
from amends.core.promise import State
from amends.people.models import House, Membership, Person
from amends.portal.differences import Piece, differences
from amends.portal.stages import stage_of
from amends.promises.models import Promise, Rhythm, SupervisorAsk, SupervisorRequest
from amends.remedies.models import Offer, OfferAnswer
from amends.understanding.models import ClosingQuestion, Confirmation, FeelingReading, Restatement, RestatementAnswer

# How many entries of the story stand on the page itself; the rest is one press away.
NEWEST = 8


@dataclass(frozen=True)
class Promised:
    """A promise on the page: `moved_to` is the time agreed anew, `was` the time before, `because` why."""

    id: int
    kind: str
    promisor: str
    what: str
    state: State
    due: datetime
    done_at: datetime | None
    late_by: timedelta
    was: datetime | None
    moved_to: datetime | None
    because: str


@dataclass(frozen=True)
class Version:
    """A version of how we understood it, with the customer's newest answer and what changed since the one before."""

    restatement: Restatement
    answer: RestatementAnswer | None
    changes: tuple[Piece, ...]


class Matter:
    """A case for its customer at an instant; each part is read once, when it is asked for."""

    def __init__(self, link: CustomerLink, house: House, now: datetime) -> None:
        self.link = link
        self.case: Case = link.case
        self.house = house
        self.now = now
        self.customer: Person = self.case.customer
        self.view = CaseView(self.case, now)
        self.view.row = self.case.standing

    @property
    def page(self) -> str:
        """The name of the page in the keys of its forms."""
        return f"page:{self.link.pk}"

    @property
    def zone(self) -> str:
        """The zone in which the customer reads times."""
        return self.customer.zone or self.house.zone

    @cached_property
    def _told(self) -> dict[str, Any]:
        def newest(model: Any, field: str, of: str = "case") -> Subquery:
            return Subquery(model.objects.filter(**{of: OuterRef("pk")}).order_by("-pk").values(field)[:1])

        rows = Case.objects.filter(pk=self.case.pk)
        member = Membership.objects.filter(person=OuterRef("standing__owner"), until=None)
        return dict(
            rows.values(
                asked_at=newest(ClosingQuestion, "at"),
                right=newest(Confirmation, "answer"),
                right_at=newest(Confirmation, "at"),
                right_words=newest(Confirmation, "words__text"),
                reopened_at=newest(Reopening, "at", "closure__case"),
                taken_at=newest(Assignment, "taken_at"),
                assigned_at=newest(Assignment, "at"),
                supervisor=newest(SupervisorRequest, "pk"),
                rhythm=newest(Rhythm, "kind"),
                phone=Subquery(member.values("phone")[:1]),
                hours=Subquery(member.values("reach")[:1]),
            ).get()
        )

    @property
    def rhythm(self) -> str:
        """How often they hear from us as it was chosen last; empty where nobody chose."""
        return self._told["rhythm"] or ""

    # Who

    @property
    def owner(self) -> Person:
        """The named person answerable now."""
        return self.view.row.owner

    @cached_property
    def is_named(self) -> bool:
        """Whether a person has taken the matter, or the customer was told who has: only then a name stands (0.4.13)."""
        handed_over = self._told["assigned_at"] > self.case.opened_at
        return bool(self._told["taken_at"] or self.view.row.last_out_at or handed_over)

    @property
    def name(self) -> str:
        """Whom the customer writes to: the first name of the owner, else the business."""
        return self.owner.first_name if self.is_named else self.house.name

    @property
    def reach(self) -> tuple[str, str]:
        """The number to ring and the hours: those of the named person, else those of the business."""
        phone, hours = (self._told["phone"], self._told["hours"]) if self.is_named else ("", "")
        return phone or self.house.phone, hours or self.house.hours

    # Where it stands

    @property
    def closed_how(self) -> str:
        """How it was closed; empty for a matter that goes on."""
        return self.view.row.closed_how if not self.view.row.is_open else ""

    @cached_property
    def stage(self) -> str:
        """The stage it has reached."""
        return stage_of(self.view.row, self.case)

    @cached_property
    def promises(self) -> list[Promised]:
        """Promises in the order they fall due."""
        moved = {row.promise.follows_id: row.promise.due_at for row in self.view.promises}
        return [_promised(row, moved.get(row.promise.pk)) for row in self.view.promises]

    @property
    def late(self) -> list[Promised]:
        """What we owe and did not do in time."""
        return [] if self.closed_how else [row for row in self.promises if row.state is State.LATE]

    @property
    def next(self) -> Promised | None:
        """What comes next in time."""
        if self.closed_how:
            return None
        return next((row for row in self.promises if row.state in (State.OPEN, State.SOON)), None)

    @property
    def call(self) -> Promised | None:
        """The call that is promised next."""
        if self.closed_how:
            return None
        open_calls = (row for row in self.promises if row.state in (State.OPEN, State.SOON))
        return next((row for row in open_calls if row.kind == Promise.Kind.CALL_BACK), None)

    @cached_property
    def supervisor(self) -> SupervisorRequest | None:
        """What stands of asking for a supervisor: a call that is promised, or that somebody is being asked."""
        return current_request(self.case, self.now) if self._told["supervisor"] else None

    @property
    def asked_live(self) -> SupervisorAsk | None:
        """The Lead who is asked at this moment."""
        rows = self.supervisor.asks.filter(live=True).select_related("promise__promisor") if self.supervisor else []
        return next((row for row in rows if row.waits(self.now)), None)

    @cached_property
    def told_of_late(self) -> frozenset[int]:
        """The promises of whose breaking the owner has been told."""
        return frozenset(entry.data["promise"] for entry in self.entries if entry.code == "broken")

    # What waits for the customer

    @cached_property
    def versions(self) -> list[Version]:
        """How we understood it, newest first."""
        rows, found, before = self.view.restatements, list[Version](), ""
        for row in rows:
            answers = sorted(row.answers.all(), key=lambda answer: answer.pk)
            text = row.words.text
            changes = tuple(differences(before, text)) if before else ()
            found.append(Version(row, answers[-1] if answers else None, changes))
            before = text
        return found[::-1]

    @property
    def offer(self) -> Offer | None:
        """The newest offer."""
        return self.view.offers[-1] if self.view.offers else None

    @property
    def offer_answer(self) -> OfferAnswer | None:
        """The newest answer to it."""
        answers = sorted(self.offer.answers.all(), key=lambda row: row.pk) if self.offer else []
        return answers[-1] if answers else None

    @property
    def amount(self) -> str:
        """The amount of the newest offer in words of the active language; empty for an offer without one."""
        if self.offer is None or self.offer.amount is None:
            return ""
        if not self.offer.currency:
            return format_decimal(self.offer.amount, locale=get_language() or "en")
        return format_currency(self.offer.amount, self.offer.currency, locale=get_language() or "en")

    @property
    def is_asked(self) -> bool:
        """Whether we asked if it is put right, and wait for the answer."""
        asked, right, reopened = (self._told[name] for name in ("asked_at", "right_at", "reopened_at"))
        return bool(asked and not (right and right >= asked) and not (reopened and asked < reopened))

    @property
    def right(self) -> tuple[str, datetime, str] | None:
        """The newest answer to "is it put right?", when, and the words; None once it was opened again since."""
        answer, at, words, reopened = (self._told[name] for name in ("right", "right_at", "right_words", "reopened_at"))
        stands = answer and not (answer == "yes" and reopened and at < reopened)
        return (answer, at, words or "") if stands else None

    @property
    def may_finish(self) -> bool:
        """Whether the customer may still say "that is everything": live contacts only, until it is said (0.4.3)."""
        live = self.case.channel in ("phone", "counter")
        return live and not self.closed_how and not hasattr(self.case, "finished")

    # What was said

    @property
    def first_words(self) -> str:
        """What the customer said first."""
        return self.case.first_words.words.text if hasattr(self.case, "first_words") else ""

    @property
    def feeling(self) -> FeelingReading | None:
        """The newest reading of the customer's feeling."""
        return self.view.feelings[-1] if self.view.feelings else None

    @cached_property
    def entries(self) -> Sequence[Entry]:
        """The newest entries that the customer may read, oldest first."""
        return self.view.entries(limit=40, customer_only=True)

    @property
    def came_written(self) -> bool:
        """Whether the customer wrote to us, rather than rang or came."""
        return self.case.channel in WRITTEN

    @property
    def rests(self) -> bool:
        """Whether it was put to rest because we heard nothing."""
        return self.closed_how == Closure.How.UNCONFIRMED


def _promised(row: PromiseView, moved_to: datetime | None) -> Promised:
    promise, verdict = row.promise, row.verdict
    ended = [happening for happening in promise.happenings.all() if happening.words]
    return Promised(
        id=promise.pk,
        kind=promise.kind,
        promisor=promise.promisor.name,
        what=promise.what,
        state=verdict.state,
        due=promise.due_at,
        done_at=verdict.at,
        late_by=verdict.late_by,
        was=promise.follows.due_at if promise.follows else None,
        moved_to=moved_to,
        because=ended[-1].words.text if ended and ended[-1].words else "",
    )
