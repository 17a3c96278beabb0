from __future__ import annotations

from datetime import datetime

from django.test import Client

from tests.desk.conftest import Meridian, complaint


def test_somebody_who_is_not_signed_in_is_led_to_the_sign_in_page(client: Client, meridian: Meridian) -> None:
    answer = client.get("/?view=late")

    assert answer.status_code == 302
    assert answer["Location"] == "/account/login/?next=/%3Fview%3Dlate"


def test_the_list_costs_five_reads_however_many_cases_stand_in_it(
    desk: Client, meridian: Meridian, now: datetime, django_assert_num_queries
) -> None:
    for number in range(12):
        complaint(meridian.priya, now, email=f"amara{number}@home.example")

    with django_assert_num_queries(5):
        answer = desk.get("/")

    assert answer.content.decode().count("<li><p>") == 12


def test_a_new_complaint_says_by_when_one_of_us_answers_by_name(
    desk: Client, meridian: Meridian, now: datetime
) -> None:
    complaint(meridian.priya, now)

    page = desk.get("/").content.decode()

    assert "Answer Amara Okafor by name" in page
    assert "One of us answers by name by Tue 16 Jun 12:30." in page
