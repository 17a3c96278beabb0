"""A page as a person reads it."""

from __future__ import annotations

import html
import re


def words_on(page: str) -> str:
    """The words of a page in their order, without marks."""
    main = re.sub(r"<(script|style|svg|head)\b.*?</\1>", " ", page, flags=re.DOTALL)
    text = html.unescape(re.sub(r"</?(?:bdi|b|strong|time|span|s)\b[^>]*>", "", main))
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())
