from __future__ import annotations

from datetime import UTC, datetime

import pytest

from amends.core.instants import InstantFault, read_instant


def test_an_instant_is_read_with_its_offset() -> None:
    at = datetime(2026, 3, 28, 15, 0, tzinfo=UTC)

    assert read_instant("2026-03-28T15:00:00+00:00") == at
    assert read_instant(" 2026-03-28T16:00+01:00\n") == at
    assert read_instant("2026-03-28T15:00Z") == at


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ("tomorrow", "no-instant"),
        ("", "no-instant"),
        (None, "no-instant"),
        (5, "no-instant"),
        ("2026-03-28T15:00", "no-offset"),
        ("2026-03-28", "no-offset"),
    ],
)
def test_what_is_no_instant_says_why(told: object, code: str) -> None:
    with pytest.raises(InstantFault) as fault:
        read_instant(told)

    assert fault.value.code == code
    assert str(fault.value).endswith(".")
