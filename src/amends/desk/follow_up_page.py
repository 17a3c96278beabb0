"""What is to be followed up: is it still put right, and is there anything else? (S3.33)"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from amends.casework.aftercare import follow_ups_due, phone_to_try
from amends.desk.staff import Reader, frame_of, staff
from amends.web.responses import region


@require_GET
@staff()
def page(request: HttpRequest, reader: Reader) -> HttpResponse:
    rows = follow_ups_due(reader.person, reader.role, reader.at)
    context = {
        "frame": frame_of(reader, "follow-ups"),
        "rows": [(row, phone_to_try(row)) for row in rows],
        "mine": reader.person.pk,
        "zone": reader.zone,
    }
    return region(request, "desk/follow_ups.html", context)
