from __future__ import annotations

import imaplib
import smtplib
from typing import Any

import pytest


def test_the_browser_opens_the_desk(chromium: Any, live_desk: str) -> None:
    page = chromium.new_page()

    page.goto(f"{live_desk}/healthz")

    assert page.inner_text("body").strip() == "ok"
    page.close()


def test_the_browser_reaches_this_machine_only(chromium: Any) -> None:
    from playwright.sync_api import Error

    page = chromium.new_page()

    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        page.goto("http://meridian.example/")
    page.close()


def test_the_mail_server_keeps_what_it_is_given(smtp_receiver: Any) -> None:
    with smtplib.SMTP(smtp_receiver.host, smtp_receiver.port) as client:
        client.sendmail(
            "priya@meridian.example", ["amara@okafor.example"], b"Subject: The sofa\r\n\r\nIt is on its way.\r\n"
        )

    assert smtp_receiver.received[0].rcpt_tos == ("amara@okafor.example",)


def test_the_mailbox_is_empty_at_first(dovecot: Any) -> None:
    with imaplib.IMAP4(dovecot.host, dovecot.port) as client:
        client.login(dovecot.user, dovecot.password)

        assert client.select("INBOX")[1] == [b"0"]
