from __future__ import annotations

import pytest
from django.test import Client

from amends.cases.models import Case, Entry
from amends.casework import asking, promising
from amends.people.models import Person
from amends.promises.models import Promise
from tests.desk.conftest import NOW, Meridian
from tests.desk.on_a_case import page


@pytest.fixture
def asked(case: Case, meridian: Meridian) -> Promise:
    what = "Send the pump by Thursday"
    li = Person.objects.create(name="Li Na", created_at=NOW)
    return asking.request_promise(case, li, what, within="3 days", kind="supplier", by=meridian.priya, at=NOW)


def _move(promise: Promise) -> str:
    return Promise.objects.get(pk=promise.pk).verdict(NOW).move.value


def test_a_supplier_is_asked_by_name_and_the_request_stands_apart(desk: Client, case: Case) -> None:
    given = {"of": "", "name": "Li Na", "email": "li@vactech.example", "what": "Send the pump", "kind": "supplier"}
    desk.post(f"/cases/{case.pk}/promises/asked", {**given, "within": "3 days", "key": "k1"})

    text = page(desk, case)
    beneath = text[text.index('id="beneath"') :]
    assert "Li Na" in beneath
    assert "asked for" in beneath
    assert "Not recorded" in beneath


def test_an_answer_of_somebody_outside_is_written_down_in_their_words(desk: Client, case: Case, asked: Promise) -> None:
    address = f"/cases/{case.pk}/promises/{asked.pk}/answered"
    bare = desk.post(address, {"answer": "accept", "key": "k1"})
    assert bare.status_code == 409
    assert _move(asked) == "requested"

    desk.post(address, {"answer": "accept", "words": "“Yes, by Thursday.”", "key": "k2"})

    assert _move(asked) == "in-force"


def test_another_time_takes_the_time_that_was_chosen(desk: Client, case: Case, asked: Promise) -> None:
    chosen = {f"answer-due-{asked.pk}": "other", f"answer-due-{asked.pk}_other": "2027-06-01T12:00"}
    address = f"/cases/{case.pk}/promises/{asked.pk}/answered"
    desk.post(address, {"answer": "counter", "words": "“June.”", "key": "k1", **chosen})

    assert _move(asked) == "countered"
    assert Promise.objects.latest("pk").due_at.isoformat() == "2027-06-01T11:00:00+00:00"


def test_what_is_no_longer_needed_is_taken_back(desk: Client, case: Case, asked: Promise) -> None:
    assert f"withdraw-{asked.pk}" in page(desk, case)
    desk.post(f"/cases/{case.pk}/promises/{asked.pk}/withdrawn", {"words": "Found one here.", "key": "k1"})

    assert _move(asked) == "withdrawn"


def test_what_cannot_be_kept_is_taken_back_before_its_time_and_the_page_says_so(
    desk: Client, case: Case, meridian: Meridian
) -> None:
    made = promising.promise(case, "Repair it here", within="5 days", by=meridian.priya, at=NOW)
    desk.post(f"/cases/{case.pk}/promises/{made.pk}/revoked", {"words": "No such part is made.", "key": "k1"})

    assert _move(made) == "revoked"
    assert "taken back before its time" in page(desk, case)


def test_what_was_delivered_is_judged_in_the_words_of_the_customer(
    desk: Client, case: Case, meridian: Meridian
) -> None:
    made = promising.promise(case, "Repair the leg", within="5 days", by=meridian.priya, at=NOW)
    promising.keep(case, made.pk, by=meridian.priya, at=NOW)
    given = {"answer": "not-satisfied", "words": "“It wobbles.”", "key": "k1"}
    desk.post(f"/cases/{case.pk}/promises/{made.pk}/judged", given)

    assert _move(made) == "disputed"
    assert "not right yet, they say" in page(desk, case)


def test_every_form_of_the_conversation_opens_on_a_page_of_its_own(
    desk: Client, case: Case, asked: Promise, meridian: Meridian
) -> None:
    made = promising.promise(case, "Repair the leg", within="5 days", by=meridian.priya, at=NOW)
    kept = promising.promise(case, "Ring you", within="5 days", by=meridian.priya, at=NOW)
    promising.keep(case, kept.pk, by=meridian.priya, at=NOW)
    names = ["ask-promise", f"answer-{asked.pk}", f"withdraw-{asked.pk}", f"revoke-{made.pk}", f"judge-{kept.pk}"]

    for name in names:
        assert desk.get(f"/cases/{case.pk}/forms/{name}").status_code == 200, name


@pytest.mark.req("S0.12")
def test_a_press_that_would_polish_a_broken_promise_is_refused_and_on_record(
    desk: Client, case: Case, meridian: Meridian
) -> None:
    made = promising.promise(case, "Ring you", within="5 days", by=meridian.priya, at=NOW)
    promising.keep(case, made.pk, by=meridian.priya, at=NOW)

    answer = desk.post(f"/cases/{case.pk}/promises/{made.pk}/kept", {"how": "phone", "key": "k1"})

    assert answer.status_code == 409
    assert Entry.objects.filter(stream=f"case:{case.pk}", code="attempted").count() == 1
