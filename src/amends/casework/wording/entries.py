"""Each entry of a timeline as one sentence for the team, in the language of the reader."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from amends.cases.models import Entry
from amends.casework.wording.names import channel_words, closed_words, kind_words

Names = Mapping[int, str]
# What an entry's data names a person by, beside the one who did it.
NAMING = ("owner", "stands_in_for", "recorded_by")


def entry_sentence(entry: Entry, names: Names) -> str:
    """What happened, and who did it; `names` holds the persons of the case and of the team by number.

    An entry by one of the desk's own voices names the desk. The words of an entry stand beside it, not in it.
    """
    return _SENTENCES[entry.code](entry) % _Told(entry, names)


def worded_codes() -> frozenset[str]:
    """The codes that have a sentence."""
    return frozenset(_SENTENCES)


class _Told(dict[str, str]):
    """What a sentence may name; what an entry does not hold is left empty rather than breaking the sentence."""

    def __init__(self, entry: Entry, names: Names) -> None:
        data = {key: str(value) for key, value in entry.data.items() if value is not None}
        super().__init__(data)
        self["by"] = names.get(entry.by_id) or _("The desk")
        for key in NAMING:
            if entry.data.get(key):
                self[key] = names.get(entry.data[key]) or _("a colleague")
        if "kind" in entry.data:
            self["kind"] = kind_words(entry.data["kind"])
        if "was" in entry.data:
            self["was"] = kind_words(entry.data["was"])

    def __missing__(self, key: str) -> str:
        return ""


def _opened(entry: Entry) -> str:
    if entry.data.get("proposed"):
        return _("The case was opened and read as: %(kind)s.")
    return _("%(by)s opened the case as: %(kind)s.")


def _assigned(entry: Entry) -> str:
    if entry.data.get("stands_in_for"):
        return _("%(owner)s answers in place of %(stands_in_for)s.")
    return _("%(owner)s answers for this case.")


def _felt(entry: Entry) -> str:
    if entry.data.get("source") == "observed":
        return _("%(by)s saw a feeling: %(level)s of 5.")
    return _("%(by)s noted a feeling, as it was said: %(level)s of 5.")


def _finished(entry: Entry) -> str:
    if entry.data.get("how") == "customer":
        return _("%(by)s said: that is everything.")
    return _("%(by)s marked that the customer has finished.")


def _restated(entry: Entry) -> str:
    if entry.data.get("how") == "phone":
        return _("%(by)s said the problem back by phone, version %(version)s.")
    if entry.data.get("how") == "in-person":
        return _("%(by)s said the problem back in person, version %(version)s.")
    return _("%(by)s said the problem back, version %(version)s.")


def _named(entry: Entry, named: str, bare: str) -> str:
    return bare if entry.data.get("names_something") is False else named


def _empathised(entry: Entry) -> str:
    return _named(
        entry,
        _("%(by)s said what it does to the customer."),
        _("%(by)s said that they understand; it names nothing of this case."),
    )


def _apologised(entry: Entry) -> str:
    return _named(entry, _("%(by)s said sorry."), _("%(by)s said sorry; it names nothing of this case."))


def _acted(entry: Entry) -> str:
    return _("%(by)s did something to put it right.")


def _asked_lead(entry: Entry) -> str:
    if entry.data.get("asked"):
        return _("%(by)s asked a Lead in.")
    return _("%(by)s asked for a Lead; nobody else leads here, so the reason stands.")


def _proposed(entry: Entry) -> str:
    about = entry.data.get("about")
    if about == "offer":
        return _("The message reads as an answer to the offer.")
    if about == "confirmation":
        return _("The message reads as an answer to “Is it put right?”.")
    return _("The message reads as an answer to what we said back.")


def _closed(entry: Entry) -> str:
    return _("Closed: %(how)s.").replace("%(how)s", closed_words(str(entry.data.get("how", ""))).replace("%", "%%"))


def _reopened(entry: Entry) -> str:
    because = entry.data.get("because")
    if because == "wrote":
        return _("%(by)s opened the case again: the customer wrote.")
    if because == "not-yet":
        return _("Opened again: the customer says it is not put right yet.")
    return _("%(by)s opened the case again.")


def _came_back(entry: Entry) -> str:
    if entry.data.get("permanent"):
        return _("A mail came back: nobody has that address.")
    return _("A mail is held up on its way.")


def _told(entry: Entry) -> str:
    how = channel_words(str(entry.data.get("how", "")))
    return _("The customer was told of the promise %(way)s.").replace("%(way)s", how.replace("%", "%%"))


def _delivered(entry: Entry) -> str:
    if entry.data.get("how") == "deferred":
        return _("The customer would rather be rung at another time.")
    return _("A promise was kept.")


def _followed_up(entry: Entry) -> str:
    if entry.data.get("result") == "happy":
        return _("%(by)s followed up: the customer is still happy.")
    if entry.data.get("result") == "not-happy":
        return _("%(by)s followed up: the customer is not happy.")
    return _("%(by)s followed up and reached nobody.")


def _plain(sentence: Callable[[], str]) -> Callable[[Entry], str]:
    return lambda _entry: sentence()


_SENTENCES: Mapping[str, Callable[[Entry], str]] = {
    "opened": _opened,
    "wrote": _plain(lambda: _("%(by)s wrote.")),
    "replied": _plain(lambda: _("%(by)s answered.")),
    "spoke": _plain(lambda: _("%(by)s wrote down a conversation.")),
    "assigned": _assigned,
    "taken": _plain(lambda: _("%(owner)s has taken the case.")),
    "receipt": _plain(lambda: _("The customer was told when one of us answers.")),
    "reminded": _plain(lambda: _("The customer was asked once more whether it is put right.")),
    "fresh-link": _plain(lambda: _("A fresh address of the customer page was sent.")),
    "new-owner-told": _plain(lambda: _("The customer was told that %(owner)s answers now.")),
    "felt": _felt,
    "finished": _finished,
    "problem-stated": _plain(lambda: _("%(by)s wrote down what is really wrong, version %(version)s.")),
    "annotated": _plain(lambda: _("%(by)s added a remark beside the first words.")),
    "restated": _restated,
    "understood-yes": _plain(lambda: _("%(by)s: yes, that is it.")),
    "understood-not-quite": _plain(lambda: _("%(by)s: not quite.")),
    "understood-no": _plain(lambda: _("%(by)s: no, that is not it.")),
    "empathised": _empathised,
    "apologised": _apologised,
    "assured": _plain(lambda: _("%(owner)s took it on by name.")),
    "promised": _plain(lambda: _("%(by)s made a promise.")),
    "told": _told,
    "delivered": _delivered,
    "delivered-late": _plain(lambda: _("A promise was kept after its time.")),
    "renegotiated": _plain(lambda: _("A promise was moved before its time.")),
    "replaced": _plain(lambda: _("A new promise stands in place of a broken one.")),
    "released": _plain(lambda: _("The customer let us off a promise.")),
    "satisfied": _plain(lambda: _("What was promised is right as it was delivered.")),
    "disputed": _plain(lambda: _("What was promised is not right as it was delivered.")),
    "revoked": _plain(lambda: _("%(by)s took a promise back before its time.")),
    "promise-requested": _plain(lambda: _("%(by)s asked for a promise.")),
    "promise-offered": _plain(lambda: _("%(by)s offered a promise.")),
    "accepted": _plain(lambda: _("%(by)s accepted; the promise is in force.")),
    "declined": _plain(lambda: _("%(by)s declined.")),
    "countered": _plain(lambda: _("%(by)s named another time.")),
    "withdrawn": _plain(lambda: _("%(by)s took back what was asked for.")),
    "attempted": _plain(lambda: _("%(by)s tried to change a promise; it was refused.")),
    "progress": _plain(lambda: _("%(by)s told what was done today.")),
    "rhythm-chosen": _plain(lambda: _("%(by)s chose how often the customer hears of us.")),
    "silent-day": _plain(lambda: _("The customer heard nothing of us on this day.")),
    "escalated": _plain(lambda: _("The case went up to those who lead.")),
    "escalation-accepted": _plain(lambda: _("%(by)s accepted the case by name.")),
    "escalation-not-accepted": _plain(lambda: _("Nobody accepted the case in time; it went further up.")),
    "escalation-ended": _plain(lambda: _("%(by)s brought the case back on its way.")),
    "needs-promise": _plain(lambda: _("Nothing was promised for the next word.")),
    "rests-on": _plain(lambda: _("%(by)s noted what a promise rests on.")),
    "at-risk": _plain(lambda: _("What a promise rests on comes too late.")),
    "warned": _plain(lambda: _("A promise was coming due.")),
    "broken": _plain(lambda: _("A promise was broken.")),
    "call-tried": _plain(lambda: _("%(by)s rang and did not reach the customer.")),
    "calls-refused": _plain(lambda: _("The customer does not want to be rung.")),
    "calls-welcome": _plain(lambda: _("The customer can be rung again.")),
    "supervisor-asked": _plain(lambda: _("%(by)s asked for a supervisor.")),
    "supervisor-told": _plain(lambda: _("The customer was told who rings them, and when.")),
    "supervisor-not-found": _plain(lambda: _("Everybody who leads was asked, and nobody accepted.")),
    "followed-up": _followed_up,
    "followed-up-by-mail": _plain(lambda: _("%(by)s followed up by mail.")),
    "linked": _plain(lambda: _("%(by)s opened another case for what else there was: case %(other)s.")),
    "issue-added": _plain(lambda: _("%(by)s marked another point of the case.")),
    "subject-set": _plain(lambda: _("%(by)s said what a point of the case is about.")),
    "moment": _plain(lambda: _("%(by)s put on record what a rule asks for: %(moment)s.")),
    "clock-warned": _plain(lambda: _("A limit of a rule was coming up.")),
    "clock-stopped": _plain(lambda: _("A clock of a rule stopped.")),
    "clock-tried": _plain(lambda: _("A message went that lacks what the rule asks for; the clock runs on.")),
    "clock-exempted": _plain(lambda: _("A rule is met in another way; its clock is not needed.")),
    "clock-extended": _plain(lambda: _("%(by)s gave a clock of a rule a later end, with a reason.")),
    "clock-told": _plain(lambda: _("The customer was told of a later end of a rule.")),
    "clock-breached": _plain(lambda: _("A limit of a rule was missed.")),
    "clock-money-due": _plain(lambda: _("%(amount)s %(currency)s are owed by the rule.")),
    "recorded": _plain(lambda: _("%(by)s put down what a rule wants on record.")),
    "offered": _plain(lambda: _("%(by)s made an offer.")),
    "offer-accepted": _plain(lambda: _("%(by)s took the offer.")),
    "offer-declined": _plain(lambda: _("%(by)s does not want the offer.")),
    "offer-countered": _plain(lambda: _("%(by)s would like something else.")),
    "acted": _acted,
    "return-accepted": _plain(lambda: _("%(by)s took the purchase back on day %(days)s.")),
    "overridden": _plain(lambda: _("%(by)s did it anyway, with a reason.")),
    "override-reviewed": _plain(lambda: _("%(by)s looked at a decision against a rule.")),
    "noted": _plain(lambda: _("%(by)s added a note.")),
    "lead-asked": _asked_lead,
    "answer-proposed": _proposed,
    "kind-changed": _plain(lambda: _("%(by)s changed the kind from %(was)s to %(kind)s.")),
    "asked-if-right": _plain(lambda: _("%(by)s asked whether it is put right.")),
    "right-yes": _plain(lambda: _("%(by)s: yes, it is put right.")),
    "right-not-yet": _plain(lambda: _("%(by)s: not yet.")),
    "closed": _closed,
    "reopened": _reopened,
    "did-not-go": _plain(lambda: _("A mail did not go.")),
    "came-back": _came_back,
    "lesson-drafted": _plain(lambda: _("%(by)s drafted a lesson.")),
    "lesson-edited": _plain(lambda: _("%(by)s changed the lesson.")),
    "lesson-published": _plain(lambda: _("%(by)s shared the lesson with the team.")),
    "nothing-new": _plain(lambda: _("%(by)s: nothing new to learn.")),
    "learned": _plain(lambda: _("The case counts as learned.")),
}
