from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from amends.cases.models import Standing
from amends.cases.models.timeline import verify
from amends.core.refusal import AlreadyDue, DueInPast, PromiseSettled
from amends.promises.models import Promise
from tests.cast import Desk

START = datetime(2026, 5, 20, 9, 0, tzinfo=UTC)
HOURS = st.integers(1, 60)


@dataclass
class Model:
    """What a promise should be: when it falls due and, once it is settled, in what state."""

    due: datetime
    state: str = "open"

    def at(self, now: datetime) -> str:
        """The state at an instant; "soon" counts as open here."""
        return "late" if self.state == "open" and now > self.due else self.state


class Promises(RuleBasedStateMachine):
    """Makes, keeps, moves and releases promises of one case while time passes, beside a plain model of them."""

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.desk = Desk(START)
        self.priya = self.desk.hire("Priya Nair")
        self.omar = self.desk.hire("Omar Haddad", "lead")
        self.case = self.desk.by_phone(self.priya, "You brought the wrong table.", email="amara@home.example").pk
        self.model: dict[int, Model] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    @rule(hours=HOURS, by_mail=st.booleans())
    def make(self, hours: int, by_mail: bool) -> None:
        due = self.desk.now + timedelta(hours=hours)
        if by_mail:
            self._write(promises=[{"what": "Call her", "due": due.isoformat()}])
            number = Promise.objects.latest("pk").pk
        else:
            number = self._do("promise", what="Call her", due=due.isoformat()).pk
        self.model[number] = Model(due)

    @precondition(lambda self: self.model)
    @rule(data=st.data(), by_mail=st.booleans())
    def keep(self, data: st.DataObject, by_mail: bool) -> None:
        number = data.draw(st.sampled_from(sorted(self.model)))
        if not self._is_open(number):
            refusal = self._refused_mail(keeps=[number]) if by_mail else self._refused("keep", promise=number)
            assert isinstance(refusal, PromiseSettled)
            return
        if by_mail:
            self._write(keeps=[number])
        else:
            self._do("keep", promise=number)
        self._settle(number, "kept", "broken")

    @precondition(lambda self: self.model)
    @rule(data=st.data(), hours=HOURS, by_mail=st.booleans())
    def move(self, data: st.DataObject, hours: int, by_mail: bool) -> None:
        number = data.draw(st.sampled_from(sorted(self.model)))
        due = self.desk.now + timedelta(hours=hours)
        if due == self.model[number].due:
            due += timedelta(minutes=1)  # a new time is another time
        if not self._is_open(number):
            assert isinstance(self._refused("renegotiate", promise=number, due=due.isoformat()), PromiseSettled)
            return
        if by_mail:
            self._write(moves=number, promises=[{"what": "Call her", "due": due.isoformat()}])
        else:
            self._do("renegotiate", promise=number, due=due.isoformat(), because="The part is late.")
        self.model[Promise.objects.latest("pk").pk] = Model(due)
        in_time = self.desk.now < self.model[number].due
        self._settle(number, "moved" if in_time else "broken", "broken")

    @precondition(lambda self: self.model)
    @rule(data=st.data())
    def release(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from(sorted(self.model)))
        if self._is_open(number) and self.desk.now < self.model[number].due:
            self._do("release", promise=number, words="“Never mind.”")
            self._settle(number, "released", "broken")
        else:
            assert isinstance(
                self._refused("release", promise=number, words="“Never mind.”"), (PromiseSettled, AlreadyDue)
            )

    @rule(hours=st.integers(0, 60))
    def promise_what_is_past(self, hours: int) -> None:
        due = (self.desk.now - timedelta(hours=hours)).isoformat()
        assert isinstance(self._refused("promise", what="Call her", due=due), DueInPast)

    @rule(minutes=st.integers(1, 60 * 40))
    def time_passes(self, minutes: int) -> None:
        self.desk.wait(minutes=minutes)

    @precondition(lambda self: any(row.state == "open" for row in self.model.values()))
    @rule(seconds=st.sampled_from([-1, 0, 1]))
    def time_passes_to_a_due_time(self, seconds: int) -> None:
        due = min(row.due for row in self.model.values() if row.state == "open")
        self.desk.go_to(max(self.desk.now, due + timedelta(seconds=seconds)))

    @invariant()
    def the_database_says_what_the_model_says(self) -> None:
        told = {row["id"]: row for row in self.desk.ask("case", self.priya, case=self.case)["promises"]}
        for number, row in self.model.items():
            state = {"soon": "open"}.get(told[number]["state"], told[number]["state"])
            assert state == row.at(self.desk.now), (number, row, self.desk.now)

    @invariant()
    def the_standing_counts_what_was_broken_and_what_comes_next(self) -> None:
        row = Standing.objects.get(case=self.case)
        broken = [one for one in self.model.values() if one.at(row.changed_at) in ("late", "broken")]
        owed = [number for number, one in self.model.items() if one.state == "open"]
        assert row.let_down == len(broken)
        if owed:
            assert row.promise == min(owed, key=lambda number: (self.model[number].due, number))

    @invariant()
    def the_timeline_is_whole(self) -> None:
        assert list(verify()) == []

    def _is_open(self, number: int) -> bool:
        return self.model[number].state == "open"

    def _settle(self, number: int, in_time: str, late: str) -> None:
        row = self.model[number]
        if row.state == "open":
            row.state = in_time if self.desk.now <= row.due else late

    def _write(self, **values: Any) -> None:
        self._do("write", text="Hello Amara, I write about your table.", **values)
        self.desk.settle()

    def _refused_mail(self, **values: Any) -> object:
        return self._refused("write", text="Hello Amara, I write about your table.", **values)

    def _do(self, act: str, **values: Any) -> Any:
        return self.desk.do(act, self.priya, case=self.case, **values)

    def _refused(self, act: str, **values: Any) -> object:
        return self.desk.refused(act, self.priya, case=self.case, **values)


@pytest.mark.req("S0.12")
@pytest.mark.req("S0.15")
def test_promises_are_what_a_plain_model_says_whatever_is_done_in_whatever_order(db: None) -> None:
    run_state_machine_as_test(
        Promises,
        settings=settings(
            max_examples=6,
            stateful_step_count=14,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
