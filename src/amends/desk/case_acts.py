"""What can be pressed on a case, one small view an act; the composer's presses are in `sending`."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from amends.cases.models import Case
from amends.casework import (
    acting,
    answering,
    closing,
    listening,
    noting,
    offering,
    owning,
    promising,
    restating,
    sorting,
    teaching,
)
from amends.core.numbers import whole_number
from amends.desk.acting import act, reason
from amends.desk.staff import Reader
from amends.desk.times_given import due_given
from amends.people.models import Person


@act("feeling", "#step-listen", said=_("Feeling noted"))
def feeling(request: HttpRequest, reader: Reader, case: Case) -> None:
    word, source = request.POST.get("word", ""), request.POST.get("source", "said")
    listening.note_feeling(case, word, _number(request, "level"), source=source, **reader.who)


@act("finished", "#step-listen")
def finished(request: HttpRequest, reader: Reader, case: Case) -> None:
    listening.finish_listening(case, **reader.who)


@act("problem", "#step-listen")
def problem(request: HttpRequest, reader: Reader, case: Case) -> None:
    listening.state_problem(case, _text(request), **reader.who)


@act("remark", "#step-listen", said=_("Remark added"))
def remark(request: HttpRequest, reader: Reader, case: Case) -> None:
    listening.annotate(case, _text(request), **reader.who)


@act("restatement", "#step-repeat")
def restatement(request: HttpRequest, reader: Reader, case: Case) -> None:
    how, answer = request.POST.get("how", "phone"), request.POST.get("answer", "")
    restating.restate(case, _text(request), how=how, answer=answer, **reader.who)


@act("understood", "#step-repeat")
def understood(request: HttpRequest, reader: Reader, case: Case) -> None:
    answer, how = request.POST.get("answer", ""), request.POST.get("how", "phone")
    restating.answer_restatement(case, answer, words=_text(request), how=how, **reader.who)


@act("spoken", "#step-own")
def spoken(request: HttpRequest, reader: Reader, case: Case) -> None:
    part = request.POST.get("part", "")
    if part == "assurance":
        owning.assure(case, _text(request), **reader.who)
    else:
        say = owning.empathise if part == "empathy" else owning.apologise
        say(case, _text(request), override=reason(request), **reader.who)


@act("reading", "#newest")
def answer(request: HttpRequest, reader: Reader, case: Case) -> None:
    number = _number(request, "proposed") or None
    answering.settle_answer(case, answer=request.POST.get("answer", ""), proposed=number, **reader.who)


@act("promise", "#promises", said=_("Promise recorded"))
def promise(request: HttpRequest, reader: Reader, case: Case) -> None:
    due, within = due_given(request.POST, reader.zone)
    kind, told = request.POST.get("kind", "action"), request.POST.get("told", "phone")
    promising.promise(case, _text(request, "what"), due=due, within=within, kind=kind, told=told, **reader.who)


@act("kept", "#promises", said=_("Promise kept"))
def kept(request: HttpRequest, reader: Reader, case: Case, promise: int) -> None:
    how = request.POST.get("how", "phone")
    promising.keep(case, promise, how=how, words=_text(request), **reader.who)


@act("moved", "#promises", said=_("Promise moved"))
def moved(request: HttpRequest, reader: Reader, case: Case, promise: int) -> None:
    due, within = due_given(request.POST, reader.zone, f"due-{promise}")
    how = request.POST.get("how", "phone")
    promising.renegotiate(case, promise, due=due, within=within, because=_text(request), how=how, **reader.who)


@act("released", "#promises")
def released(request: HttpRequest, reader: Reader, case: Case, promise: int) -> None:
    promising.release(case, promise, words=_text(request), **reader.who)


@act("offer", "#outcome", said=_("Offer recorded"))
def offer(request: HttpRequest, reader: Reader, case: Case) -> None:
    amount, currency = offering.read_amount(request.POST.get("amount")), request.POST.get("currency", "")
    offering.offer(case, _text(request), amount=amount, currency=currency, override=reason(request), **reader.who)


@act("offer-answer", "#outcome")
def offer_answer(request: HttpRequest, reader: Reader, case: Case, offer: int) -> None:
    offering.answer_offer(case, request.POST.get("answer", ""), offer=offer, words=_text(request), **reader.who)


@act("action", "#outcome", said=_("Recorded"))
def action(request: HttpRequest, reader: Reader, case: Case) -> None:
    amount, option = offering.read_amount(request.POST.get("amount")), request.POST.get("option", "")
    acting.try_action(
        case,
        _text(request),
        option=option,
        amount=amount,
        currency=request.POST.get("currency", ""),
        irreversible="irreversible" in request.POST,
        override=reason(request),
        **reader.who,
    )


@act("kind", "#person")
def kind(request: HttpRequest, reader: Reader, case: Case) -> None:
    sorting.change_kind(case, request.POST.get("kind", ""), **reader.who)


@act("owner", "#person")
def owner(request: HttpRequest, reader: Reader, case: Case) -> None:
    to = get_object_or_404(Person, pk=_number(request, "to"))
    owning.assign(case, to, tell_customer="quietly" not in request.POST, **reader.who)


@act("sorted", "#closing")
def sorted_out(request: HttpRequest, reader: Reader, case: Case) -> None:
    original = _number(request, "duplicate_of") or None
    closing.sort_out(case, request.POST.get("how", ""), duplicate_of=original, **reader.who)


@act("closure", "#closing")
def closure(request: HttpRequest, reader: Reader, case: Case) -> None:
    how = request.POST.get("how", "agreed")
    closing.close(case, how=how, words=_text(request), override=reason(request), **reader.who)


@act("confirmation", "#closing")
def confirmation(request: HttpRequest, reader: Reader, case: Case) -> None:
    said = request.POST.get("answer", "")
    closing.confirm(case, said, words=_text(request), how=request.POST.get("how", "phone"), **reader.who)


@act("reopening", "#closing")
def reopening(request: HttpRequest, reader: Reader, case: Case) -> None:
    closing.reopen(case, **reader.who)


@act("help", "#help", said=_("A Lead was asked in"))
def lead(request: HttpRequest, reader: Reader, case: Case) -> None:
    noting.ask_lead(case, words=_text(request), **reader.who)


@act("call", "#newest", said=_("Conversation written down"))
def call(request: HttpRequest, reader: Reader, case: Case) -> None:
    keeps = _number(request, "keeps") or None
    is_theirs = request.POST.get("who", "customer") == "customer"
    noting.record_call(case, _text(request), keeps=keeps, from_customer=is_theirs, **reader.who)


@act("lesson", "#closing")
def lesson(request: HttpRequest, reader: Reader, case: Case) -> None:
    cause, title = request.POST.get("cause", ""), request.POST.get("title", "")
    teaching.draft_lesson(case, cause=cause, title=title, **reader.who)


@act("lesson-words", "#closing", said=_("Saved"))
def lesson_words(request: HttpRequest, reader: Reader, case: Case, lesson: int) -> None:
    given: dict[str, Any] = {name: request.POST.get(name, "") for name in ("title", "when_to_use")}
    teaching.edit_lesson(lesson, steps=request.POST.getlist("steps"), **given, **reader.who)
    if "publish" in request.POST:
        teaching.publish_lesson(lesson, **reader.who)


@act("lesson", "#closing")
def nothing_new(request: HttpRequest, reader: Reader, case: Case) -> None:
    covered_by = _number(request, "covered_by") or None
    teaching.nothing_new(case, cause=request.POST.get("cause", ""), covered_by=covered_by, **reader.who)


def _text(request: HttpRequest, name: str = "words") -> str:
    return request.POST.get(name, "").replace("\r\n", "\n")


def _number(request: HttpRequest, name: str) -> int:
    return whole_number(request.POST.get(name, "")) or 0
