from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from amends.core.reading.promises import promises

LONDON = ZoneInfo("Europe/London")
AT = datetime(2026, 3, 25, 15, 0, tzinfo=LONDON)  # a Wednesday


def due(day: int, hour: int) -> datetime:
    return datetime(2026, 3, day, hour, tzinfo=LONDON)


@pytest.mark.req("S0.11")
@pytest.mark.parametrize(
    ("text", "what", "when"),
    [
        ("I have taken this on and will ring you tomorrow at 12:00.", "ring you", due(26, 12)),
        ("I will ring you by Friday at five with the cleaner's date.", "ring you with the cleaner's date", due(27, 17)),
        ("You’ll hear from us within 24 hours.", "You'll hear from us", due(26, 15)),
        ("By Friday I will send the new leg.", "send the new leg", due(27, 17)),
        ("I promise to call you tomorrow.", "call you", due(26, 17)),
        ("I am going to put this right by the end of the week.", "put this right", due(27, 17)),
        ("Our driver will collect it on Monday.", "Our driver will collect it", due(30, 17)),
        ("I will ring you tomorrow, but the table comes next week.", "ring you", due(26, 17)),
        ("Wir melden uns bis Freitag 17 Uhr bei Ihnen.", "Wir melden uns bei Ihnen", due(27, 17)),
        ("Ich werde Sie morgen um 12 Uhr anrufen.", "Sie anrufen", due(26, 12)),
    ],
)
def test_a_promise_has_an_act_and_a_time(text: str, what: str, when: datetime) -> None:
    found = promises(text, AT, LONDON)
    assert [(one.what, one.due, one.vague) for one in found] == [(what, when, False)]
    assert text[found[0].start : found[0].end] == found[0].text


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("We'll refund you as soon as possible.", "refund you"),
        ("I will write shortly.", "write"),
        ("You will hear from us soon.", "You will hear from us"),
        ("Sie hören so bald wie möglich von uns.", "Sie hören von uns"),
    ],
)
def test_a_promise_without_a_time_is_vague(text: str, what: str) -> None:
    assert [(one.what, one.due, one.vague) for one in promises(text, AT, LONDON)] == [(what, None, True)]


def test_an_act_people_wait_for_is_a_promise_even_without_a_time() -> None:
    assert [(one.what, one.due, one.vague) for one in promises("I will send you a new leg.", AT, LONDON)] == [
        ("send you a new leg", None, False)
    ]


def test_two_promises_of_one_sentence_are_two() -> None:
    found = promises("I will ring you tomorrow at 10:00, and I will write to you by Friday 12:00.", AT, LONDON)
    assert [(one.what, one.due) for one in found] == [("ring you", due(26, 10)), ("write to you", due(27, 12))]


@pytest.mark.parametrize(
    "text",
    [
        "I will look after this myself.",
        "I will not ring.",
        "Will you ring me tomorrow?",
        "The table came on Friday.",
        "",
    ],
)
def test_what_promises_nothing_is_left_alone(text: str) -> None:
    assert promises(text, AT, LONDON) == []


def test_a_day_of_the_year_in_a_promise_is_still_to_come() -> None:
    (found,) = promises("I will ring you on 3 March.", AT, LONDON)
    assert found.due == datetime(2027, 3, 3, 17, tzinfo=LONDON)
