from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client

from amends.cases.models import Case
from amends.casework import acting, filing
from amends.casework.wording.mails import because_words
from amends.channels.models import Mailbox, OutboxMail, RawMail
from amends.remedies.models import Override, OverrideReview
from tests.desk.conftest import Meridian, complaint, sign_in

NOBODY = b"Subject: Hello\r\nMessage-ID: <7@home.example>\r\n\r\nThe lamp is broken.\r\n"


@pytest.fixture
def held(meridian: Meridian, now: datetime) -> RawMail:
    (row,) = filing.store([filing.Arrived("imap", NOBODY, now)], at=now, live=True)
    filing.file(row, at=now)
    row.refresh_from_db()
    assert row.filed == "held"
    return row


def test_a_held_mail_is_shown_with_its_words_and_why_it_is_held(desk: Client, held: RawMail) -> None:
    page = desk.get("/held-mails").content.decode()

    assert "The lamp is broken." in page
    assert "It names no sender." in page


def test_a_held_mail_goes_into_the_case_that_a_person_names(
    desk: Client, meridian: Meridian, held: RawMail, now: datetime
) -> None:
    case = complaint(meridian.priya, now)

    answer = desk.post(f"/held-mails/{held.pk}", {"decision": "case", "case": f"#{case.pk}", "key": "a"})

    assert answer["Location"] == f"/cases/{case.pk}/"
    filed = RawMail.objects.get(pk=held.pk)
    assert (filed.case, because_words(filed)) == (case, "Priya Nair filed it here.")


def test_a_held_mail_opens_a_case_of_its_own(desk: Client, held: RawMail) -> None:
    desk.post(f"/held-mails/{held.pk}", {"decision": "open", "key": "a"})

    assert RawMail.objects.get(pk=held.pk).case == Case.objects.get()


def test_a_held_mail_that_nobody_needs_is_kept_and_shown_no_longer(desk: Client, held: RawMail) -> None:
    desk.post(f"/held-mails/{held.pk}", {"decision": "aside", "key": "a"})

    assert RawMail.objects.get(pk=held.pk).filed == "ignored"
    assert "No mail waits for a person." in desk.get("/held-mails").content.decode()


def test_the_number_of_a_case_that_is_not_there_is_refused_and_stays_typed(desk: Client, held: RawMail) -> None:
    answer = desk.post(f"/held-mails/{held.pk}", {"decision": "case", "case": "4821", "key": "a"})

    assert answer.status_code == 409
    assert 'value="4821"' in answer.content.decode()


@pytest.mark.req("S2.23")
def test_a_lead_looks_at_an_override_without_blame(client: Client, meridian: Meridian, now: datetime) -> None:
    case = complaint(meridian.priya, now, channel="phone")
    acting.try_action(case, "Sent a new table", override="The floor cannot wait", by=meridian.priya, at=now)
    override = Override.objects.get()
    sign_in(client, meridian.omar)

    page = client.get("/overrides").content.decode()
    assert "The floor cannot wait" in page
    assert "Acted before saying it back" in page

    client.post(f"/overrides/{override.pk}/review", {"again": "yes", "words": "Right so", "key": "a"})
    assert OverrideReview.objects.get().again
    assert "We would do it again." in client.get("/overrides").content.decode()


def test_a_mail_that_did_not_go_is_tried_again_by_a_press(desk: Client, meridian: Meridian, now: datetime) -> None:
    complaint(meridian.priya, now)
    OutboxMail.objects.update(failed_at=now, ready_at=None, fault="550 no such mailbox")

    assert "550 no such mailbox" in desk.get("/unsent-mails").content.decode()

    desk.post(f"/unsent-mails/{OutboxMail.objects.get().pk}/again", {"key": "a"})
    assert OutboxMail.objects.get().ready_at == now


def test_leads_are_told_on_every_page_when_fetching_dies(
    client: Client, desk: Client, meridian: Meridian, now: datetime
) -> None:
    Mailbox.objects.create(name="desk", host="mail.meridian.example", user="desk", password="x",
                           failing_since=now - timedelta(hours=1))  # fmt: skip

    assert "No mail could be fetched" not in desk.get("/").content.decode()
    sign_in(client, meridian.omar)
    assert "No mail could be fetched since 09:30. See Connections." in client.get("/learn").content.decode()
