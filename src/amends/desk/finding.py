"""Find a case or a person by a number, a name or a few words; the palette asks the same address for JSON (C1, C8)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amends.cases.models import Standing
from amends.casework import queries
from amends.casework.wording.names import closed_words
from amends.casework.worklist import Line
from amends.desk.staff import Reader, case_url, frame_of, staff
from amends.desk.work_rows import bands_of
from amends.web.responses import region

LONGEST = 200


@require_GET
@staff()
def find(request: HttpRequest, reader: Reader) -> HttpResponse:
    asked = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]
    rows = queries.find(asked)
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"results": [_result(row) for row in rows]})
    found = [Line.of(row) for row in rows]
    context = {
        "frame": frame_of(reader, "find"),
        "asked": asked,
        "count": len(found),
        "bands": bands_of(found, reader, with_owner=True),
        "more_url": "",
        "now": reader.at,
        "zone": reader.zone,
    }
    return region(request, "desk/find.html", context, regions={"found": "desk/found.html"})


@require_GET
@staff()
def keys(request: HttpRequest, reader: Reader) -> HttpResponse:
    context = {"frame": frame_of(reader, "help"), "single_keys": reader.account.single_keys}
    return region(request, "desk/keys.html", context, regions={"keys": "web/keys_dialog.html"})


def _result(row: Standing) -> dict[str, str]:
    about = _("Case %(number)s") % {"number": row.case_id}
    if not row.is_open:
        about = f"{about} · {closed_words(row.closed_how)}"
    return {"label": f"{row.customer_name} – {row.problem}"[:160], "url": case_url(row.case_id), "about": about}
