"""The kit in a real browser without a server: every address of the page is answered from here, with our own headers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import django_htmx

from amends.core import clock
from amends.web.security import POLICY
from tests.web.kit import STATIC

ORIGIN = "https://desk.test"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".html": "text/html; charset=utf-8"}
HTMX = Path(django_htmx.__file__).parent / "static"

Answer = Callable[[Mapping[str, list[str]]], tuple[int, Mapping[str, str], str]]


@dataclass
class Desk:
    """What the browser is answered: pages by path, acts by path, and what it asked and posted."""

    pages: dict[str, str]
    acts: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    posted: list[tuple[str, dict[str, list[str]]]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    is_down: bool = False

    def open(self, browser: Any, path: str, width: int = 1280, **options: Any) -> Any:
        """A page of a fresh browser context; what its console says ends in `faults`."""
        size = {"width": width, "height": 720 if width > 600 else 667}
        context = browser.new_context(viewport=size, service_workers="block", **options)
        page = context.new_page()
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", self._hear)
        context.route("**/*", self._answer)
        page.goto(ORIGIN + path)
        return page

    def _hear(self, message: Any) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.faults.append(message.text)

    def _answer(self, route: Any) -> None:
        request = route.request
        path = urlsplit(request.url).path
        self.asked.append(path)
        if self.is_down:
            return route.abort()
        if request.method == "POST":
            self.posted.append((path, _form(request)))
        if path in self.acts:
            status, headers, body = self.acts[path](_form(request) if request.method == "POST" else {})
            return route.fulfill(status=status, headers={"Content-Type": "application/json", **headers}, body=body)
        if path.startswith("/static/"):
            return route.fulfill(body=_static(path), content_type=TYPES[Path(path).suffix])
        if path in self.pages:
            headers = {"Content-Type": TYPES[".html"], "Content-Security-Policy": POLICY}
            return route.fulfill(headers=headers, body=self.pages[path])
        return route.fulfill(status=404, content_type=TYPES[".html"], body="<p>Nothing here</p>")


def server_date() -> str:
    """A Date header that agrees with the clock of the machine."""
    return clock.now().strftime("%a, %d %b %Y %H:%M:%S GMT")


def _static(path: str) -> str:
    name = path.removeprefix("/static/")
    return next(folder / name for folder in (STATIC, HTMX) if (folder / name).exists()).read_text()


def _form(request: Any) -> dict[str, list[str]]:
    text = request.post_data or ""
    if "multipart/form-data" not in request.headers.get("content-type", ""):
        return parse_qs(text, keep_blank_values=True)
    parts = text.split("--" + request.headers["content-type"].split("boundary=")[1])
    pairs = (part.split("\r\n\r\n", 1) for part in parts if 'name="' in part)
    return {head.split('name="')[1].split('"')[0]: [body.removesuffix("\r\n")] for head, body in pairs}
