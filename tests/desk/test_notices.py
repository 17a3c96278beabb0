from __future__ import annotations

import re
from datetime import datetime

from django.test import Client

from amends.casework import noting
from amends.casework.noticing import INTERRUPTS, NOTICES, Manner
from amends.casework.wording.notices import _SENTENCES
from amends.people.models import Notice
from tests.checks.source import SOURCE, python_files
from tests.desk.conftest import Meridian, complaint, sign_in


def test_a_mention_stands_behind_the_bell_until_it_is_seen(desk: Client, meridian: Meridian, now: datetime) -> None:
    case = complaint(meridian.sam, now)
    noting.add_note(case.pk, "@Priya is this the batch from March?", by=meridian.sam, at=now)

    page = desk.get("/notices").content.decode()
    assert "<title>(1) Notices" in page
    assert "A colleague mentioned you in the case of Amara Okafor." in page

    desk.post("/notices/seen", {"up_to": Notice.objects.get().pk, "key": "a"})
    assert "<title>Notices" in desk.get("/notices").content.decode()


def test_reading_the_list_changes_nothing(desk: Client, meridian: Meridian, now: datetime) -> None:
    case = complaint(meridian.sam, now)
    noting.add_note(case.pk, "@Priya look", by=meridian.sam, at=now)

    desk.get("/notices")

    assert Notice.objects.get().seen_at is None


def test_a_notice_that_came_meanwhile_stays_new(desk: Client, meridian: Meridian, now: datetime) -> None:
    first, second = (Notice.objects.create(person=meridian.priya, code="mentioned", at=now) for _ in range(2))

    desk.post("/notices/seen", {"up_to": first.pk, "key": "a"})

    assert list(Notice.objects.filter(seen_at=None)) == [second]


def test_nobody_marks_the_notices_of_somebody_else(desk: Client, meridian: Meridian, now: datetime) -> None:
    told = Notice.objects.create(person=meridian.sam, code="mentioned", at=now)

    desk.post("/notices/seen", {"up_to": told.pk, "only": told.pk, "key": "a"})

    assert Notice.objects.get().seen_at is None


def test_a_lead_is_interrupted_for_four_things_only() -> None:
    assert {str(reason) for reason in INTERRUPTS.values()} == {
        "threat", "supervisor-asked", "approval-asked", "escalation-not-accepted"
    }  # fmt: skip
    assert {code for code, manner in NOTICES.items() if manner is Manner.NOW} == INTERRUPTS.keys()


def test_what_a_lead_is_interrupted_for_stands_apart_on_top_until_it_is_seen(
    client: Client, meridian: Meridian, now: datetime
) -> None:
    case = complaint(meridian.priya, now)
    noting.ask_lead(case.pk, by=meridian.priya, at=now)
    Notice.objects.create(person=meridian.omar, code="promise-broken", case_number=case.pk, at=now)
    sign_in(client, meridian.omar)

    page = client.get("/notices").content.decode()
    on_top, _, below = page.partition("All else")
    assert "Needs you now · 1" in on_top
    assert "A colleague asks you into the case of Amara Okafor." in on_top
    assert "The promise to Amara Okafor is late" in below
    assert "<title>(1) Notices" in page

    client.post("/notices/seen", {"up_to": Notice.objects.latest("pk").pk, "key": "a"})
    seen = client.get("/notices").content.decode()
    assert "Needs you now" not in seen
    assert "A colleague asks you into the case of Amara Okafor." in seen


def test_a_break_rings_the_bell_of_its_owner_and_not_of_the_lead(
    client: Client, meridian: Meridian, now: datetime
) -> None:
    for person in (meridian.priya, meridian.omar, meridian.owner):
        Notice.objects.create(person=person, code="promise-broken", at=now)

    titles = []
    for person in (meridian.priya, meridian.omar, meridian.owner):
        sign_in(client, person)
        titles.append(re.search(r"<title>(\(1\))?", client.get("/notices").content.decode())[1])  # type: ignore[index]

    assert titles == ["(1)", None, None]


def test_every_notice_that_is_sent_stands_in_the_table_and_has_its_words() -> None:
    told = re.compile(r'''(?:work\.tell\(|Notice\.objects\.create\().*?"([a-z-]+)"''')
    files = python_files(SOURCE / "casework")

    sent = {code for file in files for code in told.findall(file.read_text())}

    assert {"promise-broken", "mentioned", "mailbox-failing"} <= sent
    assert sent - NOTICES.keys() == set()
    assert sent - _SENTENCES.keys() == set()
