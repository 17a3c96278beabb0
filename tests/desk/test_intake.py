from __future__ import annotations

from datetime import datetime

from django.test import Client

from amends.cases.models import Case, Standing
from amends.understanding.models import FirstWords
from tests.desk.conftest import Meridian, complaint


def test_a_phone_call_becomes_a_case_of_the_one_who_took_it(desk: Client, meridian: Meridian) -> None:
    answer = desk.post("/new", typed(who="Tomasz Wójcik", reach="+48 600 700 800"))

    case = Case.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/cases/{case.pk}/")
    assert FirstWords.objects.get(case=case).words.text == "The zip broke on the first day and nobody rings me back."
    assert Standing.objects.get(case=case).owner == meridian.priya
    assert sorted(point.value for point in case.customer.contact_points.all()) == ["+48 600 700 800"]


def test_a_second_press_of_the_same_form_opens_no_second_case(desk: Client, meridian: Meridian) -> None:
    desk.post("/new", typed(key="once"))
    desk.post("/new", typed(key="once"))

    assert Case.objects.count() == 1


def test_a_page_that_the_browser_kept_opens_a_second_case_for_other_words(desk: Client, meridian: Meridian) -> None:
    desk.post("/new", typed(key="once"))
    desk.post("/new", typed(key="once", words="And now the chair is broken too."))

    assert Case.objects.count() == 2


def test_what_is_missing_is_said_and_what_was_typed_stays(desk: Client, meridian: Meridian) -> None:
    answer = desk.post("/new", typed(who="", words="It is broken."))

    assert answer.status_code == 422
    assert "Enter a name, an e-mail address or a phone number." in answer.content.decode()
    assert "It is broken.</textarea>" in answer.content.decode()


def test_somebody_known_is_proposed_by_the_last_digits_of_the_phone(
    desk: Client, meridian: Meridian, now: datetime
) -> None:
    complaint(meridian.sam, now, phone="+44 20 7946 0958")

    page = desk.get("/new/people?who=0958").content.decode()

    assert "Amara Okafor" in page


def test_somebody_known_keeps_one_record(desk: Client, meridian: Meridian, now: datetime) -> None:
    customer = complaint(meridian.sam, now).customer

    desk.post("/new", typed(customer=customer.pk, who=""))

    assert set(Case.objects.values_list("customer", flat=True)) == {customer.pk}


def test_the_kind_is_proposed_from_the_words(desk: Client, meridian: Meridian) -> None:
    page = desk.get("/new/kind", {"words": "I am furious about this mess, you wrecked my floor"}).content.decode()

    assert 'value="complaint" checked' in page


def test_without_script_the_page_looks_up_who_it_is(desk: Client, meridian: Meridian, now: datetime) -> None:
    complaint(meridian.sam, now)

    answer = desk.post("/new/look-up", typed(who="Amara"))

    assert answer.status_code == 200
    assert "Somebody we know?" in answer.content.decode()
    assert Case.objects.count() == 1


def typed(**told: object) -> dict[str, object]:
    return {
        "words": "The zip broke on the first day and nobody rings me back.",
        "who": "Tomasz Wójcik",
        "reach": "",
        "channel": "phone",
        "kind": "complaint",
        "key": "",
    } | told
