from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from amends.cases.models import Case, Issue
from amends.casework import ringing
from amends.casework.packing import switch_pack
from amends.core import clock
from amends.promises.models import Clock, ClockEvent, Moment
from tests.desk.conftest import NOW, Meridian, complaint

SRC = "We consider your complaint resolved. You may go to the Financial Ombudsman Service, financial-ombudsman.org.uk."


@pytest.fixture
def case(meridian: Meridian) -> Case:
    switch_pack("uk-fca-disp1", by=meridian.omar, at=NOW)
    switch_pack("uk-fca-psr", by=meridian.omar, at=NOW)
    switch_pack("uk-housing-code-2024", by=meridian.omar, at=NOW)
    return complaint(meridian.priya, NOW)


def test_the_page_of_a_case_shows_its_clocks_with_the_reasons_folded(desk: Client, case: Case) -> None:
    page = desk.get(f"/cases/{case.pk}/").content.decode()

    assert "Clocks of rules" in page
    assert "<details><summary>Final response, or a written holding response" in page
    assert "8 weeks after Tue 16 Jun 2026, that day not counted: until the end of Tue 11 Aug 2026." in page
    assert "Source: FCA Handbook, DISP 1.5 and 1.6" in page


def test_a_case_without_rules_has_no_panel(desk: Client, meridian: Meridian) -> None:
    plain = complaint(meridian.priya, NOW)

    assert "Clocks of rules" not in desk.get(f"/cases/{plain.pk}/").content.decode()
    assert "No rule with clocks was on" in desk.get(f"/cases/{plain.pk}/clocks").content.decode()


def test_a_letter_is_refused_with_what_it_lacks_and_stays_typed(desk: Client, case: Case) -> None:
    letter = {"moment": "summary-resolution", "text": SRC, "key": "a"}

    answer = desk.post(f"/cases/{case.pk}/clocks/letter", letter)

    assert answer.status_code == 409
    assert "the customer&#39;s acceptance by close of the 3rd business day" in answer.content.decode()
    assert SRC in answer.content.decode()
    desk.post(f"/cases/{case.pk}/clocks/moment", {"moment": "accepted", "words": "Fine.", "how": "phone", "key": "b"})
    assert desk.post(f"/cases/{case.pk}/clocks/letter", {**letter, "key": "c"}).status_code == 303
    assert ClockEvent.objects.filter(clock__clock="final-response", what="exempted").exists()


def test_an_issue_with_a_subject_gets_the_clocks_of_its_rule(desk: Client, case: Case) -> None:
    desk.post(f"/cases/{case.pk}/clocks/issues", {"title": "The standing order", "key": "a"})
    issue = Issue.objects.latest("pk")
    assert set(Clock.objects.filter(issue=issue).values_list("version__name", flat=True)) == {"uk-fca-disp1"}

    desk.post(f"/cases/{case.pk}/clocks/issues", {"issue": issue.pk, "subject": "payment-service", "key": "b"})

    page = desk.get(f"/cases/{case.pk}/clocks").content.decode()
    assert "Does not apply" in page
    assert set(Clock.objects.filter(issue=issue).values_list("clock", flat=True)) >= {"answer", "exceptional"}
    assert set(Clock.objects.filter(issue=issue).values_list("anchor_at", flat=True)) == {case.aware_at}


def test_a_clock_is_extended_only_as_far_as_its_rule_lets_it_and_told(desk: Client, case: Case) -> None:
    words = {"moment": "acknowledged", "words": "We have your complaint.", "how": "letter"}
    desk.post(f"/cases/{case.pk}/clocks/moment", {**words, "key": "a"})
    stage = Clock.objects.get(clock="stage-1")
    asked = {"within": "11 working days", "reason": "The surveyor is ill.", "words": "You hear by July.", "key": "b"}

    far = desk.post(f"/cases/{case.pk}/clocks/{stage.pk}/extended", asked)
    assert far.status_code == 409
    assert "can be extended to" in far.content.decode()
    untold = desk.post(f"/cases/{case.pk}/clocks/{stage.pk}/extended", {**asked, "words": "", "key": "c"})
    assert "Tell the customer" in untold.content.decode()

    desk.post(f"/cases/{case.pk}/clocks/{stage.pk}/extended", {**asked, "within": "10 working days", "key": "d"})

    (event,) = ClockEvent.objects.filter(clock=stage, what="extended")
    assert event.due_at is not None
    assert event.due_at > stage.due_at
    assert Clock.objects.get(pk=stage.pk).due_at == stage.due_at  # the first end stays
    assert "Extended on" in desk.get(f"/cases/{case.pk}/clocks").content.decode()


def test_what_a_rule_wants_on_record_is_put_down(desk: Client, case: Case) -> None:
    desk.post(
        f"/cases/{case.pk}/clocks/records", {"field": "uk-fca-disp1|upheld or not", "words": "Upheld", "key": "a"}
    )

    assert 'value="Upheld"' in desk.get(f"/cases/{case.pk}/clocks").content.decode()
    nonsense = {"field": "uk-fca-disp1|shoe size", "words": "44", "key": "b"}
    assert desk.post(f"/cases/{case.pk}/clocks/records", nonsense).status_code == 409


def test_a_missed_limit_is_told_once_and_stays_on_the_page(desk: Client, meridian: Meridian, case: Case) -> None:
    later = NOW + timedelta(days=70)
    ringing.ring_due(later)
    ringing.ring_due(later + timedelta(minutes=1))
    clock.set_now(later)

    page = desk.get(f"/cases/{case.pk}/").content.decode()

    assert '<span class="late">Missed' in page
    breached = ClockEvent.objects.filter(clock__clock="final-response", what="breached")
    assert breached.count() == 1
    assert breached.get().at == Clock.objects.get(clock="final-response").due_at


@pytest.mark.parametrize(
    "told", [{"moment": "moon"}, {"moment": "accepted", "issue": "x"}, {"moment": "final-response"}]
)
def test_nonsense_is_refused(desk: Client, case: Case, told: dict[str, str]) -> None:
    assert desk.post(f"/cases/{case.pk}/clocks/moment", {"key": "a", **told}).status_code == 409
    assert Moment.objects.count() == 0
