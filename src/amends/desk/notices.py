"""What a member of the team was told: the list behind the bell (`ux.md` C65)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_POST

from amends.cases.models import Standing
from amends.casework import noticing
from amends.casework.wording.notices import notice_sentence
from amends.core.numbers import whole_number
from amends.desk.staff import Reader, case_url, frame_of, new_key, once, staff
from amends.people.models import Notice
from amends.web.responses import region, see_other

SHOWN = 50


@dataclass(frozen=True)
class Told:
    """One notice in words."""

    number: int
    words: str
    url: str
    at: datetime
    is_new: bool


@require_GET
@staff()
def notices(request: HttpRequest, reader: Reader) -> HttpResponse:
    now = list(noticing.interrupts(reader.person)[:SHOWN])
    others = Notice.objects.filter(person=reader.person).exclude(pk__in=[row.pk for row in now])
    rest = list(others.order_by("-pk")[:SHOWN])
    urgent, told = told_of(now, reader), told_of(rest, reader)
    context = {
        "frame": frame_of(reader, "notices"),
        "urgent": urgent,
        "told": told,
        "up_to": max((row.pk for row in (*now[:1], *rest[:1])), default=0),
        "unseen": sum(row.is_new for row in told),
        "zone": reader.zone,
        "key": new_key(),
    }
    return region(request, "desk/notices.html", context, regions={"told": "desk/notice_list.html"})


def told_of(rows: Sequence[Notice], reader: Reader) -> list[Told]:
    """Notices in words, each with the address of its case; one read of the customers' names."""
    cases = Standing.objects.filter(case_id__in={row.case_number for row in rows if row.case_number})
    names = dict(cases.values_list("case_id", "customer_name")) if rows else {}
    return [
        Told(
            row.pk,
            notice_sentence(row, names.get(row.case_number or 0, ""), reader.zone, reader.at),
            case_url(row.case_number) if row.case_number in names else "",
            row.at,
            row.seen_at is None,
        )
        for row in rows
    ]


@require_POST
@staff()
def seen(request: HttpRequest, reader: Reader) -> HttpResponse:
    up_to, only = _number(request, "up_to"), _number(request, "only")
    once(request, reader, lambda: noticing.see_notices(by=reader.person, at=reader.at, up_to=up_to, only=only or None))
    return see_other("/notices")


def _number(request: HttpRequest, name: str) -> int:
    return whole_number(request.POST.get(name, "")) or 0
