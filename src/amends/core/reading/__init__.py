"""Reads English and German text by rule: acts, answers, promises, times, feeling, and what to take out."""

from amends.core.reading.acts import ACTS, Act, acts, names_something, questions
from amends.core.reading.answers import Answer, answer
from amends.core.reading.redaction import redact

__all__ = ["ACTS", "Act", "Answer", "acts", "answer", "names_something", "questions", "redact"]
