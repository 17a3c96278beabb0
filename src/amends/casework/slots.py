"""Who leads and is there now, and the times at which they will ring: published in advance (S2.35)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from amends.casework.working import require_member
from amends.core.promise import State
from amends.core.refusal import AlreadyAnswered, DueInPast, NotFound, SlotTaken, Unusable
from amends.core.working_time import close_of_business, is_open
from amends.people import queries as people
from amends.people.models import Person, Presence, Role
from amends.promises.models import CallSlot, SlotBooking

# How long somebody who says "I am here" outside the hours is taken at their word.
OUT_OF_HOURS = timedelta(hours=4)
LONGEST_SLOT = timedelta(hours=8)
MOST_SLOTS = 200
# How far ahead times are published, and how long somebody can be here or away.
MOST_AHEAD = timedelta(days=3_660)
# A booked time is free again once nobody expects the call any more.
_GIVEN_UP = frozenset((State.RELEASED, State.MOVED))


def set_presence(present: bool, *, by: Person, at: datetime, until: datetime | None = None) -> Presence:
    """Say "I am here" or "I am not": only who says so is asked live for a supervisor (S2.35).

    Being here ends at `until`, else when the house closes; outside the hours after four. Raises Unusable for an end
    that is over.
    """
    require_member(by)
    if until is not None:
        require_end(at, until)
    if present and until is None:
        calendar = people.calendar(people.house())
        until = close_of_business(calendar, at, 0) if is_open(calendar, at) else at + OUT_OF_HOURS
    return Presence.objects.create(person=by, present=present, until=until, at=at)


def require_end(begins: datetime, until: datetime) -> None:
    """Refuse an end that is over before it begins, or more than ten years off. Raises Unusable."""
    if until <= begins:
        raise Unusable(field="until", fault="over", value=until.isoformat())
    if until - begins > MOST_AHEAD:
        raise Unusable(field="until", fault="too-far-off", value=until.isoformat())


def publish_slot(starts: datetime, ends: datetime, *, by: Person, at: datetime) -> CallSlot:
    """Publish a time at which you ring who asks for a supervisor: whoever books it has your promise at once (B.7-13).

    Raises NotAllowed for those who do not lead, DueInPast, Unusable for an end before the start or a time of more than
    eight hours, AlreadyAnswered where it overlaps one of yours.
    """
    require_member(by, Role.LEAD, Role.PROGRAMME)
    if starts <= at:
        raise DueInPast(due=starts.isoformat())
    if starts - at > MOST_AHEAD:
        raise Unusable(field="starts", fault="too-far-off", value=starts.isoformat())
    if not starts < ends or ends - starts > LONGEST_SLOT:
        raise Unusable(field="ends", fault="slot-length", value=ends.isoformat())
    with transaction.atomic():
        mine = CallSlot.objects.select_for_update().filter(person=by, withdrawn_at=None)
        if mine.filter(starts_at__lt=ends, ends_at__gt=starts).exists():
            raise AlreadyAnswered(what="slot", answer=starts.isoformat())
        return CallSlot.objects.create(person=by, starts_at=starts, ends_at=ends, published_at=at)


def withdraw_slot(slot: int, *, by: Person, at: datetime) -> CallSlot:
    """Take a published time back; one that is promised to a customer stays. Raises NotFound, SlotTaken."""
    with transaction.atomic():
        row = CallSlot.objects.select_for_update().filter(pk=slot, person=by, withdrawn_at=None).first()
        if row is None:
            raise NotFound(what="slot", number=slot)
        if taken := booked(row, at):
            raise SlotTaken(case=taken.promise.case_id)
        row.withdrawn_at = at
        row.save(update_fields=["withdrawn_at"])
        return row


def supervisors(*, by: Person, at: datetime) -> list[dict[str, Any]]:
    """Those who lead: who is there now, until when, and the times they have published that are still to come."""
    found = []
    for person in ladder():
        said = said_last(person)
        here = is_present(person, at)
        found.append(
            {
                "id": person.pk,
                "name": person.name,
                "present": here,
                "until": said.until.isoformat() if here and said and said.until else None,
                "slots": [_slot(row, at) for row in slots_of(person, at)],
            }
        )
    return found


def ladder(*without: Person) -> list[Person]:
    """Those who can be asked for, in order: Leads, then programme owners."""
    left_out = {person.pk for person in without}
    return [person for person in (*people.team(Role.LEAD), *people.team(Role.PROGRAMME)) if person.pk not in left_out]


def is_present(person: Person, at: datetime) -> bool:
    """Whether somebody said that they are here, and that still holds: no absence and no end since."""
    said = said_last(person)
    if said is None or not said.present or (said.until is not None and said.until <= at):
        return False
    return people.away(person, at) is None


def said_last(person: Person) -> Presence | None:
    """What somebody said last of being here."""
    return Presence.objects.filter(person=person).order_by("-pk").first()


def slots_of(person: Person, at: datetime) -> list[CallSlot]:
    """The published times of somebody that are still to come, the next first."""
    rows = CallSlot.objects.filter(person=person, withdrawn_at=None, starts_at__gt=at)
    return list(rows.order_by("starts_at", "pk")[:MOST_SLOTS])


def next_free(of: Sequence[Person], at: datetime, until: datetime) -> CallSlot | None:
    """The first published time of somebody who will be there that nobody has yet, locked; None where there is none."""
    rows = CallSlot.objects.select_for_update(of=("self",)).select_related("person")
    rows = rows.filter(person__in=of, withdrawn_at=None, starts_at__gt=at, starts_at__lte=until)
    return _first_free(rows.order_by("starts_at", "pk")[:MOST_SLOTS], at)


def booked(slot: CallSlot, at: datetime) -> SlotBooking | None:
    """The booking that holds a published time; None while it is free. Practice takes nobody's time."""
    rows = SlotBooking.objects.filter(slot=slot, practice=False).select_related("promise__case__customer")
    return next((row for row in rows if row.promise.verdict(at).state not in _GIVEN_UP), None)


def _first_free(rows: Iterable[CallSlot], at: datetime) -> CallSlot | None:
    for row in rows:
        if people.away(row.person, row.starts_at) is None and booked(row, at) is None:
            return row
    return None


def _slot(row: CallSlot, at: datetime) -> dict[str, Any]:
    taken = booked(row, at)
    return {
        "id": row.pk,
        "starts": row.starts_at.isoformat(),
        "ends": row.ends_at.isoformat(),
        "case": taken.promise.case_id if taken else None,
    }
