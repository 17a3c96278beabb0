"""Headers that keep pages from leaking addresses, being framed, or running what somebody typed."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
)
# A customer's HTML mail brings its own styles; the sandbox takes scripts, forms and our origin away from it.
MAIL_POLICY = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src 'self' data:; "
    "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
# Addresses under these carry the reader's key, which must not travel on in a Referer (`ux.md` C57).
KEYED_PATHS = ("/p/", "/s/")

Answer = Callable[[HttpRequest], HttpResponseBase]


class SecurityHeaders:
    """Middleware: sets what a view has not set itself."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        if request.path_info.startswith(KEYED_PATHS):
            response.headers["Referrer-Policy"] = "no-referrer"
            response.headers.setdefault("X-Robots-Tag", "noindex, nofollow")
            response.headers.setdefault("Cache-Control", "private, no-store")
        else:
            response.headers.setdefault("Referrer-Policy", "same-origin")
        return response


def as_mail_frame(response: HttpResponse) -> HttpResponse:
    """Let a page of the desk show this answer, a customer's HTML mail, in a sandboxed frame."""
    response.headers["Content-Security-Policy"] = MAIL_POLICY
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
