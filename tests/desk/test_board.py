from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from amends.cases.models import Case
from amends.casework import founding, noting, promising, ringing
from amends.core import clock
from amends.desk.board_tiles import TILES
from amends.people.models import Person
from tests.desk.conftest import Meridian, complaint, sign_in

FIGURES = ("kept", "broken", "moved", "moved-twice", "kept-at-first-time", "told-in-time", "not-told", "open",
           "first-answers-kept", "first-answers-broken", "overdue", "unpromised", "age-0", "step-listen")  # fmt: skip


@pytest.fixture
def omars(client: Client, meridian: Meridian) -> Client:
    """A browser in which Omar has signed in, who leads."""
    sign_in(client, meridian.omar)
    return client


def promised(by: Person, at: datetime, within: str = "2 hours", what: str = "Ring with the date") -> tuple[Case, int]:
    case = complaint(by, at, channel="phone", email="")
    return case, promising.promise(case, what, within=within, by=by, at=at).pk


def week(meridian: Meridian, now: datetime, kept: int = 1, broken: int = 1) -> list[Case]:
    """Promises of last Friday: so many kept, so many broken of which the first customer was told."""
    friday, cases = now - timedelta(days=4), []
    for number in range(kept + broken):
        case, promise = promised(meridian.priya, friday)
        if number < kept:
            promising.keep(case, promise, by=meridian.priya, at=friday + timedelta(hours=1))
        elif number == kept:
            at = friday + timedelta(hours=1)
            noting.record_call(case, "We will be late.", by=meridian.priya, at=at, from_customer=False)
        cases.append(case)
    ringing.ring_due(now, limit=500)
    return cases


def days(now: datetime) -> str:
    return f"since={(now - timedelta(days=8)).date()}&until={(now - timedelta(days=1)).date()}"


def text(page: Any) -> str:
    """What a page says, without its marks."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def test_the_board_says_what_was_kept_and_whether_the_customer_was_told(
    omars: Client, meridian: Meridian, now: datetime
) -> None:
    week(meridian, now, kept=2, broken=3)

    told = text(omars.get(f"/board?{days(now)}"))

    assert "2 of 5 kept" in told
    assert "Too few to compare (5 promises)" in told
    assert "3 broken" in told
    assert "1 told before the time or within a working hour after it, 2 not." in told
    assert "5 open at midnight" in told


def test_a_share_is_shown_from_twenty_on(omars: Client, meridian: Meridian, now: datetime) -> None:
    week(meridian, now, kept=18, broken=2)

    assert "90 %, 1.0 promises a case" in text(omars.get(f"/board?{days(now)}"))


def test_what_is_late_and_what_is_due_within_two_hours_comes_first(
    omars: Client, meridian: Meridian, now: datetime
) -> None:
    late, _ = promised(meridian.priya, now - timedelta(hours=5), "2 hours", "Ring about the floor")
    soon, _ = promised(meridian.sam, now - timedelta(hours=1), "2 hours", "Write with the date")
    promised(meridian.sam, now, "3 days", "Bring the new table")
    asked = complaint(meridian.priya, now)
    noting.ask_lead(asked.pk, by=meridian.priya, at=now)

    page = omars.get("/board").content.decode()
    needs = page[page.index('id="needs-h"') : page.index('class="tabs"')]

    places = [needs.index(f'href="/cases/{case.pk}/"') for case in (asked, late, soon)]
    assert places == sorted(places)
    assert "Bring the new table" not in needs
    assert page.index('id="needs-h"') < page.index('id="tiles"')


def test_an_empty_desk_says_so(omars: Client) -> None:
    told = text(omars.get("/board"))

    assert "Nothing is late, and nothing falls due in the next two hours." in told
    assert "No promise fell due in these days." in told
    assert "No case was open at midnight." in told


def test_a_tile_that_breaks_leaves_the_others(
    omars: Client, meridian: Meridian, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    week(meridian, now)
    monkeypatch.setattr("amends.desk.board_tiles.stands", broken)

    told = text(omars.get(f"/board?{days(now)}"))

    assert "This figure could not be worked out (10:30)." in told
    assert "1 of 2 kept" in told


def test_a_slip_of_the_code_is_no_figure_that_could_not_be_worked_out(
    omars: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("amends.desk.board_tiles.stands", slip)

    with pytest.raises(TypeError):
        omars.get("/board")


def test_practice_is_no_part_of_the_board(omars: Client, meridian: Meridian, now: datetime) -> None:
    case = complaint(meridian.priya, now - timedelta(days=4), practice=True)
    promising.promise(case, "Ring", within="2 hours", by=meridian.priya, at=now - timedelta(days=4))

    told = text(omars.get(f"/board?{days(now)}"))

    assert "Nothing is late" in told
    assert "No promise fell due in these days." in told


def test_each_number_opens_to_its_cases(omars: Client, meridian: Meridian, now: datetime) -> None:
    kept, told, silent = week(meridian, now, kept=1, broken=2)
    expected = {"kept": [kept], "broken": [told, silent], "told-in-time": [told], "not-told": [silent]}

    for name, cases in expected.items():
        page = omars.get(f"/board/figures/{name}?{days(now)}").content.decode()
        assert re.findall(r'<li>.*?href="/cases/(\d+)/"', page, re.DOTALL) == [str(case.pk) for case in cases], name


@pytest.mark.parametrize("name", ["open", "overdue", "unpromised", "age-0"])
def test_a_period_that_is_not_over_looks_at_the_midnight_that_was(
    omars: Client, meridian: Meridian, now: datetime, name: str
) -> None:
    promised(meridian.priya, now - timedelta(hours=2), within="10 minutes")
    ringing.ring_due(now, limit=500)
    until = (now + timedelta(days=5)).date()

    page = omars.get(f"/board/figures/{name}?since={now.date()}&until={until}").content.decode()

    assert 'href="/cases/' not in page
    assert "No case was open at midnight." in text(omars.get(f"/board?since={now.date()}&until={until}"))


def test_the_backlog_of_days_to_come_is_that_of_today(omars: Client, meridian: Meridian, now: datetime) -> None:
    case, _promise = promised(meridian.priya, now - timedelta(days=4))
    ringing.ring_due(now, limit=500)
    shown = [
        f"since={since}&until={since + timedelta(days=2)}" for since in (now.date(), (now + timedelta(days=30)).date())
    ]

    for days in shown:
        page = omars.get(f"/board/figures/overdue?{days}").content.decode()
        assert re.findall(r'<li>.*?href="/cases/(\d+)/"', page, re.DOTALL) == [str(case.pk)]


def test_every_link_of_the_board_leads_somewhere(omars: Client, meridian: Meridian, now: datetime) -> None:
    week(meridian, now, kept=3, broken=3)

    page = omars.get(f"/board?{days(now)}").content.decode()
    links = {link.replace("&amp;", "&") for link in re.findall(r'href="(/board[^"]*)"', page)}

    assert len(links) > 15
    assert {link: omars.get(link).status_code for link in links} == dict.fromkeys(links, 200)


@pytest.mark.parametrize("name", FIGURES)
def test_a_list_behind_a_figure_costs_the_same_at_any_length(
    omars: Client, meridian: Meridian, now: datetime, name: str
) -> None:
    week(meridian, now, kept=2, broken=2)
    few = questions(omars, f"/board/figures/{name}?{days(now)}")
    week(meridian, now, kept=6, broken=6)
    many = questions(omars, f"/board/figures/{name}?{days(now)}")

    assert len(many) == len(few) <= 12, "\n".join(many)


def test_the_board_costs_the_same_at_any_length(omars: Client, meridian: Meridian, now: datetime) -> None:
    week(meridian, now, kept=2, broken=2)
    few = questions(omars, f"/board?{days(now)}")
    week(meridian, now, kept=6, broken=6)
    many = questions(omars, f"/board?{days(now)}")

    assert len(many) == len(few) <= 20, "\n".join(many)


@pytest.mark.parametrize("name", ["broken", "unpromised", "open"])
def test_a_long_list_is_read_a_page_at_a_time(
    omars: Client, meridian: Meridian, now: datetime, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("amends.desk.board_figures.PAGE", 3)
    cases = week(meridian, now, kept=0, broken=8)

    found: list[str] = []
    address = f"/board/figures/{name}?{days(now)}"
    for _ in range(3):
        page = omars.get(address).content.decode()
        found += re.findall(r'<li>.*?href="/cases/(\d+)/"', page, re.DOTALL)
        more = re.search(r'href="(/board/figures/[^"]*after=[^"]*)"', page)
        address = more[1].replace("&amp;", "&") if more else ""

    assert address == ""
    assert found == [str(case.pk) for case in cases]


def test_days_that_cannot_be_used_are_said_and_this_week_is_shown(omars: Client) -> None:
    for wrong in ("since=2026-06-16&until=2026-06-01", "since=x&until=y", "since=1900-01-01&until=9999-12-31"):
        page = omars.get(f"/board?{wrong}")
        assert page.status_code == 200
        assert "Enter two days, the first before the last" in text(page)


def test_figures_that_are_not_there_and_places_that_are_none(omars: Client, now: datetime) -> None:
    assert omars.get("/board/figures/best-agent").status_code == 404
    for after in ("x", "2026-13-45T00:00:00+00:00_3", "2026-06-16T00:00:00_3", f"{now.isoformat()}_{10**30}"):
        assert omars.get("/board/figures/kept", {"after": after}).status_code == 200


@pytest.mark.parametrize("address", ["/board", "/board/figures/kept"])
def test_the_board_is_for_those_who_lead_and_auditors(
    client: Client, meridian: Meridian, now: datetime, address: str
) -> None:
    answers = {}
    anna = founding.add_member(name="Anna Klein", email="anna@meridian.example", role="auditor", at=now)
    for person in (meridian.priya, meridian.omar, meridian.owner, anna):
        sign_in(client, person)
        answers[person.name] = client.get(address).status_code, 'href="/board"' in client.get("/").content.decode()

    assert answers == {"Priya Nair": (403, False), "Omar Haddad": (200, True), "Ruth Adler": (200, True),
                       "Anna Klein": (200, True)}  # fmt: skip


def test_nothing_on_the_board_ranks_people(omars: Client, meridian: Meridian, now: datetime) -> None:
    week(meridian, now, kept=3, broken=3)
    clock.set_now(now)

    page = omars.get(f"/board?{days(now)}").content.decode()
    tiles = page[page.index('id="tiles"') :]

    assert len(TILES) == tiles.count("<section")
    assert not [person.name for person in (meridian.priya, meridian.sam, meridian.omar) if person.name in tiles]


def questions(client: Client, address: str) -> list[str]:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return [query["sql"][:160] for query in captured.captured_queries]


def broken(*told: object) -> None:
    raise OverflowError("for the test")


def slip(*told: object) -> None:
    raise TypeError("for the test")
