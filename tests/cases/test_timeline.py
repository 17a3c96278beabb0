from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection

from amends.cases.models import Entry, SeenBy, Words
from amends.cases.models.guard import TABLES
from amends.cases.models.timeline import Stream, verify
from amends.people.models import Person, voice

NOW = datetime(2026, 5, 22, 9, 0, tzinfo=UTC)
BOTH = ("case:1", "case:2")


@pytest.fixture
def clock(db: None) -> Person:
    return voice("clock", NOW)


@pytest.fixture
def two_streams(clock: Person) -> None:
    for key in BOTH:
        _append(key, clock, "opened", "wrote", "replied", "closed")


def test_a_stream_counts_its_entries_and_goes_on_where_it_ended(clock: Person) -> None:
    _append("case:1", clock, "opened", "wrote")
    _append("case:1", clock, "replied")

    rows = list(Entry.objects.filter(stream="case:1").order_by("seq"))
    assert [(row.seq, row.code) for row in rows] == [(1, "opened"), (2, "wrote"), (3, "replied")]
    assert rows[0].previous == ""
    assert [row.previous for row in rows[1:]] == [row.hash for row in rows[:-1]]
    assert list(verify()) == []


@pytest.mark.parametrize(
    "change",
    [
        "code = 'kept'",
        "by_id = by_id + 1",
        "seen_by = 'lead'",
        "happened_at = '2020-01-01 00:00:00+00:00'",
        "recorded_at = '2020-01-01 00:00:00+00:00'",
        "practice = NOT practice",
        "data = '{\"due\": 1}'",
        "words_digest = 'x'",
        "hash = 'x'",
        "previous = 'x'",
    ],
)
@pytest.mark.parametrize("seq", [1, 2, 4])
def test_a_changed_entry_is_found(two_streams: None, clock: Person, change: str, seq: int) -> None:
    voice("mail", NOW)
    _without_triggers(f"UPDATE timeline SET {change} WHERE stream = 'case:2' AND seq = {seq}")

    findings = list(verify())

    assert {finding.stream for finding in findings} == {"case:2"}
    assert (findings[0].seq, findings[0].what) in ((seq, "changed"), (seq, "words-changed"))


@pytest.mark.parametrize("seq", [1, 2, 3])
def test_an_entry_changed_together_with_its_hash_is_found_by_the_next(two_streams: None, seq: int) -> None:
    entry = Entry.objects.get(stream="case:1", seq=seq)
    entry.code = "forged"
    forged = f"code = 'forged', hash = '{entry.worked_out_hash()}'"
    _without_triggers(f"UPDATE timeline SET {forged} WHERE stream = 'case:1' AND seq = {seq}")

    assert [(row.stream, row.seq, row.what) for row in verify()] == [("case:1", seq + 1, "changed")]


@pytest.mark.parametrize("seq", [1, 2, 3])
def test_a_removed_entry_is_found(two_streams: None, seq: int) -> None:
    _without_triggers(f"DELETE FROM timeline WHERE stream = 'case:1' AND seq = {seq}")

    assert [(row.stream, row.seq, row.what) for row in verify()][:1] == [("case:1", seq + 1, "missing")]


def test_entries_in_another_order_are_found(two_streams: None) -> None:
    for old, new in ((2, 20), (3, 2), (20, 3)):
        _without_triggers(f"UPDATE timeline SET seq = {new} WHERE stream = 'case:1' AND seq = {old}")

    assert {(row.stream, row.what) for row in verify()} == {("case:1", "changed")}


def test_an_entry_put_between_is_found(two_streams: None, clock: Person) -> None:
    for old in (4, 3):
        _without_triggers(f"UPDATE timeline SET seq = {old + 1} WHERE stream = 'case:1' AND seq = {old}")
    tail = Entry.objects.get(stream="case:1", seq=2)
    stream = Stream("case:1", False, tail.seq, tail.hash)
    stream.append("forged", by=clock, happened_at=NOW, recorded_at=NOW)
    stream.write()

    assert [(row.seq, row.what) for row in verify()][:1] == [(4, "changed")]


def test_changed_words_are_found_and_erased_words_are_told(two_streams: None) -> None:
    first, second = Words.objects.order_by("pk")[:2]
    Words.objects.filter(pk=first.pk).update(text="Something else.")
    Words.objects.filter(pk=second.pk).update(text="", salt="", erased_at=NOW)

    assert [(row.stream, row.seq, row.what) for row in verify()] == [
        ("case:1", 1, "words-changed"),
        ("case:1", 2, "erased"),
    ]


def test_the_hash_of_words_tells_nothing_about_them(db: None) -> None:
    one, other = Words.say("yes"), Words.say("yes")

    assert one.digest != other.digest
    assert Words.say("a\x00b").text == "ab"


def _append(key: str, by: Person, *codes: str) -> None:
    stream = Stream.of(key)
    for code in codes:
        said = Words.say(f"{code} in {key}")
        stream.append(
            code,
            by=by,
            happened_at=NOW,
            recorded_at=NOW,
            words=said,
            seen_by=SeenBy.CUSTOMER,
            data={"due": NOW.isoformat()},
        )
    stream.write()


def _without_triggers(order: str) -> None:
    on = "" if connection.vendor == "sqlite" else " ON timeline"
    assert "timeline" in {guarded.table for guarded in TABLES}
    with connection.cursor() as cursor:
        for name in ("timeline_stays", "timeline_is_kept"):
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")
        cursor.execute(order)
