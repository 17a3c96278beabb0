"""What is wrong with a field that cannot be used, as one sentence that says what to enter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amends.casework.wording.told import Told


def unusable(told: Told) -> str:
    """The sentence for a field whose value cannot be used, in the active language."""
    if told["fault"] == "sentence":
        return str(told["sentence"])
    if told["fault"] == "too-long":
        longest = int(told["longest"] or 0)
        text = ngettext("Use at most %(longest)s character.", "Use at most %(longest)s characters.", longest)
        return text % {"longest": longest}
    return _FAULTS.get(told["fault"], _fault_unknown)(told)


def _fault_empty(told: Told) -> str:
    return _("Enter something under “%(field)s”.") % told


def _fault_unknown(told: Told) -> str:
    return _("“%(value)s” cannot be used under “%(field)s”.") % told


def _fault_one_to_five(told: Told) -> str:
    return _("Choose a number from 1 to 5.") % told


def _fault_instant(told: Told) -> str:
    return _("Enter a date and time with its offset, such as 2027-03-05T16:30:00+00:00.") % told


def _fault_date(told: Told) -> str:
    return _("Enter a date such as 2027-03-05.") % told


def _fault_amount(told: Told) -> str:
    return _("Enter an amount such as 49.00.") % told


def _fault_address(told: Told) -> str:
    return _("Enter an e-mail address such as name@example.org.") % told


def _fault_still_to_come(told: Told) -> str:
    return _("Enter a day that has come already.") % told


def _fault_not_in_text(told: Told) -> str:
    return _("“%(value)s” does not stand in the message. Mark words that stand there, or leave the mark out.") % told


def _fault_above_cap(told: Told) -> str:
    return _("Enter an amount that is not above the cap.") % told


def _fault_another_person(told: Told) -> str:
    return _("Choose somebody else to stand in.") % told


def _fault_away_too(told: Told) -> str:
    return _("%(value)s is away too, so nobody would answer. Choose somebody who is there.") % told


def _fault_count(told: Told) -> str:
    return _("Keep one line for each step of the draft.") % told


def _fault_over(told: Told) -> str:
    return _("Enter a day that is still to come.") % told


def _fault_too_far_off(told: Told) -> str:
    return _("Enter a day within the next ten years.") % told


def _fault_beside_due(told: Told) -> str:
    return _("Give a time or a span, not both.") % told


def _fault_before_since(told: Told) -> str:
    return _("The end comes before the start. Enter an end that is not earlier.") % told


def _fault_no_call(told: Told) -> str:
    return _("Choose a promise to ring.") % told


def _fault_same_time(told: Told) -> str:
    return _("Enter another time than the one that was promised.") % told


def _fault_several(told: Told) -> str:
    return _("Name one of these under “%(field)s”: %(choices)s.") % told


def _fault_slot_length(told: Told) -> str:
    return _("Enter an end that comes after the start, at most eight hours later.") % told


_FAULTS: Mapping[Any, Callable[[Told], str]] = {
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
    "too-far-off": _fault_too_far_off,
    "beside-due": _fault_beside_due,
    "before-since": _fault_before_since,
    "same-time": _fault_same_time,
    "several": _fault_several,
    "slot-length": _fault_slot_length,
}
