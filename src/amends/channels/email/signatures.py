"""Where a signature begins: the `-- ` line, "Sent from my …", or a farewell with a name under it."""

import re

LONGEST_SIGNATURE = 15  # lines with words; more is somebody writing on below the line
LONGEST_FAREWELL = 8
LONGEST_SIGNED_LINE = 70

_RULE = re.compile(r"\s*(?:--|__|—|_{20,})\s*$")
_DEVICE = re.compile(
    r"\s*(?:sent (?:from|via|with|by|using)|get outlook for|gesendet (?:von|mit)|von meinem \w+ gesendet|diese nachricht wurde von meinem"
    r"|envoy[ée] (?:de|depuis|à partir)|t[ée]l[ée]charge[rz] outlook|enviado (?:desde|do|a partir)|obtener outlook|inviato (?:da|dal)|ottieni outlook"
    r"|verzonden (?:vanaf|met|via)|verstuurd vanaf|skickat från|sendt fra|lähetetty|wys[łl]ane? z|odesl[áa]no|отправлено (?:с|из))\b.{0,100}$",
    re.IGNORECASE,
)
_FAREWELL = re.compile(
    r"\s*(?:(?:with )?(?:(?:best|kind|kindest|warm|warmest|many) )?regards|best(?: wishes)?|all the best|yours(?: \w+)?|sincerely(?: yours)?|cheers"
    r"|respectfully|(?:many )?thanks(?: (?:again|so much|a lot|in advance|and regards|&(?:amp;)? regards))?|thank you(?: (?:so much|very much|again|in advance))?"
    r"|thx|br|rgds|kr|with thanks|(?:mit )?(?:freundlichen|besten|herzlichen|vielen|lieben|sch[öo]nen) gr(?:ü|ue)(?:ß|ss)(?:en|e)"
    r"|(?:viele|liebe|beste|herzliche|sch[öo]ne|freundliche) gr(?:ü|ue)(?:ß|ss)e(?: aus [\w ]{1,30})?|gr(?:ü|ue)(?:ß|ss)e?|mfg|vg|lg|hochachtungsvoll|danke|vielen dank"
    r"|cordialement|(?:bien )?cordialement|bien à vous|cdlt|salutations(?: distinguées)?|merci(?: d'avance)?|saludos(?: cordiales)?|un saludo|atentamente"
    r"|gracias|(?:cordiali|distinti) saluti|saluti|grazie|met vriendelijke groet(?:en)?|(?:vriendelijke )?groet(?:en|jes)?|mvg"
    r"|(?:med )?v[äe]nlig(?:a)? h[äi]lsning(?:ar)?|mvh|hilsen|med venlig hilsen|pozdrawiam|z poważaniem|dziękuję|с уважением|спасибо|atenciosamente|obrigad[oa])"
    r"\s*[,.!;:–-]*\s*$",
    re.IGNORECASE,
)
_DASHED_NAME = re.compile(r"\s*[-–—~]\s?[^\W\d_][\w.' ]{1,30}$")
_AFTERTHOUGHT = re.compile(r"\s*(?:p\.? ?p?\.? ?s\b|nb\b|n\.b\.)", re.IGNORECASE)
_DISCLAIMER = re.compile(
    r"\s*(?:this (?:e-?mail|message|communication)|the information (?:contained|in this)|confidential|disclaimer|caution|notice:|please consider the environment"
    r"|diese (?:e-?mail|nachricht)|ce (?:message|courriel)|le informazioni|este (?:mensaje|correo)|dit bericht)",
    re.IGNORECASE,
)


def split_signature(text: str) -> tuple[str, str]:
    """A text without quotations as (what is said, signature); the signature is empty when none is found.

    In doubt there is none: an afterthought, a list, or lines too long or too many below a farewell keep all of it as words.
    """
    lines = text.rstrip().split("\n")
    for start in range(1, len(lines)):
        if _begins_signature(lines, start):
            while start > 1 and not lines[start - 1].strip():
                start -= 1
            body = "\n".join(lines[:start]).rstrip()
            return (body, "\n".join(lines[start:]).strip("\n")) if body.strip() else (text.rstrip(), "")
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
        return 0 < len(below) <= LONGEST_SIGNATURE and len(lines) - start < 200
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
