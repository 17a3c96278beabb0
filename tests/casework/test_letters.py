from __future__ import annotations

from tests.cast import Desk


def test_a_colleague_signs_with_their_own_name_and_names_the_owner(desk: Desk) -> None:
    priya, sam = desk.hire("Priya Nair"), desk.hire("Sam Lee")
    case = desk.do("open_case", priya, words="The lamp is broken.", name="Amara", email="amara@home.example")

    desk.do("write", sam, case=case.pk, text="Hello Amara, Priya is on the phone; I look now.")
    desk.settle()

    letter = desk.mail_to("amara@home.example").text
    assert "\nSam Lee\n" in letter
    assert "looked after by: Priya Nair" in letter


def test_a_matter_that_is_taken_back_owes_nothing(desk: Desk) -> None:
    priya = desk.hire("Priya Nair")
    case = desk.do("open_case", priya, words="The lamp is broken.", name="Amara", email="amara@home.example")
    made = desk.do("promise", priya, case=case.pk, what="Ring", within="2 hours")

    desk.do("close", priya, case=case.pk, how="withdrawn", words="“Leave it.”")

    states = {row["id"]: row["state"] for row in desk.ask("case", priya, case=case.pk)["promises"]}
    assert states[made.pk] == "released"
    assert "open" not in states.values()


def test_a_german_writer_is_answered_in_german(desk: Desk) -> None:
    desk.hire("Priya Nair")

    desk.by_mail("jan@home.example", "Meine Glasplatte kam zersprungen an und ich bin stinksauer.")

    assert "Guten Tag" in desk.mail_to("jan@home.example").text


def test_a_case_that_a_mail_opens_again_has_a_next_contact(desk: Desk) -> None:
    priya = desk.hire("Priya Nair")
    case = desk.by_mail("amara@home.example", "The lamp is broken and I am angry.")
    desk.do("close", priya, case=case.pk, how="withdrawn", words="“Leave it.”")

    desk.receive("amara@home.example", "It broke again.", answers=desk.mail_to("amara@home.example"))

    told = desk.ask("case", priya, case=case.pk)
    assert told["open"]
    assert told["promise_due"] is not None
