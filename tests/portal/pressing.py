"""Press a button of a page as a browser without script does: the fields of its form, with what was chosen."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

from django.http import HttpResponse
from django.test import Client


@dataclass
class Form:
    """A form of a page: the fields that it sends by itself, and its buttons."""

    fields: dict[str, str] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)
    buttons: list[str] = field(default_factory=list)
    chosen: list[str] = field(default_factory=list)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.textarea = ""
        self.is_open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        name, value = told.get("name") or "", told.get("value") or ""
        if tag == "form":
            self.forms.append(Form())
            self.is_open = True
        elif not self.is_open:
            return
        elif tag == "button":
            self.forms[-1].buttons.append(value)
        elif tag == "textarea":
            self.textarea = name
            self.forms[-1].fields[name] = ""
        elif tag == "input" and told.get("type") in ("radio", "checkbox"):
            self.forms[-1].choices.setdefault(name, []).append(value)
            if "checked" in told:
                self.forms[-1].chosen.append(value)
        elif tag == "input" and told.get("type") != "file":
            self.forms[-1].fields[name] = value

    def handle_data(self, data: str) -> None:
        if self.textarea:
            self.forms[-1].fields[self.textarea] += data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        self.textarea = "" if tag == "textarea" else self.textarea
        self.is_open = self.is_open and tag != "form"


def forms_of(page: str) -> list[Form]:
    """The forms of a page in their order."""
    parser = _Forms()
    parser.feed(page)
    return parser.forms


def form_with(page: str, button: str) -> Form:
    """The form that has a button."""
    return next(form for form in forms_of(page) if button in form.buttons)


def press(browser: Client, path: str, button: str, **typed: Any) -> HttpResponse:
    """Open a page, fill in the form of a button and press it."""
    form = form_with(browser.get(path).content.decode(), button)
    return browser.post(path, form.fields | {"act": button} | typed)  # type: ignore[return-value]


def follow(browser: Client, path: str, answer: HttpResponse) -> str:
    """The text of the page that an answer leads to."""
    assert answer.status_code == 303, answer.content.decode()
    return browser.get(urljoin(path, answer.headers["Location"])).content.decode()
