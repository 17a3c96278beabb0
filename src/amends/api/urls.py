"""The API under /api/v1/, described at /api/v1/openapi.json."""

from __future__ import annotations

from importlib.metadata import version

from django.urls import URLPattern, URLResolver, path
from ninja import NinjaAPI

from amends.api.acts import acts_and_asks
from amends.api.callers import Token
from amends.api.cases import router
from amends.api.faults import answer_faults

api = NinjaAPI(
    title="Amends",
    version=version("amends"),
    description="Every act and every question of the desk. The same rules hold as on its pages.",
    urls_namespace="api",
    auth=Token(),
    docs_url=None,  # its page would load scripts from elsewhere
)
api.add_router("", acts_and_asks())
api.add_router("", router)
answer_faults(api)

urlpatterns: list[URLPattern | URLResolver] = [path("api/v1/", api.urls)]
