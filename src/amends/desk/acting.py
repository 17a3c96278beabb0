"""One press on a case: done once, then on to the page; refused, then the same page with everything that was typed."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.functional import Promise as LazyText
from django.views.decorators.http import require_POST

from amends.casework.working import record_attempt
from amends.core.refusal import Refusal
from amends.desk.case_page import case_of, refused
from amends.desk.staff import Reader, case_url, once, staff
from amends.web.responses import see_other

NEWEST = "#newest"
Doing = Callable[..., str | None]
Answer = Callable[..., HttpResponseBase]


def act(form: str, anchor: str = "", said: LazyText | str = "") -> Callable[[Doing], Answer]:
    """A view that does one act on a case by POST; `form` is the name under which a refusal is shown.

    The view may answer the address to go on to; else it is the case's page at `anchor`, with `said` as its news.
    """

    def decorate(doing: Doing) -> Answer:
        @require_POST
        @staff()
        def view(request: HttpRequest, reader: Reader, /, number: int, **rest: int) -> HttpResponse:
            case = case_of(number)
            # "done" keeps the page where the press was; else it opens at what is new.
            back = case_url(number) + (anchor if anchor in ("", NEWEST) else f"?done{anchor}")
            try:
                onward = once(request, reader, lambda: doing(request, reader, case, **rest) or back)
            except Refusal as refusal:
                record_attempt(refusal)
                return refused(request, reader, case, form, refusal)
            if said and onward:
                messages.success(request, str(said))
            return see_other(onward or back)

        return update_wrapper(view, doing)

    return decorate


def reason(request: HttpRequest) -> str | None:
    """Why it is done anyway, where "Do it anyway, because …" was pressed (0.4.1)."""
    return request.POST.get("because", "").strip() or None if "override" in request.POST else None
