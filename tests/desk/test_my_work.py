from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from amends.casework import noting, worklist
from amends.casework.worklist import ListOf
from amends.messages.models import TeamNote
from tests.desk.conftest import Meridian, complaint, many


def test_somebody_who_is_not_signed_in_is_led_to_the_sign_in_page(client: Client, meridian: Meridian) -> None:
    answer = client.get("/?view=late")

    assert answer.status_code == 302
    assert answer["Location"] == "/account/login/?next=/%3Fview%3Dlate"


@pytest.mark.parametrize("count", [1, 12])
def test_my_work_costs_three_reads_however_many_cases_stand_in_it(
    desk: Client, meridian: Meridian, now: datetime, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    many(meridian.priya, now, count)

    with django_assert_num_queries(3):
        answer = desk.get("/")

    assert answer.content.decode().count("<li><p>") == count


def test_a_long_list_costs_one_read_more_for_the_numbers(
    desk: Client, meridian: Meridian, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    many(meridian.priya, now, 60)

    with django_assert_num_queries(4):
        desk.get("/")


@pytest.mark.sqlite_only
@pytest.mark.parametrize("which", [ListOf.MINE, ListOf.LATE, ListOf.TEAM, ListOf.PRACTICE])
def test_a_list_walks_along_its_index_and_sorts_nothing(meridian: Meridian, now: datetime, which: ListOf) -> None:
    rows = worklist._rows(which, meridian.priya.pk, now).order_by("next_due", "case_id")

    plan = rows.values("case_id")[:50].explain()

    assert "INDEX standing_" in plan
    assert "B-TREE" not in plan


def test_a_page_goes_on_after_its_last_row_and_skips_none(desk: Client, meridian: Meridian, now: datetime) -> None:
    many(meridian.priya, now, 120)

    seen, address = [], "/"
    for _ in range(9):
        page = desk.get(address).content.decode()
        seen += re.findall(r'<a href="/cases/(\d+)/"><bdi>', page)
        more = re.search(r'href="(/\?after=[^"]+)"', page)
        if not more:
            break
        address = more[1].replace("&amp;", "&")

    assert len(seen) == len(set(seen)) == 120


def test_show_more_brings_only_the_rows_to_htmx(desk: Client, meridian: Meridian, now: datetime) -> None:
    many(meridian.priya, now, 60)
    more = re.search(r'href="(/\?after=[^"]+)"', desk.get("/").content.decode())
    assert more

    part = desk.get(more[1], headers={"HX-Request": "true", "HX-Target": "more"}).content.decode()

    assert "<html" not in part
    assert part.count("<li><p>") == 10


def test_the_numbers_beside_the_views_are_the_same_counted_either_way(meridian: Meridian, now: datetime) -> None:
    many(meridian.priya, now, 7)
    many(meridian.priya, now, 2, promise=None, promise_due=None, promise_soon=None)
    many(meridian.priya, now, 3, promise=None, promise_due=None, promise_soon=None, mover="customer")

    found = worklist.lines(ListOf.MINE, meridian.priya, now)

    assert worklist.tally(meridian.priya, now) == worklist.tally_of(found, now)
    assert worklist.tally(meridian.priya, now) == worklist.Tally(mine=12, late=2, unpromised=2, awaited=3)


def test_bands_are_cut_by_the_clock_in_the_zone_of_the_reader(desk: Client, meridian: Meridian, now: datetime) -> None:
    many(meridian.priya, now, 12)

    page = desk.get("/").content.decode()

    assert re.findall(r'<h2 id="(\w+)-h">([^<]+)</h2>', page.split('id="work"')[1]) == [
        ("late", "Late · 2"),
        ("today", "Due today · 4"),  # the one at 23:30 UTC is tomorrow in London
        ("later", "Later · 6"),
    ]


def test_a_new_complaint_says_by_when_one_of_us_answers_by_name(
    desk: Client, meridian: Meridian, now: datetime
) -> None:
    complaint(meridian.priya, now)

    page = desk.get("/").content.decode()

    assert "Answer Amara Okafor by name" in page
    assert "One of us answers by name by Tue 16 Jun 12:30." in page


def test_a_late_promise_comes_before_a_new_complaint(desk: Client, meridian: Meridian, now: datetime) -> None:
    complaint(meridian.priya, now)
    many(meridian.priya, now, 1, let_down=2, unread_since=now - timedelta(minutes=20))

    page = desk.get("/").content.decode()

    assert "Tell Amara 0000 now: Phone with news" in page
    assert (
        "You promised it by Tue 16 Jun 06:30. Amara has been let down 2 times in this case. Amara wrote 20 min ago."
        in page
    )


def test_what_is_put_aside_leaves_the_card_to_the_next_thing(desk: Client, meridian: Meridian, now: datetime) -> None:
    late = complaint(meridian.priya, now - timedelta(days=1))
    other = complaint(meridian.priya, now, email="tomasz@home.example", name="Tomasz Wójcik")

    answer = desk.post(f"/not-now/{late.pk}", {"reason": "supplier", "words": "The depot opens at ten", "key": "a"})

    assert answer["Location"] == "/"
    assert f'href="/cases/{other.pk}/#body"' in desk.get("/").content.decode()
    assert TeamNote.objects.get(case=late).words.text == "The depot opens at ten"


def test_putting_aside_without_a_reason_asks_for_one(desk: Client, meridian: Meridian, now: datetime) -> None:
    (late,) = many(meridian.priya, now, 1)

    answer = desk.post(f"/not-now/{late.pk}", {"words": "The depot opens at ten", "key": "a"})

    assert answer.status_code == 422
    assert "The depot opens at ten</textarea>" in answer.content.decode()


def test_the_first_day_offers_a_practice_case(desk: Client) -> None:
    assert "No complaints yet." in desk.get("/").content.decode()


def test_a_clear_list_tells_of_the_late_promises_of_the_team(desk: Client, meridian: Meridian, now: datetime) -> None:
    many(meridian.sam, now, 1)

    assert "Your list is clear. The team has promises that are late." in desk.get("/").content.decode()
    assert "Amara 0000" in desk.get("/?view=team").content.decode()


def test_when_all_is_kept_the_page_says_when_the_next_promise_is_due(
    desk: Client, meridian: Meridian, now: datetime
) -> None:
    due = now + timedelta(days=1)
    many(meridian.priya, now, 1, promise_due=due, promise_soon=due - timedelta(hours=2), next_due=due)

    page = desk.get("/").content.decode()

    assert "All promises are kept for now." in page
    assert "The next one is Wed 17 Jun 10:30 (Amara 0000)." in page


def test_closed_cases_and_how_they_ended_stand_in_a_list_of_their_own(
    desk: Client, meridian: Meridian, now: datetime
) -> None:
    many(meridian.sam, now, 1, is_open=False, closed_how="agreed", closed_at=now)

    assert "the customer says that it is put right" in desk.get("/?view=closed").content.decode()
    assert "Amara 0000" not in desk.get("/?view=team").content.decode()


def test_an_unknown_view_or_place_is_the_first_page(desk: Client, meridian: Meridian, now: datetime) -> None:
    many(meridian.priya, now, 1)

    for address in ("/?view=everything", "/?after=yesterday_1", "/?after=2026-06-16T09:30:00_1", "/?after=_"):
        assert "Amara 0000" in desk.get(address).content.decode()


def test_the_pulse_tells_what_changed_and_is_silent_when_nothing_did(
    desk: Client, meridian: Meridian, now: datetime
) -> None:
    address = f"/pulse?view=mine&since={(now - timedelta(minutes=1)).isoformat().replace('+', '%2B')}"
    quiet = desk.get(address)
    assert quiet.json() == {"changes": 0, "notices": 0}
    assert desk.get(address, headers={"if-none-match": quiet["ETag"]}).status_code == 304

    complaint(meridian.priya, now)

    assert desk.get(address, headers={"if-none-match": quiet["ETag"]}).json() == {"changes": 1, "notices": 0}


def test_the_title_counts_the_notices(desk: Client, meridian: Meridian, now: datetime) -> None:
    case = complaint(meridian.sam, now)
    for _ in range(2):
        noting.add_note(case.pk, "@Priya look", by=meridian.sam, at=now)

    assert "<title>(2) My work" in desk.get("/").content.decode()


def test_every_row_keeps_to_the_reader_zone(desk: Client, meridian: Meridian, now: datetime) -> None:
    meridian.priya.zone = "Asia/Kolkata"
    meridian.priya.save()
    many(meridian.priya, now, 3)

    assert '<time datetime="2026-06-16T11:30Z">17:00</time>' in desk.get("/").content.decode()
