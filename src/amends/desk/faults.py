"""What somebody reads when a page is not allowed, not there, or broken (`ux.md` 2.0, C61)."""

from __future__ import annotations

import re

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from amends.people import queries as people
from amends.web.security import KEYED_PATHS


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    told = str(exception) if isinstance(exception, PermissionDenied) else ""
    leads = [person.name for person in people.leads()][:1]
    ask = _("Ask %(name)s or go back to My work.") % {"name": leads[0]} if leads else ""
    return _page(request, 403, _("Not allowed"), told or _("This page is not for you."), ask)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    case = re.match(r"/cases/(\d{1,18})", request.path_info)
    if case:
        told = _("There is no case %(number)s here. It may have been merged.") % {"number": case[1]}
    else:
        told = _("There is no page here.")
    return _page(request, 404, _("Not found"), told, _("Find it by a name, a number or a few words."))


def broken(request: HttpRequest) -> HttpResponse:
    told = _("Sorry, there is a problem with this page. What you wrote is kept.")
    return _page(request, 500, _("A problem"), told, _("Try again in a few minutes."))


def _page(request: HttpRequest, status: int, heading: str, told: str, then: str) -> HttpResponse:
    # Customers and suppliers come by addresses of their own; they are offered no way into the desk.
    is_ours = not request.path_info.startswith(KEYED_PATHS)
    context = {"heading": heading, "told": told, "then": then if is_ours else "", "status": status, "is_ours": is_ours}
    return HttpResponse(render_to_string("desk/fault.html", context, request=request), status=status)
