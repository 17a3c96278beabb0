from __future__ import annotations

import pytest
from django.test import Client

from tests.desk.conftest import Meridian, sign_in

EVERYBODYS = (
    "/",
    "/?view=team",
    "/?view=closed",
    "/?view=practice",
    "/new",
    "/find",
    "/find?q=amara",
    "/help/keys",
    "/notices",
    "/learn",
    "/held-mails",
    "/unsent-mails",
    "/you",
    "/team",
    "/practice",
    "/follow-ups",
)
LEADS = ("/overrides", "/reports/recovery", "/slots")
OWNERS = ("/setup/connect", "/setup/team", "/setup/trade", "/setup/try")


@pytest.mark.parametrize("address", EVERYBODYS)
def test_every_member_reads_every_page_of_the_desk(desk: Client, address: str) -> None:
    assert desk.get(address).status_code == 200


@pytest.mark.parametrize("address", [*LEADS, *OWNERS])
def test_an_agent_is_told_kindly_that_a_page_is_not_for_agents(desk: Client, address: str) -> None:
    answer = desk.get(address)

    assert answer.status_code == 403
    assert "Ask Omar Haddad or go back to My work." in answer.content.decode()


@pytest.mark.parametrize("address", [*LEADS, *OWNERS])
def test_the_programme_owner_reads_the_rest(client: Client, meridian: Meridian, address: str) -> None:
    sign_in(client, meridian.owner)

    assert client.get(address).status_code == 200


def test_a_page_that_is_not_there_says_how_to_find_it(desk: Client) -> None:
    answer = desk.get("/cases/4821/")

    assert answer.status_code == 404
    assert "There is no case 4821 here." in answer.content.decode()


def test_a_page_that_breaks_says_so_without_a_code_and_keeps_customers_out_of_the_desk(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("amends.desk.learning.frame_of", broken)
    desk.raise_request_exception = False

    answer = desk.get("/learn")

    assert answer.status_code == 500
    assert "Sorry, there is a problem with this page. What you wrote is kept." in answer.content.decode()
    assert "My work" not in desk.get("/p/nothing/here").content.decode()


def broken(*told: object) -> None:
    raise RuntimeError("for the test")
