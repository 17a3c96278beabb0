from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from amends.cases.models import Case
from amends.casework import noting, promising
from amends.casework.queries import CaseView
from amends.core import clock
from amends.promises.models import Promise
from tests.desk.conftest import NOW, Meridian, complaint
from tests.desk.on_a_case import amara_writes, page


def test_a_promise_is_recorded_with_a_typed_date_in_the_readers_zone(post: Any, case: Case) -> None:
    post("promises", what="Ring with the date", due="other", due_other="2026-06-18T17:00", kind="call-back")

    made = Promise.objects.exclude(kind="service").get()
    assert made.due_at == datetime(2026, 6, 18, 16, 0, tzinfo=UTC)


def test_a_promise_without_a_time_keeps_what_was_typed(post: Any) -> None:
    refused = post("promises", what="Ring with the date", due="other")

    assert refused.status_code == 409
    assert 'value="Ring with the date"' in refused.content.decode()


@pytest.mark.req("S0.15")
def test_moving_a_promise_begins_the_words_that_tell_the_customer_first(
    desk: Client, post: Any, case: Case, meridian: Meridian
) -> None:
    due = NOW + timedelta(hours=5)
    row = promising.promise(case, "Ring with the date", due=due, by=meridian.priya, at=NOW)

    text = desk.get(f"/cases/{case.pk}/?move={row.pk}").content.decode()

    assert "I said “Ring with the date” by Tuesday 16 June, 15:30" in text
    assert re.search(rf'<option value="{row.pk}" selected>', text)


@pytest.mark.req("S0.12")
def test_a_late_promise_says_so_and_offers_to_tell_the_customer_now(
    desk: Client, case: Case, meridian: Meridian
) -> None:
    promising.promise(case, "Ring with the date", due=NOW + timedelta(minutes=5), by=meridian.priya, at=NOW)
    noting.record_call(case, "She rang.", by=meridian.priya, at=NOW)
    clock.set_now(NOW + timedelta(minutes=30))

    text = page(desk, case)

    assert "This promise is 25 min late. Amara has not been told." in text
    assert "Tell Amara now" in text


@pytest.mark.req("S0.3")
def test_an_offer_before_she_has_finished_is_refused_with_the_way_on_and_can_be_made_anyway(
    desk: Client, meridian: Meridian
) -> None:
    case = complaint(meridian.priya, NOW, channel="phone", email="", phone="020 7946 0999")

    refused = desk.post(f"/cases/{case.pk}/offers", {"words": "A new table", "key": "a"})

    text = refused.content.decode()
    assert refused.status_code == 409
    assert "The customer has not finished" in text
    assert 'href="#step-listen"' in text
    assert "A new table</textarea>" in text
    told = {"words": "A new table", "key": "a", "override": "not-finished-listening", "because": "She hung up."}
    assert desk.post(f"/cases/{case.pk}/offers", told).status_code == 303


@pytest.mark.req("S0.14")
def test_what_cannot_be_fixed_is_not_closed_before_something_was_tried(post: Any) -> None:
    refused = post("closure", how="cannot-fix", words="The wood is not made any more.")

    assert refused.status_code == 409
    assert "Nothing was tried yet" in refused.content.decode()
    assert "The wood is not made any more.</textarea>" in refused.content.decode()


def test_a_reading_of_her_mail_is_confirmed_with_one_press(desk: Client, post: Any, case: Case) -> None:
    post("restatement", words="The wrong table came.", how="phone", answer="")
    amara_writes(case, "Not quite, it was two deliveries.")
    assert "Amara&#39;s mail reads as: not quite" in page(desk, case) or "Amara's mail reads as: not quite" in page(
        desk, case
    )

    post("answer", answer="")

    assert CaseView(case, NOW).restatements[-1].answers.get().answer == "not-quite"


@pytest.mark.req("S0.16")
def test_a_closed_case_asks_for_its_cause_with_nothing_new_ready(desk: Client, post: Any, case: Case) -> None:
    post("confirmation", answer="yes", how="phone")
    assert "What was the cause?" in page(desk, case)

    post("nothing-new", cause="wrong label")

    assert "Cause: wrong label. Nothing new to learn." in page(desk, case)


def test_a_lesson_is_drafted_changed_and_shared_from_the_closed_case(desk: Client, post: Any, case: Case) -> None:
    post("confirmation", answer="yes", how="phone")
    post("lesson", cause="wrong label")
    number = re.search(r"lesson/(\d+)", page(desk, case))
    assert number

    post(f"lesson/{number[1]}", title="Labels", when_to_use="When a label is wrong.", publish="1")

    assert "The lesson “Labels” is shared with the team." in page(desk, case)


def test_a_question_is_done_with_the_main_key(desk: Client, meridian: Meridian) -> None:
    case = complaint(meridian.priya, NOW, kind="question", words="When do you open?")
    text = page(desk, case)
    assert re.search(r'data-key="\."[^>]*>Done', text)

    desk.post(f"/cases/{case.pk}/closure", {"how": "answered"})

    assert "Closed: answered" in page(desk, case)


def test_spam_is_sorted_out_in_one_press_and_comes_back_in_one(desk: Client, post: Any, case: Case) -> None:
    post("sorted", how="spam")
    assert "Closed: spam" in page(desk, case)

    post("reopening")

    assert "Send to Amara by e-mail" in page(desk, case)


def test_a_case_is_given_to_a_colleague_and_its_kind_is_changed(post: Any, case: Case, meridian: Meridian) -> None:
    post("owner", to=meridian.sam.pk)
    post("kind", kind="problem")

    view = CaseView(case, NOW)
    assert (view.owner, view.kind) == (meridian.sam, "problem")
