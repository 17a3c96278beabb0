from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from amends.casework.wording import times

NOW = datetime(2026, 11, 20, 14, 42, tzinfo=UTC)  # a Friday
LONDON = "Europe/London"


@pytest.mark.parametrize(
    ("instant", "words"),
    [
        (datetime(2026, 11, 20, 15, 0, tzinfo=UTC), "15:00"),
        (datetime(2026, 11, 20, 9, 5, tzinfo=UTC), "09:05"),
        (datetime(2026, 11, 23, 17, 0, tzinfo=UTC), "Mon 17:00"),
        (datetime(2026, 11, 26, 17, 0, tzinfo=UTC), "Thu 17:00"),
        (datetime(2026, 11, 27, 9, 0, tzinfo=UTC), "27 Nov"),
        (datetime(2026, 11, 19, 16, 0, tzinfo=UTC), "Thu 16:00"),
        (datetime(2026, 11, 18, 17, 0, tzinfo=UTC), "18 Nov"),
        (datetime(2025, 11, 21, 17, 0, tzinfo=UTC), "21 Nov 2025"),
        (datetime(2027, 1, 4, 9, 0, tzinfo=UTC), "4 Jan 2027"),
    ],
)
def test_a_short_time_says_no_more_than_is_needed(instant: datetime, words: str) -> None:
    assert times.at(instant, LONDON, "short", now=NOW) == words


def test_one_instant_is_said_in_the_zone_of_its_reader() -> None:
    due = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)

    said = [times.at(due, zone, "clock", now=NOW) for zone in ("Europe/Lisbon", "Europe/Berlin", "Europe/Riga")]

    assert said == ["16:00", "17:00", "18:00"]


def test_today_is_today_where_the_reader_is() -> None:
    late_evening = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)

    assert times.at(late_evening, LONDON, "short", now=NOW) == "23:30"
    assert times.at(late_evening, "Asia/Tokyo", "short", now=NOW) == "Sat 08:30"


@pytest.mark.parametrize(
    ("language", "style", "words"),
    [
        ("en", "full", "Fri 20 Nov 16:00"),
        ("en", "customer", "Friday 20 November, 16:00"),
        ("en", "day", "Fri 20 Nov"),
        ("de", "full", "Fr. 20. Nov. 16:00"),
        ("de", "customer", "Freitag, 20. November, 16:00 Uhr"),
        ("fr", "customer", "vendredi 20 novembre, 16:00"),
    ],
)
def test_a_date_has_its_month_as_a_word(language: str, style: times.Style, words: str) -> None:
    due = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)

    with translation.override(language):
        assert times.at(due, LONDON, style, now=NOW) == words


@pytest.mark.parametrize(
    ("minutes", "english", "german"),
    [
        (18, "in 18 min", "in 18 Min."),
        (130, "in 2 h 10 min", "in 2 Std. 10 Min."),
        (120, "in 2 h", "in 2 Std."),
        (26 * 60, "in 1 d 2 h", "in 1 T. 2 Std."),
        (0, "now", "jetzt"),
        (-25, "25 min late", "25 Min. überfällig"),
    ],
)
def test_how_far_off_a_time_is_has_at_most_two_parts(minutes: int, english: str, german: str) -> None:
    due = NOW + timedelta(minutes=minutes)

    assert times.relative(due, NOW) == english
    with translation.override("de"):
        assert times.relative(due, NOW) == german


def test_a_customer_reads_whole_words() -> None:
    assert times.long_span(26 * 60) == "1 day 2 hours"
    assert times.long_span(61) == "1 hour 1 minute"
    with translation.override("de"):
        assert times.long_span(26 * 60) == "1 Tag 2 Stunden"


def test_what_is_past_is_said_so() -> None:
    assert times.ago(NOW - timedelta(hours=3), NOW) == "3 h ago"
    assert times.ago(NOW - timedelta(seconds=20), NOW) == "just now"


def test_a_time_is_never_said_without_a_zone() -> None:
    with pytest.raises(ValueError, match="zone"):
        times.at(NOW, "", "short", now=NOW)


def test_a_time_without_an_offset_is_not_guessed() -> None:
    with pytest.raises(ValueError, match="offset"):
        times.at(NOW.replace(tzinfo=None), LONDON, "short", now=NOW)
