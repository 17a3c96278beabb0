"""Settles the language of a text and hands out its word lists."""

from collections.abc import Iterable
from typing import Protocol, cast

from amends.core.reading import signs_de, signs_en, trouble_de, trouble_en, words_de, words_en
from amends.core.reading.passages import words


class Signs(Protocol):
    """What a list of signs holds besides its phrases by name."""

    FEELINGS: tuple[tuple[int, tuple[str, ...]], ...]


class Vocabulary(Protocol):
    """What a word list of one language holds; a new language is one more module with these names."""

    TELLING: frozenset[str]
    SAYS_NOTHING: frozenset[str]
    ACTS: dict[str, tuple[str, ...]]
    INDIRECT_QUESTIONS: tuple[str, ...]
    QUESTION_TAIL: tuple[str, ...]
    ANSWERS: dict[str, tuple[str, ...]]


VOCABULARIES: dict[str, Vocabulary] = {"en": cast(Vocabulary, words_en), "de": cast(Vocabulary, words_de)}
_TROUBLES = {"en": trouble_en.WORDS, "de": trouble_de.WORDS}
_SIGNS: dict[str, Signs] = {"en": cast(Signs, signs_en), "de": cast(Signs, signs_de)}


def spoken(text: str, language: str | None) -> tuple[str, ...]:
    """The languages whose word lists apply: the one given if it has a list, else the one the words tell, else all."""
    wanted = (language or "").lower().replace("_", "-").split("-")[0]
    if wanted in VOCABULARIES:
        return (wanted,)
    said = words(text[:4000])
    counts = {name: sum(map(vocabulary.TELLING.__contains__, said)) for name, vocabulary in VOCABULARIES.items()}
    best = max(counts, key=lambda name: counts[name])
    rest = sum(count for name, count in counts.items() if name != best)
    return (best,) if counts[best] >= 2 and counts[best] > 2 * rest else tuple(VOCABULARIES)


def of(languages: Iterable[str]) -> list[Vocabulary]:
    """The word lists of these languages, in order."""
    return [VOCABULARIES[language] for language in languages]


def phrases(languages: Iterable[str], family: str, name: str) -> tuple[str, ...]:
    """The phrases of one name in a family (`ACTS`, `ANSWERS`), of all these languages together."""
    return tuple(phrase for vocabulary in of(languages) for phrase in getattr(vocabulary, family).get(name, ()))


def signs(languages: Iterable[str], name: str) -> tuple[str, ...]:
    """The phrases of one sign (`PROMISES`, `VAGUE`, `COMPLAINT`, …), of all these languages together."""
    return tuple(phrase for language in languages for phrase in getattr(_SIGNS[language], name))


def troubles(languages: Iterable[str]) -> list[tuple[str, str]]:
    """The words of every family of trouble, of all these languages together."""
    return [entry for language in languages for entry in _TROUBLES[language].items()]


def feelings(languages: Iterable[str]) -> list[tuple[int, tuple[str, ...]]]:
    """The phrases of each level of feeling, the strongest first."""
    levels: dict[int, tuple[str, ...]] = {}
    for language in languages:
        for level, listed in _SIGNS[language].FEELINGS:
            levels[level] = (*levels.get(level, ()), *listed)
    return sorted(levels.items(), reverse=True)
