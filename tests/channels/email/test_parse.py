import hashlib
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amends.channels.email.headers import Address
from amends.channels.email.parse import ParsedMail, parse

SOFA = (
    b"From: Amara Okafor <amara@home.example>\r\nTo: Help <help@meridian.example>, lead@meridian.example\r\n"
    b"Cc: =?utf-8?q?Tomasz_W=C3=B3jcik?= <tomasz@home.example>\r\nSubject: =?utf-8?b?VGhlIHNvZmEg4oCTIGFnYWlu?=\r\n"
    b"Date: Fri, 5 Mar 2027 16:30:00 +0100\r\nMessage-ID: <sofa-1@home.example>\r\n"
    b"In-Reply-To: <desk-1@meridian.example>\r\nReferences: <desk-0@meridian.example>\r\n <desk-1@meridian.example>\r\n"
)


def mail(body: bytes, *fields: bytes) -> ParsedMail:
    return parse(SOFA + b"".join(field + b"\r\n" for field in fields) + b"\r\n" + body)


def test_a_plain_mail_is_read_whole() -> None:
    read = mail(b"The left arm is scratched.\r\n", b"Content-Type: text/plain; charset=utf-8")
    assert read.fault is None
    assert read.from_ == Address("Amara Okafor", "amara@home.example")
    assert [party.address for party in read.to] == ["help@meridian.example", "lead@meridian.example"]
    assert read.cc == (Address("Tomasz Wójcik", "tomasz@home.example"),)
    assert read.subject == "The sofa – again"
    assert read.date == datetime(2027, 3, 5, 15, 30, tzinfo=UTC)
    assert read.text.strip() == "The left arm is scratched."
    assert (read.message_id, read.in_reply_to) == ("<sofa-1@home.example>", "<desk-1@meridian.example>")
    assert read.references == ("<desk-0@meridian.example>", "<desk-1@meridian.example>")
    assert (read.html, read.attachments, read.automatic) == (None, (), None)


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_every_kind_of_line_end_gives_the_same_mail(end: bytes) -> None:
    read = parse((SOFA + b"\r\nOne\r\nTwo\r\n").replace(b"\r\n", end))
    assert (read.subject, read.text.strip(), read.fault) == ("The sofa – again", "One\nTwo", None)


def test_a_missing_message_id_becomes_one_that_does_not_change_with_line_ends() -> None:
    raw = b"From: amara@home.example\r\nSubject: Sofa\r\n\r\nScratched.\r\n"
    first = parse(raw).message_id
    assert first == parse(raw.replace(b"\r\n", b"\n")).message_id
    assert first.endswith("@synthetic.invalid>")
    assert first != parse(raw + b"And torn.").message_id


@pytest.mark.parametrize(
    "stamp", [b"yesterday", b"", b"Thu, 99 Foo 2027 99:99:99 +9999", b"Fri, 1 Jan 1904 00:00:00 +0000"]
)
def test_a_date_nobody_can_read_is_taken_from_the_last_server_or_left_open(stamp: bytes) -> None:
    head = b"From: amara@home.example\r\nDate: " + stamp + b"\r\n"
    assert parse(head + b"\r\nHello").date is None
    received = b"Received: from a by b; Sat, 6 Mar 2027 09:00:00 +0000\r\n"
    assert parse(received + head + b"\r\nHello").date == datetime(2027, 3, 6, 9, tzinfo=UTC)


def test_html_alone_becomes_text_and_safe_html() -> None:
    body = (
        b'<p>The <b>sofa</b></p><script>steal()</script><img src="https://spy.example/x.png"><blockquote>Dear '
        b"Amara</blockquote>"
    )
    read = mail(body, b"Content-Type: text/html")
    assert "The sofa" in read.text
    assert "> Dear Amara" in read.text
    assert read.html is not None
    assert "steal" not in read.html + read.text
    assert read.blocked == 1
    assert ' src="https' not in read.html


def test_files_carry_name_size_hash_and_whether_the_words_refer_to_them() -> None:
    body = (
        b"--b\r\nContent-Type: text/plain\r\n\r\nSee the picture.\r\n"
        b"--b\r\nContent-Type: image/png\r\nContent-ID: <arm@home>\r\nContent-Disposition: inline; filename=arm.png\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n"
        b"--b\r\nContent-Type: application/pdf\r\n"
        b"Content-Disposition: attachment; filename*=utf-8''Beleg%20%C3%BCber%20alles.pdf\r\n\r\nPDF\r\n"
        b"--b\r\nContent-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\n"
        b'--b\r\nContent-Type: text/plain; name="../../etc/passwd"\r\nContent-Disposition: attachment\r\n\r\nx\r\n'
        b"--b--\r\n"
    )
    read = mail(body, b"Content-Type: multipart/mixed; boundary=b")
    picture, receipt, invitation, odd = read.attachments
    assert (picture.name, picture.type, picture.inline, picture.content_id) == (
        "arm.png",
        "image/png",
        True,
        "arm@home",
    )
    assert picture.sha256 == hashlib.sha256(picture.data).hexdigest()
    assert picture.size == len(picture.data) == 8
    assert (receipt.name, receipt.inline) == ("Beleg über alles.pdf", False)
    assert invitation.name == "invitation.ics"
    assert "/" not in odd.name
    assert read.text.strip() == "See the picture."


def test_of_two_ways_to_say_the_same_the_plain_words_are_read_and_the_html_is_shown() -> None:
    body = (
        b"--a\r\nContent-Type: text/plain\r\n\r\nPlain\r\n--a\r\nContent-Type: text/html\r\n\r\n<p>Rich</p>\r\n"
        b"--a--\r\n"
    )
    read = mail(body, b"Content-Type: multipart/alternative; boundary=a")
    assert (read.text, read.html) == ("Plain", "<p>Rich</p>")


@pytest.mark.parametrize(
    ("charset", "octets", "text"),
    [
        (b"utf-8", "Grüße".encode(), "Grüße"),
        (b"iso-8859-1", "5 €".encode("cp1252"), "5 €"),
        (b"utf-8", "Grüße".encode("cp1252"), "Grüße"),
        (b"no-such-charset", "Grüße".encode(), "Grüße"),
        (b"us-ascii", "Grüße".encode(), "Grüße"),
        (b"iso-2022-jp", "ソファ".encode("iso-2022-jp"), "ソファ"),
        (b"zlib", b"plain", "plain"),
    ],
)
def test_wrong_and_unknown_charsets_still_give_words(charset: bytes, octets: bytes, text: str) -> None:
    assert mail(octets, b"Content-Type: text/plain; charset=" + charset).text.strip() == text


def test_eight_bit_headers_are_read_as_what_they_are() -> None:
    read = parse(b"From: Tomasz W\xc3\xb3jcik <tomasz@home.example>\r\nSubject: Gr\xfc\xdfe\r\n\r\nHello")
    assert (read.from_.name, read.subject) == ("Tomasz Wójcik", "Grüße")


def test_octets_that_a_database_refuses_are_gone() -> None:
    read = parse(b"From: a@home.example\r\nSubject: a\0b =?utf-8?b?AO2ggA==?=\r\n\r\nnull\0 \xed\xa0\x80 bell\x07")
    for text in (read.subject, read.text, read.reply):
        assert "\0" not in text
        text.encode("utf-8")


def test_flowed_text_is_joined_and_a_quotation_stays_one() -> None:
    body = b"The sofa came \r\nwith a scratch.\r\n> What did \r\n> you order?\r\nA sofa.\r\n"
    read = mail(body, b"Content-Type: text/plain; format=flowed")
    assert read.text.strip() == "The sofa came with a scratch.\n> What did you order?\nA sofa."


def test_more_text_than_is_kept_is_cut_and_says_so() -> None:
    read = mail(b"word " * 400_000)
    assert len(read.text) <= 1_000_000
    assert read.cut


def test_a_thousand_nested_parts_end() -> None:
    nested = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (level, level) for level in range(1000)
    )
    assert isinstance(parse(SOFA + nested + b"\r\nHello"), ParsedMail)


@pytest.mark.parametrize("raw", [b"", b"\r\n \0", b"only words without a header", b"Subject: x\r\n\r\nno sender"])
def test_what_cannot_be_filed_says_why_in_one_sentence(raw: bytes) -> None:
    assert parse(raw).fault in ("too-large", "empty", "unreadable", "no-header", "no-sender")


def test_a_mail_inside_a_mail_is_a_file() -> None:
    body = (
        b"--m\r\nContent-Type: message/rfc822\r\n\r\nFrom: x@y.example\r\nSubject: inner\r\n\r\nInner words\r\n"
        b"--m--\r\n"
    )
    read = mail(body, b"Content-Type: multipart/mixed; boundary=m")
    assert [file.name for file in read.attachments] == ["message.eml"]
    assert "Inner words" not in read.text
    assert b"Inner words" in read.attachments[0].data


_fields = st.sampled_from(
    [
        b"From",
        b"To",
        b"Subject",
        b"Date",
        b"Message-ID",
        b"References",
        b"Content-Type",
        b"Content-Disposition",
        b"Content-Transfer-Encoding",
        b"MIME-Version",
        b"Auto-Submitted",
        b"Return-Path",
        b"Content-ID",
    ]
)
_values = st.one_of(
    st.binary(max_size=60),
    st.sampled_from(
        [
            b"multipart/mixed; boundary=b",
            b'multipart/alternative; boundary="b"',
            b"multipart/report; boundary=b",
            b"message/rfc822",
            b"message/delivery-status",
            b"text/html; charset=utf-7",
            b'text/plain; charset="\xff"',
            b"base64",
            b"x-uuencode",
            b"quoted-printable",
            b"attachment; filename*0*=utf-8''%ff; filename*1=x",
            b"=?utf-8?q?=ZZ?= <a@b.example>",
            b"=?x?b?!?=",
            b"text/plain; format=flowed; delsp=yes",
            b"<a@b> <c@d>",
            b'inline; filename="=?utf-8?b?/w==?="',
        ]
    ),
)
_bodies = st.one_of(
    st.binary(max_size=200),
    st.sampled_from([b"--b\r\n\r\nx\r\n--b--", b"<p><blockquote>x</p>", b"On 1/2/27 10:00, a <a@b.c>:\r\n> x"]),
)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.tuples(_fields, _values), max_size=8),
    st.lists(st.tuples(st.lists(st.tuples(_fields, _values), max_size=3), _bodies), max_size=4),
)
def test_no_broken_mail_raises(
    head: list[tuple[bytes, bytes]], parts: list[tuple[list[tuple[bytes, bytes]], bytes]]
) -> None:
    def block(fields: list[tuple[bytes, bytes]]) -> bytes:
        return b"".join(name + b": " + value + b"\r\n" for name, value in fields) + b"\r\n"

    holds_only_storable_text(
        parse(
            block(head) + b"".join(b"--b\r\n" + block(fields) + body + b"\r\n" for fields, body in parts) + b"--b--\r\n"
        )
    )


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=2000))
def test_no_octets_raise(raw: bytes) -> None:
    holds_only_storable_text(parse(raw))


def holds_only_storable_text(read: ParsedMail) -> None:
    names = [text for file in read.attachments for text in (file.name, file.type, file.content_id)]
    people = [text for party in (read.from_, *read.to, *read.cc, *read.reply_to) for text in party]
    for text in (
        read.message_id,
        read.subject,
        read.text,
        read.reply,
        read.html or "",
        read.in_reply_to,
        *read.references,
        *names,
        *people,
    ):
        assert "\0" not in text
        text.encode("utf-8")
    assert len(read.message_id) <= 255
    assert read.date is None or read.date.tzinfo is UTC
