import pytest

from amends.channels.email.automatic import answer_to, may_answer
from amends.channels.email.bounces import bounce_of
from amends.channels.email.parse import parse

HEAD = b"From: Amara Okafor <amara@home.example>\r\nTo: help@meridian.example\r\n"
REPORT = (
    b"From: Mail Delivery System <MAILER-DAEMON@mx.example>\r\nSubject: Undelivered Mail Returned to Sender\r\n"
    b"Auto-Submitted: auto-replied\r\n"
    b"Content-Type: multipart/report; report-type=delivery-status; boundary=r\r\n\r\n"
    b"--r\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n"
    b"--r\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
    b"Final-Recipient: rfc822; amara@home.example\r\nAction: %s\r\nStatus: %s\r\n\r\n"
    b"--r\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <desk-1@meridian.example>\r\nSubject: Your sofa\r\n\r\n"
    b"Hello\r\n--r--\r\n"
)


@pytest.mark.parametrize(
    ("field", "kind"),
    [
        (b"Auto-Submitted: auto-replied", "auto-reply"),
        (b"Auto-Submitted: auto-generated", "auto-reply"),
        (b"Auto-Submitted: no", None),
        (b"X-Autoreply: yes", "auto-reply"),
        (b"Precedence: bulk", "list"),
        (b"Precedence: auto_reply", "auto-reply"),
        (b"List-Id: <offers.shop.example>", "list"),
        (b"Return-Path: <>", "auto-reply"),
        (b"Return-Path: <amara@home.example>", None),
        (b"Subject: Automatic reply: your sofa", "auto-reply"),
        (b"Subject: Abwesenheitsnotiz: Ihr Sofa", "auto-reply"),
        (b"Subject: I was out of office when your driver came", None),
        (b"Subject: Delivery failure again, third time", None),
        (b"X-Amends-Loop: desk.meridian.example", "loop"),
        (b"X-Amends-Loop: desk.another.example", None),
        (b"Message-ID: <x.amends@desk.meridian.example>", "loop"),
        (b"Message-ID: <written-by-a-colleague@desk.meridian.example>", None),
    ],
)
def test_machines_are_told_from_people_by_what_they_declare(field: bytes, kind: str | None) -> None:
    read = parse(HEAD + field + b"\r\n\r\nHello", own_domain="desk.meridian.example")
    assert read.automatic == kind
    assert may_answer(read) == (kind is None)


@pytest.mark.parametrize(
    "field",
    [b"X-Auto-Response-Suppress: All", b"X-Auto-Response-Suppress: DR, AutoReply", b"Reply-To: no-reply@shop.example"],
)
def test_who_asks_for_no_answers_gets_none_and_is_still_read(field: bytes) -> None:
    read = parse(HEAD + field + b"\r\n\r\nHello")
    assert read.automatic is None
    assert not may_answer(read)


def test_an_answer_goes_where_the_writer_wants_it() -> None:
    assert answer_to(parse(HEAD + b"Reply-To: amara@work.example\r\n\r\nHello")).address == "amara@work.example"


@pytest.mark.parametrize(
    ("action", "status", "permanent"),
    [(b"failed", b"5.1.1", True), (b"failed", b"4.4.1", False), (b"delayed", b"4.0.0", False)],
)
def test_a_report_names_the_mail_the_person_and_whether_to_try_again(
    action: bytes, status: bytes, permanent: bool
) -> None:
    found = bounce_of(REPORT % (action, status))
    assert found is not None
    assert (found.original_message_id, found.recipient) == ("<desk-1@meridian.example>", "amara@home.example")
    assert (found.permanent, found.status) == (permanent, status.decode())
    assert parse(REPORT % (action, status)).automatic == "bounce"


def test_a_report_of_success_is_no_bounce() -> None:
    assert bounce_of(REPORT % (b"delivered", b"2.0.0")) is None


def test_a_postman_in_his_own_words_is_understood() -> None:
    raw = (
        b"Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.example\r\nSubject: failure notice\r\n\r\n"
        b"Hi. This is the qmail-send program at mx.example.\r\n"
        b"I'm afraid I wasn't able to deliver your message to the following addresses.\r\n"
        b"This is a permanent error; I've given up. Sorry it didn't work out.\r\n\r\n"
        b"<amara@home.example>:\r\n550 5.1.1 no such user\r\n\r\n--- Below this line is a copy of the message.\r\n\r\n"
        b"Message-ID: <desk-1@meridian.example>\r\n"
    )
    found = bounce_of(raw)
    assert found is not None
    assert (found.recipient, found.permanent, found.status) == ("amara@home.example", True, "5.1.1")
    assert found.original_message_id == "<desk-1@meridian.example>"


def test_a_person_who_tells_of_a_bounce_is_no_bounce() -> None:
    assert bounce_of(HEAD + b"Subject: Undelivered Mail Returned to Sender\r\n\r\nMy mail to you came back.") is None
