"""Octets to text that a database accepts: no NUL, no lone surrogates, one kind of line end."""

import codecs
import re
from functools import lru_cache

_SURROGATES = re.compile("[\ud800-\udfff]")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_LINE_ENDS = re.compile(r"\r\n?|[\x0c\x85\u2028\u2029]")
_UNCLEAN = re.compile("[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029\ud800-\udfff]")  # all that the three above look for

# What senders write and what they mean (the WHATWG encoding standard's table, where mail differs from the letter).
_MEANT = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    "unknown-8bit": "utf-8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-9": "cp1254",
    "shift_jis": "cp932",
    "unicode-1-1-utf-7": "utf-7",
    "utf8mb4": "utf-8",
}
# Python codecs that decode bytes to text but are no character sets of mail; some are slow or escape-ridden.
_NOT_CHARSETS = frozenset({"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem"})


def decode(octets: bytes, charset: str | None) -> str:
    """Text of octets said to be in `charset`; when that is unknown or wrong, UTF-8, then Windows-1252. Never raises."""
    for candidate in (_usable(charset), "utf-8"):
        try:
            return octets.decode(candidate)
        except (UnicodeError, LookupError, ValueError):
            continue
    return octets.decode("cp1252", "replace")


def clean(text: str) -> str:
    """Text fit to keep: line ends are LF, control characters are gone, lone surrogates are the replacement mark."""
    if not _UNCLEAN.search(text):
        return text
    return _SURROGATES.sub("\ufffd", _CONTROLS.sub("", _LINE_ENDS.sub("\n", text)))


def clean_line(text: str) -> str:
    """Clean text in one line, runs of white space as one space."""
    return " ".join((text if text.isprintable() else clean(text)).split())


@lru_cache(maxsize=256)
def _usable(charset: str | None) -> str:
    name = (charset or "utf-8").strip().strip("\"'").lower()
    name = _MEANT.get(name, name)
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return "utf-8"
    return "utf-8" if found.replace("_", "-") in _NOT_CHARSETS else found
