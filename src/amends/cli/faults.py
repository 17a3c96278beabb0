"""How a command ends that cannot do what was asked: with one sentence, and 2 for unusable input or 1 for a fault."""

from __future__ import annotations


class Misuse(Exception):
    """Input that cannot be used; the text is one sentence for the person who typed it. The command ends with 2."""


class Fault(Exception):
    """Something went wrong that the caller did not cause; the text is one sentence. The command ends with 1."""
