"""Section 0.4 of the requirements: each rule in the lightest way that still proves it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from amends.channels.models import RawMail
from amends.people.models import Person
from tests.cast import Desk

AMARA = "amara@home.example"


@pytest.mark.parametrize("thanks", ["Thanks!", "Thank you very much, Amara", "Vielen Dank!", "Ok, thank you"])
def test_a_bare_thanks_never_reopens(desk: Desk, priya: Person, thanks: str) -> None:
    case = _closed_in_agreement(desk, priya)

    row = desk.receive(AMARA, thanks, answers=desk.mail_to(AMARA))

    assert (row.filed, row.case_id) == (RawMail.Filed.THREADED, case)
    assert not desk.ask("case", priya, case=case)["open"]


@pytest.mark.parametrize("news", ["Thanks, but the drawer fell out today.", "The new table wobbles."])
def test_news_reopens_the_same_case(desk: Desk, priya: Person, news: str) -> None:
    case = _closed_in_agreement(desk, priya)

    desk.receive(AMARA, news, answers=desk.mail_to(AMARA))

    assert desk.ask("case", priya, case=case)["open"]
    assert desk.notices(priya, case)[:1] == ["customer-wrote"]


@pytest.mark.parametrize(
    ("reply", "answer", "understood"),
    [
        ("Yes, that's it.", "yes", True),
        ("Ja, genau so war es.", "yes", True),
        ("Not quite - it was the floor by the door.", "not-quite", False),
    ],
)
def test_a_reply_by_mail_is_an_answer_that_the_owner_confirms_with_one_key(
    desk: Desk, priya: Person, reply: str, answer: str, understood: bool
) -> None:
    case = _said_back_by_mail(desk, priya)

    desk.receive(AMARA, reply, answers=desk.mail_to(AMARA))
    told = desk.ask("case", priya, case=case)
    assert (told["proposed_answer"], told["understood"]) == (answer, False)
    desk.do("settle_answer", priya, case=case)

    told = desk.ask("case", priya, case=case)
    assert (told["proposed_answer"], told["understood"]) == (None, understood)
    (given,) = told["restatements"][0]["answers"]
    assert (given["answer"], given["words"], given["how"]) == (answer, reply, "email")


def test_words_that_contradict_each_other_wait_for_the_owner_and_are_never_a_yes(desk: Desk, priya: Person) -> None:
    case = _said_back_by_mail(desk, priya)

    desk.receive(AMARA, "Yes, that's right, but it was two tables.", answers=desk.mail_to(AMARA))

    assert desk.ask("case", priya, case=case)["proposed_answer"] == "not-quite"
    assert not desk.ask("case", priya, case=case)["understood"]


def test_a_stranger_s_yes_is_not_the_customer_s(desk: Desk, priya: Person) -> None:
    case = _said_back_by_mail(desk, priya)

    row = desk.receive("chidi@home.example", "Yes, that's it.", answers=desk.mail_to(AMARA))

    assert row.case_id == case
    assert desk.ask("case", priya, case=case)["proposed_answer"] is None


def test_the_owner_can_say_that_a_reply_is_no_answer(desk: Desk, priya: Person) -> None:
    case = _said_back_by_mail(desk, priya)
    desk.receive(AMARA, "Yes, that's it.", answers=desk.mail_to(AMARA))

    desk.do("settle_answer", priya, case=case, answer="none")

    told = desk.ask("case", priya, case=case)
    assert (told["proposed_answer"], told["understood"]) == (None, False)


@pytest.mark.parametrize("kind", ["question", "need", "praise", "other"])
def test_what_is_no_complaint_is_answered_and_done_by_whoever_answers(desk: Desk, sam: Person, kind: str) -> None:
    case = desk.by_phone(sam, "When are you open?", kind=kind, email=AMARA).pk
    assert [step["title"] for step in desk.ask("case", sam, case=case)["steps"]] == ["Answer", "Done"]

    desk.do("write", sam, case=case, text="From nine to five.")
    desk.do("close", sam, case=case, how="answered")

    told = desk.ask("case", sam, case=case)
    assert [step["status"] for step in told["steps"]] == ["done", "done"]
    assert told["closed"]["how"] == "answered"


@pytest.mark.parametrize("how", ["duplicate", "spam", "not-for-us"])
def test_sorting_out_takes_one_key_and_can_be_taken_back_with_its_clocks(desk: Desk, priya: Person, how: str) -> None:
    first = desk.by_mail(AMARA, "You brought the wrong table.", subject="Complaint").pk
    second = desk.by_mail("amara@work.example", "The wrong table came. A complaint.", subject="Table").pk
    more: dict[str, Any] = {"duplicate_of": first} if how == "duplicate" else {}
    made = desk.do("promise", priya, case=second, what="Call her", within="1 working day").pk

    desk.do("sort_out", priya, case=second, how=how, **more)
    assert desk.ask("case", priya, case=second)["closed"]["how"] == how
    assert [row["case"] for row in desk.ask("my_work", priya)] == [first]
    desk.do("reopen", priya, case=second)

    assert desk.ask("case", priya, case=second)["open"]
    desk.go_to("2026-05-29 12:00")
    assert desk.promise(priya, made, second)["broken"]
    assert desk.codes(priya, second).count("broken") == 1


def test_silence_is_reminded_of_on_working_days_2_and_5_and_rests_unconfirmed_on_day_10(
    desk: Desk, priya: Person
) -> None:
    case = _asked_if_right(desk, priya)  # on a Friday before a Monday off, at ten
    mails = len(desk.mails)

    told = []
    for day in ("05-27 09:59", "05-27 10:01", "06-01 09:59", "06-01 10:01", "06-08 09:59"):
        desk.go_to(f"2026-{day}")
        told.append(len(desk.mails) - mails)
    assert told == [0, 1, 1, 2, 2]
    assert desk.ask("case", priya, case=case)["open"]
    desk.go_to("2026-06-08 10:01")

    told_last = desk.ask("case", priya, case=case)
    assert told_last["closed"]["how"] == "unconfirmed"
    assert "confirmed" in told_last["missing_for_closing"]


@pytest.mark.parametrize("reply", ["I am away until June, I will look then.", "No! Two legs are missing."])
def test_who_answered_is_not_silent(desk: Desk, priya: Person, reply: str) -> None:
    case = _asked_if_right(desk, priya)
    desk.go_to("2026-05-26 12:00")
    desk.receive(AMARA, reply, answers=desk.mail_to(AMARA))
    mails = len(desk.mails)

    desk.go_to("2026-07-01 12:00")

    assert desk.ask("case", priya, case=case)["open"]
    assert len(desk.mails) == mails


def test_a_late_yes_turns_unconfirmed_into_agreed(desk: Desk, priya: Person) -> None:
    case = _asked_if_right(desk, priya)
    desk.go_to("2026-06-20 12:00")
    assert desk.ask("case", priya, case=case)["closed"]["how"] == "unconfirmed"

    desk.receive(AMARA, "Yes, all is fine now.", answers=desk.mail_to(AMARA))
    desk.do("settle_answer", priya, case=case)

    assert desk.ask("case", priya, case=case)["closed"]["how"] == "agreed"


def test_the_receipt_names_nobody_and_promises_a_first_answer_in_the_customer_s_time(desk: Desk, priya: Person) -> None:
    case = desk.by_mail(AMARA, "You brought the wrong table. A complaint.")

    receipt = desk.mail_to(AMARA)

    assert receipt.automatic
    assert "Friday 22 May, 12:00" in receipt.text
    assert receipt.from_name == "Meridian Furniture"
    for told in ("Priya", "Nair", "020 7946 0011"):
        assert told not in receipt.text
    (service,) = desk.ask("case", priya, case=case.pk)["promises"]
    assert (service["kind"], datetime.fromisoformat(service["due"])) == ("service", desk.local("2026-05-22 12:00"))


def test_a_name_is_told_when_a_person_has_taken_the_case(desk: Desk, priya: Person) -> None:
    case = desk.by_mail(AMARA, "You brought the wrong table. A complaint.")
    assert "taken" not in desk.codes(priya, case.pk)

    desk.do("write", priya, case=case.pk, text="I look into your table now.")

    mail = desk.mail_to(AMARA)
    assert "Priya Nair" in mail.text
    assert mail.from_name == "Priya Nair, Meridian Furniture"
    codes = desk.codes(priya, case.pk)
    assert codes.count("taken") == 1
    assert codes.index("taken") < codes.index("replied")


def test_the_service_promise_is_counted_apart(desk: Desk, priya: Person) -> None:
    case = desk.by_mail(AMARA, "You brought the wrong table. A complaint.")
    desk.go_to("2026-05-22 13:00")

    told = desk.ask("case", priya, case=case.pk)

    assert told["promises"][0]["broken"]
    assert told["let_down"] == 0
    made = desk.do("promise", priya, case=case.pk, what="Call her", within="1 working hour")
    desk.go_to(made.due_at.astimezone(UTC))
    desk.wait(minutes=1)
    assert desk.ask("case", priya, case=case.pk)["let_down"] == 1


def test_a_machine_gets_no_receipt_and_its_reply_is_no_answer(desk: Desk, priya: Person) -> None:
    row = desk.receive("robot@list.example", "Ticket 9 was opened.", Auto_Submitted="auto-generated")
    assert (row.filed, desk.mails) == (RawMail.Filed.IGNORED, [])
    case = _asked_if_right(desk, priya)

    desk.receive(AMARA, "Yes, I am away until Monday.", answers=desk.mail_to(AMARA), Auto_Submitted="auto-replied")

    assert desk.ask("case", priya, case=case)["proposed_answer"] is None


def _said_back_by_mail(desk: Desk, by: Person) -> int:
    case = desk.by_mail(AMARA, "You brought the wrong table and wrecked the floor. A complaint.").pk
    words = "You wrote that the wrong table came and the floor is wrecked."
    desk.do("write", by, case=case, text=words, passages=[{"act": "restatement", "words": words}])
    return case


def _asked_if_right(desk: Desk, by: Person) -> int:
    case = desk.by_mail(AMARA, "You brought the wrong table. A complaint.").pk
    desk.do("write", by, case=case, text="The right table came today. Is it put right?", asks_if_right=True)
    desk.settle()
    return case


def _closed_in_agreement(desk: Desk, by: Person) -> int:
    case = _asked_if_right(desk, by)
    desk.do("confirm", by, case=case, answer="yes", how="phone")
    assert desk.ask("case", by, case=case)["closed"]["how"] == "agreed"
    return case
