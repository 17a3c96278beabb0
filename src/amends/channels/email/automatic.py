"""Telling machines from people: RFC 3834 (automatic responses), RFC 3464 (delivery status), lists, and our own mail
coming back."""

import re
from email.message import Message
from typing import Literal, Protocol

from amends.channels.email.headers import Address, addresses, message_ids, raw_field, raw_fields, text_field

Automatic = Literal["auto-reply", "bounce", "list", "loop"]

LOOP_HEADER = "X-Amends-Loop"  # its value is the domain of our Message-IDs, so that another desk's mail is not ours
OWN_MARK = ".amends"  # ends the name in our Message-IDs: colleagues write from the same domain with other programmes

_POSTMEN = re.compile(
    r"(?:mailer-daemon|mail-daemon|mailerdaemon|postmaster|mail\.?delivery.*|bounces?|.*-bounces?)@", re.IGNORECASE
)
_UNANSWERABLE = re.compile(
    r"(?:no-?_?\.?reply|do-?_?not-?_?reply|noreply.*|mailer-daemon|postmaster|bounces?|nobody)(?:[+.-][^@]*)?@",
    re.IGNORECASE,
)
_AWAY = re.compile(
    r"(?:automatic reply|auto(?:matic)?[- ]?(?:reply|response)|autoreply|out of (?:the )?office|automatische antwort"
    r"|abwesenheits(?:notiz|meldung)|abwesend|r[ée]ponse automatique|absence du bureau|respuesta autom[áa]tica"
    r"|risposta automatica|automatisch antwoord|autosvar|odpowied[źz] automatyczna)\s*(?:[:\-–(]|$)",
    re.IGNORECASE,
)
_FAILED = re.compile(
    r"undeliver|undelivered|returned mail|delivery (?:status|failure|has failed|incomplete)"
    r"|mail delivery (?:failed|failure|system)|failure notice|unzustellbar|non remis|no entregado|mancato recapito",
    re.IGNORECASE,
)
# Fields that only programmes write, and that mean "this is an answer nobody typed" unless their value says otherwise.
_ANSWERING_MACHINES = (
    "X-Autoreply",
    "X-Autorespond",
    "X-Auto-Reply",
    "X-Autoresponder",
    "X-Auto-Reply-From",
    "X-Mail-Autoreply",
    "X-Vacation",
)
_LISTS = ("List-Id", "List-Post", "List-Unsubscribe", "Mailing-List", "X-Mailing-List")
_NO = ("", "no", "false", "none", "0")


class Answerable(Protocol):
    """What has to be known of a mail before a machine answers it."""

    @property
    def from_(self) -> Address: ...
    @property
    def reply_to(self) -> tuple[Address, ...]: ...
    @property
    def automatic(self) -> Automatic | None: ...
    @property
    def refuses_answers(self) -> bool: ...


def may_answer(mail: Answerable) -> bool:
    """Whether a receipt is allowed: a person wrote and did not ask to be spared (RFC 3834 §2). Whom it reaches is
    `answer_to`."""
    if mail.automatic is not None or mail.refuses_answers:
        return False
    return not _UNANSWERABLE.match(answer_to(mail).address)


def answer_to(mail: Answerable) -> Address:
    """Where an answer goes: Reply-To before From (RFC 5322 §3.6.2); an empty address when the mail names nobody."""
    return mail.reply_to[0] if mail.reply_to else mail.from_


def classify(message: Message, own_domain: str = "") -> Automatic | None:
    """What kind of machine sent a mail, None for a person; `own_domain` is the domain of our own Message-IDs (empty:
    unknown)."""
    if is_loop(message, own_domain):
        return "loop"
    if is_bounce(message):
        return "bounce"
    if _is_answering_machine(message):
        return "auto-reply"
    if _is_list(message):
        return "list"
    if _submitted(message) not in _NO or message.get_content_type() == "multipart/report" or _null_return_path(message):
        return "auto-reply"
    return None


def is_loop(message: Message, own_domain: str) -> bool:
    """Whether a mail is one of ours: it carries our loop field, or a Message-ID that we made for our domain."""
    told = raw_field(message, LOOP_HEADER).strip().lower()
    if told and told == (own_domain.lower() or told):
        return True
    ids = message_ids(raw_field(message, "Message-ID"))
    return bool(own_domain) and any(identity.lower().endswith(f"{OWN_MARK}@{own_domain.lower()}>") for identity in ids)


def is_bounce(message: Message) -> bool:
    """Whether a mail reports on delivery: a standard report, or a postman's subject from a postman's address."""
    if message.get_content_type() == "multipart/report" and _report_type(message) in ("delivery-status", ""):
        return True
    postmen = [party for party in addresses(message, "From") if _POSTMEN.match(party.address)]
    if not postmen and not _null_return_path(message):
        return False
    return bool(_FAILED.search(text_field(message, "Subject")) or raw_field(message, "X-Failed-Recipients"))


def refuses_answers(message: Message) -> bool:
    """Whether the sender's programme asks for no automatic answers, or filters already think it is spam."""
    wishes = {wish.strip().lower() for wish in raw_field(message, "X-Auto-Response-Suppress").split(",")}
    return bool(wishes & {"all", "autoreply", "oof"}) or raw_field(message, "X-Spam-Flag").strip().lower() == "yes"


def _is_answering_machine(message: Message) -> bool:
    if _submitted(message).startswith(("auto-replied", "auto-notified")):
        return True
    if any(raw_field(message, name).strip().lower() not in _NO for name in _ANSWERING_MACHINES):
        return True
    if _precedence(message) in ("auto_reply", "auto-reply"):
        return True
    return bool(_AWAY.match(text_field(message, "Subject")))


def _is_list(message: Message) -> bool:
    return _precedence(message) in ("bulk", "junk", "list") or any(raw_field(message, name) for name in _LISTS)


def _submitted(message: Message) -> str:
    return raw_field(message, "Auto-Submitted").partition(";")[0].strip().lower()


def _precedence(message: Message) -> str:
    return raw_field(message, "Precedence").strip().lower()


def _null_return_path(message: Message) -> bool:
    # The first is the one our own server wrote (RFC 5321 §4.4); forwarders leave theirs below it.
    return [path.replace(" ", "") for path in raw_fields(message, "Return-Path")[:1]] == ["<>"]


def _report_type(message: Message) -> str:
    try:
        return str(message.get_param("report-type", "") or "").lower()
    except (ValueError, TypeError, AttributeError):
        return ""
