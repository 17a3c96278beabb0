from __future__ import annotations

import gc
from datetime import UTC, datetime, timedelta
from threading import Thread
from weakref import ref

import pytest
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test.utils import CaptureQueriesContext

from amends.people.models import House, Person
from amends.people.reads import Read

NOON = datetime(2026, 6, 16, 12, tzinfo=UTC)


def _people() -> list[Person]:
    return [
        Person.objects.create(name=f"Amara {number}", zone="Europe/London", created_at=NOON + timedelta(days=number))
        for number in range(4)
    ]


@pytest.mark.django_db
def test_a_read_answers_as_the_rows_it_was_made_of_for_each_kind_of_value() -> None:
    first, second, third, last = _people()
    read = Read(
        lambda number, name, since: Person.objects.filter(created_at__gte=since).exclude(name=name).exclude(pk=number),
        int,
        str,
        datetime,
    )

    assert set(read.rows(last.pk, third.name, NOON)) == {first, second}
    assert set(read.rows(first.pk, "", NOON + timedelta(days=2))) == {third, last}
    assert read.rows(first.pk, "", NOON + timedelta(days=9)) == []
    assert read.row(first.pk, "", NOON + timedelta(days=9)) is None


@pytest.mark.django_db
def test_a_read_gives_rows_that_can_be_changed_and_saved() -> None:
    first, *_others = _people()
    read = Read(lambda number: Person.objects.filter(pk=number), int)

    found = read.row(first.pk)
    assert found is not None
    found.name = "Tomasz"
    found.save()

    assert read.row(first.pk) == first
    assert Person.objects.get(pk=first.pk).name == "Tomasz"
    assert found.created_at == first.created_at


@pytest.mark.django_db
def test_a_read_gives_tuples_where_its_rows_do() -> None:
    first, *_others = _people()
    read = Read(lambda number: Person.objects.filter(pk=number).values_list("name", "created_at"), int)

    assert read.row(first.pk) == ("Amara 0", NOON)


@pytest.mark.django_db
def test_a_read_asks_the_database_each_time() -> None:
    read = Read(lambda since: Person.objects.filter(created_at__gt=since), datetime)

    with CaptureQueriesContext(connection) as asked:
        assert read.rows(NOON) == []
        _people()
        assert len(read.rows(NOON)) == 3

    assert len([query for query in asked.captured_queries if query["sql"].startswith("SELECT")]) == 2


@pytest.mark.django_db
def test_a_read_wants_as_many_values_as_it_was_made_for() -> None:
    read = Read(lambda number: House.objects.filter(pk=number), int)

    with pytest.raises(ValueError, match="zip"):
        read.rows(1, 2)


@pytest.mark.django_db
def test_nothing_of_a_read_outlives_the_thread_that_asked() -> None:
    read = Read(lambda number: House.objects.filter(pk=number), int)
    seen: list[ref[BaseDatabaseWrapper]] = []

    def ask() -> None:
        read.rows(1)
        seen.append(ref(connections[DEFAULT_DB_ALIAS]))
        connections.close_all()

    thread = Thread(target=ask)
    thread.start()
    thread.join()
    gc.collect()

    assert [kept() for kept in seen] == [None]
    assert read.rows(1) == []
