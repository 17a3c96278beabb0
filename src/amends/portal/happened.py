"""What has happened so far, each entry as one sentence to the customer; only entries that customers may read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from amends.cases.models import Entry, SeenBy
from amends.casework.wording import times
from amends.portal.matter import Matter

LONGEST = 400


@dataclass(frozen=True)
class Happened:
    """One line of the story: when, what, and the words that were said; `is_cut` when there are more of them."""

    at: datetime
    sentence: str
    words: str
    is_cut: bool = False


def happened(matter: Matter, entries: Iterable[Entry], longest: int | None = LONGEST) -> list[Happened]:
    """The story in the order of the entries; what a message already says is not told a second time."""
    return [row for entry in entries if (row := _happened(matter, entry, longest))]


def news_of(matter: Matter, entry: Entry) -> str:
    """Who did something new, and when: "New from Priya 14:52 – show"."""
    clock = times.at(entry.recorded_at, matter.zone, "clock", now=matter.now)
    return _("New from %(name)s %(time)s – show") % {"name": _name(matter, entry), "time": clock}


def _happened(matter: Matter, entry: Entry, longest: int | None) -> Happened | None:
    sentence = _SENTENCES.get(entry.code)
    if entry.seen_by != SeenBy.CUSTOMER or sentence is None or _stands_in_a_message(entry):
        return None
    told = _Told(matter, entry)
    words = entry.words.text if entry.words and entry.code not in _WITHOUT_WORDS else ""
    words = words or told["what"] if entry.code in _ABOUT_PROMISES else words
    is_cut = longest is not None and len(words) > longest
    return Happened(
        at=entry.happened_at,
        sentence=sentence(entry) % told,
        words=f"{words[:longest].rstrip()} …" if is_cut else words,
        is_cut=is_cut,
    )


def _stands_in_a_message(entry: Entry) -> bool:
    return entry.code == "apologised" and bool(entry.data.get("message"))


class _Told(dict[str, str]):
    """What a sentence may name."""

    def __init__(self, matter: Matter, entry: Entry) -> None:
        promise = next((row for row in matter.promises if row.id == entry.data.get("promise")), None)
        due = times.at(promise.due, matter.zone, "customer", now=matter.now) if promise else ""
        super().__init__(name=_name(matter, entry), due=due, what=promise.what if promise else "")


def _name(matter: Matter, entry: Entry) -> str:
    """A person's own name once the customer knows it; the business for the desk's own voices."""
    is_known = entry.by.voice is None and matter.is_named
    return entry.by.name if is_known else matter.house.name


def _wrote(entry: Entry) -> str:
    return _("You wrote to us.")


def _spoke(entry: Entry) -> str:
    return _("You spoke with %(name)s.")


def _replied(entry: Entry) -> str:
    return _("%(name)s wrote to you.")


def _receipt(entry: Entry) -> str:
    return _("We told you that your message is here.")


def _reminded(entry: Entry) -> str:
    return _("We asked once more whether it is put right.")


def _taken(entry: Entry) -> str:
    return _("%(name)s took it on.")


def _assigned(entry: Entry) -> str:
    return _("A colleague took it over, with everything you told us.")


def _felt(entry: Entry) -> str:
    if entry.data.get("source") == "said":
        return _("You told us how you feel about it.")
    return _("%(name)s noted how it seemed to you.")


def _finished(entry: Entry) -> str:
    return _("You had told us everything.")


def _problem(entry: Entry) -> str:
    return _("%(name)s wrote down what is really wrong.")


def _restated(entry: Entry) -> str:
    return _("%(name)s told you how we understood it.")


def _understood_yes(entry: Entry) -> str:
    return _("You said: yes, that’s right.")


def _understood_not(entry: Entry) -> str:
    return _("You said that we had not got it right.")


def _apologised(entry: Entry) -> str:
    return _("%(name)s apologised to you.")


def _promised(entry: Entry) -> str:
    if entry.data.get("kind") == "service":
        return _("We promised you an answer by name by %(due)s.")
    return _("%(name)s promised you this by %(due)s.")


def _delivered(entry: Entry) -> str:
    if entry.data.get("how") == "deferred":
        return _("You would rather be rung at another time than %(due)s.")
    return _("We did what we had promised by %(due)s.")


def _tried(entry: Entry) -> str:
    return _("%(name)s rang you and did not reach you.")


def _asked_for_supervisor(entry: Entry) -> str:
    return _("You asked for a supervisor.")


def _told_who_rings(entry: Entry) -> str:
    return _("We told you who rings you, and when.")


def _delivered_late(entry: Entry) -> str:
    return _("We did this later than we had said. We said %(due)s.")


def _moved(entry: Entry) -> str:
    return _("%(name)s agreed a new time with you, in place of %(due)s.")


def _replaced(entry: Entry) -> str:
    return _("%(name)s made you a new promise in place of this one.")


def _released(entry: Entry) -> str:
    return _("You let us off this promise.")


def _satisfied(entry: Entry) -> str:
    return _("You said that this is right.")


def _disputed(entry: Entry) -> str:
    return _("You said that this is not right yet.")


def _revoked(entry: Entry) -> str:
    return _("%(name)s told you before the time that we cannot do this.")


def _broken(entry: Entry) -> str:
    return _("We did not do this in time. We said %(due)s.")


def _asked(entry: Entry) -> str:
    return _("%(name)s asked you whether it is put right.")


def _right_yes(entry: Entry) -> str:
    return _("You said: yes, it’s sorted.")


def _right_not_yet(entry: Entry) -> str:
    return _("You said: not yet.")


def _closed(entry: Entry) -> str:
    if entry.data.get("how") == "agreed":
        return _("With your yes, this matter was closed.")
    if entry.data.get("how") == "unconfirmed":
        return _("We had not heard from you, so we put this to rest.")
    return _("%(name)s closed this matter.")


def _reopened(entry: Entry) -> str:
    return _("It was opened again.")


def _offered(entry: Entry) -> str:
    return _("%(name)s offered you this.")


def _accepted(entry: Entry) -> str:
    return _("You said: yes, that would put it right.")


def _countered(entry: Entry) -> str:
    return _("You said that you would rather have something else.")


def _declined(entry: Entry) -> str:
    return _("You said no to our offer.")


def _acted(entry: Entry) -> str:
    return _("%(name)s did this for you.")


_ABOUT_PROMISES = frozenset(
    {
        "promised",
        "delivered",
        "delivered-late",
        "satisfied",
        "disputed",
        "renegotiated",
        "replaced",
        "released",
        "revoked",
        "broken",
    }
)
# Whole letters, and words that stand in a part of the page of their own.
_WITHOUT_WORDS = frozenset(
    {"receipt", "reminded", "restated", "closed", "call-tried", "supervisor-asked", "supervisor-told"}
    | {"followed-up-by-mail"}
)


def _progress(entry: Entry) -> str:
    return _("%(name)s told you how it goes.")


_SENTENCES: Mapping[str, Callable[[Entry], str]] = {
    "progress": _progress,
    "rhythm-chosen": lambda _entry: _("It was chosen how often you hear from us."),
    "wrote": _wrote,
    "spoke": _spoke,
    "replied": _replied,
    "receipt": _receipt,
    "reminded": _reminded,
    "taken": _taken,
    "assigned": _assigned,
    "felt": _felt,
    "finished": _finished,
    "problem-stated": _problem,
    "restated": _restated,
    "understood-yes": _understood_yes,
    "understood-not-quite": _understood_not,
    "understood-no": _understood_not,
    "apologised": _apologised,
    "promised": _promised,
    "delivered": _delivered,
    "call-tried": _tried,
    "supervisor-asked": _asked_for_supervisor,
    "supervisor-told": _told_who_rings,
    "followed-up-by-mail": _replied,
    "delivered-late": _delivered_late,
    "renegotiated": _moved,
    "replaced": _replaced,
    "released": _released,
    "satisfied": _satisfied,
    "disputed": _disputed,
    "revoked": _revoked,
    "broken": _broken,
    "asked-if-right": _asked,
    "right-yes": _right_yes,
    "right-not-yet": _right_not_yet,
    "closed": _closed,
    "reopened": _reopened,
    "offered": _offered,
    "offer-accepted": _accepted,
    "offer-countered": _countered,
    "offer-declined": _declined,
    "acted": _acted,
}
