from __future__ import annotations

import threading
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import OperationalError, connections

from amends.cases.models import Case
from amends.casework import filing, waiting
from amends.casework.founding import add_member, set_up_house
from amends.channels.models import RawMail
from amends.people.models import Person

NOW = datetime(2027, 3, 9, 10, 0, tzinfo=UTC)


@pytest.fixture
def desk() -> None:
    set_up_house(name="Meridian Furniture", address="desk@meridian.example", at=NOW)
    add_member(name="Priya Nair", email="priya@meridian.example", at=NOW)


@pytest.mark.django_db
def test_a_mail_that_breaks_the_desk_is_held_and_the_next_is_filed(desk: None, monkeypatch: pytest.MonkeyPatch) -> None:
    bad, good = _stored(_mail("bad"), _mail("good"))
    _spoil(monkeypatch, bad, KeyError("a part that is not there"))

    assert waiting.file_waiting(NOW) == 2

    assert _filed(bad, good) == ["held", "opened"]
    assert "KeyError" in RawMail.objects.get(pk=bad.pk).because_values["fault"]


@pytest.mark.django_db
def test_a_mail_at_which_the_database_gives_up_waits_behind_the_others_and_is_held_in_the_end(
    desk: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = _stored(_mail("bad"), _mail("good"))
    _spoil(monkeypatch, bad, OperationalError("index row size exceeds maximum"))

    waiting.file_waiting(NOW, limit=1)
    assert _filed(bad, good) == ["waiting", "waiting"]
    waiting.file_waiting(NOW, limit=1)
    assert _filed(bad, good) == ["waiting", "opened"]
    for _ in range(waiting.MOST_TRIES):
        waiting.file_waiting(NOW)

    assert _filed(bad) == ["held"]


def test_copies_filed_at_the_same_time_open_one_case_for_one_person(committed_db: Any) -> None:
    set_up_house(name="Meridian Furniture", address="desk@meridian.example", at=NOW)
    add_member(name="Priya Nair", email="priya@meridian.example", at=NOW)
    filing.Desk.at(NOW)
    rounds = 8
    rows = [_stored(_mail(f"{n}"), b"Received: from elsewhere\r\n" + _mail(f"{n}")) for n in range(rounds)]

    _together(
        lambda: [filing.file(first, at=NOW) for first, _ in rows], lambda: [filing.file(b, at=NOW) for _, b in rows]
    )

    assert Case.objects.count() == rounds
    assert Person.objects.filter(name__startswith="Amara").count() == rounds
    assert RawMail.objects.filter(filed="duplicate").count() == rounds


def _together(*acts: Any) -> None:
    begin = threading.Barrier(len(acts))

    def run(act: Any) -> None:
        begin.wait()
        act()
        connections.close_all()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _spoil(monkeypatch: pytest.MonkeyPatch, bad: RawMail, error: Exception) -> None:
    def file(row: RawMail, **rest: Any) -> Any:
        if row.pk == bad.pk:
            raise error
        return filing.file(row, **rest)

    monkeypatch.setattr(waiting, "file", file)


def _stored(*raws: bytes) -> list[RawMail]:
    return filing.store([filing.Arrived("desk 1/1", raw, NOW) for raw in raws], at=NOW, live=True)


def _filed(*rows: RawMail) -> list[str]:
    return [str(RawMail.objects.get(pk=row.pk).filed) for row in rows]


def _mail(name: str) -> bytes:
    return (
        f"From: Amara {name} <amara.{name}@okafor.example>\r\nTo: desk@meridian.example\r\nSubject: Sofa\r\n"
        f"Message-ID: <{name}@okafor.example>\r\nDate: Tue, 09 Mar 2027 09:00:00 +0000\r\n\r\nThe sofa is torn.\r\n"
    ).encode()
