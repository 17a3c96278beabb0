"""What a customer can press on their page: each press names its button, so that an empty form does nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from amends.casework import calling, closing, listening, offering, progressing, restating, supervising, writing
from amends.casework.wording.refusals import sentence
from amends.casework.working import Work, press, record_attempt, working
from amends.core.numbers import whole_number
from amends.core.refusal import AlreadyAnswered, NotClosed, Refusal
from amends.core.working_time import first_instant
from amends.portal import form_keys, uploads
from amends.portal.matter import Matter
from amends.portal.often import count, is_often

# More presses of one page than these within an hour are no longer a person; the page can still be read.
MOST_PRESSES = 60


@dataclass(frozen=True)
class Pressed:
    """What came of a press: the name of the page that says so, or what is missing by field, in sentences."""

    done: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)


class Missing(Exception):
    """A choice or words that a press cannot do without: the field and one sentence."""

    def __init__(self, field_name: str, told: str) -> None:
        super().__init__(told)
        self.errors = {field_name: told}


def take(request: HttpRequest, matter: Matter) -> Pressed:
    """Take one press of a page, once; a second press of the same form leads to the same place and does nothing."""
    if uploads.is_too_large(request):
        return Pressed(errors={"files": uploads.too_large()})
    act = _ACTS.get(request.POST.get("act", ""))
    if act is None:
        return Pressed(errors={"main": _("Nothing was chosen, so nothing was changed. Choose an answer first.")})
    key = form_keys.read_key(matter.page, request.POST.get("key", ""))
    if key is None:
        return Pressed(
            errors={"main": _("This form is not from this page. Look over what you wrote and send it again.")}
        )
    try:
        if is_often(matter.page, matter.now, MOST_PRESSES):
            raise Missing("main", _("That was very often within one hour. Try again later, or phone us."))
        return Pressed(done=_once(key, act, request, matter))
    except Missing as missing:
        return Pressed(errors=missing.errors)
    except uploads.NotTaken as not_taken:
        return Pressed(errors={"files": str(not_taken)})
    except Refusal as refusal:
        record_attempt(refusal)
        return Pressed(errors={"main": sentence(refusal)})


def _once(key: str, act: Act, request: HttpRequest, matter: Matter) -> str:
    """Look at what was typed before the key is taken: a form that comes back with its errors is pressed again."""
    done, do = act(request, matter)
    with transaction.atomic():
        if do is not None and press(key, matter.now):
            try:
                with working(matter.case, by=matter.customer, at=matter.now) as work:
                    do(work)
            except (AlreadyAnswered, NotClosed):
                # It was said before, perhaps from another window: what they want holds already.
                return done
            count(matter.page, matter.now)
    return done


def _understood(request: HttpRequest, matter: Matter) -> Doing:
    answer, words = request.POST.get("answer", ""), _words(request)
    if answer not in ("yes", "not-quite"):
        raise Missing("understood-answer", _("Choose whether we got it right."))
    newest = matter.versions[0].restatement.version if matter.versions else 0
    if request.POST.get("version") != str(newest):
        told = _("We have told you anew how we understood it since you opened this page. Read it and answer again.")
        raise Missing("understood-answer", told)

    def do(work: Work) -> None:
        restating.answer_restatement(work, answer, by=work.by, at=work.at, words=words, how="page", version=newest)
        if answer != "yes":
            writing.promise_answer(work)

    return f"understood-{answer}", do


def _offer(request: HttpRequest, matter: Matter) -> Doing:
    answer, words = request.POST.get("answer", ""), _words(request)
    if answer == "thinking":
        return "thinking", None
    if answer not in ("accepted", "countered", "declined"):
        raise Missing("offered-answer", _("Choose what you think of our offer."))
    newest = str(matter.offer.pk) if matter.offer else ""
    if request.POST.get("offer") != newest:
        told = _("We have made another offer since you opened this page. Read it and answer again.")
        raise Missing("offered-answer", told)

    def do(work: Work) -> None:
        offering.answer_offer(work, answer, by=work.by, at=work.at, offer=int(newest), words=words)
        writing.promise_answer(work)

    return f"offer-{answer}", do


def _right(request: HttpRequest, matter: Matter) -> Doing:
    answer, words = request.POST.get("answer", ""), _words(request)
    if answer not in ("yes", "not-yet"):
        raise Missing("right-answer", _("Choose whether it is put right."))

    def do(work: Work) -> None:
        closing.confirm(work, answer, by=work.by, at=work.at, words=words, how="page")
        if answer != "yes":
            writing.promise_answer(work)

    return f"right-{answer}", do


def _write(request: HttpRequest, matter: Matter) -> Doing:
    words, files = _words(request), uploads.files_of(request)
    if not words and not files:
        raise Missing("words", _("Enter what you want to tell %(name)s.") % {"name": matter.name})
    # Files alone speak by their names.
    text = words or ", ".join(file.name for file in files)

    def do(work: Work) -> None:
        writing.customer_writes(work, text, by=work.by, at=work.at, files=files)
        writing.promise_answer(work)

    return "wrote", do


def _feel(request: HttpRequest, matter: Matter) -> Doing:
    word, level = request.POST.get("word", "").strip(), request.POST.get("level", "")
    if not word:
        raise Missing("word", _("Enter how you feel about it, in one word."))
    if level not in ("1", "2", "3", "4", "5"):
        raise Missing("level", _("Choose how strong it is."))

    def do(work: Work) -> None:
        listening.note_feeling(work, word, int(level), by=work.by, at=work.at)

    return "felt", do


def _everything(request: HttpRequest, matter: Matter) -> Doing:
    def do(work: Work) -> None:
        listening.finish_listening(work, by=work.by, at=work.at)

    return "everything", do


def _reopen(request: HttpRequest, matter: Matter) -> Doing:
    words = _words(request)

    def do(work: Work) -> None:
        writing.take_up_again(work, by=work.by, at=work.at, words=words)
        writing.promise_answer(work)

    return "reopened", do


def _supervisor(request: HttpRequest, matter: Matter) -> Doing:
    def do(work: Work) -> None:
        supervising.ask_supervisor(work, by=work.by, at=work.at)

    return "supervisor", do


def _defer(request: HttpRequest, matter: Matter) -> Doing:
    words, number = _words(request), whole_number(request.POST.get("promise", ""))
    try:
        typed = datetime.fromisoformat(request.POST.get("due", "").strip())
    except ValueError as error:
        raise Missing("due", _("Enter the day and the time at which you want to be rung.")) from error
    due = first_instant(ZoneInfo(matter.zone), typed.replace(tzinfo=None))
    if due <= matter.now:
        raise Missing("due", _("Enter a time that is still to come."))

    def do(work: Work) -> None:
        calling.defer_call(work, number or 0, by=work.by, at=work.at, due=due, words=words, how="page")

    return "deferred", do


def _rhythm(request: HttpRequest, matter: Matter) -> Doing:
    chosen = request.POST.get("rhythm", "")
    if chosen not in ("daily", "weekly", "next-contact"):
        raise Missing("rhythm", _("Choose how often you want to hear from us."))

    def do(work: Work) -> None:
        progressing.set_rhythm(work, chosen, by=work.by, at=work.at)

    return "rhythm", do


def _words(request: HttpRequest) -> str:
    return request.POST.get("words", "").strip()


Doing = tuple[str, Callable[[Work], None] | None]
Act = Callable[[HttpRequest, Matter], Doing]
_ACTS: Mapping[str, Act] = {
    "understood": _understood,
    "offer": _offer,
    "right": _right,
    "write": _write,
    "feel": _feel,
    "everything": _everything,
    "reopen": _reopen,
    "rhythm": _rhythm,
    "supervisor": _supervisor,
    "defer": _defer,
}
