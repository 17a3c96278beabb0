"""Reads English and German text by rule: acts, answers, promises, times, feeling, and what to take out."""

from amends.core.reading.acts import ACTS, Act, acts, names_something, questions
from amends.core.reading.answers import Answer, answer
from amends.core.reading.feeling import Feeling, feeling
from amends.core.reading.hints import hints
from amends.core.reading.kinds import Kind, is_complaint, kind, legal, threat, wants_supervisor
from amends.core.reading.promises import PromisePhrase, promises
from amends.core.reading.redaction import redact
from amends.core.reading.times import TimePhrase, times

__all__ = [
    "ACTS",
    "Act",
    "Answer",
    "Feeling",
    "Kind",
    "PromisePhrase",
    "TimePhrase",
    "acts",
    "answer",
    "feeling",
    "hints",
    "is_complaint",
    "kind",
    "legal",
    "names_something",
    "promises",
    "questions",
    "redact",
    "threat",
    "times",
    "wants_supervisor",
]
