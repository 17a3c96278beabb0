from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from amends.cases.models import Entry
from amends.casework.opening import open_case
from amends.core import clock as time
from amends.loops import clock
from amends.people.models import Person


@pytest.mark.req("S0.12")
def test_what_is_due_rings_once(priya: Person, omar: Person, now: datetime) -> None:
    open_case(words="It broke.", by=priya, at=now, name="Amara Okafor", email="a@home.example", kind="complaint")
    time.set_now(now + timedelta(hours=3))

    while clock.step():
        pass
    assert clock.step() == 0

    assert Entry.objects.filter(code="broken").count() == 1
    assert [notice.code for notice in omar.notices.all()] == ["promise-broken"]
