from __future__ import annotations

import gzip
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from amends.casework import letters, listening, owning
from amends.people import queries as people
from amends.web.messages import PACKAGE
from amends.web.states import LOOKS
from tests.portal.meridian import NOW, Meridian, found
from tests.portal.reading import words_on
from tests.portal.states import STATES

STATIC = PACKAGE / "web" / "static" / "amends"


def read(browser: Client, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200
    return words_on(answer.content.decode())


@pytest.mark.req("S0.11")
def test_the_first_sentence_says_what_is_next_who_does_it_and_by_when(amara: Client, meridian: Meridian) -> None:
    meridian.answer()

    assert (
        "Hello Amara. Next: Write with the date of the new table Priya will do this by Wednesday 17 June, 17:00 – "
        "in 1 day 7 hours (your time)."
    ) in read(amara, meridian.page)


def test_a_message_that_just_came_is_promised_an_answer_by_name_and_names_nobody_yet(
    amara: Client, meridian: Meridian
) -> None:
    told = read(amara, meridian.page)

    assert (
        "We have your message. Next: one of us will answer you by name by Tuesday 16 June, 11:30 – in 2 hours (your "
        "time)." in told
    )
    assert "Priya" not in told
    assert "020 7946 0321" in told


@pytest.mark.req("S0.10")
def test_the_page_says_how_to_reach_the_named_person(amara: Client, meridian: Meridian) -> None:
    meridian.answer()

    assert "Talk to Priya 020 7946 0322 Mon–Fri 9–17" in read(amara, meridian.page)


@pytest.mark.req("S0.10")
def test_a_case_that_was_handed_over_shows_the_new_owner(amara: Client, meridian: Meridian) -> None:
    meridian.answer()
    owning.assign(meridian.case, meridian.sam, by=meridian.priya, at=meridian.later(minutes=5))

    assert "Talk to Sam" in read(amara, meridian.page)
    assert "Write to Sam" in read(amara, meridian.page)


def test_five_stages_stand_in_words_and_cannot_be_pressed(amara: Client, meridian: Meridian) -> None:
    meridian.answer()

    page = amara.get(meridian.page).content.decode()
    bar = page[page.index('<ol class="stages"') : page.index("</ol>")]

    assert words_on(bar) == "Heard, done Agreed, done Checking, done Putting right now Done"
    assert "<a" not in bar
    assert "<button" not in bar


def test_only_a_closed_case_is_done(amara: Client, meridian: Meridian) -> None:
    meridian.answer()
    meridian.close()

    assert "Putting right, done Done, done" in read(amara, meridian.page)


@pytest.mark.req("S0.12")
def test_a_late_promise_is_said_first_and_honestly(amara: Client, meridian: Meridian) -> None:
    STATES["late"](meridian)

    told = read(amara, meridian.page)

    assert (
        "Hello Amara. We are late with this: Write with the date of the new table We said Wednesday 17 June, 17:00 "
        "(your time). Priya has been told." in told
    )
    assert "Late Write with the date of the new table We said Wed 17 Jun 17:00." in told


@pytest.mark.req("S0.15")
def test_a_moved_promise_keeps_its_old_time_struck_through_with_the_reason(amara: Client, meridian: Meridian) -> None:
    STATES["moved"](meridian)

    page = amara.get(meridian.page).content.decode()

    assert 'was <s><time datetime="2026-06-17T16:00Z">Wed 17 Jun 17:00</time></s>' in page
    assert (
        "Moved Write with the date of the new table was Wed 17 Jun 17:00, now Fri 19 Jun 10:13 The workshop is closed "
        "tomorrow. On track Write with the date of the new table by Fri 19 Jun 10:13" in words_on(page)
    )


def test_every_state_word_comes_from_the_one_table(amara: Client, meridian: Meridian) -> None:
    STATES["moved"](meridian)

    page = amara.get(meridian.page).content.decode()
    chips = {words_on(part.split("</span>")[0].split(">", 1)[1]) for part in page.split('<span class="chip')[1:]}

    assert chips <= {str(look.word) for look in LOOKS.values()}
    assert chips == {"Kept", "Moved", "On track"}


@pytest.mark.req("S0.4")
def test_first_words_and_what_is_really_wrong_both_show(amara: Client, meridian: Meridian) -> None:
    listening.state_problem(meridian.case, "Two tables were mixed up.", by=meridian.priya, at=meridian.at)

    told = read(amara, meridian.page)

    assert "Your first words You brought the wrong table and wrecked my floor. I am furious." in told
    assert "What is really wrong, as we see it Two tables were mixed up." in told


@pytest.mark.req("S0.7")
def test_a_second_version_shows_what_changed_and_the_first_stays(amara: Client, meridian: Meridian) -> None:
    STATES["disputed"](meridian)

    page = amara.get(meridian.page).content.decode()

    assert '<ins><span class="sr">new: </span> and in the hall</ins>' in page
    assert "How we understood it before" in words_on(page)
    assert "It is the hall as well." in page


def test_nothing_is_chosen_before_the_customer_chooses(amara: Client, meridian: Meridian) -> None:
    STATES["offered"](meridian)

    page = amara.get(meridian.page).content.decode()

    assert 'type="radio"' in page
    assert " checked" not in page


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("asked", "It is your turn: tell us whether it is put right."),
        ("agreed", "You told us that it is put right. This matter is closed since Tue 16 Jun."),
        ("rested", "We have not heard from you, so we put this to rest on Thu 2 Jul. One press opens it again."),
        ("given_up", "We closed this matter on Tue 16 Jun. If it is not settled for you, one press opens it again."),
    ],
)
def test_each_state_has_its_sentence(amara: Client, meridian: Meridian, state: str, sentence: str) -> None:
    STATES[state](meridian)

    assert sentence in read(amara, meridian.page)


@pytest.mark.req("S0.11")
def test_the_customer_reads_her_own_zone(amara: Client, db: None, now: Any) -> None:
    riga = found(NOW, zone="Europe/Berlin", customer_zone="Europe/Riga")
    # Wednesday 17:00 in Berlin.
    riga.answer(promises=[{"what": "Ring about the table", "due": "2026-06-17T15:00:00+00:00", "kind": "call-back"}])

    told = read(amara, riga.page)

    assert "Next: Priya will phone you by Wednesday 17 June, 18:00 – in 1 day 6 hours (your time)." in told
    assert "All times are those of Europe/Riga." in read(amara, f"{riga.page}print/")
    assert "Wed 17 Jun 18:00" in read(amara, f"{riga.page}print/")


def test_the_page_speaks_german_when_asked_and_keeps_to_it(amara: Client, meridian: Meridian) -> None:
    answer = amara.get(f"{meridian.page}?lang=de")

    page = answer.content.decode()

    assert '<html lang="de"' in page
    assert answer.headers["Content-Language"] == "de"
    assert 'href="print/?lang=de"' in page
    assert not answer.cookies


def test_the_page_speaks_the_language_of_the_customer(amara: Client, meridian: Meridian) -> None:
    customer = meridian.case.customer
    customer.language = "de"
    customer.save()

    answer = amara.get(meridian.page, headers={"Accept-Language": "en"})

    assert '<html lang="de"' in answer.content.decode()


def test_what_the_team_notes_never_stands_on_the_page(amara: Client, meridian: Meridian) -> None:
    from amends.casework.noting import add_note

    meridian.answer()
    add_note(meridian.case, "She is right and rather cross.", by=meridian.priya, at=meridian.later(minutes=1))

    for path in ("", "story/", "print/"):
        assert "rather cross" not in read(amara, f"{meridian.page}{path}")


def test_the_story_tells_each_thing_that_happened_to_the_customer(amara: Client, meridian: Meridian) -> None:
    STATES["asked"](meridian)

    told = read(amara, f"{meridian.page}story/")

    for sentence in (
        "You wrote to us. You brought the wrong table",
        "We promised you an answer by name by Tuesday 16 June, 11:30.",
        "Priya Nair took it on.",
        "Priya Nair promised you this by Wednesday 17 June, 17:00. Write with the date of the new table",
        "You said: yes, that’s right.",
        "Priya Nair offered you this. A new table on Friday",
        "We did what we had promised by Wednesday 17 June, 17:00.",
        "Priya Nair asked you whether it is put right.",
    ):
        assert sentence in told


@pytest.mark.parametrize("state", STATES)
def test_a_page_is_light_and_read_with_few_questions(
    amara: Client, meridian: Meridian, state: str, django_assert_max_num_queries: Any
) -> None:
    STATES[state](meridian)
    path = meridian.page

    with django_assert_max_num_queries(15):
        page = amara.get(path)
    packed = amara.get(path, headers={"Accept-Encoding": "gzip"})

    assert len(page.content) < 40 * 1024
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.content) < 6 * 1024
    assert "htmx" not in page.content.decode()


def test_a_cold_page_weighs_less_than_twenty_kilobytes_on_the_wire(amara: Client, meridian: Meridian) -> None:
    STATES["moved"](meridian)
    page = amara.get(meridian.page, headers={"Accept-Encoding": "gzip"})

    weights = [len(page.content)]
    for file in ("amends.css", "customer.css", "customer.js", "icon.svg"):
        weights.append(len(gzip.compress((STATIC / file).read_bytes(), 9)))

    assert sum(weights) < 20 * 1024, weights


def test_the_key_stands_in_no_page_and_in_no_referrer(amara: Client, meridian: Meridian) -> None:
    STATES["offered"](meridian)
    key = meridian.page.split("/")[2]

    for path in ("", "print/", "story/", "done/wrote/"):
        answer = amara.get(f"{meridian.page}{path}")
        assert key not in answer.content.decode()
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "no-store" in answer.headers["Cache-Control"]
        assert "noindex" in answer.headers["X-Robots-Tag"]
        assert not answer.cookies


def test_news_is_told_only_when_there_is_some(amara: Client, meridian: Meridian) -> None:
    meridian.answer()
    poll = amara.get(meridian.page).content.decode().split('data-poll="')[1].split('"')[0]

    before = amara.get(f"{meridian.page}{poll}")
    meridian.offer()
    after = amara.get(f"{meridian.page}{poll}")

    assert before.json() == {}
    assert after.json() == {"news": "New from Priya Nair 09:56 – show"}
    assert amara.get(f"{meridian.page}{poll}", headers={"If-None-Match": after.headers["ETag"]}).status_code == 304


def test_an_erased_or_unknown_house_shows_no_fault(amara: Client, db: None) -> None:
    assert amara.get("/p/1-abc/").status_code == 404
    assert amara.get("/write/").status_code == 404
    assert amara.get("/how/").status_code == 200


def test_a_live_contact_can_say_that_it_was_everything(amara: Client, db: None, now: Any) -> None:
    rang = found(NOW, channel="phone")
    letters.page_address(rang.case, people.house(), rang.at)

    assert "That is everything" in read(amara, rang.page)

    listening.finish_listening(rang.case, by=rang.priya, at=rang.at + timedelta(minutes=1))

    assert "That is everything" not in read(amara, rang.page)
