import time

import pytest

from amends.channels.email.plain import plain_text
from amends.channels.email.replies import new_words, without_quotes
from amends.channels.email.signatures import split_signature

WORDS = "The driver came, thank you.\n\nBut the left arm is scratched."

HEADINGS = {
    "English": "On Fri, 5 Mar 2027 at 16:30, Priya Nair <help@meridian.example> wrote:",
    "English over two lines": (
        "On Fri, 5 Mar 2027 at 16:30, Priya Nair from Meridian Furniture\n<help@meridian.example> wrote:"
    ),
    "German": "Am 05.03.2027 um 16:30 schrieb Priya Nair <help@meridian.example>:",
    "French": "Le ven. 5 mars 2027 à 16:30, Priya Nair <help@meridian.example>\na écrit :",
    "Spanish": "El vie, 5 mar 2027 a las 16:30, Priya Nair (<help@meridian.example>) escribió:",
    "Polish": "W dniu 5.03.2027 o 16:30, Priya Nair pisze i napisał:",
    "Dutch": "Op vr 5 mrt 2027 om 16:30 schreef Priya Nair <help@meridian.example>:",
    "no verb": "пт, 5 мар. 2027 г. в 16:30, Priya Nair <help@meridian.example>:",
    "old Outlook": "-----Original Message-----",
    "Outlook": (
        "From: Priya Nair <help@meridian.example>\nSent: Friday, 5 March 2027 16:30\nTo: Amara Okafor\n"
        "Subject: Your sofa"
    ),
    "German Outlook": (
        "________________________________\nVon: Priya Nair\nGesendet: Freitag, 5. März 2027 16:30\nAn: Amara Okafor\n"
        "Betreff: Ihr Sofa"
    ),
    "French Outlook": "De : Priya Nair\nEnvoyé : vendredi 5 mars 2027 16:30\nÀ : Amara Okafor\nObjet : Votre canapé",
}


@pytest.mark.parametrize("heading", HEADINGS.values(), ids=HEADINGS.keys())
@pytest.mark.parametrize("quoted", ["> We will come on Friday.\n> Priya", "We will come on Friday.\n\nPriya"])
def test_what_the_programme_copied_below_is_folded(heading: str, quoted: str) -> None:
    assert new_words(f"{WORDS}\n\n{heading}\n\n{quoted}\n") == WORDS


def test_answers_between_quoted_lines_are_kept_whole() -> None:
    text = f"{HEADINGS['English']}\n> Did it come?\nYes.\n> Is it whole?\nNo, the arm is scratched."
    assert new_words(text) == text


def test_words_below_the_quotation_are_the_reply() -> None:
    assert new_words(f"{HEADINGS['English']}\n> Did it come?\n> Priya\n\nYes, but scratched.") == "Yes, but scratched."


def test_the_torn_end_of_a_long_quoted_line_is_still_quoted() -> None:
    long = "> We will bring the new arm on Friday between nine and twelve and will"
    assert new_words(f"{WORDS}\n\n{HEADINGS['English']}\n{long}\nring before we come\n> Priya") == WORDS


@pytest.mark.parametrize(
    "story",
    [
        "On Monday your driver wrote:\nwe come tomorrow.\nNobody came.",
        "I bought three things:\n- a sofa\n- a lamp\nTwo came broken.",
        "From: London\nTo: Leeds\nThat is how far your driver went, and he lost it.",
        "See below what you sent me.\n\n---------- Forwarded message ---------\nFrom: Shop <a@b.example>\n"
        "Date: Mon, 1 Mar 2027\nSubject: Offer\n\nIt is free.",
        "> only quoted lines\n> nothing else",
    ],
)
def test_a_story_is_not_taken_for_a_quotation(story: str) -> None:
    assert new_words(story) == story


@pytest.mark.parametrize(
    "signature",
    [
        "-- \nAmara Okafor\n12 High Street",
        "Sent from my iPhone",
        "Kind regards,\nAmara",
        "Von meinem iPhone gesendet",
        "Mit freundlichen Grüßen\n\nAmara Okafor",
        "Thanks!\nAmara\n\n"
        "This e-mail is confidential and meant for nobody who was not meant to have it, whoever that may be at last.",
    ],
)
def test_a_signature_is_split_off(signature: str) -> None:
    assert split_signature(f"{WORDS}\n\n{signature}") == (WORDS, signature)


@pytest.mark.parametrize(
    "end",
    [
        "Thanks!",
        "Thanks,\nbut I want my money back, and I want it before the end of the month, or else.",
        "Kind regards,\nAmara\n\nPS: the lamp is broken too",
        "These are wrong:\n-- the arm\n-- the leg",
    ],
)
def test_words_that_only_look_like_a_signature_stay(end: str) -> None:
    assert split_signature(f"{WORDS}\n\n{end}") == (f"{WORDS}\n\n{end}", "")


def test_a_quotation_in_html_is_known_by_its_tag() -> None:
    html = (
        f"<div>No, it is torn.</div><div>{HEADINGS['English'].replace('<', '&lt;')}<br></div><blockquote><div>Is it "
        f"whole?</div></blockquote>"
    )
    assert without_quotes(plain_text(html)) == "No, it is torn."


@pytest.mark.parametrize(
    "text",
    [
        "On 1\n" * 100_000,
        "--\n" * 200_000,
        "\n" * 900_000 + "x",
        "From: a\n" * 80_000,
        ">" * 900_000,
        "> a\nb\n" * 80_000,
    ],
)
def test_no_text_takes_long(text: str) -> None:
    begun = time.process_time()
    new_words(text)
    assert time.process_time() - begun < 8
