"""Takes the customer out of a text that others will read: names, addresses, numbers (S0.16)."""

import re
from collections.abc import Callable, Iterable

from amends.core.reading.passages import LIMIT

CUSTOMER = "the customer"
NUMBER = "[number]"
ADDRESS = "[address]"

_NAME_PART = 3
"""Letters a part of a name needs to be taken out on its own: "Li" alone would take "li" out of every text."""

_CHUNK = LIMIT
_TITLES = r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof|Herrn?|Frau|Familie)\.?\s{1,3})?"
_STREET_EN = (  # the word a British or American street ends with
    r"(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|close|court|ct|crescent|gardens|grove|hill|mews|place|pl|"
    r"square|sq|terrace|way|boulevard|blvd|row|walk|park|parade|rise|view|quay)"
)
_STREET_DE = r"(?:straße|strasse|str\.|weg|gasse|platz|allee|ufer|damm|ring|chaussee|steig|pfad)"
_WORD = r"[^\W\d_][\w'.-]{0,30}"
_UNIT = r"(?:(?:flat|apartment|apt|unit|suite|wohnung)\.?\s{1,2}\w{1,5},?\s{1,2})?"

_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?:https?://|www\.)[^\s<>\"]{1,2000}", re.IGNORECASE), ADDRESS),
    (re.compile(r"(?<![\w.+-])(?:mailto:)?[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}", re.IGNORECASE), ADDRESS),
    (
        re.compile(
            rf"\b{_UNIT}\d{{1,5}}[a-z]?,?\s{{1,2}}(?:{_WORD}\s{{1,2}}){{1,3}}{_STREET_EN}\b\."
            rf"?",
            re.IGNORECASE,
        ),
        ADDRESS,
    ),
    (
        re.compile(
            rf"\b(?:(?:am|an der|auf der|im|in der|zum|zur|alte|neue|große|"
            rf"kleine)\s{{1,2}})?(?:[A-ZÄÖÜ][\w-]{{1,30}}er\s)?[^\W\d_][\w-]{{0,40}}"
            rf"{_STREET_DE}\s{{0,2}}\d{{1,4}}\s?[a-z]?\b",
            re.IGNORECASE,
        ),
        ADDRESS,
    ),
    (re.compile(r"\b(?:p\.?\s?o\.?\s?box|postfach)\s{1,2}[\d ]{1,12}\b", re.IGNORECASE), ADDRESS),
    (re.compile(r"\b(?:GIR ?0AA|[A-PR-UWYZ][A-HK-Y]?\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2})\b", re.IGNORECASE), ADDRESS),
    (
        re.compile(
            r"\b(?:D-|A-|CH-)?\d{4,5}\s{1,2}(?:(?:Bad|Sankt|St\.)\s)?[A-ZÄÖÜ][a-zäöüß-]{2,30}(?:\s(?:am|an "
            r"der|im|bei|ob der)\s[A-ZÄÖÜ][a-zäöüß]{1,20}|/[A-ZÄÖÜ][a-zäöüß]{1,20})?\b"
        ),
        ADDRESS,
    ),
    (re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{2,4}){2,8}\b"), NUMBER),
    (
        re.compile(
            r"\b(?:order|invoice|customer|account|reference|ref|booking|ticket|case|policy|tracking|parcel|serial|"
            r"bestell(?:ung)?|rechnungs?|rechnung|kunden|auftrags?|auftrag|vorgangs?|sendungs?|konto|serien)"
            r"[-\s]{0,2}(?:(?:number|no|nr|nummer|id|code)\b\.?)?\s{0,2}[:#]?\s{0,2}(?=[\w/-]{0,30}\d)[\w][\w/-]{2,30}",
            re.IGNORECASE,
        ),
        NUMBER,
    ),
    (re.compile(r"#\s?[\w-]{0,12}\d[\w-]{0,20}"), NUMBER),
    (re.compile(r"\b(?=[A-Z0-9-]{0,30}\d{3})[A-Z]{1,6}[-/]?\d[A-Z0-9/-]{2,30}\b"), NUMBER),
    (
        re.compile(
            r"(?<![\w.,/-])(?:\+|00)\d{1,3}[\s./-]{0,2}(?:\(0?\d{1,5}\)[\s./-]?)?\d{1,6}(?:[\s./-]{1,2}\d{2,8"
            r"}){0,6}(?!\w)"
        ),
        NUMBER,
    ),
    (re.compile(r"(?<![\w.,/-])\(?0\d{1,5}\)?[\s./-]{0,3}\d{2,9}(?:[\s./-]{1,2}\d{2,8}){0,5}(?!\w)"), NUMBER),
    (re.compile(r"(?<![\w-])\d{4}[ -]\d{4}[ -]\d{4}[ -]\d{1,4}(?![\w-])"), NUMBER),
    (re.compile(r"(?<![\w.,])\d{6,40}(?!\w)"), NUMBER),
)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})")


def redact(text: str, names: Iterable[str] = (), numbers: Iterable[str] = ()) -> str:
    """The text without the customer, English and German, however long: given names become "the customer";
    given numbers, order and telephone numbers "[number]"; mail, web and street addresses and postcodes "[address]"."""
    return "".join(_redact_part(part, tuple(names), tuple(numbers)) for part in _parts(text))


def _parts(text: str) -> list[str]:
    """Cuts a long text at white space, so that nothing is torn and every pattern works on little."""
    parts: list[str] = []
    start = 0
    while len(text) - start > _CHUNK:
        middle, limit = start + _CHUNK // 2, start + _CHUNK
        cut = max(text.rfind("\n", start, limit), text.rfind(". ", middle, limit) + 1, text.rfind(" ", middle, limit))
        end = cut if cut > start else start + _CHUNK
        parts.append(text[start:end])
        start = end
    parts.append(text[start:])
    return parts


def _redact_part(text: str, names: tuple[str, ...], numbers: tuple[str, ...]) -> str:
    for number in sorted((number.strip() for number in numbers if number.strip()), key=len, reverse=True):
        text = re.sub(rf"(?<!\w)#?{_loosely(number)}(?!\w)", NUMBER, text, flags=re.IGNORECASE)
    for rule, instead in _RULES:
        text = rule.sub(_unless_date(instead), text)
    for name in _spellings(names):
        owned = rf"(?<!\w){_TITLES}{name}(?:(?P<own>['’]s?)(?!\w)|s?(?!\w))"
        text = re.sub(owned, lambda found: CUSTOMER + ("'s" if found["own"] else ""), text, flags=re.IGNORECASE)
    text = re.sub(rf"{CUSTOMER}(?:(?:,?\s{{1,3}}){CUSTOMER}){{1,5}}", CUSTOMER, text)
    return re.sub(r"(?:\[address\](?:,?\s{1,3}|,)){1,8}\[address\]", ADDRESS, text)


def _loosely(number: str) -> str:
    """The number with any spacing: "4471 002" also takes "4471-002" out."""
    return r"[\s./-]{0,2}".join(re.escape(part) for part in re.split(r"[\s./-]+", number) if part)


def _unless_date(instead: str) -> Callable[[re.Match[str]], str]:
    """Keeps a date: when something happened is part of the lesson, not of the customer."""
    return lambda found: found[0] if _DATE.fullmatch(found[0]) else instead


def _spellings(names: Iterable[str]) -> list[str]:
    whole: set[str] = set()
    for name in names:
        parts = [part for part in re.split(r"[\s,]+", name.strip()) if part]
        if len("".join(parts)) >= _NAME_PART:
            whole.add(r"[\s,.-]{1,3}".join(re.escape(part) for part in parts))
            whole.add(r"[\s,.-]{1,3}".join(re.escape(part) for part in reversed(parts)))
        pieces = [piece for part in parts for piece in (part, *re.split(r"[-.']", part))]
        whole.update(re.escape(piece) for piece in pieces if sum(letter.isalpha() for letter in piece) >= _NAME_PART)
    return sorted(whole, key=len, reverse=True)
