"""The Jinja2 environment of the pages: addresses, words, times and looks; escaping always on."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi, gettext, ngettext, npgettext, pgettext
from django_htmx.jinja import htmx_script
from jinja2 import Environment, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from amends.casework.wording import times
from amends.core import clock
from amends.web import words
from amends.web.states import look

_TIME = Markup('<time datetime="{}">{}</time>')
_TITLED_TIME = Markup('<time datetime="{}" title="{}">{}</time>')


def environment(**options: Any) -> Environment:
    """The environment for Django's Jinja2 backend (`OPTIONS = {"environment": "amends.web.jinja.environment"}`)."""
    options |= {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True, "autoescape": True}
    environment = Environment(extensions=["jinja2.ext.i18n"], **options)
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_callables(  # type: ignore[attr-defined]  # added by the i18n extension
        worded, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
    )
    environment.globals.update(
        url=_url,
        static=static,
        language=get_language,
        is_rtl=get_language_bidi,
        htmx_script=htmx_script,
        messages_of=_messages_of,
        look=look,
        at=at,
        in_words=in_words,
        ago=ago,
        iso=iso,
        time_of=time_of,
        server_now=lambda: iso(clock.now()),
        page_words=page_words,
        key_sheet=words.key_sheet,
    )
    environment.filters.update(at=at, in_words=in_words, ago=ago, iso=iso)
    return environment


@pass_context
def at(context: Context, instant: datetime, zone: Any, style: times.Style = "full") -> str:
    """An instant in words; the page's `now` if it has one, else the clock. Calling it without a zone is an error."""
    return times.at(instant, zone, style, now=_now(context))


@pass_context
def time_of(context: Context, instant: datetime, zone: Any, style: times.Style = "full") -> Markup:
    """An instant as a `time` element, with the full date in its tooltip where the words are short."""
    now = _now(context)
    shown = times.at(instant, zone, style, now=now)
    if style in ("full", "customer"):
        return _TIME.format(iso(instant), shown)
    return _TITLED_TIME.format(iso(instant), times.at(instant, zone, "full", now=now), shown)


@pass_context
def in_words(context: Context, instant: datetime) -> str:
    """How far off a due time is in a customer's words: "1 day 2 hours", empty once it is past."""
    minutes = int((instant - _now(context)).total_seconds() // 60)
    return times.long_span(minutes) if minutes > 0 else ""


@pass_context
def ago(context: Context, instant: datetime) -> str:
    """How long something is past: "3 h ago"."""
    return times.ago(instant, _now(context))


def worded(message: str) -> str:
    """A sentence in the active language; a page asks for some hundred, and Django looks each of them up anew."""
    return _worded(get_language() or "", message)


@lru_cache(maxsize=16_384)
def _worded(language: str, message: str) -> str:
    return gettext(message)


def page_words() -> dict[str, str]:
    """The sentences for the page's scripts in the active language; they are the same on every page."""
    return _page_words(get_language() or "")


@lru_cache(maxsize=32)
def _page_words(language: str) -> dict[str, str]:
    return words.page_words()


def iso(instant: datetime) -> str:
    """An aware instant for a `datetime` attribute, in UTC; seconds only where there are some."""
    there = instant.astimezone(UTC)
    return there.strftime("%Y-%m-%dT%H:%M:%SZ" if there.second else "%Y-%m-%dT%H:%MZ")


def _now(context: Context) -> datetime:
    now = context.get("now")
    return now if isinstance(now, datetime) else clock.now()


def _url(name: str, *args: Any, **kwargs: Any) -> str:
    return reverse(name, args=args or None, kwargs=kwargs or None)


def _messages_of(request: HttpRequest | None) -> list[Any]:
    if request is None or not hasattr(request, "_messages"):
        return []
    return list(get_messages(request))
