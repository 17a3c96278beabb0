from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from amends.core.clocks import ClockState, clock_due, is_driving, missing_parts, read_clock, warn_instants
from amends.core.due_why import why_sentence
from amends.core.pack_check import PackFault, check_pack, is_pack, sound_pack
from amends.core.packs import Clock, read_pack
from amends.core.working_time import WorkingCalendar

LONDON = ZoneInfo("Europe/London")
ENGLAND = WorkingCalendar(
    "Europe/London",
    holidays=frozenset({date(2027, 3, 26), date(2027, 3, 29), date(2027, 5, 3), date(2027, 5, 31)}),
)
PACK = """
name = "letters"
title = "Letters"
version = 1
status = "R"
source = "A rule of its own"
law = true

[[clock]]
id = "letter"
title = "The letter"
anchor = "awareness"
limits = [
  {received_from = 2018-10-01, within = "8 weeks"},
  {received_from = 2026-04-08, within = "6 weeks"},
  {dormant = "announced", within = "4 weeks"},
]
ends = "day"
hard = true
stops_on = ["signpost"]
warn = ["50%", "80%", "last working day"]

[[duty]]
moment = "signpost"
id = "free"
says = {en = "that it costs nothing"}
missing = "run-on"
phrases = {en = ["free of … charge", "costs nothing"], de = ["kostenlos"]}
"""


def london(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=LONDON)  # type: ignore[misc,arg-type]  # the parts are year to minute


def test_a_sound_pack_is_read_whole() -> None:
    pack = sound_pack(PACK)

    assert pack.clock("letter").hard
    assert [str(limit.within) for limit in pack.clock("letter").limits] == ["8 weeks", "6 weeks", "4 weeks"]
    assert is_pack(PACK)
    assert not is_pack('name = "plain"')


@pytest.mark.parametrize(
    ("received", "until"),
    [
        (date(2018, 9, 30), None),  # the rule was not there yet
        (date(2026, 4, 7), date(2026, 6, 2)),  # eight weeks for what came the day before
        (date(2026, 4, 8), date(2026, 5, 20)),  # six from that day on
        (date(2027, 4, 8), date(2027, 5, 20)),  # what was only announced is never used
    ],
)
def test_the_day_of_receipt_chooses_the_limit(received: date, until: date | None) -> None:
    pack = read_pack(PACK)
    start = datetime(received.year, received.month, received.day, 12, tzinfo=LONDON)

    found = clock_due(pack, pack.clock("letter"), start, received, ENGLAND)

    assert (found and found.at.astimezone(LONDON).date()) == until


def test_a_limit_on_a_sunday_stays_there_and_warns_on_the_friday() -> None:
    pack = read_pack(PACK.replace('"6 weeks"', '"8 weeks"'))
    start = london(2027, 6, 6, 21, 10)

    found = clock_due(pack, pack.clock("letter"), start, start.date(), ENGLAND)

    assert found is not None
    assert found.at.astimezone(LONDON) == london(2027, 8, 1, 23, 59, 59)
    assert why_sentence(found.why[-1]) == "Sunday 1 August 2027 is no working day; the limit stays there."
    warns = warn_instants(pack.clock("letter"), start.astimezone(UTC), found.at, ENGLAND)
    assert warns[-1].astimezone(LONDON) == london(2027, 7, 30, 9, 0)


def test_warnings_of_a_short_limit_come_while_people_are_there() -> None:
    text = PACK.replace("awareness", "opened")
    clock = read_pack(text).clock("letter")

    warns = warn_instants(clock, london(2027, 3, 25, 16, 40), london(2027, 3, 26, 16, 40), ENGLAND)

    assert [at.astimezone(LONDON).strftime("%d %H:%M") for at in warns] == ["25 16:50", "25 16:56"]


@pytest.mark.parametrize(
    ("broken", "line", "says"),
    [
        ('status = "R"', 5, "not known as status"),
        ('anchor = "awareness"', 12, "not known as anchor"),
        ('id = "letter"', 9, "“id” is missing."),
        ('stops_on = ["signpost"]', 20, "not known as stops_on"),
        ('within = "8 weeks"', 13, "is not an amount of time"),
        ('warn = ["50%", "80%", "last working day"]', 21, "is not an amount of time"),
        ('missing = "run-on"', 27, "not known as missing"),
        ("hard = true", 19, "“hard” has to be true or false."),
        ('source = "A rule of its own"', 6, "“source” has to be a text."),
    ],
)
def test_each_fault_has_its_line(broken: str, line: int, says: str) -> None:
    key, _, value = broken.partition(" = ")
    wrong = {"id": "# no id", "hard": 'hard = "yes"', "source": "source = 3", "within": 'within = "soon"'}
    text = PACK.replace(broken, wrong.get(key, f"{key} = {['nowhere']}" if value[0] == "[" else f'{key} = "nowhere"'))

    faults = check_pack(text)

    assert [fault.line for fault in faults] == [line], faults
    assert says in faults[0].sentence


def test_a_pack_with_faults_is_not_read() -> None:
    with pytest.raises(PackFault) as found:
        sound_pack("name = 1\nclock = []")

    assert found.value.faults[0].line == 1
    assert check_pack("clock = [")[0].sentence.startswith("this is not TOML")


def test_no_text_breaks_the_check() -> None:
    for text in (
        "",
        "clock = 3",
        "[[clock]]\nid = [1]",
        "[clock]\nid = 1",
        "[[duty]]\n[[clock]]\nlimits = [3]",
        "[" * 5000,
    ):
        assert check_pack(text)


def test_any_phrase_fills_a_part_in_any_language_with_a_gap_where_it_says_so() -> None:
    pack = read_pack(PACK)

    def missing(text: str) -> list[str]:
        return [duty.id for duty in missing_parts(pack, "signpost", text, {})]

    assert missing("They look at it.") == ["free"]
    assert missing("It costs\n  NOTHING.") == []
    assert missing("They look at it free of any charge.") == []
    assert missing("Das ist kostenlos.") == []


def clock(**more: object) -> Clock:
    return Clock("x", "X", "awareness", (), ("answered",), **more)  # type: ignore[arg-type]  # words of a clock


def test_a_target_after_a_limit_of_its_kind_is_silent() -> None:
    target, limit = clock(group="receipt"), clock(group="receipt", hard=True)
    friday, tuesday = london(2027, 3, 26, 16, 40), london(2027, 3, 30, 9, 40)

    assert not is_driving(target, tuesday, [(limit, friday)])
    assert is_driving(limit, friday, [(target, tuesday)])
    assert is_driving(target, friday, [(limit, tuesday)])


def test_a_clock_reads_its_state_from_its_dates() -> None:
    due, before, after = london(2027, 4, 1, 17), london(2027, 4, 1, 16), london(2027, 4, 1, 18)

    assert read_clock(clock(), due, before).state == ClockState.RUNNING
    assert read_clock(clock(), due, before, soon_from=before).state == ClockState.SOON
    assert read_clock(clock(), due, due, stopped_at=due).state == ClockState.STOPPED
    assert read_clock(clock(), due, after, stopped_at=after).state == ClockState.STOPPED_LATE
    assert read_clock(clock(), due, after).state == ClockState.BREACHED
    assert read_clock(clock(lapses=True), due, after).state == ClockState.LAPSED
    assert read_clock(clock(), due, after, exempted_at=before).state == ClockState.EXEMPTED
    assert read_clock(clock(), due, before, stopped_at=after).state == ClockState.RUNNING
