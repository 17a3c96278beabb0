"""Finds what a passage does to its reader: say back, feel with, be sorry, take on, thank – or excuse, blame, refuse."""

from collections.abc import Iterable
from dataclasses import dataclass

from amends.core.reading import words_de, words_en
from amends.core.reading.passages import Passage, first, pattern, places, readable, sentences, small, trimmed, words
from amends.core.reading.vocabulary import VOCABULARIES, of, phrases, spoken

ACTS = (
    "restatement",
    "empathy",
    "apology",
    "empty-apology",
    "assurance",
    "thanks",
    "excuse",
    "blame",
    "defensive",
    "refusal",
    "question",
    "anything-else",
)

_REACH = frozenset({"restatement", "empathy", "apology", "empty-apology", "assurance", "thanks", "refusal"})
"""Acts that reach to the end of their sentence; the others end with their clause."""

_SAYS_NOTHING = words_en.SAYS_NOTHING | words_de.SAYS_NOTHING
_ENDINGS = ("ings", "ing", "edly", "ed", "ies", "es", "s", "ungen", "ung", "en", "er", "em", "e", "t", "n", "y")


@dataclass(frozen=True, slots=True)
class Act:
    """One act and the words that do it: `text == whole[start:end]`; `act` is one of `ACTS`."""

    act: str
    text: str
    start: int
    end: int


@dataclass(slots=True)
class _Mark:
    act: str
    start: int
    end: int


def acts(text: str, language: str | None = None) -> list[Act]:
    """The acts of a text in order of their place; a sentence may do several. Reads `passages.LIMIT` characters."""
    whole = readable(text)
    languages = spoken(whole, language)
    found: list[Act] = []
    for sentence in sentences(whole):
        found.extend(_acts_of(sentence, languages))
    return [Act(act.act, text[act.start : act.end], act.start, act.end) for act in found]


def questions(text: str, language: str | None = None) -> list[Passage]:
    """The questions of a text, also those without a question mark ("I would like to know when …")."""
    whole = readable(text)
    lists = of(spoken(whole, language))
    asked = pattern(tuple(phrase for vocabulary in lists for phrase in vocabulary.INDIRECT_QUESTIONS))
    return [
        Passage(text[sentence.start : sentence.end], sentence.start, sentence.end)
        for sentence in sentences(whole)
        if _ends_asking(sentence.text) or asked.search(small(sentence.text))
    ]


def names_something(text: str, case_words: Iterable[str]) -> bool:
    """Whether a passage names a fact or feeling of the case: it shares a telling word with the case's words (S0.8)."""
    ours = _telling(text)
    return any(_telling(entry) & ours for entry in case_words)


def _telling(text: str) -> set[str]:
    return {_stem(word) for word in words(readable(text)) if word not in _SAYS_NOTHING and len(word) > 2}


def _acts_of(sentence: Passage, languages: tuple[str, ...]) -> list[Act]:
    marks = _thinned(sentence.text, _marks(sentence.text, languages))
    found: list[Act] = []
    for number, mark in enumerate(marks):
        limit = marks[number + 1].start if number + 1 < len(marks) else len(sentence.text)
        end = limit if mark.act in _REACH else _clause_end(sentence.text, mark.end, limit)
        passage = trimmed(sentence.text, mark.start, max(end, mark.end), also=",;:-")
        found.append(Act(mark.act, passage.text, sentence.start + passage.start, sentence.start + passage.end))
    if _ends_asking(sentence.text) and not any(mark.act == "anything-else" for mark in marks):
        start = _question_start(sentence.text, languages)
        found.append(Act("question", sentence.text[start:], sentence.start + start, sentence.end))
    return [_without_joint(act) for act in found]


def _marks(text: str, languages: tuple[str, ...]) -> list[_Mark]:
    found: list[tuple[int, int, int, str]] = []
    for rank, act in enumerate(VOCABULARIES["en"].ACTS):
        listed = phrases(languages, "ACTS", act)
        found.extend((hit.start(), rank, hit.end(), act) for hit in places(listed, text))
    found.sort()
    marks: list[_Mark] = []
    for start, _, end, act in found:
        if marks and start < marks[-1].end and act != "empty-apology":
            continue
        marks.append(_Mark(act, start, end))
    return marks


def _thinned(text: str, marks: list[_Mark]) -> list[_Mark]:
    """Joins neighbours of one act, and lets an empty apology swallow the bare "sorry" before it."""
    kept: list[_Mark] = []
    for mark in marks:
        last = kept[-1] if kept else None
        if mark.act == "anything-else" and not _ends_asking(text) and "let" not in text.lower():
            continue
        if last and mark.act == "empty-apology" and last.act == "apology" and _is_bare(last, mark, text):
            kept[-1] = _Mark("empty-apology", last.start, max(last.end, mark.end))
        elif last and last.act == "empty-apology" and mark.act == "apology" and mark.start < last.end:
            continue
        elif last and last.act == mark.act and (mark.act in _REACH or mark.start - last.end < 30):
            kept[-1] = _Mark(mark.act, last.start, mark.end)
        else:
            kept.append(mark)
    return kept


def _is_bare(apology: _Mark, empty: _Mark, text: str) -> bool:
    return all(word in _SAYS_NOTHING for word in words(text[apology.end : empty.start]))


def _clause_end(text: str, start: int, limit: int) -> int:
    for place in range(start, limit):
        if text[place] in ",;:" and not text[place + 1 : place + 2].isdigit():
            return place
    return limit


def _ends_asking(text: str) -> bool:
    return text.rstrip("\"')] !").endswith("?")


def _question_start(text: str, languages: tuple[str, ...]) -> int:
    tail = first(tuple(phrase for vocabulary in of(languages) for phrase in vocabulary.QUESTION_TAIL), text)
    return text.rfind(tail) if tail else 0


def _without_joint(act: Act) -> Act:
    for joint in (" and", " but", " so", " und", " aber", " -"):
        if act.text.endswith(joint):
            left = act.text[: -len(joint)].rstrip(" ,;")
            return Act(act.act, left, act.start, act.start + len(left))
    return act


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word
