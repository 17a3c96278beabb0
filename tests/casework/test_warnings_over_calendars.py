from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amends.core.promise import WARN_WORKING, warnings
from amends.core.working_time import subtract_working, worked_between
from amends.people import queries as people
from amends.people.models import House, Notice
from amends.promises.models import Ring
from tests.cast import Desk

SPANS = ([["09:00", "17:00"]], [["08:00", "12:00"], ["13:30", "18:00"]], [["22:00", "06:00"]], [["00:00", "24:00"]])
HOURS = st.dictionaries(st.sampled_from(["mon", "tue", "wed", "thu", "fri", "sat"]), st.sampled_from(SPANS), min_size=1)
ZONES = st.sampled_from(["Europe/London", "Asia/Tokyo", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca"])
# In March and October clocks change in three of them; Easter, Christmas and the first of May are holidays.
STARTS = st.datetimes(datetime.fromisoformat("2026-03-20"), datetime.fromisoformat("2026-11-10"))
MANY = settings(
    max_examples=25, deadline=None, database=None, suppress_health_check=list(HealthCheck), derandomize=True
)


@pytest.mark.req("S0.12")
@given(hours=HOURS, zone=ZONES, wall=STARTS, length=st.integers(1, 300), wakes=st.lists(st.floats(0, 1), max_size=6))
@MANY
def test_each_warning_comes_once_and_after_a_sleep_the_strongest_alone(
    db: None, hours: dict[str, list[list[str]]], zone: str, wall: datetime, length: int, wakes: list[float]
) -> None:
    with transaction.atomic():
        desk = Desk(wall.replace(tzinfo=UTC), zone=zone)
        House.objects.update(calendar={"hours": hours})
        desk.house = House.objects.get()
        priya = desk.hire("Priya Nair")
        case = desk.by_phone(priya, "You brought the wrong table.", email="amara@home.example").pk
        desk.do("record_call", priya, case=case, words="Heard her out.")
        made = desk.do(
            "promise", priya, case=case, what="Ring her", due=(desk.now + timedelta(hours=length)).isoformat()
        )
        planned = warnings(made.made_at, made.due_at, people.calendar(desk.house))
        due_after: list[datetime] = []
        for share in sorted(wakes):
            before, desk.now = desk.now, made.made_at + (made.due_at - made.made_at) * share
            desk.settle()
            due_after += [at for at in planned if before < at <= desk.now][-1:]

        rung = Ring.objects.filter(timer__promise=made, code="warned").order_by("planned_at")
        assert list(rung.values_list("planned_at", flat=True)) == due_after
        told = Notice.objects.filter(person=priya, code="promise-soon", values__promise=made.pk)
        assert told.count() == len(due_after)
        transaction.set_rollback(True)


@pytest.mark.req("S0.12")
@given(hours=HOURS, zone=ZONES, wall=STARTS, length=st.integers(1, 300))
@MANY
def test_there_are_two_working_hours_left_at_the_last_warning_or_there_never_were(
    db: None, hours: dict[str, list[list[str]]], zone: str, wall: datetime, length: int
) -> None:
    with transaction.atomic():
        desk = Desk(wall.replace(tzinfo=UTC), zone=zone)
        House.objects.update(calendar={"hours": hours})
        calendar = people.calendar(House.objects.get())
        transaction.set_rollback(True)
    made, due = desk.now, desk.now + timedelta(hours=length)

    found = warnings(made, due, calendar)

    assert list(found) == sorted(set(found))
    assert all(made < at < due for at in found)
    assert made + (due - made) * 0.5 in found
    assert made + (due - made) * 0.8 in found
    if worked_between(calendar, made, due) > WARN_WORKING:
        latest = subtract_working(calendar, due, WARN_WORKING)
        assert latest in found
        assert worked_between(calendar, latest, due) == WARN_WORKING
