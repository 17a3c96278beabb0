from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from amends.cases.models import Assignment, Case, Standing
from amends.core.refusal import AlreadyAnswered, Unusable
from amends.people import queries as people
from amends.people.models import Notice, Person
from amends.promises.models import Promise
from tests.cast import Desk

AMARA = "amara@home.example"


def _owners(desk: Desk, who: Person, case: int) -> list[tuple[str, bool]]:
    return [(row["owner"], row["stands_in"]) for row in desk.ask("owners", who, case=case)]


@pytest.mark.req("S0.10")
def test_the_stand_in_inherits_the_promises_is_warned_and_keeps_them(desk: Desk, priya: Person, sam: Person) -> None:
    case = desk.by_phone(priya, "You brought the wrong table.", email=AMARA).pk
    due = desk.local("2026-05-26 16:00").isoformat()
    made = desk.do("promise", priya, case=case, what="Ring the maker", due=due)
    desk.go_to("2026-05-22 17:00")
    desk.do("go_away", priya, person=priya.pk, stand_in=sam.pk)
    desk.do("see_notices", priya, up_to=10**6)

    desk.go_to("2026-05-26 15:00")

    assert "promise-soon" in desk.notices(sam, case)
    assert desk.notices(priya, case) == []
    assert [row["promise"] for row in desk.ask("my_work", sam)] == [made.pk]
    desk.do("keep", sam, case=case, promise=made.pk)
    assert Promise.objects.get(pk=made.pk).verdict(desk.now).state == "kept"


@pytest.mark.req("S0.10")
def test_what_breaks_meanwhile_is_told_to_the_stand_in(desk: Desk, priya: Person, sam: Person, omar: Person) -> None:
    case = desk.by_phone(priya, "You brought the wrong table.", email=AMARA).pk
    desk.do("promise", priya, case=case, what="Ring the maker", within="3 hours")
    desk.do("go_away", priya, person=priya.pk, stand_in=sam.pk)
    desk.wait(hours=4)

    assert "promise-broken" in desk.notices(sam, case)
    assert "promise-broken" not in desk.notices(priya, case)


@pytest.mark.req("S0.10")
def test_a_colleague_who_accepted_a_promise_is_warned_and_so_is_who_stands_in_for_them(
    desk: Desk, priya: Person, sam: Person, omar: Person
) -> None:
    case = desk.by_phone(priya, "You brought the wrong table.", email=AMARA).pk
    asked = desk.do("request_promise", priya, case=case, of=sam.pk, what="Collect it", within="6 hours")
    desk.do("answer_promise", sam, case=case, promise=asked.pk, answer="accept")
    desk.wait(hours=3)
    assert "promise-soon" in desk.notices(sam, case)
    desk.do("go_away", sam, person=sam.pk, stand_in=omar.pk)
    desk.wait(hours=2)

    assert "promise-soon" in desk.notices(omar, case)
    assert "promise-soon" in desk.notices(priya, case)


@pytest.mark.req("S0.10")
def test_an_absence_that_begins_later_passes_the_cases_on_at_that_instant(
    desk: Desk, priya: Person, sam: Person
) -> None:
    case = desk.by_mail(AMARA, "You brought the wrong table. A complaint.").pk
    desk.do("go_away", priya, person=priya.pk, stand_in=sam.pk, since=desk.local("2026-05-22 17:00").isoformat())
    desk.go_to("2026-05-22 16:59")
    later = desk.by_mail("tomasz@post.example", "Our chairs came without legs. A complaint.").pk
    assert _owners(desk, sam, case) == [("Priya Nair", False)]

    desk.go_to("2026-05-22 17:00")

    for number in (case, later):
        assert _owners(desk, sam, number) == [("Priya Nair", False), ("Sam Lee", True)]
    assert desk.ask("owners", sam, case=case)[1]["from"] == desk.local("2026-05-22 17:00").astimezone(UTC).isoformat()
    letter = desk.mail_to(AMARA)
    assert "Sam Lee looks after your matter from now on" in letter.text
    assert "020 7946 0022" in letter.text
    assert "Mon–Thu 8–16" in letter.text


@pytest.mark.req("S0.10")
@pytest.mark.parametrize("hands_back", [True, False])
def test_at_the_end_the_cases_come_back_or_stay_as_it_was_chosen(
    desk: Desk, priya: Person, sam: Person, hands_back: bool
) -> None:
    case = desk.by_mail(AMARA, "You brought the wrong table. A complaint.").pk
    until = desk.local("2026-05-27 09:00").isoformat()
    desk.do("go_away", priya, person=priya.pk, stand_in=sam.pk, until=until, hands_back=hands_back)
    desk.go_to("2026-05-27 10:00")

    back = [("Priya Nair", False)] if hands_back else []
    assert _owners(desk, sam, case) == [("Priya Nair", False), ("Sam Lee", True), *back]
    name = "Priya Nair" if hands_back else "Sam Lee"
    assert f"{name} looks after your matter" in desk.mail_to(AMARA).text


@pytest.mark.req("S0.10")
def test_what_was_given_to_somebody_for_good_does_not_come_back(
    desk: Desk, priya: Person, sam: Person, omar: Person
) -> None:
    case = desk.by_mail(AMARA, "You brought the wrong table. A complaint.").pk
    until = desk.local("2026-05-27 09:00").isoformat()
    desk.do("go_away", priya, person=priya.pk, stand_in=sam.pk, until=until, hands_back=True)
    desk.do("assign", sam, case=case, to=omar.pk)
    desk.go_to("2026-05-27 10:00")

    assert _owners(desk, sam, case)[-1] == ("Omar Haddad", False)


@pytest.mark.req("S0.10")
def test_who_stood_in_for_a_stand_in_hands_back_to_the_first(
    desk: Desk, priya: Person, sam: Person, omar: Person
) -> None:
    case = desk.by_mail(AMARA, "You brought the wrong table. A complaint.").pk
    until = desk.local("2026-05-28 09:00").isoformat()
    desk.do("go_away", priya, person=priya.pk, stand_in=sam.pk, until=until, hands_back=True)
    desk.go_to("2026-05-26 09:00")
    soon = desk.local("2026-05-27 09:00").isoformat()
    desk.do("go_away", sam, person=sam.pk, stand_in=omar.pk, until=soon, hands_back=True)
    desk.go_to("2026-05-27 10:00")
    assert _owners(desk, sam, case)[-1] == ("Sam Lee", True)

    desk.go_to("2026-05-28 10:00")

    assert [name for name, _ in _owners(desk, sam, case)] == [
        "Priya Nair",
        "Sam Lee",
        "Omar Haddad",
        "Sam Lee",
        "Priya Nair",
    ]


@pytest.mark.req("S0.10")
def test_nobody_stands_in_for_their_own_stand_in_later_either(
    desk: Desk, priya: Person, sam: Person, omar: Person
) -> None:
    case = desk.by_mail(AMARA, "You brought the wrong table. A complaint.").pk
    friday = desk.local("2026-05-22 17:00").isoformat()
    desk.do("go_away", priya, person=priya.pk, stand_in=sam.pk, since=friday)
    desk.go_to("2026-05-22 16:00")
    assert isinstance(desk.refused("go_away", sam, person=sam.pk, stand_in=priya.pk, since=friday), Unusable), (
        "nobody stands in for their own stand-in"
    )
    desk.go_to("2026-05-22 17:01")

    assert _owners(desk, omar, case)[-1] == ("Sam Lee", True)
    assert not Notice.objects.filter(code="nobody-stands-in").exists()


@pytest.mark.req("S0.10")
def test_two_who_stand_in_for_each_other_leave_their_cases_with_somebody_who_is_there(
    desk: Desk, priya: Person, sam: Person, omar: Person, pia: Person
) -> None:
    case = desk.by_mail(AMARA, "You brought the wrong table. A complaint.").pk
    tuesday = {hour: desk.local(f"2026-05-26 {hour}:00").isoformat() for hour in (16, 17)}
    away_for_good = desk.local("2026-05-22 12:00").isoformat()
    desk.do("go_away", omar, person=omar.pk, stand_in=pia.pk, since=away_for_good)
    desk.do("go_away", priya, person=priya.pk, stand_in=sam.pk, since=tuesday[17])
    desk.do("go_away", sam, person=sam.pk, stand_in=priya.pk, since=tuesday[16])

    desk.go_to("2026-05-26 17:00")

    assert _owners(desk, pia, case)[-1] == ("Pia Brandt", True)
    assert "Pia Brandt looks after your matter from now on" in desk.mail_to(AMARA).text
    assert desk.notices(pia).count("nobody-stands-in") == 1
    assert "nobody-stands-in" not in desk.notices(omar)
    desk.go_to("2026-05-26 18:00")
    later = desk.by_mail("tomasz@post.example", "Our chairs came without legs. A complaint.").pk
    assert _owners(desk, pia, later) == [("Pia Brandt", True)]
    desk.do("assign", pia, case=case, to=sam.pk)
    assert _owners(desk, pia, case)[-1] == ("Pia Brandt", True)


@pytest.mark.req("S0.10")
def test_the_duty_person_answers_before_those_who_lead_where_no_stand_in_is_there(
    desk: Desk, priya: Person, sam: Person, omar: Person
) -> None:
    ruth = desk.hire("Ruth Adler", takes_new=False)
    desk.house.duty = ruth
    desk.house.save()
    case = desk.by_mail(AMARA, "You brought the wrong table. A complaint.").pk
    monday = [desk.local(f"2026-05-26 {hour}:00").isoformat() for hour in (10, 11)]
    desk.do("go_away", priya, person=priya.pk, stand_in=sam.pk, since=monday[1])
    desk.do("go_away", sam, person=sam.pk, stand_in=priya.pk, since=monday[0])

    desk.go_to("2026-05-26 11:00")

    assert _owners(desk, omar, case)[-1] == ("Ruth Adler", True)
    assert desk.notices(omar).count("nobody-stands-in") == 1


@pytest.mark.req("S0.10")
def test_the_first_who_is_back_takes_what_waited_while_nobody_was_there(
    desk: Desk, priya: Person, sam: Person, omar: Person
) -> None:
    case = desk.by_mail(AMARA, "You brought the wrong table. A complaint.").pk
    instants = [desk.local(f"2026-05-26 {hour}:00").isoformat() for hour in ("09", "10", "11", "12")]
    desk.do("go_away", priya, person=priya.pk, stand_in=sam.pk, since=instants[2])
    desk.do("go_away", sam, person=sam.pk, stand_in=omar.pk, since=instants[1], until=instants[3])
    desk.do("go_away", omar, person=omar.pk, stand_in=priya.pk, since=instants[0])
    desk.go_to("2026-05-26 11:59")
    assert _owners(desk, omar, case) == [("Priya Nair", False)]

    desk.go_to("2026-05-26 12:00")

    assert _owners(desk, omar, case)[-1] == ("Sam Lee", True)


class HandOvers(RuleBasedStateMachine):
    """People come and go, cases come in and are given on, while time passes."""

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.desk = Desk(datetime(2026, 5, 20, 9, 0, tzinfo=UTC))
        self.team = [self.desk.hire("Omar Haddad", "lead")] + [
            self.desk.hire(name) for name in ("Priya Nair", "Sam Lee", "Ruth Adler")
        ]
        self.cases = [self._open()]

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    @rule(hours=st.integers(0, 80), away=st.integers(1, 80), data=st.data(), hands_back=st.booleans())
    def somebody_goes_away(self, hours: int, away: int, data: st.DataObject, hands_back: bool) -> None:
        person, stand_in = data.draw(st.permutations(self.team))[:2]
        since = self.desk.now + self._hours(hours)
        values = {"person": person.pk, "stand_in": stand_in.pk, "hands_back": hands_back}
        dates = {"since": since.isoformat(), "until": (since + self._hours(away)).isoformat()}
        with suppress(Unusable):  # nobody stands in for whoever would answer for them
            self.desk.do("go_away", person, **values, **dates)

    @rule()
    def a_case_comes_in(self) -> None:
        self.cases.append(self._open())

    @rule(data=st.data())
    def a_case_is_given_on(self, data: st.DataObject) -> None:
        case, to = data.draw(st.sampled_from(self.cases)), data.draw(st.sampled_from(self.team))
        with suppress(AlreadyAnswered):
            self.desk.do("assign", self.team[0], case=case, to=to.pk)

    @rule(hours=st.integers(1, 50))
    def time_passes(self, hours: int) -> None:
        self.desk.wait(hours=hours)

    @invariant()
    def every_case_has_one_named_owner_from_its_first_instant_on(self) -> None:
        for number in self.cases:
            case = Case.objects.get(pk=number)
            rows = list(Assignment.objects.filter(case=case).order_by("pk"))
            assert rows[0].at == case.opened_at
            assert [row.at for row in rows] == sorted(row.at for row in rows)
            assert all(row.owner in self.team and row.owner != row.stands_in_for for row in rows)
            owner = Standing.objects.get(case=case).owner
            assert owner == rows[-1].owner
            is_there = [people.away(member, self.desk.now) is None for member in self.team]
            assert people.away(owner, self.desk.now) is None or not any(is_there), "they are away, and others are there"

    def _open(self) -> int:
        return int(self.desk.by_mail(f"c{self.desk._received}@home.example", "A wrong table. A complaint.").pk)

    @staticmethod
    def _hours(count: int) -> timedelta:
        return timedelta(hours=count)


@pytest.mark.req("S0.10")
def test_no_moment_is_without_a_named_owner_whoever_comes_and_goes(db: None) -> None:
    run_state_machine_as_test(
        HandOvers,
        settings=settings(
            max_examples=6,
            stateful_step_count=14,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
