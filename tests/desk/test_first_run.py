from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.test import Client

from amends.casework.founding import setup_code_file
from amends.channels.models import Mailbox
from amends.people import queries as people
from amends.people.models import House, Membership
from tests.desk.conftest import Meridian, sign_in
from tests.services.dovecot import Dovecot

RUTH = {"name": "Ruth Adler", "email": "ruth@meridian.example", "password": "ten words are long enough"}
MERIDIAN = {
    "name": "Meridian Möbel",
    "address": "desk@meridian.example",
    "country": "DE-BE",
    "day": ["mon", "tue", "wed", "thu"],
    "opens": "10:00",
    "closes": "18:00",
}


@pytest.fixture
def code(db: None, now: datetime) -> Iterator[str]:
    setup_code_file().write_text("the-one-time-code")
    yield "the-one-time-code"
    setup_code_file().unlink(missing_ok=True)


def test_before_the_first_run_every_page_leads_to_it(client: Client, db: None) -> None:
    assert client.get("/")["Location"] == "/setup"


def test_without_the_code_nobody_becomes_the_owner(client: Client, code: str) -> None:
    assert client.get("/setup").status_code == 403

    answer = client.post("/setup/a-guess/", RUTH)

    assert answer.status_code == 403
    assert "This code does not fit" in answer.content.decode()
    assert not Membership.objects.exists()


def test_the_first_run_makes_the_owner_and_the_house(client: Client, code: str) -> None:
    assert client.post(f"/setup/{code}/", RUTH)["Location"] == "/setup/business"
    assert client.post("/setup/business", MERIDIAN)["Location"] == "/setup/team"
    assert client.post("/setup/team", {"alone": "yes"})["Location"] == "/setup/trade"
    assert client.post("/setup/trade", {"trade": "shop"})["Location"] == "/setup/try"

    house = House.objects.get()
    assert (house.name, house.zone, house.language, house.alone, house.trade) == (
        "Meridian Möbel",
        "Europe/Berlin",
        "de",
        True,
        "shop",
    )
    assert sorted(day for day, spans in people.calendar(house).hours.items() if spans) == [0, 1, 2, 3]
    owner = Membership.objects.get()
    assert (owner.role, owner.person.language, house.duty) == ("programme", "de", owner.person)
    assert '<html lang="de"' in client.get("/").content.decode()


def test_the_code_works_once(client: Client, code: str) -> None:
    client.post(f"/setup/{code}/", RUTH)

    answer = Client().post(f"/setup/{code}/", RUTH | {"email": "mallory@elsewhere.example"})

    assert answer.status_code == 303
    assert Membership.objects.count() == 1


def test_what_is_missing_is_said_at_its_field(client: Client, code: str) -> None:
    answer = client.post(f"/setup/{code}/", {"name": "Ruth Adler", "email": "ruth", "password": "short"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Enter an e-mail address such as name@example.org." in page
    assert 'value="Ruth Adler"' in page


def test_hours_that_end_before_they_begin_are_refused_and_the_name_stays(client: Client, code: str) -> None:
    client.post(f"/setup/{code}/", RUTH)

    answer = client.post("/setup/business", MERIDIAN | {"opens": "18:00", "closes": "10:00"})

    assert answer.status_code == 409
    assert 'value="Meridian Möbel"' in answer.content.decode()
    assert not House.objects.exists()


def test_a_restart_goes_on_where_it_stopped(client: Client, code: str) -> None:
    client.post(f"/setup/{code}/", RUTH)

    assert client.get("/")["Location"] == "/setup"
    assert client.get("/setup")["Location"] == "/setup/business"
    assert Client().get("/setup")["Location"] == "/account/login/?next=/setup/business"


def test_somebody_already_set_up(client: Client, meridian: Meridian) -> None:
    assert client.get("/setup")["Location"] == "/"
    assert client.get("/setup/anything/")["Location"] == "/setup"


def test_the_place_brings_its_zone_and_holidays(client: Client, code: str) -> None:
    client.post(f"/setup/{code}/", RUTH)

    page = client.get(
        "/setup/business?country=GB-SCT", headers={"HX-Request": "true", "HX-Target": "follows"}
    ).content.decode()

    assert "<html" not in page
    assert "Europe/London" in page
    assert "3 Aug" in page  # the summer holiday of Scotland, which England does not have


def test_a_mailbox_is_tried_for_real_before_it_is_kept(client: Client, meridian: Meridian, dovecot: Dovecot) -> None:
    sign_in(client, meridian.owner)

    wrong = client.post("/setup/connect", mailbox(dovecot, password="wrong"))
    tried = client.post("/setup/connect", mailbox(dovecot, then="test"))
    assert wrong.status_code == 422
    assert "The server answers: 0 messages in INBOX." in tried.content.decode()
    assert not Mailbox.objects.exists()

    client.post("/setup/connect", mailbox(dovecot))
    assert Mailbox.objects.get().host == dovecot.host


def mailbox(dovecot: Dovecot, **told: str) -> dict[str, str]:
    return {
        "host": dovecot.host,
        "port": str(dovecot.port),
        "user": dovecot.user,
        "password": dovecot.password,
        "folder": "INBOX",
        "then": "fetch",
        "key": "a",
    } | told
