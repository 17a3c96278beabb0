from __future__ import annotations

from datetime import UTC, datetime
from importlib import resources

import pytest

from amends.core.calendars import read_calendar
from amends.core.clocks import clock_due, warn_instants
from amends.core.pack_check import check_pack, sound_pack
from amends.core.packs import LETTERS
from amends.people.holidays_of import holidays_of
from amends.playbooks.queries import shipped_packs

FILES = {
    entry.name: entry.read_text("utf-8")
    for entry in (resources.files("amends.playbooks") / "shipped" / "packs").iterdir()
    if entry.name.endswith(".toml")
}
HOUSE = read_calendar({"zone": "Europe/London", "holidays_of": "GB-ENG"}, holidays_of)


@pytest.mark.parametrize("file", sorted(FILES))
def test_every_shipped_pack_is_sound_and_counts(file: str) -> None:
    assert check_pack(FILES[file], holidays_of) == ()
    pack = sound_pack(FILES[file], holidays_of)

    assert file == f"{pack.name}.toml"
    assert pack.title != pack.titles["de"]
    assert pack.source
    assert pack.status in (("R", "K") if pack.law else ("R", "K", "house"))
    calendar = read_calendar(pack.calendar, holidays_of) if pack.calendar else HOUSE
    start = datetime(2027, 3, 25, 16, 40, tzinfo=UTC)
    for clock in pack.clocks:
        found = clock_due(pack, clock, start, start.date(), calendar)
        if found is None:
            assert any(limit.dormant for limit in clock.limits)
            continue
        assert found.at > start
        assert all(start < at < found.at for at in warn_instants(clock, start, found.at, HOUSE))


@pytest.mark.parametrize("file", sorted(FILES))
def test_what_a_pack_asks_of_a_letter_is_asked_of_one_that_stops_a_clock(file: str) -> None:
    pack = sound_pack(FILES[file])
    moments = {moment for clock in pack.clocks for moment in (*clock.stops_on, *clock.exempted_by)}
    loose = [duty.id for duty in pack.duties if duty.moment not in moments | LETTERS]

    assert loose == []


def test_those_of_the_design_are_there() -> None:
    assert len(shipped_packs()) >= 33
    wanted = {"house-default", "solo-gentle", "iso-10002-2018", "uk-fca-disp1", "uk-fca-psr", "uk-ofgem-chs"}
    assert wanted | {"callback", "supplier-8d"} <= shipped_packs().keys()
