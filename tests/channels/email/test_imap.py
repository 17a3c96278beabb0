import imaplib
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from smtplib import SMTP

import pytest

from amends.channels.email import imap
from amends.channels.email.imap import FetchError, ImapAccount, Position, check, fetch, idle
from amends.channels.email.parse import parse
from tests.services.dovecot import Dovecot
from tests.services.smtp import SmtpReceiver


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    if not Dovecot.is_installed():
        pytest.skip("Dovecot is not installed (Debian and Ubuntu: apt install dovecot-imapd).")
    with Dovecot() as running:
        yield running


@pytest.fixture
def mailbox(server: Dovecot) -> Dovecot:
    with server.signed_in() as client:
        _, count = client.select()
        if count != [b"0"]:
            client.store("1:*", "+FLAGS", r"(\Deleted)")
            client.expunge()
    return server


def test_every_mail_comes_once_and_in_order_with_damaged_ones_in_the_middle(
    mailbox: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = _note_batches(monkeypatch)
    mailbox.append_all([_mail(number) for number in range(60)])
    mailbox.drop(b"\xff\0 no mail at all", "1700000060.octets")
    # Dovecot hangs up over a file that is shorter than its name says.
    mailbox.drop(_mail(61), "1700000061.torn,S=99999,W=99999")
    assert check(_account(mailbox)) == 62  # now they have their numbers
    mailbox.append_all([_mail(number) for number in range(62, 120)])

    found = list(fetch(_account(mailbox)))

    assert len(found) == 120
    assert [mail.uid for mail in found] == sorted({mail.uid for mail in found})
    assert {mail.uidvalidity for mail in found} == {found[0].uidvalidity}
    whole = [*range(60), *range(62, 120)]
    assert [parse(found[number].raw).subject for number in whole] == [f"Sofa {number}" for number in whole]
    assert parse(found[60].raw).fault is not None
    assert (found[61].raw, found[61].fault) == (b"", f"The server breaks off when it should give mail {found[61].uid}.")
    assert [mail.fault for mail in found if mail is not found[61]] == [None] * 119
    assert max(asked) == 50


def test_fetching_changes_nothing_in_the_mailbox(mailbox: Dovecot) -> None:
    mailbox.append_all([_mail(1), _mail(2)])

    list(fetch(_account(mailbox)))

    assert not any(b"\\Seen" in line for line in mailbox.flags())
    assert check(_account(mailbox)) == 2


def test_fetching_goes_on_where_it_ended(mailbox: Dovecot) -> None:
    mailbox.append_all([_mail(number) for number in range(3)])
    first, second = islice(fetch(_account(mailbox)), 2)
    mailbox.append(_mail(3))

    rest = list(fetch(_account(mailbox), second.position))

    assert first.uid < second.uid
    assert [parse(mail.raw).subject for mail in rest] == ["Sofa 2", "Sofa 3"]
    assert list(fetch(_account(mailbox), rest[-1].position)) == []


def test_octets_and_the_hour_of_arrival_are_kept(mailbox: Dovecot) -> None:
    raw = b"Subject: x\r\n\r\n" + "Grüße\r\n".encode() + b"\xff\r\nFrom here\r\n.\r\n"
    mailbox.append(raw, internal_date='"05-Mar-2026 16:30:00 +0100"')

    (found,) = fetch(_account(mailbox))

    assert found.raw == raw
    assert found.internal_date == datetime(2026, 3, 5, 15, 30, tzinfo=UTC)


def test_a_renumbered_folder_comes_again_from_the_first_mail(mailbox: Dovecot) -> None:
    mailbox.append_all([_mail(1), _mail(2)])
    before = list(fetch(_account(mailbox)))
    mailbox.renumber()

    after = list(fetch(_account(mailbox), before[-1].position))

    assert [parse(mail.raw).message_id for mail in after] == [parse(mail.raw).message_id for mail in before]
    assert after[0].uidvalidity != before[0].uidvalidity


def test_a_mail_that_is_too_large_is_told_and_not_taken(mailbox: Dovecot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imap, "LARGEST", 1_000_000)
    monkeypatch.setattr(imap, "LARGEST_BATCH", 500_000)
    mailbox.append_all([_mail(1), _mail(2) + b"word\r\n" * 200_000, _mail(3)])

    first, second, third = fetch(_account(mailbox))

    assert [parse(mail.raw).subject for mail in (first, third)] == ["Sofa 1", "Sofa 3"]
    assert (second.raw, second.fault) == (b"", f"Mail {second.uid} is larger than 1 MB.")


def test_an_account_does_not_show_its_password(mailbox: Dovecot) -> None:
    assert mailbox.password not in repr(_account(mailbox))


def test_what_is_wrong_with_an_account_is_one_sentence(mailbox: Dovecot, smtp_receiver: SmtpReceiver) -> None:
    account = _account(mailbox)
    place = f"127.0.0.1:{mailbox.port}"

    assert _why(replace(account, password="wrong")) == f"{place} refuses the name or the password of desk."
    assert _why(replace(account, folder="Nowhere")) == (
        f"{place} cannot open or read the folder Nowhere: Mailbox doesn't exist: Nowhere."
    )
    assert _why(replace(account, tls=True)) == f"{place} does not speak TLS as expected: WRONG_VERSION_NUMBER."
    assert _why(replace(account, port=1)) == "127.0.0.1:1 cannot be reached: Connection refused."
    assert _why(replace(account, port=smtp_receiver.port)) == (
        f"127.0.0.1:{smtp_receiver.port} broke off, or is no IMAP server."
    )


def test_a_server_that_says_nothing_is_not_waited_for_without_end() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]

        assert _why(ImapAccount("127.0.0.1", port, "desk", "x", tls=False), timeout=0.3) == (
            f"127.0.0.1:{port} did not answer in time."
        )


def test_idling_ends_when_mail_comes(mailbox: Dovecot) -> None:
    later = threading.Timer(0.5, mailbox.append, [_mail(1)])
    later.start()

    assert idle(_account(mailbox), seconds=20)
    later.join()


def test_idling_ends_when_nothing_comes(mailbox: Dovecot) -> None:
    assert not idle(_account(mailbox), seconds=0.3)


def test_mail_that_a_server_handed_on_is_fetched(mailbox: Dovecot) -> None:
    with SmtpReceiver(forward_to=mailbox) as receiver, SMTP(receiver.host, receiver.port) as client:
        client.sendmail("amara@home.example", ["desk@meridian.example"], _mail(7))

    (found,) = fetch(_account(mailbox), Position())

    assert parse(found.raw).subject == "Sofa 7"


def _account(server: Dovecot) -> ImapAccount:
    return ImapAccount(server.host, server.port, server.user, server.password, tls=False)


def _mail(number: int) -> bytes:
    return b"From: amara@home.example\r\nMessage-ID: <%d@home.example>\r\nSubject: Sofa %d\r\n\r\nHello\r\n" % (
        number,
        number,
    )


def _why(account: ImapAccount, timeout: float = 5) -> str:
    with pytest.raises(FetchError) as raised:
        list(fetch(account, timeout=timeout))
    return str(raised.value)


def _note_batches(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    asked: list[int] = []
    plain = imaplib.IMAP4.uid

    def noted(self: imaplib.IMAP4, command: str, *args: str) -> tuple[str, list[object]]:
        if command == "FETCH":
            asked.append(len(args[0].split(",")))
        return plain(self, command, *args)

    monkeypatch.setattr(imaplib.IMAP4, "uid", noted)
    return asked
