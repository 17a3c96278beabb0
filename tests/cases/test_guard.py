from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from amends.cases.models import guard
from amends.cases.models.guard import TABLES, Guarded
from amends.people.models import Person
from amends.promises.models import Promise
from tests.cast import FRIDAY, Desk

every_table = pytest.mark.parametrize("guarded", TABLES, ids=lambda guarded: guarded.table)


@pytest.fixture
def worked_on(db: None) -> Desk:
    """A desk with a row in every table that holds evidence."""
    desk = Desk(FRIDAY)
    priya = desk.hire("Priya Nair")
    case = desk.by_phone(priya, "You brought the wrong table.").pk
    desk.do("note_feeling", priya, case=case, word="angry", level=4)
    desk.do("restate", priya, case=case, words="The wrong table came.", answer="yes")
    made = desk.do("promise", priya, case=case, what="Call her", within="1 working day")
    desk.do("keep", priya, case=case, promise=made.pk)
    _call_and_rest(desk, priya, case)
    desk.do("confirm", priya, case=case, answer="yes")
    return desk


def _call_and_rest(desk: Desk, priya: Person, case: int) -> None:
    """A call that reached nobody, a promise that rests on a supplier's, a line of the day, and a day without one."""
    call = desk.do("promise", priya, case=case, what="Ring her", within="3 working days", kind="call-back")
    desk.do("try_call", priya, case=case, promise=call.pk, reached=False, words="It rang out.")
    li = Person.objects.create(name="Li Na", created_at=desk.now)
    theirs = desk.do("request_promise", priya, case=case, of=li.pk, what="The part", within="1 day", kind="supplier")
    desk.do("answer_promise", priya, case=case, promise=theirs.pk, answer="accept", words="“By then.”")
    ours = desk.do("promise", priya, case=case, what="Repair it", within="10 working days")
    desk.do("underpin", priya, case=case, promise=ours.pk, rests_on=theirs.pk)
    desk.do("set_rhythm", priya, case=case, rhythm="daily")
    desk.do("tell_progress", priya, case=case, because="the part is on its way")
    desk.wait(days=5)


@pytest.mark.django_db
def test_every_trigger_stands() -> None:
    assert guard.installed() == guard.expected()
    assert len(guard.expected()) == (2 if connection.vendor == "sqlite" else 3) * len(TABLES)


@every_table
def test_rows_of_evidence_are_neither_changed_nor_removed(worked_on: Desk, guarded: Guarded) -> None:
    table = guarded.table
    assert _count(table) > 0

    for order in (f"UPDATE {table} SET id = id", f"UPDATE {table} SET practice = NOT practice", f"DELETE FROM {table}"):
        with pytest.raises(DatabaseError, match="stay as they were written"), transaction.atomic():
            _execute(order)


@every_table
def test_a_table_of_evidence_is_not_emptied_in_one_go(worked_on: Desk, guarded: Guarded) -> None:
    if connection.vendor == "sqlite":
        return  # it has no TRUNCATE; a DELETE without a condition asks for every row
    before = _count(guarded.table)
    _execute("SET CONSTRAINTS ALL IMMEDIATE")  # what is checked at the end of a transaction stands in TRUNCATE's way

    with pytest.raises(DatabaseError, match="stay as they were written"), transaction.atomic():
        _execute(f"TRUNCATE {guarded.table} CASCADE")

    assert _count(guarded.table) == before


@every_table
def test_a_row_is_not_replaced_by_another_of_the_same_number(worked_on: Desk, guarded: Guarded) -> None:
    if connection.vendor != "sqlite":
        order = (
            f"INSERT INTO {guarded.table} SELECT * FROM {guarded.table} ON CONFLICT (id) DO UPDATE SET id = excluded.id"
        )
    else:
        order = f"REPLACE INTO {guarded.table} SELECT * FROM {guarded.table}"

    with pytest.raises(DatabaseError), transaction.atomic():
        _execute(order)


def test_practice_can_be_cleared_away_but_not_changed(db: None) -> None:
    desk = Desk(FRIDAY)
    priya: Person = desk.hire("Priya Nair")
    case = desk.by_phone(priya, "You brought the wrong table.")
    Promise.objects.create(
        case=case, kind="action", promisor=priya, promisee=case.customer, made_at=FRIDAY, by=priya, recorded_at=FRIDAY,
        due_at=desk.local("2026-05-26 10:00"), soon_at=FRIDAY, zone="Europe/London", practice=True,
    )  # fmt: skip

    with pytest.raises(DatabaseError), transaction.atomic():
        _execute("UPDATE promise SET zone = 'UTC' WHERE practice")
    _execute("DELETE FROM promise WHERE practice")

    assert not Promise.objects.filter(practice=True).exists()


@pytest.mark.django_db
def test_lost_triggers_are_put_back_by_the_next_migrate() -> None:
    on = "" if connection.vendor == "sqlite" else " ON promise"
    _execute(f"DROP TRIGGER promise_stays{on}")
    assert guard.installed() == guard.expected() - {"promise_stays"}

    call_command("migrate", verbosity=0)

    assert guard.installed() == guard.expected()


def _execute(order: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(order)


def _count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])
