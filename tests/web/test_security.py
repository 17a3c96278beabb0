from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from amends.web.security import SecurityHeaders, as_mail_frame


def answer(path: str, response: HttpResponse | None = None) -> HttpResponse:
    kept = response or HttpResponse("")
    answered = SecurityHeaders(lambda _: kept)(RequestFactory().get(path))
    assert isinstance(answered, HttpResponse)
    return answered


def test_a_page_runs_and_loads_only_its_own() -> None:
    policy = answer("/")["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "style-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("path", ["/p/key/", "/s/key/"])
def test_an_address_with_a_key_does_not_travel_on(path: str) -> None:
    response = answer(path)

    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in response["Cache-Control"]


def test_a_staff_page_tells_its_address_to_the_house_only() -> None:
    assert answer("/cases/7/")["Referrer-Policy"] == "same-origin"


def test_a_customers_mail_is_shut_into_a_frame_without_scripts() -> None:
    response = answer("/cases/7/mail/3/", as_mail_frame(HttpResponse("<p>Hello</p>")))

    assert response["Content-Security-Policy"].startswith("sandbox ")
    assert "allow-scripts" not in response["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "SAMEORIGIN"
