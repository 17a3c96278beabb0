"""The append-only timeline: what happened, by whom, when, about what, seen by whom; words stand apart (point 5)."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.db import models

from amends.people.models import Person
from amends.people.rows import Rows, insert_many, made


class Words(models.Model):
    """What somebody said or wrote. Erasing a person empties the text and the salt; the timeline keeps the hash."""

    text = models.TextField()
    salt = models.CharField(max_length=32)
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = Rows()

    class Meta:
        db_table = "words"

    @property
    def digest(self) -> str:
        """The salted SHA-256 of the words, as hexadecimal digits."""
        return hashlib.sha256((self.salt + self.text).encode()).hexdigest()

    @classmethod
    def say(cls, text: str) -> Words:
        """Store words. NUL characters, which PostgreSQL cannot hold, are left out."""
        return cls.objects.create(text=text.replace("\x00", ""), salt=secrets.token_hex(16))


_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"))


class SeenBy(models.TextChoices):
    """The class of readers of an entry (domain B.4)."""

    CUSTOMER = "customer"
    TEAM = "team"
    LEAD = "lead"


class Entry(models.Model):
    """One thing that happened. `happened_at` is when, `recorded_at` when we learned of it; neither ever changes."""

    stream = models.CharField(max_length=40)
    seq = models.PositiveIntegerField()
    code = models.CharField(max_length=40)
    data = models.JSONField(default=dict)
    words = models.ForeignKey(Words, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    words_digest = models.CharField(max_length=64, blank=True)
    seen_by = models.CharField(max_length=10, choices=SeenBy)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    practice = models.BooleanField(default=False)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        db_table = "timeline"
        constraints = [models.UniqueConstraint(fields=["stream", "seq"], name="timeline_seq_once_a_stream")]

    def worked_out_hash(self) -> str:
        """The hash that this entry should carry, from its own fields and the one before."""
        told = [
            self.previous,
            self.stream,
            self.seq,
            self.code,
            self.data,
            self.words_digest,
            self.seen_by,
            self.by_id,
            _instant(self.happened_at),
            _instant(self.recorded_at),
            self.practice,
        ]
        return hashlib.sha256(_CANONICAL.encode(told).encode()).hexdigest()


@dataclass
class Stream:
    """The open end of one stream; appending goes on from it. The case's lock keeps others away.

    Entries are gathered and written together at the end of the act, in one statement.
    """

    key: str
    practice: bool
    seq: int = 0
    tail: str = ""
    gathered: list[Entry] = field(default_factory=list)

    @classmethod
    def of(cls, key: str, practice: bool = False, is_new: bool = False) -> Stream:
        """The stream of a key such as "case:12", read up to its end; a new one is not read."""
        last = None
        if not is_new:
            last = Entry.objects.filter(stream=key).order_by("-seq").values_list("seq", "hash").first()
        return cls(key, practice, *(last or (0, "")))

    def append(
        self,
        code: str,
        *,
        by: Person,
        happened_at: datetime,
        recorded_at: datetime,
        words: Words | None = None,
        seen_by: str = SeenBy.TEAM,
        data: Mapping[str, Any] | None = None,
    ) -> None:
        """Gather the next entry of the stream. `data` holds codes, ids, numbers and ISO instants, never words."""
        entry = made(
            Entry,
            stream=self.key,
            seq=self.seq + 1,
            code=code,
            data=dict(data or {}),
            words=words,
            words_digest=words.digest if words else "",
            seen_by=seen_by,
            by=by,
            happened_at=happened_at,
            recorded_at=recorded_at,
            practice=self.practice,
            previous=self.tail,
        )
        entry.hash = entry.worked_out_hash()
        self.gathered.append(entry)
        self.seq, self.tail = entry.seq, entry.hash

    def write(self) -> None:
        """Write what was gathered."""
        insert_many(self.gathered)
        self.gathered.clear()


@dataclass(frozen=True)
class Finding:
    """What `verify` has to say of one entry: a fault, or words that were erased."""

    stream: str
    seq: int
    what: str


def verify() -> Iterator[Finding]:
    """Walk every stream: a changed, missing or re-ordered entry and changed words are found; erased words are told.

    That the newest entries are all gone cannot be seen from the others; `cases.verifying` knows how a stream ended.
    """
    stream, seq, tail = "", 0, ""
    rows = Entry.objects.select_related("words").order_by("stream", "seq")
    for entry in rows.iterator(chunk_size=2000):
        if entry.stream != stream:
            stream, seq, tail = entry.stream, 0, ""
        if entry.seq != seq + 1:
            yield Finding(stream, entry.seq, "missing")
        elif entry.previous != tail or entry.hash != entry.worked_out_hash():
            yield Finding(stream, entry.seq, "changed")
        if entry.words and entry.words.erased_at:
            yield Finding(stream, entry.seq, "erased")
        elif entry.words and entry.words.digest != entry.words_digest:
            yield Finding(stream, entry.seq, "words-changed")
        seq, tail = entry.seq, entry.hash


@lru_cache(maxsize=64)  # one instant stands in every entry of an act
def _instant(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="microseconds")
