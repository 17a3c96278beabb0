"""What somebody sees whom the lock on the door keeps out."""

from __future__ import annotations

from collections.abc import Mapping

from allauth.account.forms import LoginForm
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string


def locked_out(
    request: HttpRequest, answer: HttpResponse | None, credentials: Mapping[str, str] | None
) -> HttpResponse:
    # axes names the arguments; the page says nothing about whether the address is known.
    context = {"form": LoginForm(initial={"login": request.POST.get("login", "")}), "locked": True}
    return HttpResponse(render_to_string("account/login.html", context, request=request), status=429)
