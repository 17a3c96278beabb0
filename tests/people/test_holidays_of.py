from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from amends.people import holidays_of as module


@pytest.fixture
def fresh() -> Iterator[None]:
    forget()
    yield
    forget()


def forget() -> None:
    module._lists.cache_clear()
    module.holidays_of.cache_clear()


def test_england_scotland_and_northern_ireland_have_days_of_their_own() -> None:
    easter_monday, boyne, second_of_january = date(2027, 3, 29), date(2027, 7, 12), date(2026, 1, 2)

    assert easter_monday in module.holidays_of("GB-ENG", 2027)
    assert easter_monday in module.holidays_of("GB-WLS", 2027)
    assert easter_monday not in module.holidays_of("GB-SCT", 2027)
    assert boyne in module.holidays_of("GB-NIR", 2027)
    assert boyne not in module.holidays_of("GB-ENG", 2027)
    assert second_of_january in module.holidays_of("GB-SCT", 2026)
    assert second_of_january not in module.holidays_of("GB-ENG", 2026)


def test_days_that_were_moved_or_proclaimed_once() -> None:
    assert date(2022, 5, 30) not in module.holidays_of("GB-ENG", 2022)
    assert date(2022, 9, 19) in module.holidays_of("GB-ENG", 2022)
    assert date(2026, 6, 15) in module.holidays_of("GB-SCT", 2026)
    assert date(2026, 6, 15) not in module.holidays_of("GB-ENG", 2026)


def test_a_list_of_the_house_has_the_last_word(fresh: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "holidays.toml"
    file.write_text('version = 1\n[[off]]\nplace = "GB"\nday = 2031-05-05\nsource = "Proclaimed"\n')
    monkeypatch.setenv("AMENDS_HOLIDAYS", str(file))

    assert date(2031, 5, 5) in module.holidays_of("GB-NIR", 2031)


def test_a_list_that_cannot_be_used_is_told(fresh: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AMENDS_HOLIDAYS", str(tmp_path / "nowhere.toml"))

    with pytest.raises(ValueError, match=r"nowhere\.toml cannot be read"):
        module.holidays_of("GB", 2031)
