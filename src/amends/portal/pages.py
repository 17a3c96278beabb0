"""The customer's page and what belongs to it. GET and HEAD change nothing; every act is a POST with 303 on (C57).

The answers are compressed. What makes compressing risky elsewhere (BREACH) is a secret in the page that a stranger's
site can have fetched with the reader's cookie: here nobody gets the page without its key, no cookie is read, the key
does not stand in the page (all addresses are relative), and the keys of forms differ with each answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial, wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods, require_safe

from amends.cases.models import CustomerLink
from amends.casework import writing
from amends.core import clock
from amends.core.numbers import whole_number
from amends.people import queries as people
from amends.people.models import House, voice
from amends.portal import answers, form_keys, links, uploads
from amends.portal.frames import frame_of, home_of, kept_language, speak
from amends.portal.happened import happened, news_of
from amends.portal.matter import NEWEST, Matter
from amends.portal.stages import stage_bar
from amends.web.responses import see_other

View = Callable[..., HttpResponse]
DONE = frozenset(
    {
        "understood-yes",
        "understood-not-quite",
        "offer-accepted",
        "offer-countered",
        "offer-declined",
        "thinking",
        "right-yes",
        "right-not-yet",
        "wrote",
        "felt",
        "everything",
        "reopened",
        "rhythm",
        "supervisor",
        "deferred",
        "arrived",
    }
)
PAGE_OF_ENTRIES = 50
NOT_TAKEN = 422


@csrf_exempt  # the reason stands in form_keys
@gzip_page
@require_http_methods(["GET", "HEAD", "POST"])
def customer_page(request: HttpRequest, token: str) -> HttpResponse:
    link = links.find_link(token)
    if link is None:
        return _unknown(request)
    matter = _matter(request, link)
    if links.has_run_out(link, matter.now):
        return _run_out(request, matter)
    if request.method != "POST":
        return _page(request, matter)
    pressed = answers.take(request, matter)
    if pressed.errors:
        return _page(request, matter, errors=pressed.errors, status=NOT_TAKEN)
    return see_other(f"done/{pressed.done}/{kept_language(request)}")


def _for_customers(view: View) -> View:
    """A page below the customer's own: only read, and only with a key that is known and has not run out."""

    @wraps(view)
    def wrapped(request: HttpRequest, token: str, **more: str) -> HttpResponse:
        link = links.find_link(token)
        if link is None:
            return _unknown(request)
        matter = _matter(request, link)
        if links.has_run_out(link, matter.now):
            return see_other(home_of(request))
        return view(request, matter, **more)

    return gzip_page(require_safe(wrapped))


@_for_customers
def done_page(request: HttpRequest, matter: Matter, done: str) -> HttpResponse:
    return _below(request, matter, "portal/done.html", done=done if done in DONE else "")


@_for_customers
def print_page(request: HttpRequest, matter: Matter) -> HttpResponse:
    return _below(request, matter, "portal/print.html")


@_for_customers
def story_page(request: HttpRequest, matter: Matter) -> HttpResponse:
    before = whole_number(request.GET.get("before", ""))
    entries = matter.view.entries(before=before, limit=PAGE_OF_ENTRIES, customer_only=True)
    earlier = entries[0].seq if len(entries) == PAGE_OF_ENTRIES else None
    return _below(request, matter, "portal/story.html", story=happened(matter, entries, longest=None), earlier=earlier)


@require_safe
def news(request: HttpRequest, token: str) -> HttpResponse:
    link = links.find_link(token)
    now = clock.now()
    if link is None or links.has_run_out(link, now):
        return JsonResponse({}, status=404)
    matter = _matter(request, link)
    since = whole_number(request.GET.get("since", ""))
    newest = matter.view.entries(limit=1, customer_only=True)
    seq = newest[-1].seq if newest else 0
    etag = f'"{seq}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponse(status=304, headers={"ETag": etag})
    is_new = since is not None and seq > since and newest[-1].by_id != matter.customer.pk
    told = {"news": news_of(matter, newest[-1])} if is_new else {}
    return JsonResponse(told, headers={"ETag": etag})


@require_safe
def how_page(request: HttpRequest) -> HttpResponse:
    speak(request)
    house = House.objects.first()
    return render(request, "portal/how.html", {"frame": frame_of(request, house, None), "house": house})


def _below(request: HttpRequest, matter: Matter, template: str, **more: Any) -> HttpResponse:
    return render(request, template, _context(request, matter) | more | {"home": home_of(request)})


def _matter(request: HttpRequest, link: CustomerLink) -> Matter:
    matter = Matter(link, people.house(), clock.now())
    speak(request, matter.customer)
    return matter


def _context(request: HttpRequest, matter: Matter, polls: bool = False) -> dict[str, Any]:
    return {
        "frame": frame_of(request, matter.house, matter, polls),
        "matter": matter,
        "stages": stage_bar(matter.stage),
        "kept": kept_language(request),
        "now": matter.now,
    }


def _page(
    request: HttpRequest, matter: Matter, *, errors: Mapping[str, str] | None = None, status: int = 200
) -> HttpResponse:
    story = happened(matter, matter.entries)
    is_readable = not uploads.is_too_large(request)
    context = _context(request, matter, polls=True) | {
        "story": story[-NEWEST:],
        "story_goes_on": len(story) > NEWEST or any(row.is_cut for row in story[-NEWEST:]),
        "errors": errors or {},
        "typed": request.POST if errors and is_readable else {},
        "new_key": partial(form_keys.new_key, matter.page),
        "accept": uploads.ACCEPT,
    }
    return render(request, "portal/page.html", context, status=status)


def _run_out(request: HttpRequest, matter: Matter) -> HttpResponse:
    """Only a press sends a fresh link: a scanner that follows the old one must not fill anybody's mailbox."""
    is_ours = request.method == "POST" and form_keys.read_key(matter.page, request.POST.get("key", "")) is not None
    sent = is_ours and request.POST.get("act") == "fresh"
    if sent:
        writing.send_fresh_link(matter.case, by=voice("page", matter.now), at=matter.now)
    context = {
        "frame": frame_of(request, matter.house, None),
        "house": matter.house,
        "address": links.veiled_address(matter.customer),
        "new_key": partial(form_keys.new_key, matter.page),
        "sent": sent,
    }
    return render(request, "portal/run_out.html", context, status=200 if sent else 410)


def _unknown(request: HttpRequest) -> HttpResponse:
    speak(request)
    house = House.objects.first()
    return render(request, "portal/unknown.html", {"frame": frame_of(request, house, None), "house": house}, status=404)
