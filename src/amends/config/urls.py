"""Which face answers which address."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path


def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("account/", include("allauth.urls")),
    path("", include("amends.portal.urls")),
    path("", include("amends.api.urls")),
    path("", include("amends.desk.urls")),
]

handler403 = "amends.desk.faults.not_allowed"
handler404 = "amends.desk.faults.not_found"
handler500 = "amends.desk.faults.broken"
