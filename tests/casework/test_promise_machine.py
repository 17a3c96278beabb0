from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from amends.cases.models.timeline import verify
from amends.core.refusal import Refusal
from amends.promises.models import Promise
from tests.cast import Desk

START = datetime(2026, 5, 20, 9, 0, tzinfo=UTC)
AMARA, PRIYA, SAM, OMAR, TOMASZ = "amara", "priya", "sam", "omar", "tomasz"
TEAM = frozenset((PRIYA, SAM, OMAR))

# Written out by hand, apart from the table of the product: what may follow each move before and after the due time.
BEFORE_DUE = {
    "requested": {"accept", "decline", "counter", "withdraw"},
    "offered": {"accept", "decline", "counter", "withdraw"},
    "in-force": {"keep", "move", "release", "revoke"},
    "reported": {"satisfied", "not-satisfied"},
    "disputed": {"keep", "move", "release", "satisfied"},
}
AFTER_DUE = {
    "requested": {"decline", "counter", "withdraw"},
    "offered": {"decline", "counter", "withdraw"},
    "broken": {"keep", "move"},
    "reported": {"satisfied", "not-satisfied"},
    "disputed": {"keep", "move", "release", "satisfied"},
}
LEADS_TO = {
    "accept": "in-force",
    "decline": "declined",
    "counter": "countered",
    "withdraw": "withdrawn",
    "release": "released",
    "revoke": "revoked",
    "satisfied": "fulfilled",
    "not-satisfied": "disputed",
}
ANSWERS = frozenset(("accept", "decline", "counter"))
ATTEMPTS = [
    (by, move, words)
    for by in (AMARA, PRIYA, SAM, OMAR, TOMASZ)
    for move in (*LEADS_TO, "keep", "move")
    for words in ("", "“As they said.”")
]


@dataclass
class Model:
    """Where a conversation should stand; `replaced` once a new promise stands in place of a broken one."""

    promisor: str
    promisee: str
    asker: str
    due: datetime
    move: str
    replaced: bool = False
    moved: bool = False

    def at(self, now: datetime) -> str:
        """The move at an instant: the clock alone breaks what is in force."""
        return "broken" if self.move == "in-force" and now > self.due else self.move


class Conversations(RuleBasedStateMachine):
    """Everybody tries every move of every promise at any time, beside a plain model of whose move it is."""

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.desk = Desk(START)
        hire = self.desk.hire
        self.people = {PRIYA: hire("Priya Nair"), SAM: hire("Sam Lee"), OMAR: hire("Omar Haddad", "programme")}
        case = self.desk.by_phone(self.people[PRIYA], "You brought the wrong table.", email="amara@home.example")
        other = self.desk.by_phone(self.people[PRIYA], "A late chair.", email="tomasz@home.example")
        self.people |= {AMARA: case.customer, TOMASZ: other.customer}
        self.case = case.pk
        self.model: dict[int, Model] = {}
        self.broken: set[int] = set()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    @rule(of=st.sampled_from([SAM, TOMASZ]), hours=st.integers(1, 40))
    def ask_for(self, of: str, hours: int) -> None:
        row = self._do(PRIYA, "request_promise", of=self.people[of].pk, what="Bring it", within=f"{hours} hours")
        promisee = AMARA if of in TEAM else PRIYA
        self.model[row.pk] = Model(of, promisee, PRIYA, row.due_at, "requested")

    @rule(by=st.sampled_from([PRIYA, SAM]), hours=st.integers(1, 40), offered=st.booleans())
    def give(self, by: str, hours: int, offered: bool) -> None:
        row = self._do(by, "offer_promise" if offered else "promise", what="Bring it", within=f"{hours} hours")
        self.model[row.pk] = Model(by, AMARA, by, row.due_at, "offered" if offered else "in-force")

    @precondition(lambda self: self.model)
    @rule(place=st.integers(0, 50), choice=st.integers(0, 500))
    def make_a_move(self, place: int, choice: int) -> None:
        number, model = self._one(place)
        allowed = [attempt for attempt in ATTEMPTS if self._may(model, *attempt)]
        if not allowed:
            return
        by, move, words = allowed[choice % len(allowed)]
        stands = model.at(self.desk.now)

        done = self._try(number, by, move, words)

        assert done is not None, (stands, model, by, move, words)
        self._follow(model, done, move)

    @precondition(lambda self: self.model)
    @rule(place=st.integers(0, 50))
    def all_other_moves_are_refused(self, place: int) -> None:
        number, model = self._one(place)
        before = self._move_of(number)

        for by, move, words in ATTEMPTS:
            if not self._may(model, by, move, words):
                assert self._try(number, by, move, words) is None, (before, model, by, move, words)

        assert self._move_of(number) == before

    @rule(minutes=st.sampled_from([1, 20, 90, 600, 2000]))
    def let_time_pass(self, minutes: int) -> None:
        self.desk.wait(minutes=minutes)

    @invariant()
    def the_rows_say_what_the_model_says(self) -> None:
        for number, model in self.model.items():
            assert self._move_of(number) == model.at(self.desk.now)

    @invariant()
    def what_was_broken_once_is_never_kept(self) -> None:
        for row in Promise.objects.filter(pk__in=self.model):
            verdict = row.verdict(self.desk.now)
            if verdict.is_broken:
                self.broken.add(row.pk)
            assert verdict.is_broken or row.pk not in self.broken

    @invariant()
    def the_chain_of_entries_holds(self) -> None:
        assert not list(verify())

    def _one(self, place: int) -> tuple[int, Model]:
        """One promise, the newest ones more often."""
        return list(self.model.items())[-1 - place % min(4, len(self.model))]

    def _may(self, model: Model, by: str, move: str, words: str) -> bool:
        table = AFTER_DUE if self.desk.now > model.due else BEFORE_DUE
        stands = model.at(self.desk.now)
        if model.replaced or move not in table.get(stands, ()):
            return False
        whose = self._whose(model, move, stands)
        if move in ("keep", "move") and by not in TEAM:
            return False
        if not words and (move == "revoke" or (move == "move" and model.moved)):
            return False  # why is asked for what is taken back, or moved a second time
        if by == whose:
            return True
        if by not in TEAM:
            return False
        return (move not in ANSWERS) if whose in TEAM else bool(words)

    def _whose(self, model: Model, move: str, stands: str) -> str:
        if move == "withdraw":
            return model.asker
        if move in ANSWERS:
            return model.promisor if stands == "requested" else model.promisee
        return model.promisor if move in ("keep", "move", "revoke") else model.promisee

    def _try(self, number: int, by: str, move: str, words: str) -> Promise | None:
        fields = {
            "keep": ("keep", {"how": "phone", "words": words}),
            "move": ("renegotiate", {"within": self._another_time(number), "because": words}),
            "release": ("release", {"words": words}),
            "revoke": ("revoke_promise", {"because": words}),
            "withdraw": ("withdraw_promise", {"words": words}),
            "satisfied": ("judge_promise", {"answer": "satisfied", "words": words}),
            "not-satisfied": ("judge_promise", {"answer": "not-satisfied", "words": words}),
            "accept": ("answer_promise", {"answer": "accept", "words": words}),
            "decline": ("answer_promise", {"answer": "decline", "words": words}),
            "counter": ("answer_promise", {"answer": "counter", "within": "9 hours", "words": words}),
        }
        act, values = fields[move]
        try:
            with transaction.atomic():
                made: Promise = self._do(by, act, promise=number, **values)
        except Refusal:
            return None
        return made

    def _another_time(self, number: int) -> str:
        same = self.model[number].due == self.desk.now + timedelta(hours=9)
        return "10 hours" if same else "9 hours"

    def _follow(self, model: Model, made: Promise, move: str) -> None:
        now, names = self.desk.now, {person.pk: name for name, person in self.people.items()}
        if move == "keep":
            model.move = "reported" if now <= model.due else "delivered-late"
        elif move == "move":
            model.replaced = now > model.due
            model.move = "broken" if model.replaced else "renegotiated"
        else:
            model.move = LEADS_TO[move]
        if move in ("move", "counter"):
            began = "in-force" if move == "move" else made.began
            parties = (names[made.promisor_id], names[made.promisee_id], names[made.by_id])
            moved = move == "move" and not model.replaced
            self.model[made.pk] = Model(*parties, made.due_at, began, moved=moved)

    def _do(self, by: str, act: str, **values: object) -> Promise:
        done: Promise = self.desk.do(act, self.people[by], case=self.case, **values)
        return done

    def _move_of(self, number: int) -> str:
        return Promise.objects.get(pk=number).verdict(self.desk.now).move.value


@pytest.mark.django_db
@pytest.mark.req("S0.12", "S0.15")
def test_everybody_tries_every_move_and_only_those_of_the_table_are_done() -> None:
    run_state_machine_as_test(
        Conversations,
        settings=settings(
            max_examples=15,
            stateful_step_count=20,
            deadline=timedelta(seconds=60),
            suppress_health_check=list(HealthCheck),
        ),
    )
