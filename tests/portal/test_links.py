from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from amends.cases.models import CustomerLink
from amends.channels.models import OutboxMail
from amends.core import clock
from tests.portal.meridian import Meridian
from tests.portal.pressing import form_with, forms_of
from tests.portal.reading import words_on
from tests.portal.states import STATES


def everything() -> Mapping[str, list[tuple[object, ...]]]:
    """All rows of all tables."""
    rows = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names()):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows[table] = sorted(cursor.fetchall(), key=repr)
    return rows


def links_in_mails() -> list[str]:
    texts = " ".join(OutboxMail.objects.values_list("text", flat=True))
    return sorted({urlsplit(address).path for address in re.findall(r"https?://\S+", texts)})


@pytest.mark.parametrize("state", STATES)
def test_a_scanner_that_follows_every_link_and_posts_every_form_changes_nothing(
    amara: Client, meridian: Meridian, state: str
) -> None:
    STATES[state](meridian)
    links = links_in_mails()
    assert links
    before = everything()
    assert len(before) > len(apps.get_models())

    for link in links:
        for _ in range(3):
            assert amara.head(link).status_code == 200
            assert amara.get(link).status_code == 200
        for form in forms_of(amara.get(link).content.decode()):
            assert form.chosen == []
            assert amara.post(link, form.fields).status_code == 422
        assert amara.post(link, {}).status_code == 422
        for below in ("print/", "story/", "news/", "done/right-yes/"):
            assert amara.get(f"{link}{below}").status_code == 200
            assert amara.post(f"{link}{below}").status_code == 405

    assert everything() == before
    assert amara.get(links[0]).status_code == 200


@pytest.mark.parametrize("token", ["1-0000", "x" * 5000, "1", "…", "1-" + "a" * 40])
def test_an_unknown_key_leads_to_a_kind_page(amara: Client, meridian: Meridian, token: str) -> None:
    answer = amara.get(f"/p/{token}/")

    assert answer.status_code == 404
    assert "We do not know this address." in words_on(answer.content.decode())
    assert "020 7946 0321" in answer.content.decode()


def test_a_key_of_one_page_opens_no_other(amara: Client, meridian: Meridian) -> None:
    key = meridian.page.split("/")[2]
    number, rest = key.split("-")

    assert amara.get(f"/p/{int(number) + 1}-{rest}/").status_code == 404


def test_a_link_that_has_run_out_sends_a_fresh_one_on_a_press_and_not_before(amara: Client, meridian: Meridian) -> None:
    old = meridian.page
    later = meridian.at + timedelta(days=401)
    clock.set_now(later)
    mails = OutboxMail.objects.count()

    shown = amara.get(old)

    assert shown.status_code == 410
    assert "This link has run out." in words_on(shown.content.decode())
    assert "Send a fresh link to a…@h…" in words_on(shown.content.decode())
    assert "Amara" not in shown.content.decode()
    assert amara.post(old, {}).status_code == 410
    assert OutboxMail.objects.count() == mails

    sent = amara.post(old, form_with(shown.content.decode(), "fresh").fields | {"act": "fresh"})

    assert "We have just sent a fresh one to a…@h…." in words_on(sent.content.decode())
    mail = OutboxMail.objects.latest("pk")
    assert mail.to_address == "amara@home.example"
    fresh = urlsplit(re.findall(r"https?://\S+", mail.text)[0]).path
    assert fresh != old
    assert amara.get(fresh).status_code == 200


def test_a_fresh_link_goes_at_most_once_an_hour(amara: Client, meridian: Meridian) -> None:
    old = meridian.page
    later = meridian.at + timedelta(days=401)
    mails = OutboxMail.objects.count()

    for minutes, expected in ((0, 1), (10, 1), (59, 1), (61, 2)):
        clock.set_now(later + timedelta(minutes=minutes))
        form = form_with(amara.get(old).content.decode(), "fresh")
        sent = amara.post(old, form.fields | {"act": "fresh"})
        assert "We have just sent a fresh one" in words_on(sent.content.decode())
        assert OutboxMail.objects.count() == mails + expected


def test_a_link_that_was_ended_shows_nothing_any_more(amara: Client, meridian: Meridian) -> None:
    page = meridian.page
    CustomerLink.objects.update(ended_at=meridian.at)

    for path in ("", "print/", "story/", "done/wrote/", "news/"):
        answer = amara.get(f"{page}{path}", follow=True)
        assert answer.status_code in (404, 410)
        assert "wrong table" not in answer.content.decode()
