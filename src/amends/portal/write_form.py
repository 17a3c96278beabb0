"""The second way in: a form for people who would rather not send a mail. Only what happened is needed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from urllib.parse import urlencode, urlsplit

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from amends.cases.models import Case
from amends.casework import letters
from amends.casework.files import Brought, keep_files
from amends.casework.intake import Intake
from amends.casework.opening import Matter, Message, begin, find_person
from amends.casework.working import press
from amends.core import clock
from amends.people.models import House, voice
from amends.portal import form_keys, uploads
from amends.portal.frames import frame_of, speak
from amends.portal.often import count, is_often
from amends.web.responses import see_other

PAGE = "write"
# Faster than this nobody reads the form and says what happened; machines do.
QUICK = timedelta(seconds=2)
# What the form takes within an hour before it asks people to use another way.
MOST = 600
NOT_TAKEN = 422
LONGEST = 20_000


@dataclass(frozen=True)
class Typed:
    """What somebody typed, trimmed."""

    name: str
    email: str
    words: str
    order: str
    trap: str
    key: str

    @classmethod
    def of(cls, request: HttpRequest) -> Typed:
        """The fields of a posted form; the trap is a field that people do not see."""
        name, email, words, order, trap, key = (
            request.POST.get(field, "").replace("\x00", "").strip()
            for field in ("name", "email", "words", "order", "website", "key")
        )
        return cls(name[:200], email[:320], words, order[:60], trap, key)


@csrf_exempt  # the reason stands in form_keys
@require_http_methods(["GET", "HEAD", "POST"])
def write_form(request: HttpRequest) -> HttpResponse:
    speak(request)
    house = House.objects.first()
    if house is None:
        return render(request, "portal/unknown.html", {"frame": frame_of(request, None, None)}, status=404)
    if request.method != "POST":
        return _form(request, house)
    if uploads.is_too_large(request):
        return _form(request, house, {"files": uploads.too_large()})
    now = clock.now()
    typed = Typed.of(request)
    errors, brought = _look_over(request, typed, now)
    if errors:
        return _form(request, house, errors)
    return see_other(_next_page(_open(typed, brought, house, now), house, now))


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    speak(request)
    house = House.objects.first()
    try:
        number, due = signing.loads(request.GET.get("of", ""), salt=PAGE)
    except signing.BadSignature:
        return see_other(reverse("portal:write"))
    context = {
        "frame": frame_of(request, house, None),
        "number": number,
        "due": datetime.fromisoformat(due) if due else None,
        "zone": house.zone if house else "UTC",
    }
    return render(request, "portal/sent.html", context)


def _form(request: HttpRequest, house: House, errors: Mapping[str, str] | None = None) -> HttpResponse:
    is_readable = not uploads.is_too_large(request)
    context = {
        "frame": frame_of(request, house, None),
        "house": house,
        "errors": errors or {},
        "typed": request.POST if errors and is_readable else request.GET,
        "new_key": partial(form_keys.new_key, PAGE),
        "accept": uploads.ACCEPT,
    }
    return render(request, "portal/write.html", context, status=NOT_TAKEN if errors else 200)


def _look_over(request: HttpRequest, typed: Typed, now: datetime) -> tuple[dict[str, str], list[Brought]]:
    errors = dict(_faults(typed, now))
    brought: list[Brought] = []
    try:
        brought = uploads.files_of(request)
    except uploads.NotTaken as not_taken:
        errors["files"] = str(not_taken)
    return errors, brought


def _faults(typed: Typed, now: datetime) -> dict[str, str]:
    """What is missing or unclear, by field, in the order of the form; nothing typed is ever thrown away."""
    faults = {}
    if not typed.words:
        faults["words"] = _("Enter what happened.")
    elif len(typed.words) > LONGEST:
        faults["words"] = _("This is very long. Send the rest as a file, or in a second message.")
    if typed.email and not _is_address(typed.email):
        faults["email"] = _("Enter an e-mail address such as name@example.org.")
    if typed.trap:
        faults["website"] = _("Leave this field empty. It is there to catch machines.")
    if faults:
        return faults
    if form_keys.read_key(PAGE, typed.key) is None or form_keys.was_quick(PAGE, typed.key, QUICK):
        return {"words": _("Look over what you wrote, then press “Send it to us” once more.")}
    if is_often(PAGE, now, MOST):
        return {"words": _("Very many people are writing to us right now. Send a mail, or phone us.")}
    return {}


def _open(typed: Typed, brought: list[Brought], house: House, now: datetime) -> Case:
    """Open the case, once for each form; a second press finds the case of the first."""
    key = form_keys.read_key(PAGE, typed.key) or ""
    with transaction.atomic():
        if not press(key, now):
            return Case.objects.select_related("customer").get(key=key)
        count(PAGE, now)
        customer = find_person(typed.name, typed.email, "", now, house, language=get_language() or "")
        subject = _("Order %(order)s") % {"order": typed.order} if typed.order else ""
        matter = Matter(
            customer,
            typed.words,
            "webform",
            now,
            message=Message(subject=subject),
            answerable=not (typed.email and letters.writes_too_often(typed.email, now)),
            practice=customer.practice,
        )
        case, message = begin(matter, Intake.at(now), by=voice("web", now), at=now)
        Case.objects.filter(pk=case.pk).update(key=key)
        if message is not None:
            keep_files(message, brought)
        return case


def _next_page(case: Case, house: House, now: datetime) -> str:
    """The new page itself; for an address we knew before, its owner alone gets the link, by mail.

    Whoever types somebody else's address must not be shown what we know of that person.
    """
    if case.customer.created_at < case.opened_at:
        promise = case.promises.order_by("pk").first()
        due = promise.due_at.isoformat() if promise else ""
        return f"{reverse('portal:sent')}?{urlencode({'of': signing.dumps([case.pk, due], salt=PAGE)})}"
    return f"{urlsplit(letters.page_address(case, house, now)).path}done/arrived/"


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
