"""Each refusal as one sentence for the person who asked: what is in the way, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from amends.casework.wording import times
from amends.casework.wording.clocks import cannot_extend, content_missing
from amends.casework.wording.faults import unusable
from amends.casework.wording.told import Told
from amends.core.refusal import Refusal


def sentence(refusal: Refusal) -> str:
    """A refusal in the active language."""
    return _SENTENCES[refusal.code](Told(refusal.values))


def _not_finished(told: Told) -> str:
    return _("The customer has not finished. Mark it when they have, then make the offer.") % told


def _not_said_back(told: Told) -> str:
    return _("Nothing has been said back yet. Say the problem back first; it takes a minute.") % told


def _disputed(told: Told) -> str:
    return _("The last version is disputed. Say it back once more before you act.") % told


def _needs_lead(told: Told) -> str:
    if told["limit"]:
        return (
            _("This is more than the %(limit)s %(currency)s you decide alone. Ask a Lead, or give the reason.") % told
        )
    return _("A Lead decides this. Ask one, or give the reason.") % told


def _names_nothing(told: Told) -> str:
    return _("“%(words)s” names nothing of this case. Change it, or send it anyway.") % told


def _nothing_tried(told: Told) -> str:
    if told["options"]:
        return _("Nothing was tried yet. You can still do this alone: %(options)s.") % told
    return _("Nothing was tried yet. Try something first, or give the reason.") % told


def _no_way_on(told: Told) -> str:
    return _("Offer something else or ask a Lead before you close what cannot be fixed.") % told


def _not_confirmed(told: Told) -> str:
    return _("The customer has not said that it is put right. Ask, or close it another way.") % told


def _promise_open(told: Told) -> str:
    return _("A promise to the customer is still open. Keep it or settle it first.") % told


def _already_due(told: Told) -> str:
    return _("This one is broken and stays so. Tell the customer, then make a new promise you can keep.") % told


def _settled(told: Told) -> str:
    return _("This promise is settled already. Make a new one if something more is owed.") % told


def _slot_taken(told: Told) -> str:
    return _("This time is promised to the customer of case %(case)s. Agree another time with them first.") % told


def _not_asked(told: Told) -> str:
    return _("Ask %(customer)s whether there is anything else, and note the answer.") % told


def _customers_choice(told: Told) -> str:
    return _("%(customer)s chose how often to hear of you. Ask first, or leave it as it is.") % told


def _due_in_past(told: Told) -> str:
    return _("Enter a time that is still to come.") % told


def _rests_on_later(told: Told) -> str:
    earliest = datetime.fromisoformat(told["earliest"]) if told["earliest"] else None
    time = times.at(earliest, told["zone"], "full", now=earliest) if earliest else ""
    return _("What this rests on comes later. Promise it for %(time)s or after, or give the reason.") % {"time": time}


def _first_words_locked(told: Told) -> str:
    return _("First words stay as they were said. Add a remark beside them.") % told


def _case_closed(told: Told) -> str:
    return _("This case is closed. Reopen it to go on.") % told


def _not_closed(told: Told) -> str:
    return _("This case is still open. Close it first.") % told


def _wrote_meanwhile(told: Told) -> str:
    return _("%(customer)s wrote while you were writing. Read it before you send.") % told


def _other_currency(told: Told) -> str:
    return _("Limits are set in %(house)s, and this is in %(currency)s. Ask a Lead, or give the reason.") % told


def _over_cap(told: Told) -> str:
    return _("%(cap)s %(currency)s is the most that can be given here. Ask a Lead.") % told


def _outside_rule(told: Told) -> str:
    if told["days"]:
        values = {**told, "days": told["days"], "limit": told["limit"]}
        return _("It is day %(days)s, and the rule ends on day %(limit)s. Give the reason to do it anyway.") % values
    return _("A rule of the house says no. Give the reason to do it anyway.") % told


def _hard_stop(told: Told) -> str:
    return _("This rule protects people by law or for safety. No reason carries it through.") % told


def _no_owner(told: Told) -> str:
    return _("Nobody of the team can take this case. Name a duty person in Settings.") % told


def _not_allowed(told: Told) -> str:
    return _("Only members of the team with the right role can do this. Ask a Lead.") % told


def _not_found(told: Told) -> str:
    if told["what"] == "answer":
        return _("No reply waits to be confirmed here. Record the answer itself.")
    things = {"case": _("case"), "mail": _("held mail")}
    return _("There is no %(what)s %(number)s here.") % {**told, "what": things.get(told["what"], told["what"])}


def _nobody_above(_told: Told) -> str:
    return _("Nobody here leads, so there is nobody to take this up to. It stays with its owner.")


def _already_answered(told: Told) -> str:
    return _("This was done already, so nothing was changed.") % told


def _personal_data(told: Told) -> str:
    return _("This lesson still tells who the customer is. Take the name, address or number out.") % told


def _no_lesson(told: Told) -> str:
    return _("Draft a lesson, or choose “nothing new”.") % told


def _not_your_move(told: Told) -> str:
    if told["own"] is True:
        return _("What you promise yourself needs no asking. Promise it.") % told
    return _("This is for %(person)s to answer. Nobody promises for somebody else; you can ask them.") % told


def _not_reached(told: Told) -> str:
    return (
        _("A call-back is kept by speaking with %(customer)s. Note the try, and agree another time before it is due.")
        % told
    )


_SENTENCES: Mapping[str, Callable[[Told], str]] = {
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
    "customers-choice": _customers_choice,
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
    "nobody-above": _nobody_above,
    "has-personal-data": _personal_data,
    "no-lesson": _no_lesson,
    "unusable": unusable,
    "content-missing": lambda told: content_missing(told.values_told),
    "cannot-extend": lambda told: cannot_extend(told.values_told),
}
