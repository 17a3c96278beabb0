from __future__ import annotations

import importlib
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.db import connection

from amends.cases.models import Entry, Standing
from amends.cases.models.guard import TABLES, install
from amends.cases.verifying import verify
from amends.people.models import Person
from tests.cast import FRIDAY, Desk


@pytest.fixture
def desk(db: None) -> Desk:
    return Desk(FRIDAY)


@pytest.fixture
def case(desk: Desk) -> int:
    priya: Person = desk.hire("Priya Nair")
    number = desk.by_phone(priya, "You brought the wrong table.").pk
    desk.do("note_feeling", priya, case=number, word="angry", level=4)
    desk.do("state_problem", priya, case=number, words="The label was wrong.")
    return number


def test_a_worked_case_ends_as_it_was_written(case: int) -> None:
    assert list(verify()) == []
    assert Standing.objects.get().entries == Entry.objects.count() > 2


@pytest.mark.parametrize(("kept", "told"), [(1, "cut-off"), (0, "cut-off")])
def test_a_timeline_whose_end_was_cut_off_is_found(case: int, kept: int, told: str) -> None:
    with unguarded():
        Entry.objects.filter(seq__gt=kept).delete()

    assert [(finding.stream, finding.what) for finding in verify()] == [(f"case:{case}", told)]


def test_a_timeline_that_was_written_anew_is_found(case: int) -> None:
    newest = Entry.objects.order_by("-seq").first()
    assert newest is not None
    newest.data = {"level": 1}
    with unguarded():
        Entry.objects.filter(pk=newest.pk).update(data=newest.data, hash=newest.worked_out_hash())

    assert [finding.what for finding in verify()] == ["changed"]


def test_a_desk_from_before_learns_how_its_timelines_end(case: int) -> None:
    Standing.objects.update(entries=0, tail="")
    assert [finding.what for finding in verify()] == ["added"]

    importlib.import_module("amends.cases.migrations.0005_ends").know_the_ends(apps, None)

    assert list(verify()) == []


@contextmanager
def unguarded() -> Iterator[None]:
    with connection.cursor() as cursor:
        for guarded in TABLES:
            for verb in ("stays", "is_kept"):
                on = "" if connection.vendor == "sqlite" else f" ON {guarded.table}"
                cursor.execute(f"DROP TRIGGER {guarded.table}_{verb}{on}")
    yield
    install()
