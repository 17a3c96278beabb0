"""Who reads a page of the desk, what frame it stands in, and how a press is done once."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _

from amends.casework.wording.refusals import sentence
from amends.casework.wording.times import at as time_in_words
from amends.casework.working import press
from amends.core import clock
from amends.core.refusal import Refusal
from amends.desk.members import Told, told_of
from amends.messages.models import HeldSend
from amends.people.models import Account, House, Membership, Person, Role
from amends.people.reads import Read
from amends.web.frame import Frame, NavItem, Waiting
from amends.web.responses import Guard, is_partial

P = ParamSpec("P")
T = TypeVar("T")
LEADING = (Role.LEAD, Role.PROGRAMME)
MOST_HELD = 5
_HELD = Read(
    lambda person: (
        HeldSend.objects.filter(by=person, stopped="")
        .order_by("release_at")
        .values_list("pk", "case__customer__name", "release_at")[:MOST_HELD]
    ),
    int,
)


@dataclass(frozen=True)
class Reader:
    """A member of the team who reads a page at an instant; `zone` is the IANA zone the times are shown in."""

    person: Person
    account: Account
    role: str
    at: datetime
    told: Told

    @property
    def zone(self) -> str:
        return self.person.zone or "UTC"

    @property
    def who(self) -> dict[str, Any]:
        """Who acts and when, as every act takes it: `**reader.who`."""
        return {"by": self.person, "at": self.at}

    @property
    def notices(self) -> int:
        return self.told.notices

    @property
    def lessons(self) -> int:
        return self.told.lessons

    @property
    def leads(self) -> bool:
        return self.role in LEADING


View = Callable[Concatenate[HttpRequest, Reader, P], HttpResponseBase]
Answering = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def staff(*roles: str) -> Callable[[View[P]], Answering[P]]:
    """A view of the desk: for members of the team only, in their own language; with roles, for those roles only."""

    def decorate(view: View[P]) -> Answering[P]:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            account = request.user
            if not isinstance(account, Account):
                return _to_sign_in(request)
            reader = reader_of(account)
            translation.activate(reader.person.language)
            if roles and reader.role not in roles:
                raise PermissionDenied(_("Only leads can see this page."))
            return view(request, reader, *args, **kwargs)

        return cast(Answering[P], wrapped)

    return decorate


def reader_of(account: Account) -> Reader:
    """The member of the team behind an account, with the counts of the frame; PermissionDenied for others."""
    told = told_of(account)
    if told.role is None:
        raise PermissionDenied(_("Only members of the team can see the desk."))
    return Reader(account.person, account, told.role, clock.now(), told)


def frame_of(
    reader: Reader, here: str = "", *, practice: bool = False, poll_url: str = "", presence_url: str = ""
) -> Frame:
    """The frame of a staff page; `here` is the name of the place it belongs to."""
    account = reader.account
    return Frame(
        name=reader.person.name,
        initials=initials(reader.person.name),
        zone=reader.zone,
        nav=_places(reader, here),
        home_url="/",
        new_url="/new",
        find_url="/find",
        help_url="/help/keys",
        sign_out_url="/account/logout/",
        notices_url="/notices",
        notices=reader.notices,
        person_menu=_person_menu(reader),
        poll_url=poll_url or "/pulse",
        presence_url=presence_url,
        single_keys=account.single_keys,
        theme=account.theme if account.theme in ("light", "dark") else "",
        strip=_strip(reader),
        waiting=_waiting(reader),
        commands=_commands(),
        practice=_("Practice – nobody receives this.") if practice else "",
    )


def initials(name: str) -> str:
    """The first letters of the first and last part of a name: "AO" for Amara Okafor."""
    parts = name.split()
    return "".join(part[0] for part in (parts[0], *parts[1:][-1:])).upper() if parts else "?"


def new_key() -> str:
    """A key for the forms of one page, so that a double press never acts twice."""
    return secrets.token_urlsafe(12)


def once(request: HttpRequest, reader: Reader, act: Callable[[], T]) -> T | None:
    """Do an act and take the form's key in one transaction; None when the same form was acted on before."""
    with transaction.atomic():
        return act() if press(press_key(request, reader), reader.at) else None


def press_key(request: HttpRequest, reader: Reader) -> str:
    """The page's key together with what was posted: a double press is one, another text from the same page is not."""
    key = request.POST.get("key") or new_key()
    posted: list[Any] = [key, request.path, *sorted((name, request.POST.getlist(name)) for name in request.POST)]
    return f"{reader.account.pk}:{hashlib.sha256(repr(posted).encode()).hexdigest()[:48]}"


def guard_of(refusal: Refusal, lead_on_url: str = "", lead_on_words: str = "") -> Guard:
    """A refusal as the page shows it."""
    return Guard(refusal.code, sentence(refusal), lead_on_url, lead_on_words, refusal.may_override)


def case_url(number: int) -> str:
    """The address of a case."""
    return f"/cases/{number}/"


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    if not House.objects.exists() and not Membership.objects.exists():
        return redirect("setup")
    if is_partial(request):
        # A region cannot show the sign-in page; the whole page goes there and comes back.
        answer = HttpResponse(status=204)
        answer["HX-Redirect"] = f"/account/login/?next={request.headers.get('HX-Current-URL', '/')}"
        return answer
    return redirect_to_login(request.get_full_path(), "/account/login/")


def _places(reader: Reader, here: str) -> tuple[NavItem, ...]:
    places = [
        NavItem(_("My work"), "/", "w", is_here=here == "work"),
        NavItem(_("Learning"), "/learn", "l", reader.lessons, here == "learn"),
    ]
    if reader.told.follow_ups:
        places.append(NavItem(_("Follow-ups"), "/follow-ups", "", reader.told.follow_ups, here == "follow-ups"))
    if reader.leads or reader.role == Role.AUDITOR:
        places.append(NavItem(_("Board"), "/board", "b", is_here=here == "board"))
    if reader.leads:
        places.append(NavItem(_("Reviews"), "/overrides", "o", is_here=here == "reviews"))
    if reader.role == Role.PROGRAMME:
        places.append(NavItem(_("Reports"), "/reports/recovery", "r", is_here=here == "reports"))
    return tuple(places)


def _person_menu(reader: Reader) -> tuple[NavItem, ...]:
    items = [
        NavItem(_("You"), "/you", "s"),
        NavItem(_("Team"), "/team"),
        NavItem(_("Mail to file"), "/held-mails"),
        NavItem(_("Mail that did not go"), "/unsent-mails"),
        NavItem(_("Practice"), "/practice"),
    ]
    if reader.leads:
        items.append(NavItem(_("Your call times"), "/slots"))
    if reader.leads:
        items.append(NavItem(_("Rules with clocks"), "/settings/packs"))
    if reader.role == Role.PROGRAMME:
        items.append(NavItem(_("Connections"), "/setup/connect"))
    return tuple(items)


def _commands() -> tuple[NavItem, ...]:
    """Where the palette leads beside what stands on the page."""
    return (
        NavItem(_("You"), "/you"),
        NavItem(_("Team"), "/team"),
        NavItem(_("Practice"), "/practice"),
        NavItem(_("Mail to file"), "/held-mails"),
        NavItem(_("Mail that did not go"), "/unsent-mails"),
    )


def _strip(reader: Reader) -> str:
    since = reader.told.fetching_fails_since
    if since is None or not reader.leads:
        return ""
    time = time_in_words(since, reader.zone, "short", now=reader.at)
    return _("No mail could be fetched since %(time)s. See Connections.") % {"time": time}


def _waiting(reader: Reader) -> tuple[Waiting, ...]:
    rows = _HELD.rows(reader.person.pk) if reader.told.is_sending else []
    return tuple(
        Waiting(_("Reply to %(name)s") % {"name": name}, release_at, f"/held/{pk}/undo", f"/held/{pk}/send")
        for pk, name, release_at in rows
    )
