from __future__ import annotations

import time
from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from amends.cases.models import Case
from amends.channels.models import OutboxMail
from amends.core import clock
from amends.messages.models import Attachment
from tests.portal.meridian import Meridian
from tests.portal.pressing import follow, form_with
from tests.portal.reading import words_on

TYPED = {"words": "The sofa has three legs.", "name": "Tomasz Wójcik", "email": "tomasz@home.example"}


def write(browser: Client, after: float = 30, query: str = "", **typed: Any) -> HttpResponse:
    form = form_with(browser.get(f"/write/{query}").content.decode(), "write")
    with mock.patch("time.time", return_value=time.time() + after):
        return browser.post(f"/write/{query}", form.fields | {"act": "write"} | typed)  # type: ignore[return-value]


def newest() -> Case:
    return Case.objects.latest("pk")


def test_what_happened_opens_a_case_with_a_receipt_and_leads_to_the_persons_own_page(
    amara: Client, meridian: Meridian
) -> None:
    answer = write(amara, **TYPED)

    case = newest()
    mail = OutboxMail.objects.latest("pk")
    done = words_on(follow(amara, "/write/", answer))
    assert (case.channel, case.customer.name) == ("webform", "Tomasz Wójcik")
    assert (mail.to_address, mail.automatic) == ("tomasz@home.example", True)
    assert answer.headers["Location"].startswith("/p/")
    assert "We have your message. It is on your own page now" in done
    assert "one of us will answer you by name by Tuesday 16 June, 11:30" in done
    assert (
        "The sofa has three legs."
        in amara.get(answer.headers["Location"].replace("done/arrived/", "")).content.decode()
    )


def test_only_what_happened_is_needed(amara: Client, meridian: Meridian) -> None:
    answer = write(amara, words="The sofa has three legs.")

    assert answer.headers["Location"].startswith("/p/")
    assert not OutboxMail.objects.filter(case=newest()).exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"words": "", "name": "Tomasz"}, "Enter what happened."),
        ({"email": "tomasz at home"}, "Enter an e-mail address such as name@example.org."),
        ({"website": "https://spam.example"}, "Leave this field empty."),
        ({"key": "forged"}, "press “Send it to us” once more"),
    ],
)
def test_a_fault_is_said_at_its_field_and_everything_stays(
    amara: Client, meridian: Meridian, typed: dict[str, str], sentence: str
) -> None:
    before = Case.objects.count()

    answer = write(amara, **(TYPED | typed))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert page.index('id="errors"') < page.index("<form")
    assert (TYPED | typed)["name"] in page
    assert Case.objects.count() == before


def test_a_form_that_comes_back_at_once_is_asked_for_one_more_press(amara: Client, meridian: Meridian) -> None:
    before = Case.objects.count()

    hasty = write(amara, after=0, **TYPED)

    assert hasty.status_code == 422
    assert "The sofa has three legs." in hasty.content.decode()
    assert Case.objects.count() == before


def test_a_known_address_gets_its_link_by_mail_alone(amara: Client, meridian: Meridian) -> None:
    clock.set_now(meridian.at + timedelta(minutes=5))

    answer = write(amara, words="It is me again.", name="Somebody", email="Amara@home.example")
    done = words_on(follow(amara, "/write/", answer))

    assert newest().customer == meridian.case.customer
    assert answer.headers["Location"].startswith("/write/sent/")
    assert "Amara" not in done
    assert "We have sent a mail to the address you gave" in done
    assert "One of us will answer you by name by Tuesday 16 June, 11:35" in done


def test_a_double_press_opens_one_case(amara: Client, meridian: Meridian) -> None:
    form = form_with(amara.get("/write/").content.decode(), "write")
    before = Case.objects.count()

    with mock.patch("time.time", return_value=time.time() + 30):
        places = [amara.post("/write/", form.fields | TYPED).headers["Location"] for _ in range(2)]

    assert places[0] == places[1]
    assert Case.objects.count() == before + 1


def test_an_order_number_can_come_with_the_link_and_stands_in_the_subject(amara: Client, meridian: Meridian) -> None:
    assert 'value="4711"' in amara.get("/write/?order=4711").content.decode()

    write(amara, query="?order=4711", **TYPED)

    assert newest().subject == "Order 4711"


def test_files_come_along(amara: Client, meridian: Meridian) -> None:
    write(amara, files=[SimpleUploadedFile("bill.pdf", b"%PDF-1.7 bill")], **TYPED)

    kept = Attachment.objects.get()
    assert (kept.name, kept.type, kept.message.case) == ("bill.pdf", "application/pdf", newest())


def test_the_form_speaks_the_language_of_the_browser_and_so_does_the_case(amara: Client, meridian: Meridian) -> None:
    page = amara.get("/write/", headers={"Accept-Language": "de-AT,de;q=0.9"})

    assert '<html lang="de"' in page.content.decode()

    write(amara, query="?lang=de", **TYPED)

    assert newest().customer.language == "de"


def test_reading_the_form_changes_nothing_and_an_empty_post_is_refused(amara: Client, meridian: Meridian) -> None:
    before = Case.objects.count()

    assert amara.head("/write/").status_code == 200
    assert amara.get("/write/sent/").status_code == 303
    assert amara.post("/write/", {}).status_code == 422
    assert Case.objects.count() == before


def test_an_address_that_is_written_to_again_and_again_gets_no_more_receipts(amara: Client, meridian: Meridian) -> None:
    for number in range(6):
        clock.set_now(meridian.at + timedelta(minutes=number))
        write(amara, words=f"Again {number}", email="stranger@home.example")

    assert Case.objects.count() == 7
    assert OutboxMail.objects.filter(to_address="stranger@home.example").count() == 4
