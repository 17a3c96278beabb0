"""Answers of the web faces: on to another page, a page or one region of it, a refusal with everything kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.backends.utils import csrf_input, csrf_token_lazy
from django.template.loader import render_to_string


class SeeOther(HttpResponseRedirect):
    """303: whatever was posted, the next page is read with GET (RFC 9110, 15.4.4)."""

    status_code = 303


@dataclass(frozen=True)
class Guard:
    """A refusal as a page shows it: one sentence, the shortest way on, and whether a reason carries it through."""

    code: str
    sentence: str
    lead_on_url: str = ""
    lead_on_words: str = ""
    may_override: bool = False


class TokenField:
    """The hidden field of a page's forms: made when the first form asks, and once for all of them.

    Django's own is made anew, with 64 random letters, for each of the twenty forms of a case.
    """

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    def __html__(self) -> str:
        return self._field

    def __str__(self) -> str:
        return self._field

    @cached_property
    def _field(self) -> str:
        return str(csrf_input(self._request))


def see_other(url: str) -> SeeOther:
    """The answer to every act that was done."""
    return SeeOther(url)


def region(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    regions: Mapping[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """A whole page, or only the region that htmx asked for.

    `regions` maps the id of a region's element to the small template the page itself includes for it, so that both
    come from one text. A region that the page does not name gets the whole page.
    """
    wanted = _wanted_region(request)
    chosen = (regions or {}).get(wanted, template)
    whole = {**context, "request": request, "csrf_input": TokenField(request), "csrf_token": csrf_token_lazy(request)}
    response = HttpResponse(render_to_string(chosen, whole), status=status)
    response["Vary"] = "HX-Request, HX-Target"
    return response


def refusal_response(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    guard: Guard,
    regions: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The same page again with 409: `guard` for the box, `typed` with all that was typed, so that nothing is lost."""
    refused = {**context, "guard": guard, "typed": request.POST}
    return region(request, template, refused, regions=regions, status=409)


def is_partial(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of a page; going back in history needs the whole page again."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-History-Restore-Request") != "true"


def _wanted_region(request: HttpRequest) -> str:
    return request.headers.get("HX-Target", "") if is_partial(request) else ""
