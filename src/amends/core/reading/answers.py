"""Reads what a reply says to "did we get it right?" and "is it put right?" (requirements 0.4.14, 0.4.15)."""

import re
from dataclasses import dataclass
from typing import Literal

from amends.core.reading.passages import first, pattern, places, readable, sentences, small, without, words
from amends.core.reading.vocabulary import phrases, spoken

AnswerKind = Literal["yes", "not_quite", "not_yet", "no", "thanks"]

_AGAINST: tuple[AnswerKind, ...] = ("not_quite", "not_yet", "no")
_READ = 4
"""Sentences that may hold the answer: it stands at the top of a reply; a "yes" further down answers something else."""

_QUOTED = re.compile(
    r"(?m)^(?:>|On .{5,120} wrote:|Am .{5,120} schrieb|-{2,}\s?(?:Original|Ursprüngliche)|From: |Von: |-- ?$)"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """A proposal the owner confirms: `because` quotes the words; contradictory words are held, never a yes."""

    kind: AnswerKind | None
    because: str
    contradictory: bool = False


def answer(text: str, language: str | None = None) -> Answer:
    """What a reply says; `kind` is None where it says none of these things."""
    own = _without_quote(readable(text))
    languages = spoken(own, language)
    if _is_bare_thanks(own, languages):
        return Answer("thanks", own.strip())
    stated = [part.text for part in sentences(own) if not part.text.rstrip("\"' ").endswith("?")][:_READ]
    said = without(phrases(languages, "ANSWERS", "nothing else"), " \n".join(stated))
    against = _against(said, languages)
    rest = said
    for kind in _AGAINST:
        rest = without(phrases(languages, "ANSWERS", kind), rest)
    agreed = _agreed(rest, stated, languages)
    if agreed and not against:
        but = _objection(rest, agreed, languages)
        return Answer("not_quite", f"{agreed} … {but}", True) if but else Answer("yes", agreed)
    if against:
        kind, because = against[0]
        return Answer(kind, f"{agreed} … {because}" if agreed else because, bool(agreed))
    return Answer(None, "")


def _without_quote(text: str) -> str:
    quoted = _QUOTED.search(text)
    return text[: quoted.start()] if quoted and text[: quoted.start()].strip() else text


def _is_bare_thanks(text: str, languages: tuple[str, ...]) -> bool:
    if not first(phrases(languages, "ANSWERS", "thanks"), text):
        return False
    left = without(phrases(languages, "ANSWERS", "nothing else"), text)
    left = without(phrases(languages, "ANSWERS", "thanks"), left)
    if _against(left, languages) or first(phrases(languages, "ANSWERS", "yes"), left) or "?" in left:
        return False
    left = without(phrases(languages, "ANSWERS", "courtesy"), left)
    return len(words(left)) <= 4  # a name or two; more is news, and news reopens


def _against(said: str, languages: tuple[str, ...]) -> list[tuple[AnswerKind, str]]:
    """What speaks against a yes, the most telling first; a bare "no" tells least: "no, not yet" is a not yet."""
    found: list[tuple[AnswerKind, str]] = []
    for kind in _AGAINST:
        hit = first(phrases(languages, "ANSWERS", kind), said)
        if hit:
            found.append((kind, hit.strip()))
    kinds = [kind for kind, _ in found]
    if kinds[:2] == ["not_quite", "not_yet"] and said.find(found[1][1]) < said.find(found[0][1]):
        found[0], found[1] = found[1], found[0]
    return found


def _agreed(rest: str, stated: list[str], languages: tuple[str, ...]) -> str | None:
    """The agreeing words, where they open a sentence or the reply is short; elsewhere "right" may mean anything."""
    agreeing = pattern(phrases(languages, "ANSWERS", "yes"))
    opening = re.compile(
        r"(?:^|[\n.!,;:-])\s{0,3}(?:and |und |so |oh |well |also |thanks,? |thank you,? |danke,? |\w{2,20}, )?"
    )
    looked_at = small(rest)
    for place in opening.finditer(rest[:2000]):
        hit = agreeing.match(looked_at, place.end())
        if hit:
            return rest[hit.start() : hit.end()].strip()
    short = sum(len(part) for part in stated) <= 120
    found = agreeing.search(looked_at) if short else None
    if found:
        return rest[found.start() : found.end()].strip()
    return "👍" if "👍" in rest else None


def _objection(rest: str, agreed: str, languages: tuple[str, ...]) -> str | None:
    after = rest[rest.find(agreed) + len(agreed) :]
    hit = next(places(phrases(languages, "ANSWERS", "but"), after[:400]), None)
    if not hit or not words(after[hit.end() :]):
        return None
    return after[hit.start() : hit.start() + 60].strip()
