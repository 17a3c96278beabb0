import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.channels.email.parse import parse
from amends.channels.email.threads import (
    ThreadHints,
    case_of_address,
    case_of_subject,
    find_thread_hints,
    message_id_for,
    reply_address,
)

SECRET = "kept in the house"
DESK = "desk@meridian.example"


@given(st.integers(min_value=0, max_value=999_999_999_999), st.text(min_size=1))
def test_a_signed_address_names_its_case(number: int, secret: str) -> None:
    assert case_of_address(reply_address(number, secret, DESK), secret) == number


def test_programmes_may_change_the_case_of_letters() -> None:
    assert case_of_address(reply_address(42, SECRET, DESK).upper(), SECRET) == 42


def test_a_signed_address_fits_where_addresses_go() -> None:
    assert len(reply_address(999_999_999_999, SECRET, DESK).partition("@")[0]) <= 64  # RFC 5321 §4.5.3.1.1


@pytest.mark.parametrize(
    "address",
    [
        reply_address(42, "another secret", DESK),
        reply_address(42, SECRET, DESK).replace("+c42.", "+c43."),
        reply_address(42, SECRET, DESK).replace("meridian", "elsewhere"),
        reply_address(42, SECRET, DESK).replace("@", "a@"),
        "desk+c42.@meridian.example",
        "desk+c42.aaaaaaaaaaaa@meridian.example",
        DESK,
        "@",
        "",
    ],
)
def test_a_forged_address_names_no_case(address: str) -> None:
    assert case_of_address(address, SECRET) is None


@given(st.text())
def test_no_text_breaks_the_reading_of_addresses_and_subjects(text: str) -> None:
    case_of_address(text, SECRET)
    case_of_subject(text)


def test_an_address_is_never_signed_without_a_secret() -> None:
    with pytest.raises(ValueError, match="secret"):
        reply_address(42, "", DESK)


@pytest.mark.parametrize(
    ("subject", "number"),
    [
        ("Re: The sofa [#42]", 42),
        ("AW: [#41] The sofa [# 42 ]", 42),
        ("Invoice #42", None),
        ("[42]", None),
        ("[#1234567890123]", None),
    ],
)
def test_a_number_in_a_subject_is_read_in_its_brackets_only(subject: str, number: int | None) -> None:
    assert case_of_subject(subject) == number


def test_hints_come_strongest_and_nearest_first() -> None:
    head = (
        "From: amara@home.example\r\nTo: Somebody <other@home.example>\r\n"
        f"Cc: Meridian <{reply_address(42, SECRET, DESK)}>\r\nSubject: Re: The sofa [#7]\r\n"
        "In-Reply-To: <3@meridian.example>\r\n"
        "References: <1@meridian.example> <2@meridian.example>\r\n <3@meridian.example>\r\n"
    )

    found = find_hints(head)

    nearest_first = ("<3@meridian.example>", "<2@meridian.example>", "<1@meridian.example>")
    assert found == ThreadHints(token_case=42, message_ids=nearest_first, subject_case=7)


def test_the_address_of_delivery_counts_when_the_mail_was_redirected() -> None:
    assert find_hints(f"To: {DESK}\r\nDelivered-To: {reply_address(42, SECRET, DESK)}\r\n").token_case == 42


def test_a_mail_may_say_nothing_of_a_case() -> None:
    assert find_hints("To: desk@meridian.example\r\n") == ThreadHints(None, (), None)


def test_a_second_try_has_the_same_message_id_and_another_mail_another() -> None:
    first = message_id_for("reply:17", "Meridian.example")

    assert first == message_id_for("reply:17", "meridian.example")
    assert first != message_id_for("reply:18", "meridian.example")
    assert first.endswith("@meridian.example>")


@given(st.text(), st.text())
def test_a_message_id_reads_back_whatever_it_is_made_from(key: str, domain: str) -> None:
    identity = message_id_for(key, domain)

    assert parse(f"From: a@home.example\r\nMessage-ID: {identity}\r\n\r\nx".encode()).message_id == identity


def find_hints(head: str) -> ThreadHints:
    return find_thread_hints(parse(f"{head}\r\nHello".encode()), SECRET)
