from __future__ import annotations

import pytest

from amends.cases.models import Standing
from amends.people.models import Notice, Person
from tests.cast import Desk


def _listed(desk: Desk, who: Person) -> list[int]:
    return [row["case"] for row in desk.ask("unpromised", who)]


@pytest.mark.req("S1.50")
def test_a_case_whose_only_promise_is_kept_asks_for_the_next_time_and_the_lead_is_told_the_same_day(
    desk: Desk, priya: Person, omar: Person
) -> None:
    case = desk.by_phone(priya, "You brought the wrong table.", email="amara@home.example").pk
    made = desk.do("promise", priya, case=case, what="Ring her", within="2 hours")
    assert _listed(desk, omar) == []
    desk.wait(hours=1)

    desk.do("keep", priya, case=case, promise=made.pk)

    assert Standing.objects.get(case=case).promise is None
    assert _listed(desk, omar) == [case]
    desk.go_to("2026-05-22 16:59")
    assert "needs-promise" not in desk.notices(omar, case)
    desk.go_to("2026-05-22 17:00")
    for person in (omar, priya):
        assert desk.notices(person, case).count("needs-promise") == 1
    desk.go_to("2026-05-26 16:00")
    assert desk.notices(omar, case).count("needs-promise") == 1, "Monday is a holiday"
    desk.go_to("2026-05-26 17:00")
    assert desk.notices(omar, case).count("needs-promise") == 2, "each working day until it is promised"


@pytest.mark.req("S1.50")
def test_a_time_that_is_promised_the_same_day_names_nobody(desk: Desk, priya: Person, omar: Person) -> None:
    case = desk.by_phone(priya, "You brought the wrong table.", email="amara@home.example").pk
    made = desk.do("promise", priya, case=case, what="Ring her", within="2 hours")
    desk.do("keep", priya, case=case, promise=made.pk)
    desk.do("promise", priya, case=case, what="Say which table comes", kind="update")
    desk.go_to("2026-05-22 18:00")

    assert _listed(desk, omar) == []
    assert not Notice.objects.filter(code="needs-promise").exists()


@pytest.mark.req("S1.50")
def test_a_case_that_waits_for_its_first_answer_or_for_the_customer_needs_no_time(
    desk: Desk, priya: Person, omar: Person
) -> None:
    desk.by_mail("tomasz@post.example", "Our chairs came without legs. A complaint.")
    asked = desk.by_phone(priya, "You brought the wrong table.", email="amara@home.example").pk
    desk.do("record_call", priya, case=asked, words="It stands.")
    desk.do("ask_confirmation", priya, case=asked)
    closed = desk.by_phone(priya, "Hello", name="Li Na", email="li@vactech.example").pk
    desk.do("record_call", priya, case=closed, words="A mistake.")
    desk.do("close", priya, case=closed, how="withdrawn", words="A mistake.")
    desk.go_to("2026-05-22 17:30")

    assert _listed(desk, omar) == []
    assert not Notice.objects.filter(code="needs-promise").exists()


@pytest.mark.req("S1.50")
def test_the_page_of_the_case_asks_when_the_customer_hears_next(desk: Desk, priya: Person, omar: Person) -> None:
    case = desk.by_phone(priya, "You brought the wrong table.", email="amara@home.example").pk
    desk.do("record_call", priya, case=case, words="Heard her out.")

    shown = desk.ask("feasible", priya, case=case)

    assert [row["words"] for row in shown["times"]] == [
        "today 17:00",
        "Tue 10:00 – Monday is a holiday",
        "Tue 12:00 – Monday is a holiday",
    ]
    assert desk.ask("my_work", priya)[0]["promise"] is None
