from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from amends.core.playbook import KINDS, RECOVERY_KINDS
from amends.playbooks import queries
from amends.playbooks.models import PackVersion, PlaybookVersion
from amends.playbooks.queries import (
    every_pack,
    for_kind,
    newest_pack,
    shipped,
    shipped_packs,
    store_pack,
    store_shipped,
)
from tests.cast import FRIDAY, Desk

NOW = datetime(2026, 5, 22, 9, 0, tzinfo=UTC)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_case_has_one_playbook_stored_once(kind: str) -> None:
    first, second = for_kind(kind, NOW), for_kind(kind, NOW)

    assert first == second
    assert first.name == ("S0-five-step" if kind in RECOVERY_KINDS else "plain")
    assert [kind in playbook.kinds for playbook, _ in shipped()].count(True) == 1


@pytest.mark.django_db
def test_an_unknown_kind_has_none() -> None:
    with pytest.raises(KeyError):
        for_kind("ticket", NOW)


def test_a_case_keeps_the_version_that_it_began_with(db: None) -> None:
    desk = Desk(FRIDAY)
    priya = desk.hire("Priya Nair")
    old = desk.by_phone(priya, "You brought the wrong table.").pk
    stored = PlaybookVersion.objects.get(name="S0-five-step")
    text = stored.text.replace("version = 1", "version = 2").replace('"Listen"', '"Hear them out"')
    PlaybookVersion.objects.create(name=stored.name, version=2, text=text, stored_at=NOW)

    new = desk.by_phone(priya, "You brought the wrong chair.").pk

    titles = [desk.ask("case", priya, case=case)["steps"][0]["title"] for case in (old, new)]
    assert titles == ["Listen", "Hear them out"]
    desk.do("change_kind", priya, case=old, kind="problem")
    assert desk.ask("case", priya, case=old)["steps"][0]["title"] == "Listen"


@pytest.mark.django_db
def test_a_version_is_stored_once() -> None:
    version = for_kind("complaint", NOW)

    with pytest.raises(IntegrityError), transaction.atomic():
        PlaybookVersion.objects.create(name=version.name, version=version.version, text=version.text, stored_at=NOW)


@pytest.mark.django_db
def test_packs_are_read_in_one_query_and_checked_only_when_they_are_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    store_pack(_newer("callback"), NOW)
    store_shipped(["uk-fca-disp1", "callback"], NOW)
    checked: list[str] = []
    monkeypatch.setattr(queries, "sound_pack", lambda text, *_rest: checked.append(text))

    with CaptureQueriesContext(connection) as captured:
        found = {pack.name: pack.version for pack in every_pack()}
    store_shipped(["uk-fca-disp1", "callback"], NOW)

    assert len(captured) == 1
    assert found.keys() == shipped_packs().keys()
    assert (found["callback"], found["uk-fca-disp1"]) == (99, shipped_packs()["uk-fca-disp1"].pack.version)
    assert checked == []


@pytest.mark.django_db
def test_the_newest_of_a_pack_is_the_stored_or_the_shipped_one_with_the_higher_number() -> None:
    old = PackVersion.objects.create(name="callback", version=0, text="", stored_at=NOW)
    assert newest_pack("callback") == shipped_packs()["callback"].pack
    assert {pack.name: pack for pack in every_pack()}["callback"] == shipped_packs()["callback"].pack
    old.delete()

    store_pack(_newer("callback"), NOW)

    newest = newest_pack("callback")
    assert newest is not None
    assert newest.version == 99
    assert newest_pack("nobody-knows") is None


def _newer(name: str) -> str:
    pack = shipped_packs()[name]
    return pack.text.replace(f"version = {pack.pack.version}\n", "version = 99\n", 1)
