"""One act on one case: lock it, decide, write, note it in the timeline, and bring its standing up to date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property, partial
from typing import Any

from django.db import transaction

from amends.cases.models import Assignment, Case, CaseKind, Pressed, SeenBy, Words
from amends.cases.models.timeline import Stream
from amends.casework.questions import newest_assignment, newest_closure, newest_kind
from amends.casework.standing import Summary, refresh
from amends.core.playbook import Playbook
from amends.core.refusal import CaseClosed, NotAllowed, NotFound, Refusal, Unusable
from amends.core.working_time import WorkingCalendar
from amends.people import queries as people
from amends.people.models import House, Notice, Person, Role, voice
from amends.promises.models import Timer
from amends.remedies.models import Override

# What may start or stop a clock: the clock loop looks at such a case at once.
WAKES: Mapping[str, frozenset[str]] = {
    "pack": frozenset(
        {"replied", "spoke", "told", "promised", "restated", "apologised", "asked-if-right", "right-yes"}
        | {"closed", "reopened", "lesson-published", "nothing-new"}
    ),
    "supervisor": frozenset({"accepted", "declined", "promised"}),
}


@dataclass
class Work:
    """What an act holds in its hands while it works on a locked case."""

    case: Case
    by: Person
    at: datetime
    is_new: bool = False
    overrides: list[str] = field(default_factory=list)
    first_mail_id: str = ""

    @cached_property
    def stream(self) -> Stream:
        """The open end of the case's timeline."""
        return Stream.of(f"case:{self.case.pk}", self.case.practice, self.is_new)

    @cached_property
    def house(self) -> House:
        """The business."""
        return people.house()

    @cached_property
    def leads(self) -> list[Person]:
        """Those who lead."""
        return people.leads()

    @cached_property
    def address(self) -> str | None:
        """The e-mail address of the customer, None for one without."""
        return people.address_of(self.case.customer)

    @cached_property
    def calendar(self) -> WorkingCalendar:
        """The business's working calendar."""
        return people.calendar(self.house)

    @cached_property
    def kind(self) -> CaseKind:
        """What kind of case it is, until the act changes it."""
        return newest_kind(self.case)

    @property
    def playbook(self) -> Playbook:
        """The playbook that the case follows."""
        return self.kind.playbook.playbook

    @cached_property
    def assignment(self) -> Assignment:
        """Who is answerable, until the act changes it."""
        return newest_assignment(self.case)

    @property
    def owner(self) -> Person:
        """The named person answerable now."""
        return self.assignment.owner

    @cached_property
    def role(self) -> str | None:
        """The role in the team of the one who acts, None for everybody else."""
        return people.role(self.by)

    def require_team(self) -> None:
        """Refuse everybody who is not of the team; nobody promises or speaks for the business from outside (B.7-13)."""
        _check_role(self.by, self.role)

    def require_party(self) -> None:
        """Refuse everybody but the customer of this case and the team; no customer sees another one's case (B.7-10)."""
        if self.by.pk != self.case.customer_id:
            self.require_team()

    def finish(self, summary: Summary | None = None) -> None:
        """Write the entries of the timeline and the case's standing; `summary` where it is known without reading."""
        self._wake_clocks()
        self.stream.write()
        refresh(self.case, self.at, self.stream, summary)

    def as_desk(self) -> Work:
        """The same work in the desk's own voice: what it does by itself, whoever asked for it."""
        own = replace(self, by=voice("clock", self.at))
        own.__dict__["stream"] = self.stream
        return own

    def note(
        self,
        code: str,
        words: Words | None = None,
        seen_by: str = SeenBy.TEAM,
        happened_at: datetime | None = None,
        by: Person | None = None,
        **data: Any,
    ) -> None:
        """Add an entry to the case's timeline; `data` holds codes, ids and instants, never words."""
        self.stream.append(
            code,
            by=by or self.by,
            happened_at=happened_at or self.at,
            recorded_at=self.at,
            words=words,
            seen_by=seen_by,
            data={key: value.isoformat() if isinstance(value, datetime) else value for key, value in data.items()},
        )

    def tell(self, person: Person, code: str, **values: Any) -> None:
        """Put a notice before a member of the team; nobody is told of what they did themselves."""
        if person.pk != self.by.pk:
            Notice.objects.create(
                person=person,
                code=code,
                case_number=self.case.pk,
                values=values,
                at=self.at,
                practice=self.case.practice,
            )

    def refuse(self, refusal: Refusal, override: str | None = None) -> None:
        """Refuse, unless it may be done anyway and a reason is given; then the reason is listed for review (0.4.1)."""
        reason = (override or "").strip()
        if not (refusal.may_override and reason):
            raise refusal
        if refusal.code in self.overrides:
            return
        self.overrides.append(refusal.code)
        words = Words.say(reason)
        Override.objects.create(
            case=self.case,
            rule=refusal.code,
            reason=words,
            by=self.by,
            at=self.at,
            practice=self.case.practice,
        )
        self.note("overridden", words, rule=refusal.code)

    def refuse_if_closed(self) -> None:
        """Refuse work on a closed case; reopening leads on."""
        if newest_closure(self.case):
            raise CaseClosed(case=self.case.pk)

    def _wake_clocks(self) -> None:
        happened = {entry.code for entry in self.stream.gathered}
        woken = [] if self.is_new else [clock for clock, codes in WAKES.items() if codes & happened]
        if woken:
            Timer.objects.filter(case=self.case, clock__in=woken).update(look_at=self.at)


CaseRef = int | Case | Work


@contextmanager
def working(case: CaseRef, *, by: Person, at: datetime) -> Iterator[Work]:
    """Lock a case for one act; an act inside an act shares its work. Raises NotFound for an unknown number."""
    if isinstance(case, Work):
        yield case
        return
    number = case.pk if isinstance(case, Case) else case
    try:
        with transaction.atomic():
            locked = Case.objects.select_for_update().filter(pk=number).first() if isinstance(number, int) else None
            if locked is None:
                raise NotFound(what="case", number=number)
            work = Work(locked, by, at)
            yield work
            work.finish()
    except Refusal as refusal:
        if refusal.is_recorded and refusal.attempt is None:
            refusal.attempt = partial(_note_attempt, number, refusal.code, refusal.values.get("promise"), by, at)
        if not transaction.get_connection().in_atomic_block:
            record_attempt(refusal)
        raise


def record_attempt(refusal: Refusal) -> None:
    """Put an attempt on record that was refused, once its transaction is undone: each face does so (S0.12)."""
    attempt, refusal.attempt = refusal.attempt, None
    if attempt is not None:
        attempt()


def _note_attempt(case: int, rule: str, promise: int | None, by: Person, at: datetime) -> None:
    with working(case, by=by, at=at) as work:
        work.note("attempted", rule=rule, promise=promise)


def press(key: str, at: datetime) -> bool:
    """Take the key of a form or request, inside the transaction of its act; False when it was taken before."""
    if not key:
        return True
    return Pressed.objects.get_or_create(key=key[:80], defaults={"at": at})[1]


def require_member(person: Person, *roles: str) -> str:
    """The role of a member of the team; NotAllowed for others. With roles given, one of them is needed.

    An auditor reads only, and is refused where no roles are given (requirements 0.2).
    """
    return _check_role(person, people.role(person), *roles)


def require_reader(person: Person | None) -> None:
    """Refuse everybody who is not of the team; an auditor may, who reads and changes nothing but their own desk."""
    if person is None or people.role(person) is None:
        raise NotAllowed(person=person.name if person else "", roles=[])


def _check_role(person: Person, role: str | None, *roles: str) -> str:
    allowed = roles or (Role.AGENT, Role.LEAD, Role.PROGRAMME)
    if role is None or role not in allowed:
        raise NotAllowed(person=person.name, roles=list(roles))
    return role


def words_of(text: str | None, field_name: str = "words", longest: int = 100_000) -> str:
    """A text that somebody typed, trimmed; Unusable when it is empty or too long."""
    trimmed = (text or "").replace("\x00", "").strip()
    if not trimmed:
        raise Unusable(field=field_name, fault="empty")
    if len(trimmed) > longest:
        raise Unusable(field=field_name, fault="too-long", longest=longest)
    return trimmed


def words_beside(text: str, field_name: str = "words") -> Words | None:
    """Keep what was said beside an act; None where nothing was. Raises Unusable when it is too long."""
    return Words.say(words_of(text, field_name)) if text.strip() else None
