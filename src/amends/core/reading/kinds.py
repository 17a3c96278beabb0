"""Proposes what a first message is (requirements 0.4.15), and sees threat, law and the wish for the Lead."""

from dataclasses import dataclass
from typing import Literal

from amends.core.reading.acts import questions
from amends.core.reading.feeling import distress
from amends.core.reading.passages import first, readable
from amends.core.reading.vocabulary import signs, spoken
from amends.core.reading.weighing import weigh

KindName = Literal["complaint", "problem", "question", "need", "praise", "other"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A proposal that a person confirms; `because` quotes the words that led to it."""

    kind: KindName
    because: tuple[str, ...]


def kind(text: str, subject: str = "", language: str | None = None) -> Kind:
    """The kind of a message, from its subject and text together."""
    whole = readable(f"{subject}\n{text}" if subject else text)
    languages = spoken(whole, language)
    weight = weigh(whole, languages)
    grave = first((*signs(languages, "THREAT"), *signs(languages, "LEGAL"), *signs(languages, "SUPERVISOR")), whole)
    blamed = weight.tells and weight.blames
    upset = None if grave or blamed else distress(whole, languages)
    if grave or upset or weight.tells:
        because = tuple(word for word in (grave, upset, *(weight.because if weight.tells else ())) if word)
        return Kind("complaint" if grave or upset or blamed else "problem", because)
    praised = first(signs(languages, "PRAISE"), whole)
    asked = questions(whole, languages[0] if len(languages) == 1 else None)
    if praised and not asked:
        return Kind("praise", (praised,))
    needed = first(signs(languages, "NEED"), whole)
    if asked and not (needed and "?" not in whole):
        return Kind("question", (asked[0].text[:80],))
    if needed:
        return Kind("need", (needed,))
    return Kind("other", ())


def is_complaint(text: str, subject: str = "", language: str | None = None) -> bool:
    """Whether a message tells of something that went wrong: a complaint or a problem."""
    return kind(text, subject, language).kind in ("complaint", "problem")


def threat(text: str, language: str | None = None) -> bool:
    """Whether somebody is threatened with harm."""
    return _shows("THREAT", text, language)


def legal(text: str, language: str | None = None) -> bool:
    """Whether law, a court, a lawyer or a regulator is named."""
    return _shows("LEGAL", text, language)


def wants_supervisor(text: str, language: str | None = None) -> bool:
    """Whether somebody asks for the Lead."""
    return _shows("SUPERVISOR", text, language)


def _shows(name: str, text: str, language: str | None) -> bool:
    whole = readable(text)
    return first(signs(spoken(whole, language), name), whole) is not None
