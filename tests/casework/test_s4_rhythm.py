from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from amends.cases.models import Case
from amends.casework.rhythm import rhythm_of
from amends.casework.ringing import ring_due
from amends.casework.wording.refusals import sentence
from amends.casework.working import Work
from amends.core.playbook import check, read
from amends.core.refusal import CaseClosed, Unusable
from amends.people.models import Notice, Person
from amends.playbooks.queries import shipped
from amends.promises.models import Progress, SilentDay
from tests.cast import Desk

AMARA = "amara@home.example"


@pytest.fixture
def case(desk: Desk, priya: Person) -> int:
    """Opened on the Friday before a holiday, at ten."""
    case = desk.by_phone(priya, "The pump leaks again.", email=AMARA)
    desk.do("record_call", priya, case=case.pk, words="Heard her out.")
    return int(case.pk)


def _silent(case: int) -> list[date]:
    return list(SilentDay.objects.filter(case=case).order_by("day").values_list("day", flat=True))


def _prompts(priya: Person, case: int) -> int:
    return Notice.objects.filter(person=priya, code="quiet-day", case_number=case).count()


@pytest.mark.req("S4.16")
def test_the_owner_is_prompted_an_hour_before_the_day_ends_and_a_day_without_a_word_counts_as_silent(
    desk: Desk, priya: Person, case: int
) -> None:
    desk.do("set_rhythm", priya, case=case, rhythm="daily")
    desk.go_to("2026-05-26 15:59")
    assert _prompts(priya, case) == 0

    desk.go_to("2026-05-26 16:00")
    assert _prompts(priya, case) == 1
    assert _silent(case) == []
    desk.go_to("2026-05-26 17:00")

    assert _silent(case) == [date(2026, 5, 26)], "Friday was heard, Monday is a holiday"
    desk.go_to("2026-05-29 09:00")
    assert _silent(case) == [date(2026, 5, day) for day in (26, 27, 28)]
    assert _prompts(priya, case) == 3
    assert desk.codes(priya, case).count("silent-day") == 3


@pytest.mark.req("S4.16")
def test_after_an_outage_the_days_are_counted_from_one_read_of_the_lines(desk: Desk, priya: Person, case: int) -> None:
    desk.do("set_rhythm", priya, case=case, rhythm="daily")
    desk.go_to("2026-05-22 12:00")
    desk.now = desk.local("2026-06-05 12:00")

    with CaptureQueriesContext(connection) as asked:
        ring_due(desk.now)

    assert _silent(case) == [date(2026, 5, day) for day in (26, 27, 28, 29)] + [
        date(2026, 6, day) for day in range(1, 5)
    ]
    reads = [row["sql"] for row in asked.captured_queries if "apologised" in row["sql"] and "SELECT" in row["sql"]]
    assert len(reads) == 1


@pytest.mark.req("S4.16")
@pytest.mark.parametrize("rhythm", ["weekly", "next-contact", "none"])
def test_another_rhythm_knows_no_alarm(desk: Desk, priya: Person, case: int, rhythm: str) -> None:
    customer = Case.objects.get(pk=case).customer
    desk.do("set_rhythm", priya, case=case, rhythm="daily")
    desk.do("set_rhythm", customer, case=case, rhythm=rhythm)
    desk.go_to("2026-05-29 17:30")

    assert (_prompts(priya, case), _silent(case)) == (0, [])


@pytest.mark.req("S4.16")
@pytest.mark.parametrize(
    "words",
    [
        {"words": "Rang the maker; the seal is on its way."},
        {"because": "the maker is shut until Wednesday"},
    ],
)
def test_a_line_of_the_day_or_why_nothing_moved_keeps_the_day_from_silence(
    desk: Desk, priya: Person, case: int, words: dict[str, str]
) -> None:
    desk.do("set_rhythm", priya, case=case, rhythm="daily")
    desk.go_to("2026-05-26 10:00")
    desk.do("tell_progress", priya, case=case, **words)
    desk.go_to("2026-05-26 17:00")

    assert (_prompts(priya, case), _silent(case)) == (0, [])


@pytest.mark.req("S4.16")
@pytest.mark.parametrize(
    "filler", [{}, {"words": "Nothing moved."}, {"because": "No news yet!"}, {"words": "Nichts Neues"}]
)
def test_a_filler_without_a_reason_is_no_line(desk: Desk, priya: Person, case: int, filler: dict[str, str]) -> None:
    assert isinstance(desk.refused("tell_progress", priya, case=case, **filler), Unusable)


@pytest.mark.req("S4.16")
def test_a_line_stands_on_the_page_and_is_mailed_when_it_holds_news_or_the_customer_chose_it(
    desk: Desk, priya: Person, case: int
) -> None:
    desk.do("set_rhythm", priya, case=case, rhythm="daily")
    before = len(desk.mails)
    desk.do("tell_progress", priya, case=case, because="the maker is shut")
    desk.settle()
    assert len(desk.mails) == before
    entry = desk.ask("timeline", priya, case=case)[-1]
    assert (entry["code"], entry["seen_by"]) == ("progress", "customer")
    assert entry["words"] == "Nothing moved today, because the maker is shut"

    desk.do("tell_progress", priya, case=case, words="The seal came.")
    assert "The seal came." in desk.mail_to(AMARA).text

    desk.do("set_rhythm", Case.objects.get(pk=case).customer, case=case, rhythm="daily")
    desk.do("tell_progress", priya, case=case, because="the maker is shut")
    assert "Nothing moved today, because the maker is shut" in desk.mail_to(AMARA).text
    assert Progress.objects.filter(case=case).count() == 3


@pytest.mark.req("S4.16")
def test_one_line_serves_every_case_that_waits_for_the_same_supplier(
    desk: Desk, priya: Person, sam: Person, case: int
) -> None:
    li = desk.by_phone(priya, "Hello", name="Li Na", email="li@vactech.example").customer
    cases = [case]
    for number in range(3):
        made = desk.by_phone(priya, f"Pump {number} leaks.", name=f"Customer {number}", email=f"c{number}@home.example")
        cases.append(made.pk)
    for number in cases[:3]:
        desk.do("request_promise", priya, case=number, of=li.pk, what="Send the seal", within="5 days", kind="supplier")
    desk.do("close", priya, case=cases[2], how="withdrawn", words="She gave up.")

    told = desk.do("tell_progress", priya, case=case, words="The maker has the seals in stock.", supplier=li.pk)

    assert [row.case_id for row in told] == cases[:2]
    assert "seals in stock" in desk.mail_to("c0@home.example").text
    assert len({row.words_id for row in told}) == 2, "each case keeps its own words"


@pytest.mark.req("S4.16")
def test_the_line_stands_ready_from_the_real_work_of_today_and_tells_nothing_of_suppliers(
    desk: Desk, priya: Person, case: int
) -> None:
    li = desk.by_phone(priya, "Hello", name="Li Na", email="li@vactech.example").customer
    assert desk.ask("progress_line", priya, case=case)["line"] == ""
    desk.do("add_note", priya, case=case, words="She sounds tired.")
    desk.do("restate", priya, case=case, words="The pump leaks.", how="phone")
    desk.do("try_action", priya, case=case, words="Tested the pump in the workshop.")
    desk.do("request_promise", priya, case=case, of=li.pk, what="Send the seal", within="5 days", kind="supplier")

    shown = desk.ask("progress_line", priya, case=case)

    assert shown["line"] == (
        "Done today: Tested the pump in the workshop. We asked for what is missing and wait for the answer."
    )
    assert (shown["rhythm"], shown["heard_today"]) == ("next-contact", True)
    desk.go_to("2026-05-26 09:00")
    assert desk.ask("progress_line", priya, case=case)["line"] == ""


@pytest.mark.req("S4.16")
def test_an_escalated_case_has_the_daily_line_until_it_is_back_on_its_way(
    desk: Desk, priya: Person, omar: Person, case: int
) -> None:
    desk.do("escalate", priya, case=case, words="She is furious.")
    assert _rhythm(desk, case) == "daily"
    desk.go_to("2026-05-26 17:00")
    assert _silent(case) == [date(2026, 5, 26)]

    desk.do("end_escalation", omar, case=case)
    assert _rhythm(desk, case) == "next-contact"
    desk.go_to("2026-05-28 17:00")
    assert _silent(case) == [date(2026, 5, 26)]


@pytest.mark.req("S4.16")
def test_what_the_customer_chose_holds_in_an_escalation_too(desk: Desk, priya: Person, omar: Person, case: int) -> None:
    desk.do("set_rhythm", Case.objects.get(pk=case).customer, case=case, rhythm="weekly")
    desk.do("escalate", priya, case=case)

    assert _rhythm(desk, case) == "weekly"


@pytest.mark.req("S4.16")
def test_no_day_of_a_closed_case_is_silent(desk: Desk, priya: Person, case: int) -> None:
    desk.do("set_rhythm", priya, case=case, rhythm="daily")
    desk.go_to("2026-05-26 11:00")
    desk.do("close", priya, case=case, how="withdrawn", words="She gave up.")
    assert isinstance(desk.refused("tell_progress", priya, case=case, words="More."), CaseClosed)
    desk.go_to("2026-05-28 11:00")
    desk.do("reopen", priya, case=case)
    desk.go_to("2026-05-28 17:00")

    assert _silent(case) == [date(2026, 5, 28)]


@pytest.mark.req("S4.16")
def test_days_that_passed_while_the_clock_slept_are_counted_once(desk: Desk, priya: Person, case: int) -> None:
    desk.do("set_rhythm", priya, case=case, rhythm="daily")
    desk.now = desk.local("2026-05-29 10:00")
    desk.settle()
    desk.settle()

    assert _silent(case) == [date(2026, 5, day) for day in (26, 27, 28)]
    assert _prompts(priya, case) == 0


def test_a_playbook_may_ask_for_the_daily_line() -> None:
    text = shipped()[0][1]
    assert read(text).rhythm == "next-contact"
    assert read(f'rhythm = "daily"\n{text}').rhythm == "daily"
    assert [str(fault) for fault in check(f'rhythm = "hourly"\n{text}')] == [
        "line 1: “rhythm” has to be one of daily, weekly, next-contact, none."
    ]


def test_only_the_team_and_the_customer_choose_the_rhythm(desk: Desk, priya: Person, case: int) -> None:
    other = desk.by_phone(priya, "Hello", name="Li Na", email="li@vactech.example").customer

    assert desk.refused("set_rhythm", other, case=case, rhythm="daily").code == "not-allowed"
    assert isinstance(desk.refused("set_rhythm", priya, case=case, rhythm="hourly"), Unusable)


def _rhythm(desk: Desk, case: int) -> Any:
    row = Case.objects.get(pk=case)
    return rhythm_of(Work(row, row.customer, desk.now))


@pytest.mark.req("S4.16")
def test_what_the_customer_chose_is_changed_by_the_team_with_a_reason_alone(
    desk: Desk, priya: Person, case: int
) -> None:
    customer = Case.objects.get(pk=case).customer
    desk.do("set_rhythm", customer, case=case, rhythm="daily")

    refusal = desk.refused("set_rhythm", priya, case=case, rhythm="none")

    assert (refusal.code, refusal.may_override) == ("customers-choice", True)
    assert sentence(refusal) == "Amara chose how often to hear of you. Ask first, or leave it as it is."
    assert desk.ask("progress_line", priya, case=case)["rhythm"] == "daily"
    desk.do("set_rhythm", priya, case=case, rhythm="daily")
    assert desk.refused("set_rhythm", priya, case=case, rhythm="none").code == "customers-choice"
    desk.do("set_rhythm", priya, case=case, rhythm="none", override="She asked me to on the phone.")
    assert desk.ask("progress_line", priya, case=case)["rhythm"] == "none"
    desk.do("set_rhythm", customer, case=case, rhythm="weekly")
    assert desk.ask("progress_line", priya, case=case)["rhythm"] == "weekly"


@pytest.mark.req("S4.16")
def test_a_line_of_today_is_heard_today_after_the_day_has_closed_too(desk: Desk, priya: Person, case: int) -> None:
    desk.go_to("2026-05-26 16:21")
    desk.do("tell_progress", priya, case=case, words="The pump is at the maker.")

    desk.go_to("2026-05-26 17:01")
    assert desk.ask("progress_line", priya, case=case)["heard_today"] is True

    desk.go_to("2026-05-27 00:01")
    assert desk.ask("progress_line", priya, case=case)["heard_today"] is False
