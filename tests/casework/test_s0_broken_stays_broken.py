from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from amends.cases.models.timeline import verify
from amends.core.refusal import Refusal
from amends.people.models import Person, voice
from amends.promises.models import Promise, PromiseHappening
from tests.cast import Desk

pytestmark = pytest.mark.req("S0.12")

ORDERS = [
    "UPDATE promise SET due_at = '2030-01-01 00:00:00+00:00'",
    "UPDATE promise SET practice = NOT practice",
    "UPDATE promise_happening SET what = 'delivered'",
    "UPDATE promise_happening SET at = '2020-01-01 00:00:00+00:00'",
    "DELETE FROM promise_happening",
    "DELETE FROM promise",
    "UPDATE timeline SET code = 'delivered' WHERE code = 'broken'",
    "DELETE FROM timeline WHERE code = 'broken'",
]


@pytest.fixture
def broken(desk: Desk, priya: Person) -> Promise:
    case = desk.by_phone(priya, "You brought the wrong table.", email="amara@home.example")
    due = desk.local("2026-05-27 10:00").isoformat()
    made: Promise = desk.do("promise", priya, case=case.pk, what="Call her", due=due)
    desk.go_to("2026-05-27 10:01")
    return made


@pytest.mark.parametrize("order", ORDERS)
def test_no_order_to_the_database_changes_it(desk: Desk, priya: Person, broken: Promise, order: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(order)

    _is_broken_for_good(desk, priya, broken)


def test_the_models_change_nothing_either(desk: Desk, priya: Person, broken: Promise) -> None:
    happening = broken.happenings.get()
    happening.what, broken.due_at = "delivered", desk.now + timedelta(days=1)
    attempts: list[Any] = [
        happening.save,
        happening.delete,
        broken.save,
        broken.delete,
        broken.case.delete,
        Promise.objects.all().delete,
        lambda: PromiseHappening.objects.update(what="delivered"),
        lambda: Promise.objects.bulk_update([broken], ["due_at"]),
    ]

    for attempt in attempts:
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()

    _is_broken_for_good(desk, priya, broken)


@pytest.mark.parametrize("what", ["delivered", "renegotiated", "released", "replaced"])
@pytest.mark.parametrize("rang", [True, False], ids=["after it rang", "while the clock is down"])
@pytest.mark.parametrize("before", [timedelta(hours=1), timedelta(minutes=-1)])
def test_a_row_of_an_earlier_date_that_is_added_later_changes_nothing(
    desk: Desk, priya: Person, what: str, rang: bool, before: timedelta
) -> None:
    case = desk.by_phone(priya, "You brought the wrong table.")
    due = desk.local("2026-05-27 10:00")
    made = desk.do("promise", priya, case=case.pk, what="Call her", due=due.isoformat())
    desk.go_to(due + timedelta(hours=1)) if rang else setattr(desk, "now", due + timedelta(hours=1))

    PromiseHappening.objects.create(promise=made, what=what, at=due - before, recorded_at=desk.now, by=priya)

    assert made.verdict(desk.now).is_broken
    assert made.verdict(desk.now + timedelta(days=99)).is_broken


def test_a_row_with_every_date_forged_changes_nothing_once_it_rang(desk: Desk, priya: Person, broken: Promise) -> None:
    early = broken.due_at - timedelta(hours=1)

    PromiseHappening.objects.create(promise=broken, what="delivered", at=early, recorded_at=early, by=priya)

    _is_broken_for_good(desk, priya, broken)


@pytest.mark.parametrize("role", ["agent", "lead", "programme"])
def test_no_act_of_anybody_makes_it_kept(desk: Desk, priya: Person, broken: Promise, role: str) -> None:
    person = desk.hire("Ada Admin", role)
    ahead = desk.local("2026-06-01 12:00").isoformat()
    message = {"text": "I rang you in time.", "keeps": [broken.pk]}
    attempts: list[tuple[str, dict[str, Any]]] = [
        ("release", {"promise": broken.pk, "words": "It is fine."}),
        ("set_rule_aside", {"rule": "return-window", "reason": "It was kept."}),
        ("write", {**message, "override": "It was kept."}),
        ("hold", {"reply": message, "key": "k1"}),
        ("record_call", {"words": "I rang.", "keeps": broken.pk}),
        ("renegotiate", {"promise": broken.pk, "due": ahead}),
        ("keep", {"promise": broken.pk}),
        ("confirm", {"answer": "yes"}),
        ("reopen", {}),
        ("sort_out", {"how": "spam"}),
        ("change_kind", {"kind": "question"}),
        ("assign", {"to": person.pk}),
    ]
    for act, values in attempts:
        with suppress(Refusal):
            desk.do(act, person, case=broken.case_id, **values)
        desk.settle()
        _is_broken_for_good(desk, priya, broken)


def test_what_is_delivered_late_says_how_late(desk: Desk, priya: Person, broken: Promise) -> None:
    desk.go_to("2026-05-27 12:30")

    desk.do("keep", priya, case=broken.case_id, promise=broken.pk)

    told = desk.promise(priya, broken.pk, broken.case_id)
    assert (told["state"], told["late_seconds"]) == ("broken", 2.5 * 3600)


def test_a_mail_pressed_in_time_holds_the_verdict_for_a_quarter_of_an_hour(desk: Desk, priya: Person) -> None:
    case = desk.by_phone(priya, "You brought the wrong table.", email="amara@home.example")
    due = desk.local("2026-05-27 10:00")
    made = desk.do("promise", priya, case=case.pk, what="Write to her", due=due.isoformat())
    desk.go_to("2026-05-27 09:59")
    for attempt, accepted in enumerate([timedelta(minutes=14), timedelta(minutes=17)]):
        sent = desk.now + accepted
        happening = PromiseHappening(
            promise=made, what="delivered", at=desk.now, recorded_at=sent, by=voice("mail", sent)
        )
        with transaction.atomic():
            happening.save()
            assert made.verdict(due + timedelta(days=1)).is_broken == bool(attempt)
            transaction.set_rollback(True)


def _is_broken_for_good(desk: Desk, reader: Person, promise: Promise) -> None:
    told = desk.promise(reader, promise.pk, promise.case_id)
    assert told["broken"]
    assert told["state"] in ("late", "broken")
    assert Promise.objects.get(pk=promise.pk).verdict(desk.now + timedelta(days=365)).is_broken
    assert list(verify()) == []
