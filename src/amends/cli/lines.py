"""What commands print: answers on standard output, words for people on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any


def answer(row: Mapping[str, Any]) -> None:
    """One JSON object on a line of its own; each line leaves at once, so that a reader can follow."""
    print(json.dumps(row, ensure_ascii=False, default=str), flush=True)


def tell(words: str) -> None:
    """Words for the person at the terminal."""
    print(words, file=sys.stderr, flush=True)
