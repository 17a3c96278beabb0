"""The new words of a reply: what its writer added, without what the mail programme copied below, above or around it.

The rules go line by line, so their cost grows with the length and not with its square. They would rather keep a
quotation than lose a word: an answer written between quoted lines keeps the whole text, a forwarded mail is kept (the
writer wants it read), and a reply that would be empty is the text itself. Headings are known by their shape (day, time,
address, colon), in any language, or by their verb.
"""

import re

from amends.channels.email.signatures import split_signature

LONGEST_HEADING = 400
MOST_HEADING_LINES = 4

_VERBS = (
    r"(?:wrote|writes|said|schrieb(?: am)?|hat geschrieben|a écrit|écrit|escribió|escribi[oó]|ha scritto|scrisse"
    r"|escreveu|schreef|het volgende geschreven|geschreven|skrev|skrevet|kirjoitti|napisał(?:\(a\))?|napisała|napsala?"
    r"|написала?|пишет|đã viết|yazdı|írta|a scris)"
)
_OPENERS = (
    r"(?:on|am|le|el|il|op|på|den|em|a|dnia|w dniu|vào|dne|pe data de|tarihinde|(?:mon|tue|wed|thu|fri|sat|sun|lun|mar"
    r"|mer|jeu|ven|sam|dim|mo|di|mi|do|fr|sa|so|man|tir|ons|tor|fre|lør|søn)[a-zé]*\.?,?)\s"
)
_START = re.compile(rf"\s*(?:{_OPENERS}|\d{{1,4}}[./:-]\d|\w{{2,4}}[.,] \d)", re.IGNORECASE)
_TIME = re.compile(r"\b\d{1,2}[:.h]\d{2}\b")
_DAY = re.compile(r"\b\d{4}\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b")
_HAS_VERB = re.compile(rf"\b{_VERBS}\b", re.IGNORECASE)
_ENDS_WITH_VERB = re.compile(rf"\b{_VERBS}\s*:?\s*$|\b{_VERBS}\b.{{1,150}}:\s*$", re.IGNORECASE)
_ENDS_WITH_ADDRESS = re.compile(r"[<(\[]\s*(?:mailto:)?[^<>()\[\]@\s]+@[^<>()\s]+[>)\]]\s*:\s*$", re.IGNORECASE)
_ADDRESS = re.compile(r"[^\s<>@]+@[^\s<>@]+")

_DIVIDER = re.compile(
    r"\s*-{2,}\s*(?:original (?:message|appointment|mail)|ursprüngliche (?:nachricht|mail)|originalnachricht"
    r"|message d'origine|message original|mensaje original|messaggio originale|mensagem original"
    r"|oorspronkelijk bericht|oprindelig (?:meddelelse|besked)|ursprungligt meddelande|wiadomość oryginalna"
    r"|исходное сообщение|reply message|reply above this line|bitte antworten sie oberhalb.{0,40})\s*-{2,}\s*$",
    re.IGNORECASE,
)
_DASHED_HEADING = re.compile(rf"\s*-{{3,}}\s*.{{1,120}}\b{_VERBS}\s*-{{3,}}\s*$", re.IGNORECASE)
_FORWARD = re.compile(
    r"\s*(?:-{2,}\s*(?:forwarded message|weitergeleitete nachricht|message transféré|mensaje reenviado"
    r"|messaggio inoltrato|doorgestuurd bericht|videresendt .{2,20}|wiadomość przekazana)\b.{0,80}"
    r"|begin forwarded message:|anfang der weitergeleiteten nachricht:)\s*-*\s*$",
    re.IGNORECASE,
)
_UNDERLINE = re.compile(r"\s*[_-]{20,}\s*$")
_FIELD = re.compile(
    r"[\s*_>]*(?P<name>from|sent|to|subject|date|cc|von|gesendet|an|betreff|datum|de|envoy[ée](?: le)?|à|objet"
    r"|enviado(?: el)?|para|asunto|fecha|da|inviato|a|oggetto|data|enviada em|assunto|van|verzonden|aan|onderwerp|fra"
    r"|sendt|til|emne|från|skickat|till|ämne|lähettäjä|lähetetty|od|wysłano|do|temat|от|отправлено|кому|тема|kimden"
    r"|kime)\s?[*_]*\s?:[*_]*(?=\s|\S)",
    re.IGNORECASE,
)
_FROM_NAMES = frozenset(
    ("from", "von", "de", "da", "van", "fra", "från", "od", "от", "lähettäjä", "kimden", "date", "datum")
)
_MORE_THAN_NAMES = re.compile(
    r"sent|gesendet|envoy|inviat|enviad|verzonden|sendt|skickat|wysłano|отправлено|date|datum|data|fecha|lähetetty",
    re.IGNORECASE,
)
_ENDS_SENTENCE = re.compile(r"[.!?:;…]\s*$")


def new_words(text: str) -> str:
    """The text of a mail without quotations and without its signature; never empty when the text is not."""
    return split_signature(without_quotes(text))[0] or text.strip()


def without_quotes(text: str) -> str:
    """The text of a mail without what it quotes; the whole text when answers stand between quoted lines or nothing else
    is left."""
    whole = text.strip("\n")
    lines = whole.split("\n")
    heading = _first_heading(lines)
    if heading is None:
        return _without_last_quotation(lines, whole)
    start, end = heading
    before = "\n".join(lines[:start]).rstrip()
    after = _after_quotation(lines[end:])
    if after is None:
        return whole.strip()
    return "\n".join(part for part in (before, after) if part.strip()).strip() or whole.strip()


def _first_heading(lines: list[str]) -> tuple[int, int] | None:
    """Where the first quotation begins: the line of its heading and the line after it; None when there is none."""
    for start, line in enumerate(lines):
        if _FORWARD.match(line):
            return None
        if line.lstrip().startswith(">"):
            continue
        end = _heading_end(lines, start)
        if end is not None:
            while start > 0 and (_UNDERLINE.match(lines[start - 1]) or not lines[start - 1].strip()):
                start -= 1
            return start, end
    return None


def _heading_end(lines: list[str], start: int) -> int | None:
    line = lines[start]
    if _DIVIDER.match(line) or _DASHED_HEADING.match(line):
        return start + 1
    if _FIELD.match(line):
        return _field_block_end(lines, start)
    if _START.match(line):
        return _written_heading_end(lines, start)
    return None


def _field_block_end(lines: list[str], start: int) -> int | None:
    """The end of a block of copied header fields: a sender or date first, three fields, one of them about the moment or
    the subject."""
    names = []
    end = start
    misses = 0
    for number in range(start, min(start + 14, len(lines))):
        field = _FIELD.match(lines[number])
        if field:
            names.append(field["name"].lower())
            end, misses = number + 1, 0
        else:
            misses += 1
            if misses > 2 or (not lines[number].strip() and len(names) >= 3):
                break
    dated = any(_MORE_THAN_NAMES.match(name) for name in names)
    return end if names and names[0] in _FROM_NAMES and len(set(names)) >= 3 and dated else None


def _written_heading_end(lines: list[str], start: int) -> int | None:
    """The end of "On … wrote:" over up to four lines; a bare "On Monday he wrote:" in a story needs quoted lines below
    it."""
    joined = ""
    for number in range(start, min(start + MOST_HEADING_LINES + 1, len(lines))):
        joined = f"{joined} {lines[number].strip()}".strip()
        if len(joined) > LONGEST_HEADING:
            return None
        timed = bool(_TIME.search(joined))
        if _ENDS_WITH_ADDRESS.search(joined) and (timed or _DAY.search(joined)):
            return number + 1
        if (
            joined.endswith(":")
            and _ENDS_WITH_VERB.search(joined)
            and (timed or _ADDRESS.search(joined) or _quoted_below(lines, number + 1))
        ):
            return number + 1
        if (
            not joined.endswith(":")
            and joined.endswith(tuple(".!?"))
            and number == start
            and not _HAS_VERB.search(joined)
        ):
            return None
    return None


def _quoted_below(lines: list[str], start: int) -> bool:
    return next((line for line in lines[start : start + 3] if line.strip()), "").lstrip().startswith(">")


def _after_quotation(lines: list[str]) -> str | None:
    """What the writer added below one closed quotation; empty when nothing, None when answers stand between quoted
    lines."""
    marks = [_is_quoted(lines, number) for number in range(len(lines))]
    first = next((number for number, line in enumerate(lines) if line.strip()), None)
    if first is None or not marks[first]:
        return ""  # quoted without marks: there is no telling where it ends
    last = max(number for number, quoted in enumerate(marks) if quoted)
    between = [
        line for line, quoted in zip(lines[first:last], marks[first:last], strict=True) if not quoted and line.strip()
    ]
    if between:
        return None
    return "\n" * (not lines[last + 1 : last + 2] or not lines[last + 1].strip()) + "\n".join(lines[last + 1 :]).strip(
        "\n"
    )


def _is_quoted(lines: list[str], number: int) -> bool:
    """Whether a line is quoted: by its mark, or as the broken-off end of a long quoted line that stands between two."""
    line = lines[number]
    if line.lstrip().startswith(">"):
        return True
    if not line.strip() or not 0 < number < len(lines) - 1:
        return False
    above, below = lines[number - 1].rstrip(), lines[number + 1]
    if not (above.lstrip().startswith(">") and below.lstrip().startswith(">")):
        return False
    broken = above.count("(") > above.count(")") or (len(above) >= 60 and not _ENDS_SENTENCE.search(above))
    return broken and not line.lstrip()[:1].isupper()


def _without_last_quotation(lines: list[str], whole: str) -> str:
    """Without a heading only quoted lines that end the mail are known to be copied; everything else may be meant."""
    end = len(lines)
    while end > 0 and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith(">")):
        end -= 1
    rest = lines[:end]
    if any(line.lstrip().startswith(">") for line in rest):
        return whole.strip()
    return "\n".join(rest).strip() or whole.strip()
