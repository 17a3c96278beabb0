"""Where a signature begins: the `-- ` line, "Sent from my …", or a farewell with a name under it."""

import re

LONGEST_SIGNATURE = 15  # lines with words; more is somebody writing on below the line
FURTHEST_FROM_END = 200  # lines, blank ones too
LONGEST_FAREWELL = 8
LONGEST_SIGNED_LINE = 70

_RULE = re.compile(r"\s*(?:--|__|—|_{20,})\s*$")
_DEVICE = re.compile(
    r"\s*(?:sent (?:from|via|with|by|using)|get outlook for|gesendet (?:von|mit)|von meinem \w+ gesendet"
    r"|diese nachricht wurde von meinem|envoy[ée] (?:de|depuis|à partir)|t[ée]l[ée]charge[rz] outlook"
    r"|enviado (?:desde|do|a partir)|obtener outlook|inviato (?:da|dal)|ottieni outlook|verzonden (?:vanaf|met|via)"
    r"|verstuurd vanaf|skickat från|sendt fra|lähetetty|wys[łl]ane? z|odesl[áa]no|отправлено (?:с|из))\b.{0,100}$",
    re.IGNORECASE,
)
_FAREWELL = re.compile(
    r"\s*(?:(?:with )?(?:(?:best|kind|kindest|warm|warmest|many) )?regards|best(?: wishes)?|all the best"
    r"|yours(?: \w+)?|sincerely(?: yours)?|cheers|respectfully"
    r"|(?:many )?thanks(?: (?:again|so much|a lot|in advance|and regards|&(?:amp;)? regards))?"
    r"|thank you(?: (?:so much|very much|again|in advance))?|thx|br|rgds|kr|with thanks"
    r"|(?:mit )?(?:freundlichen|besten|herzlichen|vielen|lieben|sch[öo]nen) gr(?:ü|ue)(?:ß|ss)(?:en|e)"
    r"|(?:viele|liebe|beste|herzliche|sch[öo]ne|freundliche) gr(?:ü|ue)(?:ß|ss)e(?: aus [\w ]{1,30})?"
    r"|gr(?:ü|ue)(?:ß|ss)e?|mfg|vg|lg|hochachtungsvoll|danke|vielen dank|cordialement|(?:bien )?cordialement"
    r"|bien à vous|cdlt|salutations(?: distinguées)?|merci(?: d'avance)?|saludos(?: cordiales)?|un saludo|atentamente"
    r"|gracias|(?:cordiali|distinti) saluti|saluti|grazie|met vriendelijke groet(?:en)?"
    r"|(?:vriendelijke )?groet(?:en|jes)?|mvg|(?:med )?v[äe]nlig(?:a)? h[äi]lsning(?:ar)?|mvh|hilsen|med venlig hilsen"
    r"|pozdrawiam|z poważaniem|dziękuję|с уважением|спасибо|atenciosamente|obrigad[oa])\s*[,.!;:–-]*\s*$",
    re.IGNORECASE,
)
_DASHED_NAME = re.compile(r"\s*[-–—~]\s?[^\W\d_][\w.' ]{1,30}$")
_AFTERTHOUGHT = re.compile(r"\s*(?:p\.? ?p?\.? ?s\b|nb\b|n\.b\.)", re.IGNORECASE)
_DISCLAIMER = re.compile(
    r"\s*(?:this (?:e-?mail|message|communication)|the information (?:contained|in this)|confidential|disclaimer"
    r"|caution|notice:|please consider the environment|diese (?:e-?mail|nachricht)|ce (?:message|courriel)"
    r"|le informazioni|este (?:mensaje|correo)|dit bericht)",
    re.IGNORECASE,
)


def split_signature(text: str) -> tuple[str, str]:
    """A text without quotations as (what is said, signature); the signature is empty when none is found.

    In doubt there is none: an afterthought, a list, or lines too long or too many below a farewell keep all of it as
    words.
    """
    lines = text.rstrip().split("\n")
    opening = next((number for number, line in enumerate(lines) if line.strip()), 0)
    for start in range(max(opening + 1, len(lines) - FURTHEST_FROM_END), len(lines)):
        if _begins_signature(lines, start):
            while start > 1 and not lines[start - 1].strip():
                start -= 1
            return "\n".join(lines[:start]).rstrip(), "\n".join(lines[start:]).strip("\n")
    return text.rstrip(), ""


def _begins_signature(lines: list[str], start: int) -> bool:
    line = lines[start]
    if (
        not any(shape.match(line) for shape in (_RULE, _DEVICE, _FAREWELL, _DASHED_NAME))
        or not "".join(lines[:start]).strip()
    ):
        return False
    below = [rest for rest in lines[start + 1 : start + 200] if rest.strip()]
    if any(_AFTERTHOUGHT.match(rest) for rest in below):
        return False
    if _RULE.match(line):
        return 0 < len(below) <= LONGEST_SIGNATURE
    if _DEVICE.match(line):
        return len(below) <= 2
    if _FAREWELL.match(line):
        return _is_signed(below)
    return bool(_DASHED_NAME.match(line)) and bool(below) and len(below) <= 2 and bool(_DEVICE.match(below[0]))


def _is_signed(below: list[str]) -> bool:
    """Whether the lines under a farewell are a name and what belongs to it."""
    signed = below
    for number, line in enumerate(below):
        if _DISCLAIMER.match(line) or _RULE.match(line):
            signed = below[:number]
            break
    if not signed or len(signed) > LONGEST_FAREWELL or any(len(line) > LONGEST_SIGNED_LINE for line in signed):
        return False
    words = signed[0].split()
    return len(words) <= 6 and not signed[0].rstrip().endswith(("?", ":", ";"))
