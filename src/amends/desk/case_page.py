"""The page of a case (`ux.md` 2b), the one cheap address that says whether it changed, its mails and its files."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amends.cases.models import Case, Entry, Standing
from amends.casework import drafting
from amends.casework.queries import find_case
from amends.core.numbers import whole_number
from amends.core.refusal import Refusal
from amends.desk.case_context import CasePage
from amends.desk.case_shown import Refused, context_of, form_context
from amends.desk.staff import Reader, frame_of, guard_of, staff
from amends.desk.writing import Writing, of_form
from amends.web.responses import region

REGIONS = {
    "thread": "desk/case_thread.html",
    "earlier": "desk/case_earlier.html",
    "read": "desk/case_reading.html",
    "promises": "desk/case_promises.html",
    "outcome": "desk/case_outcome.html",
    "closing": "desk/case_closing.html",
}
# The act that leads on from a refusal: where it stands on the page.
_WAYS_ON = {
    "finish_listening": "#step-listen",
    "restate": "#step-repeat",
    "ask_lead": "#help",
    "amend": "#body",
    "try_action": "#new-action",
    "offer": "#new-offer",
    "ask_confirmation": "#closing",
    "keep": "#promises",
    "promise": "#new-promise",
    "annotate": "#step-listen",
    "reopen": "#closing",
    "close": "#closing",
    "draft_lesson": "#closing",
    "assign": "#person",
}


@require_GET
@staff()
def case(request: HttpRequest, reader: Reader, number: int) -> HttpResponse:
    page = CasePage(case_of(number), reader)
    older = whole_number(request.GET.get("before", ""))
    context = context_of(page, page.writing(request.GET.dict()), older, stays="done" in request.GET)
    return region(request, "desk/case.html", context, regions=REGIONS)


@require_GET
@staff()
def form(request: HttpRequest, reader: Reader, number: int, name: str) -> HttpResponse:
    context = form_context(CasePage(case_of(number), reader))
    if name not in context["forms"]:
        raise Http404
    whole = {**context, "shown": context["forms"][name], "frame": frame_of(reader, practice=context["case"].practice)}
    return region(request, "desk/case_form.html", whole, regions={name: "desk/case_form_alone.html"})


@require_GET
@staff()
def pulse(request: HttpRequest, reader: Reader, number: int) -> HttpResponse:
    changed = Standing.objects.filter(case_id=number).values_list("changed_at", flat=True).first()
    if changed is None:
        raise Http404
    etag = f'"{changed.timestamp()}-{reader.notices}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers={"ETag": etag})
    since = whole_number(request.GET.get("since", ""))
    fresh = Entry.objects.filter(stream=f"case:{number}", seq__gt=since or 0, code="wrote")
    changes = fresh.count() if since is not None else 0
    news = {"changes": changes, "notices": reader.notices, "say": [], "regions": []}
    return JsonResponse(news, headers={"ETag": etag, "Cache-Control": "no-store"})


def refused(request: HttpRequest, reader: Reader, case: Case, form: str, refusal: Refusal) -> HttpResponse:
    """The page again with 409: the box in the form that was refused, and everything typed still there."""
    page = CasePage(case_of(case.pk), reader)
    writing = _kept(request, page) if form == "reply" else page.writing({})
    box = Refused(form, request.path, guard_of(refusal, *_way_on(refusal, case)), request.POST)
    return region(request, "desk/case.html", context_of(page, writing, refused=box), regions=REGIONS, status=409)


def _kept(request: HttpRequest, page: CasePage) -> Writing:
    """What was typed, saved as a draft, so that it stays whatever is done next; the page shows the newest words."""
    writing = of_form(request.POST, page.work, page.reader.zone)
    if request.path.endswith("/note"):
        writing = replace(writing, lane="note")
    kept, _is_saved = drafting.save_draft(
        page.case,
        writing.text,
        by=page.reader.person,
        at=page.reader.at,
        lane=writing.draft_lane,
        version=writing.version,
        choices=writing.as_reply().as_json(),
    )
    return replace(writing, version=kept.version, seen=page.view.newest_incoming)


def case_of(number: int) -> Case:
    """The case of a number; Http404 where there is none."""
    found = find_case(number)
    if found is None:
        raise Http404
    return found


def _way_on(refusal: Refusal, case: Case) -> tuple[str, str]:
    anchor = _WAYS_ON.get(refusal.lead_on or "", "")
    words = {
        "finish_listening": _("Mark that %(name)s has finished"),
        "restate": _("Say it back"),
        "ask_lead": _("Ask a Lead"),
        "amend": _("Change it"),
        "try_action": _("Try something"),
        "offer": _("Offer something else"),
        "ask_confirmation": _("Ask %(name)s"),
        "keep": _("See the promise"),
        "promise": _("Make a new promise"),
        "annotate": _("Add a remark"),
        "reopen": _("Reopen it"),
        "close": _("See what is missing"),
        "draft_lesson": _("Draft a lesson"),
        "assign": _("Choose who answers"),
    }
    if not anchor:
        return "", ""
    return anchor, words[refusal.lead_on or ""] % {"name": case.customer.first_name}
