from __future__ import annotations

from datetime import datetime

from django.test import Client

from amends.casework import replying
from tests.desk.conftest import Meridian, complaint


def test_words_to_somebody_without_an_address_are_shown_as_not_sent(
    desk: Client, meridian: Meridian, now: datetime
) -> None:
    told = "Not sent: no address is known. Read it to Amara by phone."
    without = complaint(meridian.priya, now, email="", phone="020 7946 0155", channel="phone")
    with_one = complaint(meridian.priya, now)
    for case in (without, with_one):
        replying.write(case, "The chairs are on the van.", by=meridian.priya, at=now)

    assert told in desk.get(f"/cases/{without.pk}/").content.decode()
    page = desk.get(f"/cases/{with_one.pk}/").content.decode()
    assert told not in page
    assert "on its way" in page
