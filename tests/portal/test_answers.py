from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from amends.cases.models import Closure, Pressed
from amends.casework import listening
from amends.casework.files import file_path
from amends.core import clock
from amends.messages.models import Attachment, CustomerMessage
from amends.people.models import Notice
from amends.promises.models import Promise
from amends.remedies.models import OfferAnswer
from amends.understanding.models import Confirmation, FeelingReading, Finished, RestatementAnswer
from tests.portal.meridian import NOW, Meridian, found
from tests.portal.pressing import follow, form_with, press
from tests.portal.reading import words_on
from tests.portal.states import STATES

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


def told_to(meridian: Meridian) -> Sequence[str]:
    return list(Notice.objects.filter(person=meridian.priya).order_by("pk").values_list("code", flat=True))


@pytest.mark.req("S0.7")
def test_a_yes_to_how_we_understood_it_is_the_customers_own(amara: Client, meridian: Meridian) -> None:
    meridian.answer()

    answer = press(amara, meridian.page, "understood", answer="yes")

    row = RestatementAnswer.objects.get()
    assert (row.answer, row.by, row.recorded_by, row.how) == (
        "yes",
        meridian.case.customer,
        meridian.case.customer,
        "page",
    )
    assert "Thank you. We have your answer: yes, that’s right." in words_on(follow(amara, meridian.page, answer))
    assert told_to(meridian)[-1] == "answered-restatement"


@pytest.mark.req("S0.7")
def test_not_quite_says_who_has_it_and_by_when(amara: Client, meridian: Meridian) -> None:
    meridian.answer()

    answer = press(amara, meridian.page, "understood", answer="not-quite", words="It was two tables.")
    done = words_on(follow(amara, meridian.page, answer))

    assert RestatementAnswer.objects.get().words.text == "It was two tables."  # type: ignore[union-attr]
    assert "We have your answer: not quite. Priya has it now and will put it right on your page." in done
    assert "Priya will do this by Wednesday 17 June, 17:00" in done
    assert "It was two tables." in amara.get(meridian.page).content.decode()


def test_not_yet_puts_the_case_back_to_work_with_a_time(amara: Client, meridian: Meridian) -> None:
    STATES["asked"](meridian)
    now = meridian.later(hours=1)

    answer = press(amara, meridian.page, "right", answer="not-yet", words="The floor is still open.")
    done = words_on(follow(amara, meridian.page, answer))

    assert Confirmation.objects.get().answer == "not-yet"
    assert told_to(meridian)[-1] == "answered-confirmation"
    promise = Promise.objects.latest("pk")
    assert promise.kind == "service"
    assert now < promise.due_at <= now + timedelta(hours=2)
    assert "Priya has it now and works on it again. What happens next Next: Priya will answer you by Tuesday" in done


def test_yes_closes_in_agreement_and_the_page_stays(amara: Client, meridian: Meridian) -> None:
    STATES["asked"](meridian)

    answer = press(amara, meridian.page, "right", answer="yes")

    assert Closure.objects.get().how == "agreed"
    assert "We are glad that it is." in words_on(follow(amara, meridian.page, answer))
    assert "This matter is closed since" in words_on(amara.get(meridian.page).content.decode())


def test_put_right_can_be_said_before_anybody_asked(amara: Client, meridian: Meridian) -> None:
    meridian.answer()

    press(amara, meridian.page, "right", answer="yes")

    assert Confirmation.objects.get().answer == "yes"
    assert not Closure.objects.exists()
    assert "You told us: yes, it’s sorted." in words_on(amara.get(meridian.page).content.decode())


@pytest.mark.parametrize("answer", ["accepted", "countered", "declined"])
def test_an_offer_is_answered_and_the_mind_can_be_changed(amara: Client, meridian: Meridian, answer: str) -> None:
    STATES["offered"](meridian)

    press(amara, meridian.page, "offer", answer=answer, words="")
    clock.set_now(meridian.at + timedelta(minutes=1))
    press(amara, meridian.page, "offer", answer="accepted")

    assert list(OfferAnswer.objects.order_by("pk").values_list("answer", flat=True)) == [answer, "accepted"]
    assert "You said: yes, that would put it right." in words_on(amara.get(meridian.page).content.decode())


def test_wanting_to_think_changes_nothing(amara: Client, meridian: Meridian) -> None:
    STATES["offered"](meridian)

    answer = press(amara, meridian.page, "offer", answer="thinking")

    assert "Take your time. Nothing happens until you answer." in words_on(follow(amara, meridian.page, answer))
    assert not OfferAnswer.objects.exists()
    assert not Pressed.objects.exists()


@pytest.mark.req("S0.5")
def test_a_feeling_is_corrected_and_both_readings_stay(amara: Client, meridian: Meridian) -> None:
    meridian.answer()
    listening.note_feeling(meridian.case, "humiliated", 5, by=meridian.priya, at=meridian.later(minutes=1))

    press(amara, meridian.page, "feel", word="angry", level="4")

    readings = list(FeelingReading.objects.order_by("pk"))
    assert [(row.word, row.level, row.by.name) for row in readings] == [
        ("humiliated", 5, "Priya Nair"),
        ("angry", 4, "Amara Okafor"),
    ]
    assert "angry, 4 of 5 in your own words" in words_on(amara.get(meridian.page).content.decode())


@pytest.mark.req("S0.3")
def test_that_is_everything_ends_the_listening(amara: Client, db: None, now: Any) -> None:
    rang = found(NOW, channel="phone")
    clock.set_now(NOW + timedelta(minutes=6))

    answer = press(amara, rang.page, "everything")

    row = Finished.objects.get()
    assert (row.how, row.at - row.began_at) == ("customer", timedelta(minutes=6))
    assert "Now it is our turn." in words_on(follow(amara, rang.page, answer))


def test_words_with_a_picture_reach_the_owner(amara: Client, meridian: Meridian) -> None:
    meridian.answer()
    files = [SimpleUploadedFile("floor.png", PNG, "image/png")]

    answer = press(amara, meridian.page, "write", words="This is the floor.", files=files)

    message = CustomerMessage.objects.latest("pk")
    kept = Attachment.objects.get(message=message)
    assert (message.channel, message.words.text) == ("page", "This is the floor.")
    assert (kept.name, kept.type, kept.size) == ("floor.png", "image/png", len(PNG))
    with default_storage.open(file_path(kept.sha256)) as stored:
        assert stored.read() == PNG
    assert told_to(meridian)[-1] == "customer-wrote"
    assert "Priya has your message now." in words_on(follow(amara, meridian.page, answer))


def test_a_message_alone_in_a_quiet_case_is_promised_an_answer(amara: Client, meridian: Meridian) -> None:
    STATES["asked"](meridian)

    press(amara, meridian.page, "write", words="When will the floor be done?")

    assert Promise.objects.latest("pk").kind == "service"
    assert "Next: Priya will answer you by" in words_on(amara.get(meridian.page).content.decode())


@pytest.mark.parametrize("state", ["agreed", "rested", "given_up"])
def test_a_closed_case_is_opened_again_in_one_press(amara: Client, meridian: Meridian, state: str) -> None:
    STATES[state](meridian)

    answer = press(amara, meridian.page, "reopen", words="The leg came off again.")

    assert "It is open again. Priya has it now." in words_on(follow(amara, meridian.page, answer))
    assert not Closure.objects.filter(reopening=None).exists()
    assert CustomerMessage.objects.latest("pk").words.text == "The leg came off again."
    assert "reopened" in told_to(meridian)


def test_a_closed_case_is_opened_again_without_a_word(amara: Client, meridian: Meridian) -> None:
    STATES["agreed"](meridian)
    before = CustomerMessage.objects.count()

    press(amara, meridian.page, "reopen")

    assert not Closure.objects.filter(reopening=None).exists()
    assert CustomerMessage.objects.count() == before


def test_a_late_yes_to_a_case_at_rest_closes_it_in_agreement(amara: Client, meridian: Meridian) -> None:
    STATES["rested"](meridian)

    press(amara, meridian.page, "right", answer="yes")

    assert [row.how for row in Closure.objects.filter(reopening=None)] == ["agreed"]


def test_a_double_press_acts_once_and_leads_to_the_same_page(amara: Client, meridian: Meridian) -> None:
    meridian.answer()
    form = form_with(amara.get(meridian.page).content.decode(), "write")
    before = CustomerMessage.objects.count()

    answers = [amara.post(meridian.page, form.fields | {"act": "write", "words": "Hello?"}) for _ in range(2)]

    assert [answer.headers["Location"] for answer in answers] == ["done/wrote/"] * 2
    assert CustomerMessage.objects.count() == before + 1


def test_two_forms_of_one_page_do_not_stand_in_each_others_way(amara: Client, meridian: Meridian) -> None:
    meridian.answer()
    page = amara.get(meridian.page).content.decode()

    for button, typed in (("understood", {"answer": "yes"}), ("write", {"words": "Thank you."})):
        amara.post(meridian.page, form_with(page, button).fields | {"act": button} | typed)

    assert RestatementAnswer.objects.exists()
    assert CustomerMessage.objects.filter(channel="page").exists()


@pytest.mark.parametrize(
    ("button", "typed", "sentence"),
    [
        ("understood", {}, "Choose whether we got it right."),
        ("offer", {}, "Choose what you think of our offer."),
        ("right", {}, "Choose whether it is put right."),
        ("write", {}, "Enter what you want to tell Priya."),
        ("feel", {"level": "4"}, "Enter how you feel about it, in one word."),
        ("feel", {"word": "angry"}, "Choose how strong it is."),
        ("feel", {"word": "angry", "level": "9"}, "Choose how strong it is."),
    ],
)
def test_what_is_missing_is_said_at_its_field_and_nothing_typed_is_lost(
    amara: Client, meridian: Meridian, button: str, typed: dict[str, str], sentence: str
) -> None:
    STATES["offered"](meridian)
    typed = {"words": "My words, all of them"} | typed if button in ("understood", "offer", "right") else typed

    answer = press(amara, meridian.page, button, **typed)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count(sentence) == 2
    assert 'aria-invalid="true"' in page
    assert 'id="errors"' in page
    for value in typed.values():
        assert value in page


def test_an_answer_to_a_version_that_is_no_longer_the_newest_is_asked_again(amara: Client, meridian: Meridian) -> None:
    meridian.answer()
    form = form_with(amara.get(meridian.page).content.decode(), "understood")
    meridian.answer(promises=[], passages=[{"act": "restatement", "words": "You wrote of two tables."}])

    answer = amara.post(meridian.page, form.fields | {"act": "understood", "answer": "yes"})

    assert answer.status_code == 422
    assert "Read it and answer again." in answer.content.decode()
    assert not RestatementAnswer.objects.exists()


def test_a_form_that_we_did_not_make_is_not_taken(amara: Client, meridian: Meridian) -> None:
    meridian.answer()

    answer = amara.post(meridian.page, {"act": "write", "words": "Hello", "key": "forged"})

    assert answer.status_code == 422
    assert "This form is not from this page." in answer.content.decode()
    assert "Hello" in answer.content.decode()


def test_a_page_that_is_pressed_very_often_asks_to_wait(amara: Client, meridian: Meridian) -> None:
    meridian.answer()

    codes = [press(amara, meridian.page, "write", words=f"Message {number}").status_code for number in range(61)]

    assert codes == [303] * 60 + [422]


def test_words_may_be_in_any_script(amara: Client, meridian: Meridian) -> None:
    meridian.answer()
    words = "الطاولة مكسورة <script>alert(1)</script> \x00 „Ärger“"

    press(amara, meridian.page, "write", words=words)

    page = amara.get(meridian.page).content.decode()
    assert "الطاولة مكسورة &lt;script&gt;" in page
    assert 'dir="auto"' in page
