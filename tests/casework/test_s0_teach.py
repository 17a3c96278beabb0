from __future__ import annotations

from datetime import UTC, datetime

import pytest

from amends.core.refusal import HasPersonalData, NoLesson, NotClosed
from amends.learning.models import Lesson
from amends.people.models import Person
from tests.cast import Desk

pytestmark = pytest.mark.req("S0.16")

# Who, in which words, with what must not be read by anybody else.
PEOPLE = [
    (
        {"name": "Amara Okafor", "email": "amara.okafor@home.example", "phone": "+44 20 7946 0958"},
        "I am Mrs Okafor, 14 Elm Road, London N1 7AA. Order MF-20881, call 020 7946 0958. You wrecked my floor.",
        "AMARA OKAFOR's floor at 14 Elm Road is wrecked; her order number is MF20881 (amara.okafor@home.example).",
        "Rang Amara on +442079460958 and Okafor, Amara said order no. 20881-4 is right.",
        ["amara", "okafor", "elm road", "n1 7aa", "20881", "0958", "home.example"],
    ),
    (
        {"name": "Tomasz Wójcik", "email": "t.wojcik@dom.example", "phone": "0151 2345678"},
        "Tomasz Wójcik, Lindenstraße 12, 10969 Berlin. Bestellnummer 4471-002, Rechnung #99120. Der Tisch wackelt.",
        "Herr Wójcik (t.wojcik@dom.example, 0151/2345678) hat einen Tisch, der wackelt. Auftrag: 4471 002.",
        "Tomasz in der Lindenstr. 12 angerufen, Kundennummer KD-55512.",
        ["tomasz", "wójcik", "lindenstr", "berlin", "4471", "99120", "2345678", "dom.example", "55512"],
    ),
]


@pytest.mark.parametrize(("who", "first", "back", "done", "secrets"), PEOPLE, ids=["English", "German"])
def test_a_lesson_holds_the_steps_in_order_and_nothing_of_the_customer(
    desk: Desk,
    priya: Person,
    sam: Person,
    omar: Person,
    who: dict[str, str],
    first: str,
    back: str,
    done: str,
    secrets: list[str],
) -> None:
    case = _closed_case(desk, priya, who, first, back, done)

    lesson = desk.do("draft_lesson", priya, case=case, cause=f"wrong item for {who['name']}")

    codes = [step["code"] for step in lesson.steps]
    assert codes == ["restated", "apologised", "acted", "promised", "acted"]
    told = _told(lesson)
    assert [secret for secret in secrets if secret in told] == []
    assert "voucher" in lesson.steps[-1]["words"]
    assert desk.ask("unread_lessons", sam) == []

    desk.do("publish_lesson", priya, lesson=lesson.pk)

    assert all(len(desk.ask("unread_lessons", member)) == 1 for member in (priya, sam, omar))
    desk.do("read_lesson", sam, lesson=lesson.pk)
    (row,) = desk.ask("lessons", priya)
    assert row["unread"] == ["Omar Haddad", "Priya Nair"]


@pytest.mark.parametrize(
    "slip", ["Mrs. Okafor wanted", "call 020 7946 0958", "write to amara.okafor@home.example", "order MF-20881"]
)
def test_a_lesson_that_tells_who_it_was_is_not_published(desk: Desk, priya: Person, slip: str) -> None:
    case = _closed_case(desk, priya, *PEOPLE[0][:4])
    lesson = desk.do("draft_lesson", priya, case=case, cause="wrong item")
    words = [step["words"] for step in lesson.steps]

    desk.do("edit_lesson", priya, lesson=lesson.pk, title="Floors", when_to_use=slip, steps=words)
    assert isinstance(desk.refused("publish_lesson", priya, lesson=lesson.pk), HasPersonalData)

    desk.do("edit_lesson", priya, lesson=lesson.pk, title="Floors", when_to_use="A wrecked floor", steps=words)
    desk.do("publish_lesson", priya, lesson=lesson.pk)


def test_nobody_drafts_from_an_open_case_and_no_case_is_learned_without_a_lesson(desk: Desk, priya: Person) -> None:
    case = desk.by_phone(priya, "You brought the wrong table.")
    assert isinstance(desk.refused("draft_lesson", priya, case=case.pk, cause="wrong item"), NotClosed)
    closed = _closed_case(desk, priya, *PEOPLE[0][:4])
    assert isinstance(desk.refused("mark_learned", priya, case=closed), NoLesson)

    lesson = desk.do("draft_lesson", priya, case=closed, cause="wrong item")
    assert isinstance(desk.refused("mark_learned", priya, case=closed), NoLesson)
    desk.do("publish_lesson", priya, lesson=lesson.pk)
    desk.do("mark_learned", priya, case=closed)
    other = _closed_case(desk, priya, *PEOPLE[1][:4])
    desk.do("nothing_new", priya, case=other, cause="wrong item", covered_by=lesson.pk)
    desk.do("mark_learned", priya, case=other)

    assert desk.codes(priya, other)[-1] == "learned"


def test_whoever_else_wrote_in_the_case_is_not_named_either(db: None) -> None:
    desk = Desk(datetime(2026, 5, 20, 9, 0, tzinfo=UTC))
    priya = desk.hire("Priya Nair")
    case = desk.by_mail("amara@home.example", "You brought the wrong table. A complaint.")
    desk.do("write", priya, case=case.pk, text="I look into it.")
    desk.receive("chidi@home.example", "The table stands in my room.", answers=desk.mail_to("amara@home.example"))
    desk.do("restate", priya, case=case.pk, words="Chidi has the wrong table in his room.")
    desk.do("confirm", case.customer, case=case.pk, answer="yes")

    lesson = desk.do("draft_lesson", priya, case=case.pk, cause="wrong item")

    assert "chidi" not in _told(lesson)


def _closed_case(desk: Desk, by: Person, who: dict[str, str], first: str, back: str, done: str) -> int:
    case = desk.by_phone(by, first, **who).pk
    desk.do("restate", by, case=case, words=back, answer="yes")
    desk.do("apologise", by, case=case, words=f"I am sorry, {who['name']}. {back}")
    desk.do("try_action", by, case=case, words=done, option="visit")
    made = desk.do("promise", by, case=case, what=f"Call {who['name']}", within="2 working hours")
    desk.do("try_action", by, case=case, words="Gave a voucher.", option="voucher")
    desk.do("keep", by, case=case, promise=made.pk)
    desk.do("confirm", by, case=case, answer="yes", how="phone")
    return case


def _told(lesson: Lesson) -> str:
    words = [lesson.title, lesson.cause, lesson.when_to_use, *(step["words"] for step in lesson.steps)]
    return "\n".join(words).lower()
