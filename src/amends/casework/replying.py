"""One reply can do it all: say back, empathise, apologise, assure, promise, offer, keep and move (0.4.2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from amends.cases.models import SeenBy, Words
from amends.casework import letters, owning
from amends.casework.closing import ask_confirmation
from amends.casework.offering import offer, read_amount
from amends.casework.promising import due_time, find_promise, happen, make_promise
from amends.casework.restating import restate
from amends.casework.working import CaseRef, Work, require_member, words_of, working
from amends.core import promise as core
from amends.core.refusal import Unusable, WroteMeanwhile
from amends.messages.models import CustomerMessage
from amends.people.models import Person
from amends.promises.models import Promise

PASSAGES = ("restatement", "empathy", "apology", "assurance", "offer")


@dataclass(frozen=True)
class Passage:
    """Words of the reply that are an act: restatement, empathy, apology, assurance or offer."""

    act: str
    words: str


@dataclass(frozen=True)
class NewPromise:
    """A promise made in the reply; the customer reads its `phrase` of time as a clock time (S0.11)."""

    what: str
    due: str = ""
    within: str = ""
    kind: str = "action"
    phrase: str = ""


@dataclass(frozen=True)
class Reply:
    """Everything one message does. Instants are ISO 8601 with an offset; `keeps` and `moves` are promise numbers."""

    text: str
    passages: tuple[Passage, ...] = ()
    promises: tuple[NewPromise, ...] = ()
    keeps: tuple[int, ...] = ()
    moves: int | None = None
    amount: str = ""
    currency: str = ""
    asks_if_right: bool = False
    override: str = ""
    seen_message: int | None = None
    anyway: bool = False

    def as_json(self) -> dict[str, Any]:
        """The reply as plain values, to be held."""
        return asdict(self)

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Reply:
        """The reply of plain values, as `as_json` gives or a face takes them. Raises Unusable for unknown words."""
        try:
            values = dict(data)
            values["passages"] = tuple(Passage(**row) for row in values.get("passages") or ())
            values["promises"] = tuple(NewPromise(**row) for row in values.get("promises") or ())
            values["keeps"] = tuple(values.get("keeps") or ())
            return cls(**values)
        except TypeError as error:
            raise Unusable(field="reply", fault="unknown", value=str(error)[:80]) from error


def reply(
    case: CaseRef, content: Reply, *, by: Person, at: datetime, pressed_at: datetime | None = None
) -> CustomerMessage:
    """Send a message to the customer, and do with it what its passages say.

    What counts against a due time is `pressed_at`, once the mail server has accepted the mail (architecture, 8).
    Raises the refusals of each act, WroteMeanwhile, Unusable.
    """
    require_member(by)
    text = words_of(content.text, "text")
    pressed = pressed_at or at
    with working(case, by=by, at=at) as work:
        work.refuse_if_closed()
        refuse_if_wrote_meanwhile(work, content)
        owning.take(work)
        message = _write(work, text, pressed)
        made = [_promise(work, row, message, pressed) for row in content.promises]
        settles = _settles(work, content, made, pressed)
        _speak(work, content, message)
        sent = letters.frame(work, _with_clock_times(work, text, content.promises, made), made)
        _dispatch(work, message, sent, settles, pressed)
        if content.asks_if_right:
            ask_confirmation(work, by=by, at=at, message=message)
        return message


def write(
    case: CaseRef,
    text: str,
    *,
    by: Person,
    at: datetime,
    passages: Sequence[Mapping[str, str]] = (),
    promises: Sequence[Mapping[str, str]] = (),
    keeps: Sequence[int] = (),
    moves: int | None = None,
    amount: str = "",
    currency: str = "",
    asks_if_right: bool = False,
    seen_message: int | None = None,
    override: str = "",
    anyway: bool = False,
) -> CustomerMessage:
    """Write to the customer at once, in one message that may say back, empathise, apologise, assure, promise, offer."""
    content = Reply.of(
        {
            "text": text,
            "passages": passages,
            "promises": promises,
            "keeps": keeps,
            "moves": moves,
            "amount": amount,
            "currency": currency,
            "asks_if_right": asks_if_right,
            "seen_message": seen_message,
            "override": override,
            "anyway": anyway,
        }
    )
    return reply(case, content, by=by, at=at)


def resolved(work: Work, content: Reply) -> Reply:
    """The same reply with every due time as an instant, so that it stays what was shown when it was pressed (S0.11)."""
    promises = tuple(
        replace(row, due=due_time(work, _instant(row.due), row.within)[0].isoformat(), within="")
        for row in content.promises
    )
    return replace(content, promises=promises)


def refuse_if_wrote_meanwhile(work: Work, content: Reply) -> None:
    """Stop a message when the customer wrote since the writer read the case (C35)."""
    if content.seen_message is None or content.anyway:
        return
    newer = CustomerMessage.objects.filter(
        case=work.case, direction="in", automatic="", pk__gt=content.seen_message
    ).first()
    if newer:
        raise WroteMeanwhile(message=newer.pk, customer=work.case.customer.first_name)


def _write(work: Work, text: str, pressed: datetime) -> CustomerMessage:
    said = Words.say(text)
    message = CustomerMessage.objects.create(
        case=work.case,
        direction=CustomerMessage.Direction.OUT,
        channel="email",
        person=work.by,
        words=said,
        subject=work.case.subject,
        mail_id=letters.mail_id(work, "reply"),
        at=pressed,
        recorded_at=work.at,
    )
    work.note("replied", said, SeenBy.CUSTOMER, pressed, message=message.pk)
    return message


def _promise(work: Work, row: NewPromise, message: CustomerMessage, pressed: datetime) -> Promise:
    instant, why = due_time(work, _instant(row.due), row.within)
    words = words_of(row.what, "what", longest=200)
    return make_promise(work, kind=row.kind, words=words, due=instant, why=why, message=message, made_at=pressed)


def _settles(work: Work, content: Reply, made: Sequence[Promise], pressed: datetime) -> list[dict[str, Any]]:
    """Which promises the message keeps or moves, once it is delivered; the first answer keeps the service promise."""
    settles = [{"promise": number, "what": core.What.DELIVERED.value} for number in content.keeps]
    service = Promise.objects.filter(case=work.case, kind="service")
    settles += [
        {"promise": row.pk, "what": core.What.DELIVERED.value}
        for row in service.prefetch_related("happenings")
        if row.verdict(pressed).is_open and row.pk not in content.keeps
    ]
    if content.moves is not None:
        if not made:
            raise Unusable(field="promises", fault="empty")
        old = find_promise(work, content.moves)
        settles.append({"promise": old.pk, "what": core.What.RENEGOTIATED.value, "successor": made[0].pk})
    return settles


def _speak(work: Work, content: Reply, message: CustomerMessage) -> None:
    who: dict[str, Any] = {"by": work.by, "at": work.at, "message": message}
    for passage in content.passages:
        if passage.act == "restatement":
            restate(work, passage.words, how="email", **who)
        elif passage.act == "empathy":
            owning.empathise(work, passage.words, override=content.override, **who)
        elif passage.act == "apology":
            owning.apologise(work, passage.words, override=content.override, **who)
        elif passage.act == "assurance":
            owning.assure(work, passage.words, **who)
        elif passage.act == "offer":
            amount = read_amount(content.amount)
            offer(work, passage.words, amount=amount, currency=content.currency, override=content.override, **who)
        else:
            raise Unusable(field="passages", fault="unknown", value=passage.act)


def _dispatch(
    work: Work, message: CustomerMessage, sent: str, settles: list[dict[str, Any]], pressed: datetime
) -> None:
    mail = letters.send(work, sent, message=message, settles=settles, pressed_at=pressed)
    if mail is None:
        # Nobody to mail to: the words are delivered on the customer's page.
        settle(work, settles, message, pressed)


def settle(work: Work, settles: Sequence[Mapping[str, Any]], message: CustomerMessage | None, when: datetime) -> None:
    """Write what a delivered message did to promises; one that came too late cannot move them any more (S0.15)."""
    for row in settles:
        old = Promise.objects.filter(case=work.case, pk=row["promise"]).first()
        if old is None or not old.verdict(work.at).is_open:
            continue
        what = core.What(row["what"])
        if what is core.What.RENEGOTIATED and when >= old.due_at:
            what = core.What.REPLACED
        data = {"successor": row["successor"]} if "successor" in row else {}
        happen(work, old, what, when, message=message, **data)


def _with_clock_times(work: Work, text: str, promises: Sequence[NewPromise], made: Sequence[Promise]) -> str:
    for row, promise in zip(promises, made, strict=True):
        if row.phrase and row.phrase in text:
            due = letters.due_words(promise.due_at, work.case.customer, work)
            text = text.replace(row.phrase, letters.by_words(due, work.case.customer), 1)
    return text


def _instant(text: str) -> datetime | None:
    if not text:
        return None
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        raise Unusable(field="due", fault="no-instant", value=text[:40]) from error
    if instant.tzinfo is None:
        raise Unusable(field="due", fault="no-offset")
    return instant
