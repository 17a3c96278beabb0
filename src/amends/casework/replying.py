"""One reply can do it all: say back, empathise, apologise, assure, promise, offer, keep and move (0.4.2)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from amends.cases.models import SeenBy, Words
from amends.casework import letters, owning, resting
from amends.casework.closing import ask_confirmation
from amends.casework.giving import Parties, make_promise
from amends.casework.moving import is_supervisors_call, require_move, tell_moved
from amends.casework.offering import offer, read_amount
from amends.casework.promising import due_time, find_promise, is_kept_by_any_word, require_reached
from amends.casework.restating import restate
from amends.casework.saying import NewPromise, Reply
from amends.casework.settling import settle
from amends.casework.working import CaseRef, Work, words_beside, words_of, working
from amends.core import promise as core
from amends.core.instants import InstantFault, read_instant
from amends.core.reading import acts
from amends.core.refusal import NamesNothing, Unusable, WroteMeanwhile
from amends.messages.models import CustomerMessage
from amends.people.models import Person
from amends.promises.models import Promise


def reply(
    case: CaseRef, content: Reply, *, by: Person, at: datetime, pressed_at: datetime | None = None
) -> CustomerMessage:
    """Send a message to the customer, and do with it what its passages say.

    What counts against a due time is `pressed_at`, once the mail server has accepted the mail (architecture, 8).
    Raises the refusals of each act, WroteMeanwhile, Unusable.
    """
    words_of(content.text, "text")
    pressed = pressed_at or at
    with working(case, by=by, at=at) as work:
        work.require_team()
        work.refuse_if_closed()
        refuse_if_wrote_meanwhile(work, content)
        _refuse_empty_apology(work, content)
        told = _with_clock_times(work, resolved(work, content))
        settles, moved = _settles(work, told, pressed)
        owning.take(work)
        message = _write(work, words_of(told.text, "text"), pressed)
        made = [
            _promise(work, row, message, pressed, told.override, moved=None if number else moved)
            for number, row in enumerate(told.promises)
        ]
        if told.moves is not None:
            said = words_beside(told.because, "because")
            what, words = core.What.RENEGOTIATED.value, said.pk if said else None
            settles.append({"promise": told.moves, "what": what, "successor": made[0].pk, "words": words})
            tell_moved(work, made[0])
        _speak(work, told, message)
        _dispatch(work, message, letters.frame(work, told.text, made), settles, pressed)
        if told.asks_if_right:
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
    return replace(content, promises=tuple(_resolved(work, content.text, row) for row in content.promises))


def refuse_if_wrote_meanwhile(work: Work, content: Reply) -> None:
    """Stop a message when the customer wrote since the writer read the case (C35)."""
    if content.seen_message is None or content.anyway:
        return
    newer = CustomerMessage.objects.filter(
        case=work.case, direction="in", automatic="", pk__gt=content.seen_message
    ).first()
    if newer:
        raise WroteMeanwhile(message=newer.pk, customer=work.case.customer.first_name)


def _refuse_empty_apology(work: Work, content: Reply) -> None:
    """Ask about an apology that names nothing of this case, also where nobody marked it as one (S0.8)."""
    for found in acts(content.text):
        if found.act == "empty-apology" and owning.names_nothing(work, found.text):
            work.refuse(NamesNothing(words=found.text[:200]), content.override)


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


def _resolved(work: Work, text: str, row: NewPromise) -> NewPromise:
    due, why = due_time(work, _instant(row.due), row.within, row.kind)
    phrase = _phrase(text, row.phrase or row.within)
    if row.phrase and not phrase:
        raise Unusable(field="phrase", fault="not-in-text", value=row.phrase[:80])
    return replace(row, due=due.isoformat(), within="", phrase=phrase, why=row.why or tuple(why))


def _phrase(text: str, words: str) -> str:
    """The words of time as they stand in the text, with the "within" before them: a clock time takes their place."""
    found = re.search(rf"(?:\b(?:within|in|binnen|innerhalb(?: von)?)\s+)?{re.escape(words)}", text, re.IGNORECASE)
    return found[0] if found and words else ""


def _with_clock_times(work: Work, content: Reply) -> Reply:
    """The reply as the customer reads and we keep it: clock times in place of "within one working day" (S0.11)."""
    text, passages = content.text, content.passages
    for row in content.promises:
        due = _instant(row.due)
        if row.phrase and due:
            clock = letters.by_words(letters.due_words(due, work.case.customer, work), work.case.customer)
            text = text.replace(row.phrase, clock, 1)
            passages = tuple(replace(one, words=one.words.replace(row.phrase, clock, 1)) for one in passages)
    return replace(content, text=text, passages=passages)


def _promise(
    work: Work, row: NewPromise, message: CustomerMessage, pressed: datetime, override: str, moved: Promise | None
) -> Promise:
    due = _instant(row.due)
    words = words_of(row.what, "what", longest=200)
    if due is None:
        raise Unusable(field="due", fault="empty")
    follows = moved if moved and pressed < moved.due_at else None
    stays = moved is not None and is_supervisors_call(work, moved)
    made = make_promise(
        work,
        kind=moved.kind if moved and stays else row.kind,
        words=words,
        due=due,
        why=row.why,
        message=message,
        follows=follows,
        made_at=pressed,
        parties=Parties(moved.promisor if moved and stays else None),
    )
    if row.rests_on is not None:
        resting.rest(work, made, row.rests_on, resting.BUFFER_DAYS, override)
    least = resting.not_before(work, follows) if follows else None
    if least is not None and due < least:
        resting.refuse_before(work, due, least, override)
    return made


def _settles(work: Work, content: Reply, pressed: datetime) -> tuple[list[dict[str, Any]], Promise | None]:
    """What the message keeps once it is delivered, and the promise that it moves.

    Any word of ours keeps a promise that only says we will be in touch (S0.13, 0.4.13).
    """
    if content.moves is not None and not content.promises:
        raise Unusable(field="promises", fault="empty")
    named = [find_promise(work, number) for number in content.keeps]
    for row in named:
        require_reached(work, row, "email")
        require_move(work, row, core.What.DELIVERED, content.because, at=pressed)
    keeps = [row.pk for row in named]
    rows = Promise.objects.filter(case=work.case).exclude(pk__in=keeps).exclude(pk=content.moves or 0)
    keeps += [row.pk for row in rows.prefetch_related("happenings") if is_kept_by_any_word(row, pressed)]
    moved = find_promise(work, content.moves) if content.moves is not None else None
    if moved is not None:
        what = core.What.RENEGOTIATED if pressed < moved.due_at else core.What.REPLACED
        require_move(work, moved, what, content.because, at=pressed)
    return [{"promise": number, "what": core.What.DELIVERED.value} for number in keeps], moved


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


def _instant(text: str) -> datetime | None:
    if not text:
        return None
    try:
        return read_instant(text)
    except InstantFault as error:
        raise Unusable(field="due", fault=error.code, value=text[:40]) from error
