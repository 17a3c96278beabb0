"""Each refusal as one sentence for the person who asked: what is in the way, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amends.casework.wording import times
from amends.casework.wording.clocks import cannot_extend, content_missing
from amends.core.refusal import Refusal


def sentence(refusal: Refusal) -> str:
    """A refusal in the active language."""
    return _SENTENCES[refusal.code](_Told(refusal.values))


class _Told(dict[str, Any]):
    """The values of a refusal; one that is missing is left empty rather than breaking the sentence."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        super().__init__({key: _plain(value) for key, value in values.items()})
        self.values_told = values

    def __missing__(self, key: str) -> str:
        return ""


def _plain(value: Any) -> Any:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else value


def _not_finished(told: _Told) -> str:
    return _("The customer has not finished. Mark it when they have, then make the offer.") % told


def _not_said_back(told: _Told) -> str:
    return _("Nothing has been said back yet. Say the problem back first; it takes a minute.") % told


def _disputed(told: _Told) -> str:
    return _("The last version is disputed. Say it back once more before you act.") % told


def _needs_lead(told: _Told) -> str:
    if told["limit"]:
        return (
            _("This is more than the %(limit)s %(currency)s you decide alone. Ask a Lead, or give the reason.") % told
        )
    return _("A Lead decides this. Ask one, or give the reason.") % told


def _names_nothing(told: _Told) -> str:
    return _("“%(words)s” names nothing of this case. Change it, or send it anyway.") % told


def _nothing_tried(told: _Told) -> str:
    if told["options"]:
        return _("Nothing was tried yet. You can still do this alone: %(options)s.") % told
    return _("Nothing was tried yet. Try something first, or give the reason.") % told


def _no_way_on(told: _Told) -> str:
    return _("Offer something else or ask a Lead before you close what cannot be fixed.") % told


def _not_confirmed(told: _Told) -> str:
    return _("The customer has not said that it is put right. Ask, or close it another way.") % told


def _promise_open(told: _Told) -> str:
    return _("A promise to the customer is still open. Keep it or settle it first.") % told


def _already_due(told: _Told) -> str:
    return _("This one is broken and stays so. Tell the customer, then make a new promise you can keep.") % told


def _settled(told: _Told) -> str:
    return _("This promise is settled already. Make a new one if something more is owed.") % told


def _slot_taken(told: _Told) -> str:
    return _("This time is promised to the customer of case %(case)s. Agree another time with them first.") % told


def _not_asked(told: _Told) -> str:
    return _("Ask %(customer)s whether there is anything else, and note the answer.") % told


def _due_in_past(told: _Told) -> str:
    return _("Enter a time that is still to come.") % told


def _rests_on_later(told: _Told) -> str:
    earliest = datetime.fromisoformat(told["earliest"]) if told["earliest"] else None
    time = times.at(earliest, told["zone"], "full", now=earliest) if earliest else ""
    return _("What this rests on comes later. Promise it for %(time)s or after, or give the reason.") % {"time": time}


def _first_words_locked(told: _Told) -> str:
    return _("First words stay as they were said. Add a remark beside them.") % told


def _case_closed(told: _Told) -> str:
    return _("This case is closed. Reopen it to go on.") % told


def _not_closed(told: _Told) -> str:
    return _("This case is still open. Close it first.") % told


def _wrote_meanwhile(told: _Told) -> str:
    return _("%(customer)s wrote while you were writing. Read it before you send.") % told


def _other_currency(told: _Told) -> str:
    return _("Limits are set in %(house)s, and this is in %(currency)s. Ask a Lead, or give the reason.") % told


def _over_cap(told: _Told) -> str:
    return _("%(cap)s %(currency)s is the most that can be given here. Ask a Lead.") % told


def _outside_rule(told: _Told) -> str:
    if told["days"]:
        values = {**told, "days": told["days"], "limit": told["limit"]}
        return _("It is day %(days)s, and the rule ends on day %(limit)s. Give the reason to do it anyway.") % values
    return _("A rule of the house says no. Give the reason to do it anyway.") % told


def _hard_stop(told: _Told) -> str:
    return _("This rule protects people by law or for safety. No reason carries it through.") % told


def _no_owner(told: _Told) -> str:
    return _("Nobody of the team can take this case. Name a duty person in Settings.") % told


def _not_allowed(told: _Told) -> str:
    return _("Only members of the team with the right role can do this. Ask a Lead.") % told


def _not_found(told: _Told) -> str:
    if told["what"] == "answer":
        return _("No reply waits to be confirmed here. Record the answer itself.")
    things = {"case": _("case"), "mail": _("held mail")}
    return _("There is no %(what)s %(number)s here.") % {**told, "what": things.get(told["what"], told["what"])}


def _already_answered(told: _Told) -> str:
    return _("This was done already, so nothing was changed.") % told


def _personal_data(told: _Told) -> str:
    return _("This lesson still tells who the customer is. Take the name, address or number out.") % told


def _no_lesson(told: _Told) -> str:
    return _("Draft a lesson, or choose “nothing new”.") % told


def _unusable(told: _Told) -> str:
    if told["fault"] == "sentence":
        return str(told["sentence"])
    if told["fault"] == "too-long":
        longest = int(told["longest"] or 0)
        text = ngettext("Use at most %(longest)s character.", "Use at most %(longest)s characters.", longest)
        return text % {"longest": longest}
    return _FAULTS.get(told["fault"], _fault_unknown)(told)


def _fault_empty(told: _Told) -> str:
    return _("Enter something under “%(field)s”.") % told


def _fault_unknown(told: _Told) -> str:
    return _("“%(value)s” cannot be used under “%(field)s”.") % told


def _fault_one_to_five(told: _Told) -> str:
    return _("Choose a number from 1 to 5.") % told


def _fault_instant(told: _Told) -> str:
    return _("Enter a date and time with its offset, such as 2027-03-05T16:30:00+00:00.") % told


def _fault_date(told: _Told) -> str:
    return _("Enter a date such as 2027-03-05.") % told


def _fault_amount(told: _Told) -> str:
    return _("Enter an amount such as 49.00.") % told


def _fault_address(told: _Told) -> str:
    return _("Enter an e-mail address such as name@example.org.") % told


def _fault_still_to_come(told: _Told) -> str:
    return _("Enter a day that has come already.") % told


def _fault_not_in_text(told: _Told) -> str:
    return _("“%(value)s” does not stand in the message. Mark words that stand there, or leave the mark out.") % told


def _fault_above_cap(told: _Told) -> str:
    return _("Enter an amount that is not above the cap.") % told


def _fault_another_person(told: _Told) -> str:
    return _("Choose somebody else to stand in.") % told


def _fault_away_too(told: _Told) -> str:
    return _("%(value)s is away too, so nobody would answer. Choose somebody who is there.") % told


def _fault_count(told: _Told) -> str:
    return _("Keep one line for each step of the draft.") % told


def _fault_over(told: _Told) -> str:
    return _("Enter a day that is still to come.") % told


def _fault_no_call(told: _Told) -> str:
    return _("Choose a promise to ring.") % told


def _fault_slot_length(told: _Told) -> str:
    return _("Enter an end that comes after the start, at most eight hours later.") % told


_FAULTS: Mapping[Any, Callable[[_Told], str]] = {
    "empty": _fault_empty,
    "one-to-five": _fault_one_to_five,
    "no-offset": _fault_instant,
    "no-instant": _fault_instant,
    "no-date": _fault_date,
    "not-a-number": _fault_amount,
    "not-an-address": _fault_address,
    "still-to-come": _fault_still_to_come,
    "not-in-text": _fault_not_in_text,
    "above-cap": _fault_above_cap,
    "another-person": _fault_another_person,
    "away-too": _fault_away_too,
    "count": _fault_count,
    "over": _fault_over,
    "no-call": _fault_no_call,
    "slot-length": _fault_slot_length,
}


def _not_your_move(told: _Told) -> str:
    if told["own"] is True:
        return _("What you promise yourself needs no asking. Promise it.") % told
    return _("This is for %(person)s to answer. Nobody promises for somebody else; you can ask them.") % told


def _not_reached(told: _Told) -> str:
    return (
        _("A call-back is kept by speaking with %(customer)s. Note the try, and agree another time before it is due.")
        % told
    )


_SENTENCES: Mapping[str, Callable[[_Told], str]] = {
    "not-finished-listening": _not_finished,
    "not-said-back": _not_said_back,
    "restatement-disputed": _disputed,
    "needs-lead": _needs_lead,
    "names-nothing": _names_nothing,
    "nothing-tried": _nothing_tried,
    "no-way-on": _no_way_on,
    "not-confirmed": _not_confirmed,
    "promise-open": _promise_open,
    "already-due": _already_due,
    "promise-settled": _settled,
    "not-your-move": _not_your_move,
    "not-reached": _not_reached,
    "slot-taken": _slot_taken,
    "not-asked": _not_asked,
    "due-in-past": _due_in_past,
    "rests-on-later": _rests_on_later,
    "first-words-locked": _first_words_locked,
    "case-closed": _case_closed,
    "not-closed": _not_closed,
    "wrote-meanwhile": _wrote_meanwhile,
    "over-cap": _over_cap,
    "other-currency": _other_currency,
    "outside-rule": _outside_rule,
    "hard-stop": _hard_stop,
    "no-owner": _no_owner,
    "not-allowed": _not_allowed,
    "not-found": _not_found,
    "already-answered": _already_answered,
    "has-personal-data": _personal_data,
    "no-lesson": _no_lesson,
    "unusable": _unusable,
    "content-missing": lambda told: content_missing(told.values_told),
    "cannot-extend": lambda told: cannot_extend(told.values_told),
}
