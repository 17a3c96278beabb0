"""A member is away: each open case passes to the stand-in when the absence begins, and perhaps back when it ends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from amends.cases.models import Assignment, Standing
from amends.casework import rota
from amends.casework.owning import hand_over
from amends.casework.slots import require_end
from amends.casework.working import require_member, working
from amends.core.refusal import Unusable
from amends.people import queries as people
from amends.people.models import Absence, Notice, Person, Role, voice
from amends.promises.models import Promise, Timer

_CLOCK = "absence-"


def go_away(
    person: Person,
    stand_in: Person,
    *,
    by: Person,
    at: datetime,
    until: datetime | None = None,
    since: datetime | None = None,
    hands_back: bool = False,
) -> Absence:
    """A member leaves or ends a shift: each open case passes to the named stand-in at the same instant (S0.10).

    `since` is when it begins, now where nothing is said. With `hands_back` the cases come back at `until`; else they
    stay with whoever has them. Every customer is told who answers and how to reach them; no moment is without an owner.
    Somebody else's absence is for those who lead. Raises Unusable for a stand-in who is away too, and for whom the one
    who leaves would answer.
    """
    require_member(by, *(() if by.pk == person.pk else (Role.LEAD, Role.PROGRAMME)))
    require_member(stand_in)
    begins = max(since or at, at)
    if person.pk == stand_in.pk:
        raise Unusable(field="stand_in", fault="another-person")
    if until is not None:
        require_end(begins, until)
    answers, _ = rota.present(stand_in, begins)
    if answers.pk == person.pk:
        raise Unusable(field="stand_in", fault="away-too", value=stand_in.name)
    with transaction.atomic():
        absence = Absence.objects.create(
            person=person, stand_in=stand_in, since=begins, until=until, hands_back=hands_back
        )
        if begins <= at:
            _pass_on(person, by, at)
        _tell_of_calls(absence, by, at)
        next_look = begins if begins > at else until
        if next_look is not None:
            Timer.objects.create(clock=f"{_CLOCK}{absence.pk}", started_at=at, look_at=next_look)
    return absence


def look_at_absence(number: int, fence: int, at: datetime) -> bool:
    """An absence begins or ends, inside a transaction; False when somebody else has claimed its timer meanwhile."""
    timer = Timer.objects.select_for_update().filter(pk=number, fence=fence, case=None, look_at__lte=at).first()
    if timer is None:
        return False
    absence = Absence.objects.select_related("person", "stand_in").get(pk=int(timer.clock.removeprefix(_CLOCK)))
    by = voice("clock", at)
    is_over = absence.until is not None and at >= absence.until
    if not is_over:
        _pass_on(absence.person, by, at)
    elif absence.hands_back:
        _hand_back(absence.person, by, at)
    if is_over:
        _pass_on_what_waited(by, at)
    Timer.objects.filter(pk=timer.pk).update(look_at=None if is_over else absence.until, lease_until=None)
    return True


def _pass_on(person: Person, by: Person, at: datetime) -> None:
    """Give each open case of somebody who is away to whoever answers; a Lead hears where no stand-in is there."""
    numbers = list(Standing.objects.filter(owner=person, is_open=True).values_list("case_id", flat=True))
    answers, _ = rota.present(person, at)
    if numbers and rota.stand_in_of(person, at) is None:
        _tell_leads(person, at)
    if people.away(answers, at):
        return
    for number in sorted(numbers):
        with working(number, by=by, at=at) as work:
            if work.owner.pk == person.pk:
                hand_over(work, answers, person, tell_customer=True)


def _tell_of_calls(absence: Absence, by: Person, at: datetime) -> None:
    """Whoever answers, and the owner of the case, hear at once of a call that falls into an absence (S2.35)."""
    person = absence.person
    calls = Promise.objects.filter(promisor=person, kind=Promise.Kind.CALL_BACK, due_at__gte=absence.since)
    calls = calls.filter(due_at__lt=absence.until) if absence.until else calls
    for row in calls.exclude(case__standing__owner=person).select_related("case").order_by("due_at", "pk"):
        if row.case is None or row.promisee_id != row.case.customer_id or not row.verdict(at).is_open:
            continue
        answers, _ = rota.present(person, row.due_at)
        with working(row.case, by=by, at=at) as work:
            told = {"promise": row.pk, "due": row.due_at.isoformat(), "who": person.name, "other": answers.name}
            for each in {one.pk: one for one in (answers, work.owner)}.values():
                work.tell(each, "caller-away", **told)


def _tell_leads(person: Person, at: datetime) -> None:
    """Those who lead and are there choose who answers; where none is there, all of them hear of it."""
    everybody = people.team(Role.LEAD, Role.PROGRAMME)
    for lead in [one for one in everybody if people.away(one, at) is None] or people.leads():
        Notice.objects.create(person=lead, code="nobody-stands-in", values={"who": person.name}, at=at)


def _pass_on_what_waited(by: Person, at: datetime) -> None:
    """Somebody is back: what stands with people who are away goes to whoever is there now."""
    owners = Standing.objects.filter(is_open=True).order_by().values_list("owner", flat=True).distinct()
    for owner in Person.objects.filter(pk__in=list(owners)).order_by("pk"):
        if people.away(owner, at):
            _pass_on(owner, by, at)


def _hand_back(person: Person, by: Person, at: datetime) -> None:
    """What others hold in place of somebody who is back goes to whoever answers for its owner now."""
    held = Standing.objects.filter(is_open=True, case__assignments__stands_in_for=person)
    for number in sorted(set(held.values_list("case_id", flat=True))):
        with working(number, by=by, at=at) as work:
            rows = list(
                Assignment.objects.filter(case=work.case).select_related("owner", "stands_in_for").order_by("-pk")
            )
            chain = _stood_in_for(rows)
            if person.pk not in {row.pk for row in chain}:
                continue
            answers, asked = rota.present(chain[-1], at)
            if answers.pk != work.owner.pk:
                hand_over(work, answers, asked, tell_customer=True)


def _stood_in_for(newest_first: Sequence[Assignment]) -> list[Person]:
    """For whom the present owner answers, stand-in by stand-in, down to the one whose case it is."""
    found: list[Person] = []
    for place, row in enumerate(newest_first):
        if row.stands_in_for is None:
            break
        found.append(row.stands_in_for)
        before = newest_first[place + 1] if place + 1 < len(newest_first) else None
        if before is None or before.owner_id != row.stands_in_for_id:
            break
    return found
