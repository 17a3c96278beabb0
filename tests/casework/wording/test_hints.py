from __future__ import annotations

from datetime import UTC, datetime

from amends.casework.wording.hints import day_off_words, proposal_words
from amends.core.due_why import Why
from amends.core.feasible import Proposal

THURSDAY = datetime(2027, 5, 6, 9, tzinfo=UTC)
BERLIN = "Europe/Berlin"
HOLIDAY = Why("holiday", {"date": "2027-05-06"})


def test_a_time_a_week_off_names_the_date_of_the_holiday_on_its_way() -> None:
    found = Proposal(datetime(2027, 5, 13, 10, tzinfo=UTC), (HOLIDAY,))

    assert proposal_words(found, BERLIN, THURSDAY) == "Thu 13 May 12:00 – Thu 6 May is a holiday"


def test_a_time_within_the_week_names_the_day_alone() -> None:
    found = Proposal(datetime(2027, 5, 7, 10, tzinfo=UTC), (HOLIDAY,))
    wednesday = THURSDAY.replace(day=5)

    assert proposal_words(found, BERLIN, wednesday) == "Fri 12:00 – Thursday is a holiday"


def test_the_same_day_of_the_next_week_is_named_with_its_date() -> None:
    assert day_off_words(HOLIDAY, BERLIN, THURSDAY.replace(month=4, day=29)) == "Thu 6 May is a holiday"
