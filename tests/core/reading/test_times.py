import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from amends.core.reading.times import Value, times

LONDON = ZoneInfo("Europe/London")
AT = datetime(2026, 3, 25, 15, 0, tzinfo=LONDON)  # a Wednesday, four days before the clocks change


def moment(day: int, hour: int, minute: int = 0, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("by 16:00", moment(25, 16)),
        ("by 11:00", moment(26, 11)),
        ("tomorrow 12:00", moment(26, 12)),
        ("tomorrow 12", moment(26, 12)),
        ("fri noon", moment(27, 12)),
        ("by Friday 5pm", moment(27, 17)),
        ("by Friday at five", moment(27, 17)),
        ("by Friday", date(2026, 3, 27)),
        ("on Monday", date(2026, 3, 30)),
        ("next Tuesday 14:30", moment(31, 14, 30)),
        ("within 24 hours", moment(26, 15)),
        ("within the next hour", moment(25, 16)),
        ("in 2 hours", moment(25, 17)),
        ("by noon", moment(26, 12)),
        ("by close of business on Friday", moment(27, 17)),
        ("by the end of the day", date(2026, 3, 25)),
        ("by the end of the week", (date(2026, 3, 26), date(2026, 3, 30))),
        ("next week", (date(2026, 3, 30), date(2026, 4, 6))),
        ("next month", (date(2026, 4, 1), date(2026, 5, 1))),
        ("within 3 working days", date(2026, 3, 30)),
        ("3 working days", date(2026, 3, 30)),
        ("in two weeks", date(2026, 4, 8)),
        ("29 March", date(2026, 3, 29)),
        ("March 29th 2026", date(2026, 3, 29)),
        ("the 3rd of April at 9.30", moment(3, 9, 30, month=4)),
        ("the 15th of next month", date(2026, 4, 15)),
        ("3/4/2026", date(2026, 4, 3)),
        ("2026-03-29", date(2026, 3, 29)),
        ("2026-03-29T14:30:00Z", moment(29, 15, 30)),
        ("tomorrow morning", (moment(26, 8), moment(26, 12))),
        ("tomorrow between 2 and 4pm", (moment(26, 14), moment(26, 16))),
        ("from Monday to Friday", (date(2026, 3, 30), date(2026, 4, 3))),
        ("two days after Easter", date(2026, 4, 7)),
        ("3 days ago", date(2026, 3, 22)),
    ],
)
def test_english_phrases_mean_what_people_mean(text: str, value: Value) -> None:
    assert [phrase.value for phrase in times(f"You will hear from us {text}.", AT, LONDON, "en")] == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("morgen um 12 Uhr", moment(26, 12)),
        ("bis morgen Mittag", moment(26, 12)),
        ("bis Freitag 17 Uhr", moment(27, 17)),
        ("bis spätestens Freitag, 12:00 Uhr", moment(27, 12)),
        ("innerhalb von 24 Stunden", moment(26, 15)),
        ("in 2 Stunden", moment(25, 17)),
        ("übermorgen", date(2026, 3, 27)),
        ("heute Nachmittag", (moment(25, 12), moment(25, 16))),
        ("am Montag", date(2026, 3, 30)),
        ("bis zum 29. März", date(2026, 3, 29)),
        ("bis zum 29.3. um 14:30 Uhr", moment(29, 14, 30)),
        ("am 03.04.2026", date(2026, 4, 3)),
        ("am Freitag, den 3. April", date(2026, 4, 3)),
        ("in drei Werktagen", date(2026, 3, 30)),
        ("nächste Woche", (date(2026, 3, 30), date(2026, 4, 6))),
        ("bis Ende der Woche", (date(2026, 3, 26), date(2026, 3, 30))),
        ("um halb acht", moment(26, 7, 30)),
        ("zwischen 10 und 12 Uhr", (moment(26, 10), moment(26, 12))),
        ("bis Feierabend", moment(25, 17)),
    ],
)
def test_german_phrases_mean_what_people_mean(text: str, value: Value) -> None:
    assert [phrase.value for phrase in times(f"Wir melden uns {text}.", AT, LONDON, "de")] == [value]


@pytest.mark.parametrize(
    "text",
    [
        "You may keep the chair.",
        "2 deliveries at 5 places for 30 people.",
        "Good morning Priya",
        "We march on.",
        "I waited 3 hours on the telephone.",
        "32-2015",
        "It scored 6.45 percent and costs £1,194.09.",
        "Guten Morgen",
        "Order 133-03-03-2020",
        "June 31, 2026",
    ],
)
def test_what_is_no_time_is_left_alone(text: str) -> None:
    assert times(text, AT, LONDON) == []


@pytest.mark.req("S0.13")
def test_24_hours_are_24_hours_when_the_clocks_change() -> None:
    at = datetime(2026, 3, 28, 15, 0, tzinfo=LONDON)
    (phrase,) = times("An update within 24 hours.", at, LONDON, "en")
    assert isinstance(phrase.value, datetime)
    assert phrase.value.isoformat() == "2026-03-29T16:00:00+01:00"
    assert phrase.value.astimezone(UTC) - at.astimezone(UTC) == timedelta(hours=24)


def test_american_zones_put_the_month_first() -> None:
    at = AT.astimezone(ZoneInfo("America/New_York"))
    (phrase,) = times("on 3/4/2026", at, ZoneInfo("America/New_York"), "en")
    assert phrase.value == date(2026, 3, 4)


def test_a_weekday_whose_hour_is_over_is_the_one_of_next_week() -> None:
    (phrase,) = times("by Wednesday 14:00", AT, LONDON, "en")
    assert phrase.value == moment(1, 14, month=4)


def test_ahead_takes_the_next_day_of_a_name() -> None:
    assert times("by 3 March", AT, LONDON, "en")[0].value == date(2026, 3, 3)
    assert times("by 3 March", AT, LONDON, "en", ahead=True)[0].value == date(2027, 3, 3)


def test_the_places_are_those_of_the_text() -> None:
    text = "Hello,\nI’ll ring by Friday 5pm – or tomorrow."
    found = times(text, AT, LONDON, "en")
    assert [text[phrase.start : phrase.end] for phrase in found] == ["by Friday 5pm", "tomorrow"]


def test_an_instant_without_an_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        times("tomorrow", datetime(2026, 3, 25), LONDON)  # noqa: DTZ001 – the missing zone is what is tested


@pytest.mark.parametrize(
    "text",
    [
        "in " * 70_000,
        "1 " * 100_000,
        "10:" * 70_000,
        "next " * 40_000,
        "monday " * 30_000,
        "1/1/" * 50_000,
        "the end of " * 20_000,
        "2 hours and " * 20_000,
        "in 9999 years " * 10_000,
        "\x00\ud83d🙂" * 1_000,
        "²③" * 500,
    ],
)
def test_any_text_is_read_in_bounded_time(text: str) -> None:
    began = time.process_time()
    for phrase in times(text, AT, LONDON):
        assert text[phrase.start : phrase.end] == phrase.text
    assert time.process_time() - began < 10
