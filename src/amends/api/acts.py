"""One address for each act and each question, made from their registry."""

from __future__ import annotations

import hashlib
from typing import Annotated, Any, cast

from django.db import transaction
from django.http import HttpRequest
from ninja import Header, Query, Router, Schema

from amends.api.callers import Caller
from amends.api.faults import ANSWERS
from amends.api.fields import Line, body_of, query_of
from amends.casework.acts import Act, all_acts
from amends.casework.telling import tell
from amends.casework.working import press
from amends.core import clock
from amends.insight.asks import every_ask


class Done(Schema):
    """What an act made. `repeated` says that the Idempotency-Key was used before, and nothing was done again."""

    ok: bool = True
    repeated: bool = False
    result: Any = None


class Answer(Schema):
    """The answer to a question."""

    ok: bool = True
    result: Any = None


def acts_and_asks() -> Router:
    router = Router()
    for act in all_acts().values():
        router.post(
            f"/acts/{act.name}",
            response={200: Done, **ANSWERS},
            operation_id=act.name,
            summary=act.summary,
            tags=["acts"],
        )(_act_view(act))
    for ask in every_ask().values():
        router.get(
            f"/asks/{ask.name}",
            response={200: Answer, **ANSWERS},
            operation_id=f"ask_{ask.name}",
            summary=ask.summary,
            tags=["questions"],
        )(_ask_view(ask))
    return router


def caller_of(request: HttpRequest) -> Caller:
    return cast(Caller, cast(Any, request).auth)


def _act_view(act: Act) -> Any:
    body = body_of(act)

    def view(request: Any, values: Any, idempotency_key: Any = None) -> dict[str, Any]:
        return _do(act, values.model_dump(mode="json", exclude_unset=True), caller_of(request), idempotency_key or "")

    key = Annotated[Line | None, Header(None, alias="Idempotency-Key", description="The same key is done once.")]
    view.__name__ = f"act_{act.name}"
    view.__annotations__ = {"request": HttpRequest, "values": body, "idempotency_key": key}
    return view


def _do(act: Act, values: dict[str, Any], caller: Caller, key: str) -> dict[str, Any]:
    at = clock.now()
    with transaction.atomic():
        # Keys of two accounts never meet, and a key of any length fits.
        digest = hashlib.sha256(key.encode()).hexdigest()[:40] if key else ""
        if key and not press(f"api:{caller.account.pk}:{digest}", at):
            return {"ok": True, "repeated": True, "result": None}
        result = tell(act.do(values, by=caller.person, at=at), at)
    return {"ok": True, "repeated": False, "result": result}


def _ask_view(ask: Act) -> Any:
    query = query_of(ask)

    def view(request: Any, values: Any) -> dict[str, Any]:
        return _ask(ask, values.model_dump(mode="json", exclude_none=True), caller_of(request))

    def bare(request: Any) -> dict[str, Any]:
        return _ask(ask, {}, caller_of(request))

    made: Any = view if query else bare
    made.__name__ = f"ask_{ask.name}"
    made.__annotations__ = {"request": HttpRequest}
    if query:
        made.__annotations__["values"] = Annotated[query, Query(...)]  # type: ignore[type-arg]  # ninja uses it as a mark
    return made


def _ask(ask: Act, values: dict[str, Any], caller: Caller) -> dict[str, Any]:
    at = clock.now()
    return {"ok": True, "result": tell(ask.do(values, by=caller.person, at=at), at)}
