from __future__ import annotations

from datetime import datetime

from django.test import Client

from amends.casework import noting
from amends.people.models import Notice
from tests.desk.conftest import Meridian, complaint


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
