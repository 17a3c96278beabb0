import smtplib
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from email import message_from_bytes
from email.message import Message

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amends.channels.email.automatic import may_answer
from amends.channels.email.compose import ComposeError, File, Letter, compose, html_of
from amends.channels.email.headers import Address
from amends.channels.email.parse import parse
from amends.channels.email.threads import message_id_for
from tests.services.smtp import SmtpReceiver

LETTER = Letter(
    from_=Address("Priya Nair, Meridian", "desk@meridian.example"),
    to=(Address("Amara Okafor", "amara@home.example"),),
    subject="Your sofa [#42]",
    text="Hello Amara,\n\nthe new arm comes on Friday between 9 and 12.\n\nPriya",
    message_id=message_id_for("reply:17", "meridian.example"),
    at=datetime(2027, 3, 5, 15, 30, tzinfo=UTC),
)
FIELDS = {
    "Auto-Submitted", "Cc", "Content-Language", "Content-Transfer-Encoding", "Content-Type", "Date", "From",
    "In-Reply-To", "MIME-Version", "Message-ID", "References", "Reply-To", "Subject", "To",
    "X-Amends-Loop", "X-Auto-Response-Suppress",
}  # fmt: skip


def test_a_letter_reads_back_as_it_was_written() -> None:
    letter = replace(
        LETTER,
        from_=Address("Tomasz Wójcik – “Meridian”, Leeds", "desk@meridian.example"),
        to=(Address("Amara Okafor", "amara@home.example"), Address("", "tomasz@home.example")),
        cc=(Address("Łukasz", "lukasz@home.example"),),
        reply_to="desk+c42.abcdefghijkl@meridian.example",
        subject="Ihr Sofa – schöne Grüße " * 8,
        in_reply_to="<2@home.example>",
        references=("<1@home.example>", "<2@home.example>"),
        at=datetime(2027, 3, 5, 16, 30, tzinfo=timezone(timedelta(hours=1))),
    )

    read = parse(compose(letter))

    assert (read.from_, read.to, read.cc) == (letter.from_, letter.to, letter.cc)
    assert [party.address for party in read.reply_to] == [letter.reply_to]
    assert (read.subject, read.message_id, read.date) == (letter.subject.strip(), letter.message_id, letter.at)
    assert (read.in_reply_to, read.references) == (letter.in_reply_to, letter.references)
    assert read.text.strip() == letter.text


def test_words_of_a_person_are_not_marked_as_a_machines() -> None:
    read = message_from_bytes(compose(LETTER))

    assert read["Auto-Submitted"] is None
    assert read["X-Auto-Response-Suppress"] is None


@pytest.mark.parametrize("mark", ["auto-replied", "auto-generated"])
def test_a_receipt_says_that_no_person_wrote_it_and_wants_no_answer(mark: str) -> None:
    raw = compose(replace(LETTER, auto_submitted=mark))

    assert message_from_bytes(raw)["Auto-Submitted"] == mark
    assert not may_answer(parse(raw, own_domain="another.example"))


@pytest.mark.parametrize("mark", ["", "auto-replied"])
def test_our_own_mail_coming_back_is_a_loop_even_with_another_id(mark: str) -> None:
    raw = compose(replace(LETTER, auto_submitted=mark))
    renamed = raw.replace(LETTER.message_id.encode(), b"<renamed@relay.example>")

    assert parse(raw, own_domain="meridian.example").automatic == "loop"
    assert parse(renamed, own_domain="meridian.example").automatic == "loop"


def test_a_letter_of_another_desk_is_no_loop() -> None:
    assert parse(compose(LETTER), own_domain="another.example").automatic is None


def test_words_as_html_are_the_same_words_and_nothing_else() -> None:
    words = "Is 1 < 2?\n<script>x()</script>\n\nSee https://meridian.example/p/1?a=1&b=2."

    read = parse(compose(replace(LETTER, text=words, with_html=True, language="en-GB")))

    assert read.text.strip() == words
    assert read.html is not None
    assert "<script" not in read.html
    assert "&lt;script&gt;" in read.html
    assert 'href="https://meridian.example/p/1?a=1&amp;b=2"' in read.html


def test_html_keeps_paragraphs_and_lines() -> None:
    assert html_of("one\ntwo\n\n\nthree") == "<p>one<br>\ntwo</p>\n<p>three</p>"


def test_files_go_along_and_lies_about_their_type_do_not() -> None:
    files = (File("Beleg – März.pdf", "application/pdf", b"%PDF\0"), File("x", "text/plain\r\nBcc: a@b.example", b"x"))

    read = parse(compose(replace(LETTER, files=files)))

    assert [(file.name, file.type, file.data) for file in read.attachments] == [
        ("Beleg – März.pdf", "application/pdf", b"%PDF\0"),
        ("x", "application/octet-stream", b"x"),
    ]


def test_a_long_thread_keeps_its_first_mail_and_its_last() -> None:
    chain = tuple(f"<{number}@{'long' * 50}.example>" for number in range(60))

    raw = compose(replace(LETTER, references=chain, in_reply_to=chain[-1]))

    assert parse(raw).references == (chain[0], *chain[-29:])
    assert parse(raw).in_reply_to == chain[-1]
    assert longest_line(raw) <= 998


@pytest.mark.parametrize(
    "change",
    [
        {"to": ()},
        {"to": (Address("Amara", "amara"),)},
        {"to": (Address("Amara", "amara@home.example, all@home.example"),)},
        {"to": (Address("Amara", "amára@home.example"),)},
        {"reply_to": "desk@meridian.example\r\nBcc: all@home.example"},
        {"message_id": ""},
        {"message_id": "<a@b.example> <c@d.example>"},
        {"message_id": "<ä@b.example>"},
        {"at": datetime(2027, 3, 5, 15, 30)},  # noqa: DTZ001 - an instant without a zone is what is tested
        {"auto_submitted": "sometimes"},
    ],
)
def test_what_cannot_be_sent_is_one_sentence(change: dict[str, object]) -> None:
    with pytest.raises(ComposeError, match=r"^[^\r\n]+\.$"):
        compose(replace(LETTER, **change))  # type: ignore[arg-type]  # the fields differ in type


_BREAKS = ["\r\nBcc: all@home.example", "\n\n<script>", "\r", "\0", "\u2028", "\x85", "=?utf-8?q?=0ABcc:?="]
_words = st.lists(st.text(max_size=30) | st.sampled_from(_BREAKS), max_size=5).map("".join)


@settings(max_examples=300, deadline=None)
@given(_words, _words, _words, _words, _words, _words)
def test_no_words_add_a_field_or_a_person(
    name: str, subject: str, text: str, language: str, thread: str, file_name: str
) -> None:
    letter = replace(
        LETTER,
        from_=Address(name, "desk@meridian.example"),
        to=(Address(name, "amara@home.example"),),
        subject=subject,
        text=text,
        language=language,
        in_reply_to=thread,
        references=(thread, f"<{thread}@home.example>"),
        files=(File(file_name, "text/plain", b"x"),),
    )

    raw = compose(letter)

    read = message_from_bytes(raw)
    assert set(read.keys()) <= FIELDS
    assert len(read.keys()) == len(set(read.keys()))
    assert [party.address for party in parse(raw).to] == ["amara@home.example"]
    assert parse(raw).from_.address == "desk@meridian.example"
    assert longest_line(raw) <= 998
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert b"\r" not in raw.replace(b"\r\n", b"")


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_every_text_reads_back_with_its_line_ends_as_lf(text: str) -> None:
    written = parse(compose(replace(LETTER, text=text))).text

    assert written == parse(compose(replace(LETTER, text=written))).text
    assert "".join(written.split()) == "".join(shown(text).split())


@pytest.mark.parametrize(
    "text",
    ["word " * 2000, "x" * 5000, "ü" * 5000, "From the start\n.\n..\n.hidden\nFrom here", "tail \t\nend "],
    ids=["words", "one word", "umlauts", "dots", "blanks"],
)
def test_a_mail_server_hands_on_every_word(smtp_receiver: SmtpReceiver, text: str) -> None:
    raw = compose(replace(LETTER, text=text, with_html=True))

    with smtplib.SMTP(smtp_receiver.host, smtp_receiver.port) as client:
        client.sendmail("desk@meridian.example", ["amara@home.example"], raw)

    (received,) = smtp_receiver.wait_for(1)
    assert (received.mail_from, received.rcpt_tos) == ("desk@meridian.example", ("amara@home.example",))
    assert received.raw.rstrip() == raw.rstrip()
    assert longest_line(received.raw) <= 998
    assert plain_words(message_from_bytes(received.raw)) == text.rstrip("\n")


def plain_words(message: Message) -> str:
    part = next(part for part in message.walk() if part.get_content_type() == "text/plain")
    payload = part.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return payload.decode().replace("\r\n", "\n").rstrip("\n")


def longest_line(raw: bytes) -> int:
    return max(len(line) for line in raw.split(b"\r\n"))


def shown(text: str) -> str:
    return parse(b"From: a@home.example\nContent-Type: text/plain; charset=utf-8\n\n" + text.encode("utf-8")).text
