"""Finds promises in a text: who will do what, by when – and those that name no time ("as soon as possible")."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from amends.core.reading.clocks import CLOSE
from amends.core.reading.passages import Passage, first, places, readable, sentences, trimmed
from amends.core.reading.times import TimePhrase, times
from amends.core.reading.vocabulary import signs, spoken

_STOPS = re.compile(r";|,?\s(?:but|because|unless|aber|weil|denn)\s|,\s(?:as|since|so that|da)\s|\s-\s", re.IGNORECASE)
_LEFT_OVER = re.compile(
    r"\s{1,3}(?:by|until|within|at the latest|latest|bis|spätestens|um|am|on|in|at)(?=[\s.,!?]*$)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class PromisePhrase:
    """A promise: `text == whole[start:end]`, `what` the act without its time, `due` an instant; `vague` for "soon"."""

    text: str
    what: str
    due: datetime | None
    vague: bool
    start: int
    end: int


def promises(text: str, at: datetime, zone: tzinfo, language: str | None = None) -> list[PromisePhrase]:
    """The promises of a text in order, as understood at `at` (aware) in `zone`.

    A promise has a time, or vague words instead, or neither if its act is one people wait for ("I will ring you").
    A day without an hour is due at the close of that day's work; a stretch ("next week") at the close of its last day.
    """
    whole = readable(text)
    languages = spoken(whole, language)
    phrases = times(text, at, zone, language, ahead=True)
    found: list[PromisePhrase] = []
    for sentence in sentences(whole):
        if sentence.text.endswith("?"):
            continue
        inside = [phrase for phrase in phrases if sentence.start <= phrase.start and phrase.end <= sentence.end]
        for clause, marked in _clauses(sentence, languages, inside):
            promise = _promise(text, clause, marked, inside, at, zone, languages)
            if promise:
                found.append(promise)
    return found


def due_of(phrase: TimePhrase, zone: tzinfo) -> datetime:
    """The last instant that keeps a promise made with this phrase, in `zone`."""
    value = phrase.value
    if isinstance(value, datetime):
        return value
    if isinstance(value, tuple):
        last = value[1]
        if isinstance(last, datetime):
            return last
        day = last - timedelta(days=1)
        if "week" in phrase.grain and phrase.grain != "weekend" and day.weekday() > 4:
            day -= timedelta(days=day.weekday() - 4)
        return _at_close(day, zone)
    return _at_close(value, zone)


def _clauses(sentence: Passage, languages: tuple[str, ...], inside: list[TimePhrase]) -> list[tuple[Passage, int]]:
    """The clauses that promise, with the end of their opening words; a time before the opening belongs to the first."""
    marks = [hit.span() for hit in places(signs(languages, "PROMISES"), sentence.text)]
    if marks or first(("I", "we", "ich", "wir"), sentence.text):
        marks += [hit.span() for hit in places(signs(languages, "CARRIED_ON"), sentence.text)]
    marks = [mark for number, mark in enumerate(sorted(marks)) if not number or mark[0] >= sorted(marks)[number - 1][1]]
    clauses: list[tuple[Passage, int]] = []
    for number, (start, end) in enumerate(marks):
        limit = marks[number + 1][0] if number + 1 < len(marks) else len(sentence.text)
        stop = _STOPS.search(sentence.text, end, limit)
        limit = stop.start() if stop else limit
        if not number:
            start = min(
                [start, *(phrase.start - sentence.start for phrase in inside if phrase.end - sentence.start <= start)]
            )
        whole = trimmed(sentence.text, start, limit, also=",.!;:-")
        clauses.append(
            (Passage(whole.text, sentence.start + whole.start, sentence.start + whole.end), sentence.start + end)
        )
    return clauses


def _promise(
    text: str,
    clause: Passage,
    marked: int,
    inside: list[TimePhrase],
    at: datetime,
    zone: tzinfo,
    languages: tuple[str, ...],
) -> PromisePhrase | None:
    own = [phrase for phrase in inside if clause.start <= phrase.start and phrase.end <= clause.end]
    dues = [(phrase, due_of(phrase, zone)) for phrase in own]
    coming = next(((phrase, due) for phrase, due in dues if due > at), None)
    vague = None if coming else first(signs(languages, "VAGUE"), clause.text)
    acts = first(signs(languages, "PROMISED_ACTS"), readable(text)[clause.start : clause.end])
    if not coming and not vague and (not acts or own):
        return None
    what = _what(readable(text), clause, marked, [phrase for phrase, _ in dues], vague)
    if not what:
        return None
    return PromisePhrase(
        text[clause.start : clause.end], what, coming[1] if coming else None, bool(vague), clause.start, clause.end
    )


def _what(whole: str, clause: Passage, marked: int, own: list[TimePhrase], vague: str | None) -> str:
    """The clause without its time and, where somebody here promises, without "I will"."""
    opening = whole[clause.start : marked]
    ours = re.search(r"\b(?:I|we|ich|wir)\b|^(?:and|und|then|,)", opening, re.IGNORECASE)
    keeps = not ours or not re.search(r"\b(?:will|'ll|shall|going to|werden?|to)$", opening, re.IGNORECASE)
    start = clause.start if keeps else marked
    kept, place = "", start
    for phrase in sorted(own, key=lambda phrase: phrase.start):
        if phrase.end > place:
            kept += whole[place : max(place, phrase.start)] + " "
            place = phrase.end
    kept += whole[place : clause.end]
    if vague:
        kept = re.sub(rf"(?<!\w){re.escape(vague)}(?!\w)", " ", kept, flags=re.IGNORECASE)
    kept = re.sub(r"\s+([,.;])", r"\1", re.sub(r"\s{1,200}", " ", kept))
    return _LEFT_OVER.sub("", kept).strip(" ,.;:-")


def _at_close(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, CLOSE, tzinfo=zone)
