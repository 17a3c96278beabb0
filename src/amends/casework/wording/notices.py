"""What the team is told of, put into sentences when it is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amends.casework.wording import times
from amends.casework.wording.clocks import title_words
from amends.people.models import Notice


def notice_sentence(notice: Notice, name: str, zone: str, now: datetime) -> str:
    """A notice in the active language; `name` is that of the customer of its case, empty where it has none."""
    words = _SENTENCES.get(notice.code)
    told = {**notice.values, "name": name or _("a customer")}
    return words(told, zone, now) if words else _("Something happened in this case.")


_Told = Mapping[str, Any]


def _soon(told: _Told, zone: str, now: datetime) -> str:
    return _("The promise to %(name)s is due %(time)s.") % {**told, "time": _time(told, "due", zone, now)}


def _broken(told: _Told, zone: str, now: datetime) -> str:
    return _("The promise to %(name)s is late since %(time)s.") % {**told, "time": _time(told, "due", zone, now)}


def _asked(told: _Told, zone: str, now: datetime) -> str:
    return _("You are asked to promise %(name)s something by %(time)s.") % {
        **told,
        "time": _time(told, "due", zone, now),
    }


def _at_risk(told: _Told, zone: str, now: datetime) -> str:
    words = {
        "later": _("What a promise to %(name)s rests on now comes %(theirs)s; yours is due %(time)s."),
        "broken": _("What a promise to %(name)s rests on did not come %(theirs)s; yours is due %(time)s."),
    }.get(str(told.get("cause")), _("What a promise to %(name)s rests on will not come; yours is due %(time)s."))
    values = {**told, "time": _time(told, "due", zone, now), "theirs": _time(told, "theirs", zone, now)}
    sentence = words % values
    if not told.get("proposed"):
        return sentence
    offer = _("Tell %(name)s before then; %(proposed)s can be kept.")
    return f"{sentence} {offer % {**told, 'proposed': _time(told, 'proposed', zone, now)}}"


def _supervisor_asked(told: _Told, zone: str, now: datetime) -> str:
    time = {**told, "time": _time(told, "until", zone, now)}
    if told.get("live"):
        return _("%(name)s asks for a supervisor now. Accept by %(time)s.") % time
    return _("%(name)s asks for a supervisor to ring today. Accept by %(time)s.") % time


def _supervisor_found(told: _Told, zone: str, now: datetime) -> str:
    values = {**told, "time": _time(told, "due", zone, now)}
    return _("%(who)s rings %(name)s: %(time)s. The customer has been told.") % values


def _at(sentence: Callable[[], str]) -> Callable[[_Told, str, datetime], str]:
    return lambda told, zone, now: sentence() % {**told, "time": _time(told, "due", zone, now)}


def _quiet_day(told: _Told, zone: str, now: datetime) -> str:
    words = _("%(name)s has not heard from you today. Say what was done, or why nothing moved, by %(time)s.")
    return words % {**told, "time": _time(told, "due", zone, now)}


def _silent(told: _Told, zone: str, now: datetime) -> str:
    days = int(told.get("days") or 0)
    words = ngettext(
        "%(name)s has not answered for %(days)s working day.",
        "%(name)s has not answered for %(days)s working days.",
        days,
    )
    return words % {"name": told["name"], "days": days}


def _failing(told: _Told, zone: str, now: datetime) -> str:
    values = {"mailbox": told.get("mailbox", ""), "time": _time(told, "since", zone, now)}
    return _("The mailbox %(mailbox)s cannot be read since %(time)s.") % values


def _plain(sentence: Callable[[], str]) -> Callable[[_Told, str, datetime], str]:
    return lambda told, _zone, _now: sentence() % told


def _clock(sentence: Callable[[], str]) -> Callable[[_Told, str, datetime], str]:
    def words(told: _Told, zone: str, now: datetime) -> str:
        title = title_words(str(told.get("title", "")), told.get("titles") or {})
        return sentence() % {**told, "title": title, "time": _time(told, "due", zone, now)}

    return words


_SENTENCES: Mapping[str, Callable[[_Told, str, datetime], str]] = {
    "promise-soon": _soon,
    "promise-broken": _broken,
    "silent": _silent,
    "quiet-day": _quiet_day,
    "needs-promise": _plain(lambda: _("Nothing is promised to %(name)s. Say when the next word comes.")),
    "escalated": _plain(lambda: _("The case of %(name)s needs somebody who leads. Accept it by name.")),
    "escalation-accepted": _plain(lambda: _("%(who)s has accepted the case of %(name)s.")),
    "caller-away": _at(
        lambda: _("%(who)s is away when %(name)s expects the call: %(time)s. %(other)s answers. Tell %(name)s.")
    ),
    "nobody-stands-in": _plain(lambda: _("%(who)s is away, and nobody stands in. Choose who answers.")),
    "ours-at-risk": _at_risk,
    "clock-soon": _clock(lambda: _("%(name)s: “%(title)s” ends %(time)s.")),
    "clock-breached": _clock(lambda: _("%(name)s: “%(title)s” was missed, it ended %(time)s.")),
    "clock-money-due": _clock(lambda: _("%(name)s: %(amount)s %(currency)s are owed because “%(title)s” was missed.")),
    "mailbox-failing": _failing,
    "given-to-you": _plain(lambda: _("The case of %(name)s is yours now.")),
    "customer-wrote": _plain(lambda: _("%(name)s wrote.")),
    "mentioned": _plain(lambda: _("A colleague mentioned you in the case of %(name)s.")),
    "lead-asked": _plain(lambda: _("A colleague asks you into the case of %(name)s.")),
    "did-not-go": _plain(lambda: _("A message to %(name)s did not go.")),
    "answered-restatement": _plain(lambda: _("%(name)s answered what you said back.")),
    "answered-offer": _plain(lambda: _("%(name)s answered the offer.")),
    "answered-confirmation": _plain(lambda: _("%(name)s answered whether it is put right.")),
    "disputed-three-times": _plain(lambda: _("%(name)s said three times that we have it wrong.")),
    "threat": _plain(lambda: _("Somebody was threatened in the case of %(name)s.")),
    "approval-asked": _plain(lambda: _("A colleague asks for your yes in the case of %(name)s.")),
    "escalation-not-accepted": _plain(lambda: _("Nobody has accepted the case of %(name)s yet.")),
    "moved-twice": _plain(lambda: _("A promise to %(name)s was moved a second time.")),
    "promise-asked": _asked,
    "supervisor-asked": _supervisor_asked,
    "supervisor-found": _supervisor_found,
    "supervisor-not-found": _plain(lambda: _("No supervisor has accepted a call to %(name)s. Ring or write yourself.")),
    "slot-booked": _at(lambda: _("You ring %(name)s at a time that you published: %(time)s.")),
    "call-deferred": _at(lambda: _("%(name)s would rather be rung at another time: %(time)s.")),
    "call-moved": _at(lambda: _("The time at which you ring %(name)s was moved: %(time)s.")),
    "follow-up-due": _plain(lambda: _("Is %(name)s still happy? The follow-up is due today.")),
    "promise-accepted": _plain(lambda: _("A promise for %(name)s was accepted.")),
    "promise-declined": _plain(lambda: _("A promise for %(name)s was declined.")),
    "promise-countered": _plain(lambda: _("Another time was named for a promise to %(name)s.")),
    "promise-withdrawn": _plain(lambda: _("What you were asked to promise for %(name)s is no longer needed.")),
    "promise-disputed": _plain(lambda: _("%(name)s says that what we promised is not right yet.")),
    "reopened": _plain(lambda: _("The case of %(name)s is open again.")),
}


def _time(told: _Told, field: str, zone: str, now: datetime) -> str:
    instant = datetime.fromisoformat(str(told[field])) if told.get(field) else now
    return times.at(instant, zone, "full", now=now)
