from __future__ import annotations

from datetime import timedelta

import jinja2
import pytest
from django.utils import translation

from amends.web.responses import Guard
from amends.web.rows import Entry
from tests.web.kit import NOW, ZONE, frame, held, page, rendered, row

PARTS = '{% from "web/parts.html" import '


def test_a_chip_has_shape_word_and_time() -> None:
    chip = rendered(PARTS + 'due_chip %}{{ due_chip("soon", due, zone) }}', due=NOW + timedelta(minutes=18), zone=ZONE)

    assert 'href="#p-soon"' in chip
    assert "Due soon · <time" in chip
    assert ">15:00</time>" in chip
    assert 'title="Fri 20 Nov 15:00"' in chip


def test_what_people_typed_stays_text() -> None:
    typed = "<script>alert(1)</script>"
    entry = Entry("e1", "hers", NOW, ZONE, who=typed, words=typed)

    html = rendered('{% from "web/desk.html" import thread_entry %}{{ thread_entry(entry) }}', entry=entry)

    assert "<script" not in html
    assert html.count("&lt;script&gt;") == 2


def test_a_name_stands_apart_from_the_direction_of_the_text() -> None:
    assert "<bdi>Amara Okafor</bdi>" in rendered(
        '{% from "web/desk.html" import queue_row %}{{ queue_row(row) }}', row=row(0)
    )


def test_a_part_that_lacks_a_value_is_an_error() -> None:
    with pytest.raises(jinja2.UndefinedError):
        rendered(PARTS + "when %}{{ when(instant, zone) }}", instant=NOW)


def test_a_time_in_a_page_needs_a_zone() -> None:
    with pytest.raises(TypeError):
        rendered("{{ at(instant) }}", instant=NOW)


def test_two_clocks_are_shown_where_they_differ() -> None:
    source = PARTS + 'when_for %}{{ when_for(instant, "Europe/London", theirs, "Amara") }}'

    assert "15:42 for Amara" in rendered(source, instant=NOW, theirs="Europe/Berlin")
    assert "for Amara" not in rendered(source, instant=NOW, theirs="Europe/Lisbon")


def test_a_field_ties_hint_and_error_to_itself() -> None:
    html = rendered(
        '{% from "web/fields.html" import field %}'
        '{{ field("time", "Time of the call", hint="Your time.", error="Enter the time you want the call.") }}'
    )

    assert '<label for="time">Time of the call</label>' in html
    assert 'aria-describedby="time-error time-hint" aria-invalid="true"' in html


def test_nothing_is_chosen_before_the_reader_does() -> None:
    html = rendered(
        '{% from "web/fields.html" import radio_cards %}'
        '{{ radio_cards("a", "Answer", [("yes", "Yes"), ("no", "No")]) }}'
    )

    assert "checked" not in html


def test_a_guard_says_what_is_missing_leads_on_and_lets_a_reason_through() -> None:
    guard = Guard("not-said-back", "Say it back first – it takes a minute.", "#restate", "Say it back", True)

    html = rendered(PARTS + "guard_box %}{{ guard_box(guard) }}", guard=guard)

    assert "Say it back first – it takes a minute." in html
    assert '<a href="#restate">Say it back</a>' in html
    assert 'name="override" value="not-said-back"' in html
    assert 'name="because"' in html


def test_a_guard_of_law_offers_no_way_past() -> None:
    html = rendered(PARTS + "guard_box %}{{ guard_box(guard) }}", guard=Guard("hard-stop", "The law says no."))

    assert "override" not in html


def test_the_button_names_who_will_read_it() -> None:
    html = page("case.html")

    assert "Send to Amara by e-mail" in html
    assert 'formaction="/note/"' in html
    assert "Add note (team only)" in html
    assert "Only your team sees this" in html


def test_a_frame_with_nothing_waiting_has_no_bar_for_it() -> None:
    assert 'class="going"' in page("my_work.html", frame=frame(waiting=(held(),)))
    assert 'class="going"' not in page("my_work.html", frame=frame())


def test_the_number_of_notices_stands_in_the_title() -> None:
    assert "<title>(2) " in page("my_work.html")


def test_a_page_speaks_the_language_of_its_reader() -> None:
    with translation.override("de"):
        html = page("my_work.html")

    assert '<html lang="de" dir="ltr"' in html
    assert "Bald fällig" in html
    assert "Zum Hauptteil springen" in html


@pytest.mark.parametrize(("name", "kilobytes"), [("my_work.html", 40), ("case.html", 40), ("customer.html", 20)])
def test_a_page_stays_within_its_budget(name: str, kilobytes: int) -> None:
    assert len(page(name).encode()) <= kilobytes * 1024
