from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from amends.casework.acts import all_acts, all_asks
from amends.channels.models import RawMail
from amends.core.refusal import NotAllowed
from amends.people.models import Account, House, Membership, Notice, Person
from tests.cast import Desk


@pytest.fixture
def amara(desk: Desk, priya: Person) -> Person:
    return desk.by_phone(priya, "Two of six chairs came broken.", email="amara@home.example").customer


def test_no_question_is_answered_to_somebody_from_outside(desk: Desk, amara: Person) -> None:
    answered = []
    for name, ask in all_asks().items():
        try:
            ask.do({field.name: _given(field.kind) for field in ask.fields if field.is_needed}, by=amara, at=desk.now)
        except NotAllowed:
            continue
        answered.append(name)

    assert answered == []


def test_no_act_for_the_team_is_open_to_a_customer(desk: Desk, amara: Person) -> None:
    for name in OF_THE_TEAM:
        act = all_acts()[name]
        with pytest.raises(NotAllowed):
            act.do({field.name: _given(field.kind) for field in act.fields if field.is_needed}, by=amara, at=desk.now)


def test_nobody_gives_a_role_above_their_own(desk: Desk, priya: Person, omar: Person, pia: Person) -> None:
    helen = {"name": "Helen Marsh", "email": "helen@meridian.example", "role": "programme"}
    ana = {"name": "Ana Petrova", "email": "ana@meridian.example", "role": "lead"}

    assert desk.refused("add_member", priya, **ana).code == "not-allowed"
    assert desk.refused("add_member", omar, **helen).code == "not-allowed"
    desk.do("add_member", omar, **ana)
    desk.do("add_member", pia, **helen)

    assert Membership.objects.get(person__name="Helen Marsh").role == "programme"
    assert Membership.objects.get(person__name="Ana Petrova").role == "lead"


def test_the_house_is_changed_by_its_owner_with_hours_as_a_calendar_has_them(
    desk: Desk, pia: Person, omar: Person
) -> None:
    hours = {"sat": [["10:00", "14:00"]]}

    assert desk.refused("change_house", omar, opening=hours).code == "not-allowed"
    assert desk.refused("change_house", pia, opening={"sat": "all day"}).code == "unusable"
    assert desk.refused("change_house", pia, opening=["sat"]).code == "unusable"
    assert desk.refused("change_house", pia, opening={"sat": []}).code == "unusable"
    desk.do("change_house", pia, opening=hours, trade="repairs")

    house = House.objects.get()
    assert (house.calendar["hours"], house.trade) == (hours, "repairs")


def test_a_preference_that_is_not_given_stays(desk: Desk, priya: Person) -> None:
    desk.do("prefer", priya, theme="dark", undo_seconds=60)
    desk.do("prefer", priya, language="de")

    account = Account.objects.select_related("person").get(person=priya)
    assert (account.theme, account.undo_seconds, account.person.language) == ("dark", 60, "de")
    assert desk.refused("prefer", priya, theme="pink").code == "unusable"


def test_what_was_told_is_seen_up_to_the_newest_that_was_shown(desk: Desk, omar: Person, priya: Person) -> None:
    case = desk.by_phone(priya, "Two of six chairs came broken.")
    desk.do("ask_lead", priya, case=case.pk)
    (told,) = desk.ask("notices", omar)

    assert desk.do("see_notices", omar, up_to=told["id"] - 1) == 0
    assert desk.do("see_notices", omar, up_to=told["id"]) == 1
    assert not Notice.objects.filter(person=omar, seen_at=None).exists()


def test_a_held_mail_is_filed_or_put_aside_by_somebody_of_the_team(desk: Desk, priya: Person, amara: Person) -> None:
    case = desk.by_phone(priya, "The table came with a scratch.")
    one, other = (desk.receive(f"{name}@home.example", "Hello", Message_Class="x") for name in ("one", "other"))
    RawMail.objects.filter(pk__in=(one.pk, other.pk)).update(filed="held", case=None)

    assert desk.refused("file_held", amara, raw_mail=one.pk, case=case.pk).code == "not-allowed"
    assert desk.do("file_held", priya, raw_mail=one.pk, case=case.pk).case_id == case.pk
    assert desk.do("ignore_held", priya, raw_mail=other.pk).filed == "ignored"
    assert desk.refused("ignore_held", priya, raw_mail=other.pk).code == "not-found"


def test_a_message_that_waits_is_thrown_away_by_who_wrote_it(desk: Desk, priya: Person, sam: Person) -> None:
    case = desk.by_phone(priya, "The table came with a scratch.", email="amara@home.example")
    held = desk.do("hold", priya, case=case.pk, key="k", reply={"text": "Hello"})

    assert desk.refused("discard", sam, held=held.pk).code == "not-found"
    desk.do("discard", priya, held=held.pk)
    assert desk.refused("send_now", priya, held=held.pk).code == "not-found"


def test_practice_is_begun_and_removed_in_the_language_of_who_begins_it(desk: Desk, priya: Person) -> None:
    desk.do("prefer", priya, language="de")
    priya.refresh_from_db()
    case = desk.do("begin_practice", priya)

    assert case.practice
    assert "Suppe" in desk.ask("case", priya, case=case.pk)["first_words"]
    assert desk.do("remove_practice", priya) == 1
    assert desk.refused("add_note", priya, case=case.pk, words="x").code == "not-found"


OF_THE_TEAM = (
    "set_up_house",
    "add_member",
    "change_house",
    "settle_in",
    "add_mailbox",
    "remove_mailbox",
    "prefer",
    "see_notices",
    "file_held",
    "ignore_held",
    "try_again",
    "begin_practice",
    "remove_practice",
)
_GIVEN: dict[str, Callable[[], Any]] = {"number": lambda: 1, "text": lambda: "x"}


def _given(kind: str) -> Any:
    return _GIVEN[kind]()
