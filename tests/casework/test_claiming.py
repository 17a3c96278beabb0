from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet

from amends.casework.claiming import LEASE, claimed
from amends.messages.models import HeldSend
from amends.people.models import Person
from tests.cast import Desk


def test_a_row_that_somebody_holds_is_free_again_when_the_minute_is_over(desk: Desk, priya: Person) -> None:
    first, second = _waiting(desk, priya, 2)

    assert list(claimed(_due(), desk.now, 1)) == [(first, 1)]
    assert list(claimed(_due(), desk.now, 10)) == [(second, 1)]
    assert list(claimed(_due(), desk.now + LEASE, 10)) == []
    assert list(claimed(_due(), desk.now + LEASE + timedelta(seconds=1), 10)) == [(first, 2), (second, 2)]


def test_of_two_who_read_the_same_rows_each_row_goes_to_one(desk: Desk, priya: Person) -> None:
    numbers = _waiting(desk, priya, 2)
    one, other = claimed(_due(), desk.now, 10), claimed(_due(), desk.now, 10)

    taken = [next(one), next(other), *one, *other]

    assert sorted(number for number, _ in taken) == numbers


def test_the_minute_of_a_row_begins_with_its_own_turn(desk: Desk, priya: Person) -> None:
    first, second = _waiting(desk, priya, 2)
    times = iter([desk.now, desk.now + timedelta(seconds=50)])

    assert len(list(claimed(_due(), desk.now, 10, clock=lambda: next(times)))) == 2

    held = HeldSend.objects.in_bulk([first, second])
    assert held[second].lease_until == desk.now + timedelta(seconds=50) + LEASE
    assert held[first].lease_until == desk.now + LEASE


def _due() -> QuerySet[HeldSend]:
    return HeldSend.objects.filter(stopped="").order_by("pk")


def _waiting(desk: Desk, by: Person, count: int) -> list[int]:
    case = desk.by_phone(by, "Two of six chairs came broken.", email="amara@home.example")
    made: list[Any] = [desk.do("hold", by, case=case.pk, key=f"k{n}", reply={"text": "Hello"}) for n in range(count)]
    return [row.pk for row in made]
