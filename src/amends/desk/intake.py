"""Intake by hand: somebody rings, stands at the counter or writes a letter, and a case opens with their words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amends.cases.models import Case
from amends.casework.opening import open_case
from amends.casework.wording.names import kind_words
from amends.core.numbers import whole_number
from amends.core.playbook import KINDS
from amends.core.reading import kind as read_kind
from amends.core.refusal import Refusal
from amends.desk.staff import Reader, case_url, frame_of, guard_of, new_key, once, staff
from amends.people import queries as people
from amends.people.models import Person
from amends.web.responses import refusal_response, region, see_other

CHANNELS = ("phone", "counter", "letter")


@staff()
def new(request: HttpRequest, reader: Reader) -> HttpResponse:
    context = _page(request, reader)
    if request.method != "POST":
        return region(request, "desk/new.html", context)
    typed = request.POST
    errors = _missing(typed)
    if errors:
        return region(request, "desk/new.html", {**context, "typed": typed, "errors": errors}, status=422)
    try:
        case = once(request, reader, lambda: _open(request, reader))
    except Refusal as refusal:
        return refusal_response(request, "desk/new.html", context, guard=guard_of(refusal))
    return see_other(case_url(case.pk) if case else "/")


@require_POST
@staff()
def look_up(request: HttpRequest, reader: Reader) -> HttpResponse:
    """The page again with the people who may be meant, for a browser without script; nothing changes."""
    return region(request, "desk/new.html", _page(request, reader))


@require_GET
@staff()
def suggestions(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Who may be meant by what is typed; without script the same list stands on the page after a press on Look up."""
    context = {"people": _known(request.GET.get("who", "")), "chosen": request.GET.get("customer", "")}
    return region(request, "desk/new_people.html", context)


@require_GET
@staff()
def proposed_kind(request: HttpRequest, reader: Reader) -> HttpResponse:
    """The kind that the words speak of, chosen beforehand for the one who listens."""
    words = request.GET.get("words", "")[:5000]
    kind = read_kind(words, "", reader.person.language).kind if len(words.split()) > 2 else ""
    return region(request, "desk/new_kind.html", {"kinds": _kinds(), "kind": kind, "proposed": bool(kind)})


def _page(request: HttpRequest, reader: Reader) -> dict[str, Any]:
    asked = request.POST if request.method == "POST" else request.GET
    return {
        "frame": frame_of(reader, "new"),
        "key": asked.get("key") or new_key(),
        "typed": asked,
        "people": _known(asked.get("who", "")),
        "chosen": asked.get("customer", ""),
        "channels": _channels(),
        "kinds": _kinds(),
        "kind": asked.get("kind", ""),
        "proposed": False,
        "errors": {},
    }


def _known(who: str) -> list[tuple[int, str, str]]:
    """Persons with a line that tells them apart."""
    return [(person.pk, person.name, _reached(person)) for person in people.find_people(who[:200])]


def _reached(person: Person) -> str:
    return ", ".join(point.value for point in person.contact_points.all()[:2])


def _missing(typed: Any) -> dict[str, str]:
    errors = {}
    if not typed.get("customer") and not typed.get("who", "").strip():
        errors["who"] = _("Enter a name, an e-mail address or a phone number.")
    if not typed.get("words", "").strip():
        errors["words"] = _("Enter what happened, in their words.")
    if typed.get("channel") not in CHANNELS:
        errors["channel"] = _("Choose how they reached us.")
    return errors


def _open(request: HttpRequest, reader: Reader) -> Case:
    typed = request.POST
    customer = _chosen(typed.get("customer", ""))
    told = _who("" if customer else typed.get("who", ""), "" if customer else typed.get("reach", ""))
    return open_case(
        words=typed.get("words", ""),
        channel=typed.get("channel", ""),
        kind=typed.get("kind", ""),
        customer=customer,
        by=reader.person,
        at=reader.at,
        name=told["name"],
        email=told["email"],
        phone=told["phone"],
    )


def _who(who: str, reach: str) -> dict[str, str]:
    """Name, address and phone from two fields in which people type any of the three."""
    told = {"name": "", "email": "", "phone": ""}
    for part in (who.strip(), reach.strip()):
        kind = "email" if "@" in part else "phone" if _is_phone(part) else "name"
        if part and not told[kind]:
            told[kind] = part
    return told


def _is_phone(text: str) -> bool:
    return sum(character.isdigit() for character in text) >= 5 and not any(character.isalpha() for character in text)


def _chosen(number: str) -> Person | None:
    return Person.objects.live().filter(pk=whole_number(number) or 0).first()


def _channels() -> Iterable[tuple[str, str]]:
    return (("phone", _("Phone")), ("counter", _("At the counter")), ("letter", _("Letter")))


def _kinds() -> list[tuple[str, str]]:
    return [(kind, kind_words(kind).capitalize()) for kind in KINDS]
