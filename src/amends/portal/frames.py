"""The frame around the pages of customers: who can be reached, in which language, and what we go by."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amends.people.models import House, Person
from amends.portal.matter import Matter
from amends.web.frame import CustomerFrame, NavItem


def frame_of(request: HttpRequest, house: House | None, matter: Matter | None, polls: bool = False) -> CustomerFrame:
    """The frame of a page; with a matter it names the person to talk to, else the business."""
    name = house.name if house else ""
    phone, hours = matter.reach if matter else (house.phone if house else "", house.hours if house else "")
    newest = matter.entries[-1].seq if matter and matter.entries else 0
    return CustomerFrame(
        business=name,
        zone=matter.zone if matter else "UTC",
        person=matter.name if matter else name,
        phone=phone,
        hours=hours,
        poll_url=f"news/?since={newest}" if polls else "",
        languages=_languages(request),
        footer=(NavItem(_("How we handle complaints"), f"{reverse('portal:how')}{kept_language(request)}"),),
    )


def speak(request: HttpRequest, person: Person | None = None) -> None:
    """Speak the language that was chosen on the page, else that of the person, else that of the browser.

    It stays on after the view, so that the header that names the language says the same as the page.
    """
    asked = _asked(request)
    if asked:
        translation.activate(asked)
    elif person and person.language in dict(settings.LANGUAGES):
        translation.activate(person.language)


def kept_language(request: HttpRequest) -> str:
    """The part of an address that keeps a chosen language; empty where none was chosen. No cookie is set for it."""
    asked = _asked(request)
    return f"?{urlencode({'lang': asked})}" if asked else ""


def home_of(request: HttpRequest) -> str:
    """The way from a page below the customer's page back to it, without its key."""
    below = request.path.rstrip("/").count("/") - 2
    return "../" * below + kept_language(request)


def _asked(request: HttpRequest) -> str:
    asked = request.GET.get("lang", "")
    return asked if asked in dict(settings.LANGUAGES) else ""


def _languages(request: HttpRequest) -> tuple[NavItem, ...]:
    here, asked = get_language(), request.GET.dict()
    return tuple(
        NavItem(label, f"?{urlencode(asked | {'lang': code})}", key=code, is_here=code == here)
        for code, label in settings.LANGUAGES
    )
