"""Presses in the conversation about a promise: ask for one, answer, take back, judge (domain B.5)."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from amends.cases.models import Case
from amends.casework import asking
from amends.casework.opening import find_person
from amends.core.numbers import whole_number
from amends.core.refusal import Unusable
from amends.desk.acting import act
from amends.desk.staff import Reader
from amends.desk.times_given import due_given
from amends.people import queries as people
from amends.people.models import Person


@act("ask-promise", "#beneath", said=_("Asked"))
def ask(request: HttpRequest, reader: Reader, case: Case) -> None:
    due, within = due_given(request.POST, reader.zone, "ask-due")
    what, kind = request.POST.get("what", ""), request.POST.get("kind", "action")
    of = _asked(request, reader)
    asking.request_promise(case, of, what, due=due, within=within, kind=kind, **reader.who)


@act("answer-promise", "#beneath")
def answer(request: HttpRequest, reader: Reader, case: Case, promise: int) -> None:
    due, within = due_given(request.POST, reader.zone, f"answer-due-{promise}")
    given, words = request.POST.get("answer", ""), request.POST.get("words", "")
    if given != "counter":
        due, within = None, ""
    asking.answer_promise(case, promise, given, due=due, within=within, words=words, **reader.who)


@act("withdraw-promise", "#beneath")
def withdraw(request: HttpRequest, reader: Reader, case: Case, promise: int) -> None:
    asking.withdraw_promise(case, promise, words=request.POST.get("words", ""), **reader.who)


@act("revoke-promise", "#promises")
def revoke(request: HttpRequest, reader: Reader, case: Case, promise: int) -> None:
    because, how = request.POST.get("words", ""), request.POST.get("how", "phone")
    asking.revoke_promise(case, promise, because, how=how, **reader.who)


@act("judge-promise", "#promises")
def judge(request: HttpRequest, reader: Reader, case: Case, promise: int) -> None:
    given, words = request.POST.get("answer", ""), request.POST.get("words", "")
    asking.judge_promise(case, promise, given, words=words, **reader.who)


def _asked(request: HttpRequest, reader: Reader) -> Person:
    """Whom the promise is asked of: a colleague, or somebody outside by name and address."""
    colleague = Person.objects.filter(pk=whole_number(request.POST.get("of", "")) or 0).first()
    if colleague:
        return colleague
    name, email = request.POST.get("name", "").strip(), request.POST.get("email", "").strip()
    if not name:
        raise Unusable(field="name", fault="empty")
    if email and "@" not in email:
        raise Unusable(field="email", fault="not-an-address", value=email[:80])
    return find_person(name, email, "", reader.at, people.house())
