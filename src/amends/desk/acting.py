"""One press on a case: done once, then on to the page; refused, then the same page with everything that was typed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise as LazyText
from django.views.decorators.http import require_POST

from amends.casework.working import press
from amends.core.refusal import Refusal
from amends.desk.case_page import case_of, refused
from amends.desk.staff import Reader, case_url, new_key, staff
from amends.web.responses import see_other

NEWEST = "#newest"
Doing = Callable[..., str | None]
Answer = Callable[..., HttpResponse]


def act(form: str, anchor: str = "", said: LazyText | str = "") -> Callable[[Doing], Answer]:
    """A view that does one act on a case by POST; `form` is the name under which a refusal is shown.

    The view may answer the address to go on to; else it is the case's page at `anchor`, with `said` as its news.
    """

    def decorate(doing: Doing) -> Answer:
        @require_POST
        @staff()
        @wraps(doing)
        def view(request: HttpRequest, reader: Reader, number: int, **rest: int) -> HttpResponse:
            case = case_of(number)
            try:
                with transaction.atomic():
                    is_first = press(press_key(request, reader), reader.at)
                    onward = doing(request, reader, case, **rest) if is_first else None
            except Refusal as refusal:
                return refused(request, reader, case, form, refusal)
            if said and is_first:
                messages.success(request, str(said))
            # "done" keeps the page where the press was; else it opens at what is new.
            back = case_url(number) + (anchor if anchor in ("", NEWEST) else f"?done{anchor}")
            return see_other(onward or back)

        return view

    return decorate


def reason(request: HttpRequest) -> str | None:
    """Why it is done anyway, where "Do it anyway, because …" was pressed (0.4.1)."""
    return request.POST.get("because", "").strip() or None if "override" in request.POST else None


def press_key(request: HttpRequest, reader: Reader) -> str:
    """The page's key together with what was posted: a double press is one, another text from the same page is not."""
    key = request.POST.get("key") or new_key()
    posted: list[Any] = [key, request.path, *sorted((name, request.POST.getlist(name)) for name in request.POST)]
    return f"{reader.account.pk}:{hashlib.sha256(repr(posted).encode()).hexdigest()[:48]}"
