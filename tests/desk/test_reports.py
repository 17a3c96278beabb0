from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client

from amends.casework import listening
from tests.desk.conftest import Meridian, complaint, sign_in


@pytest.mark.req("S0.2")
def test_the_recovery_report_counts_a_case_from_angry_to_pleased_once_and_opens_it(
    client: Client, meridian: Meridian, now: datetime
) -> None:
    case = complaint(meridian.priya, now - timedelta(days=3))
    listening.note_feeling(case, "angry", 4, by=meridian.priya, at=now - timedelta(days=3))
    listening.note_feeling(case, "pleased", 2, by=meridian.priya, at=now - timedelta(days=1))
    sign_in(client, meridian.owner)

    page = client.get("/reports/recovery").content.decode()

    assert "1 of 1 turned" in page
    assert f'href="/cases/{case.pk}/"' in page
