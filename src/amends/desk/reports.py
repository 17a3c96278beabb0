"""Reports: each figure with what it is made of, and the cases behind it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from amends.desk.staff import LEADING, Reader, frame_of, staff
from amends.insight.turning import turning
from amends.people.models import Role
from amends.web.responses import region


@require_GET
@staff(*LEADING, Role.AUDITOR)
def recovery(request: HttpRequest, reader: Reader) -> HttpResponse:
    figure = turning(reader.at)
    context = {
        "frame": frame_of(reader, "reports"),
        "figure": figure,
        "share": round(100 * figure.turned / figure.known) if figure.known else 0,
        "zone": reader.zone,
    }
    return region(request, "desk/recovery.html", context)
