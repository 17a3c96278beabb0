from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client

from amends.casework import closing, teaching
from amends.learning.models import Lesson, LessonPublication, LessonReading
from tests.desk.conftest import Meridian, complaint, sign_in


@pytest.fixture
def lesson(meridian: Meridian, now: datetime) -> Lesson:
    case = complaint(meridian.sam, now)
    closing.sort_out(case, "not-for-us", by=meridian.sam, at=now)
    return teaching.draft_lesson(case, cause="wrong label", title="Two parcels, one number", by=meridian.sam, at=now)


def test_without_lessons_the_page_says_where_they_come_from(desk: Client) -> None:
    assert "Lessons come from closed cases." in desk.get("/learn").content.decode()


@pytest.mark.req("S0.16")
def test_a_draft_is_shared_and_stands_before_everybody_as_unread(
    desk: Client, meridian: Meridian, lesson: Lesson
) -> None:
    answer = desk.post(f"/learn/{lesson.pk}/words", {"title": "Two parcels, one number", "when_to_use": "Two parcels",
                                                     "step": [], "then": "share", "key": "a"})  # fmt: skip

    assert answer.status_code == 303
    assert LessonReading.objects.filter(lesson=lesson, read_at=None).count() == 4
    page = desk.get("/learn").content.decode()
    assert "New from the team" in page
    assert "Two parcels, one number" in page


@pytest.mark.req("S0.16")
def test_a_lesson_that_names_the_customer_is_not_shared_and_its_words_stay(
    desk: Client, meridian: Meridian, lesson: Lesson
) -> None:
    answer = desk.post(f"/learn/{lesson.pk}/words", {"title": "Two parcels", "when_to_use": "When Amara Okafor rings",
                                                     "step": [], "then": "share", "key": "a"})  # fmt: skip

    assert answer.status_code == 409
    assert "This lesson still tells who the customer is." in answer.content.decode()
    assert "When Amara Okafor rings</textarea>" in answer.content.decode()
    assert not LessonPublication.objects.exists()


def test_a_lesson_is_read_by_a_press_and_not_by_opening_it(
    client: Client, meridian: Meridian, lesson: Lesson, now: datetime
) -> None:
    teaching.edit_lesson(lesson.pk, title="Two parcels", when_to_use="Two parcels", steps=[], by=meridian.sam, at=now)
    teaching.publish_lesson(lesson.pk, by=meridian.sam, at=now)
    sign_in(client, meridian.priya)

    assert "I have read it" in client.get(f"/learn/{lesson.pk}").content.decode()
    assert LessonReading.objects.get(person=meridian.priya).read_at is None

    client.post(f"/learn/{lesson.pk}/read", {"key": "a"})
    assert LessonReading.objects.get(person=meridian.priya).read_at == now


def test_an_unread_lesson_is_the_next_thing_when_nothing_else_waits(
    desk: Client, meridian: Meridian, lesson: Lesson, now: datetime
) -> None:
    teaching.edit_lesson(lesson.pk, title="Two parcels", when_to_use="Two parcels", steps=[], by=meridian.sam, at=now)
    teaching.publish_lesson(lesson.pk, by=meridian.sam, at=now)

    assert "Read what a case has taught" in desk.get("/").content.decode()
