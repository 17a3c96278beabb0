"""What the API answers when it does not do what was asked; every body has a code and a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import DataError
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from amends.casework.telling import tell_refusal
from amends.casework.working import record_attempt
from amends.core.refusal import Refusal

STATUS: Mapping[str, int] = {"unusable": 422, "not-found": 404, "not-allowed": 403}


class Refused(Schema):
    """A rule says no: why, which act leads on, and whether a reason in `override` carries it through."""

    code: str
    sentence: str
    lead_on: str | None = None
    may_override: bool = False


class Unusable(Refused):
    """Input that cannot be used; `fields` says where."""

    fields: list[dict[str, str]] = []


ANSWERS: Mapping[int, type[Schema]] = {
    400: Refused,
    401: Refused,
    403: Refused,
    404: Refused,
    409: Refused,
    422: Unusable,
}


def answer_faults(api: NinjaAPI) -> None:
    def refused(request: HttpRequest, refusal: Any) -> HttpResponse:
        record_attempt(refusal)
        return api.create_response(request, tell_refusal(refusal), status=STATUS.get(refusal.code, 409))

    def unusable(request: HttpRequest, error: Any) -> HttpResponse:
        fields = [{"field": ".".join(map(str, row["loc"][1:])), "fault": row["msg"]} for row in error.errors]
        first = fields[0] if fields else {"field": "", "fault": ""}
        told = f"“{first['field'] or 'the body'}”: {first['fault']}."
        return api.create_response(request, _plain("unusable", told) | {"fields": fields}, status=422)

    def unknown(request: HttpRequest, error: Any) -> HttpResponse:
        return api.create_response(request, _plain("no-token", "Give a token that holds, as a bearer."), status=401)

    def stopped(request: HttpRequest, error: Any) -> HttpResponse:
        return api.create_response(request, _plain("unusable", str(error)), status=error.status_code)

    def too_much(request: HttpRequest, error: Any) -> HttpResponse:
        return api.create_response(
            request, _plain("unusable", "A number, a time or a text is too large.") | {"fields": []}, status=422
        )

    api.add_exception_handler(Refusal, refused)
    api.add_exception_handler(ValidationError, unusable)
    api.add_exception_handler(AuthenticationError, unknown)
    api.add_exception_handler(HttpError, stopped)
    for kind in (OverflowError, DataError):
        api.add_exception_handler(kind, too_much)


def _plain(code: str, told: str) -> dict[str, Any]:
    return {"code": code, "sentence": told, "lead_on": None, "may_override": False}
