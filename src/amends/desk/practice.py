"""Practice: a case nobody receives anything of, the mail it would have sent, and its removal in one press."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from amends.casework import rehearsing, worklist
from amends.casework.worklist import ListOf
from amends.channels.models import OutboxMail
from amends.desk.staff import Reader, case_url, frame_of, new_key, once, staff
from amends.desk.work_rows import bands_of
from amends.web.responses import region, see_other

SHOWN = 20


@require_GET
@staff()
def practice(request: HttpRequest, reader: Reader) -> HttpResponse:
    found = worklist.lines(ListOf.PRACTICE, reader.person, reader.at)
    context = {
        "frame": frame_of(reader, "practice", practice=True),
        "bands": bands_of(found, reader, with_owner=True),
        "more_url": "",
        "mails": list(OutboxMail.objects.filter(practice=True).order_by("-pk")[:SHOWN]),
        "count": rehearsing.count_practice(),
        "zone": reader.zone,
        "key": new_key(),
    }
    return region(request, "desk/practice.html", context)


@require_POST
@staff()
def begin(request: HttpRequest, reader: Reader) -> HttpResponse:
    case = once(request, reader, lambda: rehearsing.begin_practice(by=reader.person, at=reader.at))
    return see_other(case_url(case.pk) if case else "/practice")


@require_POST
@staff()
def remove(request: HttpRequest, reader: Reader) -> HttpResponse:
    gone = once(request, reader, lambda: rehearsing.remove_practice(by=reader.person, at=reader.at))
    if gone:
        words = ngettext("%(count)s practice case is gone.", "%(count)s practice cases are gone.", gone)
        messages.info(request, words % {"count": gone})
    else:
        messages.info(request, _("There is no practice case."))
    return see_other("/practice")
