"""What stands in the composer: words, what they do, what was chosen beside them; from a draft, a form or a button."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils import translation
from django.utils.translation import gettext as _

from amends.casework.drafting import CUSTOMER, TEAM
from amends.casework.saying import NewPromise, Passage, Reply
from amends.casework.working import Work
from amends.core.numbers import whole_number
from amends.desk.recognising import (
    MARKED_BY_HAND,
    NOTHING_FOUND,
    Found,
    FoundPassage,
    FoundPromise,
    doubts_of,
    recognise,
)
from amends.messages.models import Draft


@dataclass(frozen=True)
class Writing:
    """The composer's contents; `keeps` are promise numbers, `version` that of the saved draft."""

    text: str = ""
    lane: str = "reply"
    version: int = 0
    saved_at: datetime | None = None
    found: Found = NOTHING_FOUND
    keeps: frozenset[int] = frozenset()
    moves: int = 0
    offer: str = ""
    amount: str = ""
    currency: str = ""
    asks: bool = False
    seen: int = 0

    @property
    def read(self) -> str:
        """Which text the ticks beside it belong to."""
        return _digest(self.text)

    @property
    def draft_lane(self) -> str:
        """The lane of the draft: words for the team never come back as a reply (C26)."""
        return TEAM if self.lane == "note" else CUSTOMER

    def as_reply(self) -> Reply:
        """All that one press of Send does."""
        passages = [Passage(row.act, row.words) for row in self.found.passages if row.is_on]
        if self.offer.strip():
            passages.append(Passage("offer", self.offer.strip()))
        promises = tuple(
            NewPromise(row.what, row.due.isoformat(), kind=row.kind, phrase=row.phrase)
            for row in self.found.promises
            if row.is_on
        )
        return Reply(
            text=self.text,
            passages=tuple(passages),
            promises=promises,
            keeps=tuple(sorted(self.keeps)),
            moves=self.moves or None,
            amount=self.amount if self.offer.strip() else "",
            currency=self.currency if self.offer.strip() else "",
            asks_if_right=self.asks,
            seen_message=self.seen,
        )


def of_draft(draft: Draft | None, work: Work, zone: str, seen: int, keeps: frozenset[int]) -> Writing:
    """What was being written; a message that was taken back comes with all that was chosen (C29)."""
    if draft is None:
        return Writing(seen=seen, keeps=keeps)
    lane = "note" if draft.lane == TEAM else "reply"
    empty = Writing(draft.text, lane, draft.version, draft.saved_at, seen=seen, keeps=keeps)
    if not draft.text.strip() or lane == "note":
        return empty
    found = recognise(draft.text, work, zone)
    if not draft.choices:
        return replace(empty, found=found)
    chosen = Reply.of(draft.choices)
    offer = next((row.words for row in chosen.passages if row.act == "offer"), "")
    return replace(
        empty,
        found=_as_chosen(found, chosen, work),
        keeps=frozenset(chosen.keeps),
        moves=chosen.moves or 0,
        offer=offer,
        amount=chosen.amount,
        currency=chosen.currency,
        asks=chosen.asks_if_right,
    )


def of_form(post: QueryDict, work: Work, zone: str) -> Writing:
    """What a form holds. Where the words were changed after they were read, they are read again, ticks kept."""
    post = _with_plain_lines(post)
    text = post.get("body", "").strip()
    found = recognise(text, work, zone)
    return Writing(
        text=text,
        lane="note" if post.get("lane") == "note" else "reply",
        version=_number(post.get("version")),
        found=_as_ticked(found, post),
        keeps=frozenset(_number(value) for value in post.getlist("keeps") if _number(value)),
        moves=_number(post.get("moves")),
        offer=post.get("offer", ""),
        amount=post.get("amount", ""),
        currency=post.get("currency", ""),
        asks="asks" in post,
        seen=_number(post.get("seen_message")),
    )


def with_question(writing: Writing, language: str) -> Writing:
    """The words with the question at their end, where it is to be asked and they ask nothing; what is sent is proof."""
    if not writing.asks or writing.found.asks:
        return writing
    with translation.override(language):
        return replace(writing, text=f"{writing.text}\n\n" + _("Is it put right?"))


def _with_plain_lines(post: QueryDict) -> QueryDict:
    """Forms send every line end as CR LF; words are compared as they were typed."""
    plain = QueryDict(mutable=True)
    for name in post:
        plain.setlist(name, [value.replace("\r\n", "\n") for value in post.getlist(name)])
    return plain


def _as_ticked(found: Found, post: QueryDict) -> Found:
    unticked = set(post.getlist("offered")) - set(post.getlist("passage"))
    passages = [replace(row, is_on=row.value not in unticked) for row in found.passages]
    passages += _by_hand(found, post, {row.words for row in passages})
    offered = {post.get(f"promise-{number}-phrase", ""): number for number in post.getlist("promise-offered")}
    promises = []
    for row in found.promises:
        number = offered.get(row.phrase)
        if number is None:
            promises.append(row)
            continue
        what = post.get(f"promise-{number}-what", "").strip() or row.what
        promises.append(replace(row, what=what[:200], is_on=number in post.getlist("promise")))
    return replace(found, passages=tuple(passages), promises=tuple(promises))


def _by_hand(found: Found, post: QueryDict, known: set[str]) -> list[FoundPassage]:
    """Sentences that were marked by hand, and those that were marked so before and are still ticked."""
    rows = []
    for number, words in enumerate(found.sentences):
        act = post.get(f"mark-{number}", "")
        if act in MARKED_BY_HAND and post.get("read") == _digest(post.get("body", "").strip()):
            rows.append(FoundPassage(act, words))
    for value in post.getlist("passage"):
        act, _bar, words = value.partition("|")
        if act in MARKED_BY_HAND and words not in known and words in post.get("body", ""):
            rows.append(FoundPassage(act, words))
    return list(dict.fromkeys(rows))


def _as_chosen(found: Found, chosen: Reply, work: Work) -> Found:
    on = {(row.act, row.words) for row in chosen.passages}
    known = {(row.act, row.words) for row in found.passages}
    passages = [replace(row, is_on=(row.act, row.words) in on) for row in found.passages]
    passages += [FoundPassage(act, words) for act, words in on - known if act != "offer"]
    kept = {row.phrase: row for row in chosen.promises}
    promises = [_kept_time(row, kept.get(row.phrase), work) for row in found.promises]
    return replace(found, passages=tuple(passages), promises=tuple(promises))


def _kept_time(row: FoundPromise, chosen: NewPromise | None, work: Work) -> FoundPromise:
    if chosen is None:
        return replace(row, is_on=False)
    due = datetime.fromisoformat(chosen.due)
    return replace(row, what=chosen.what, due=due, doubts=doubts_of(work, due))


def _digest(text: str) -> str:
    return hashlib.sha256(text.strip().encode()).hexdigest()[:16]


def _number(value: Any) -> int:
    return whole_number(value) or 0 if isinstance(value, str) else 0
