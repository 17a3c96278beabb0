from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import RequestFactory, override_settings

from amends.web.responses import Guard, refusal_response, region, see_other

REGIONS = {"list": "list.html"}
HTMX = {"HX-Request": "true", "HX-Target": "list"}


@pytest.fixture(autouse=True)
def pages(tmp_path: Path) -> Iterator[None]:
    (tmp_path / "page.html").write_text('<h1>My work</h1>{% include "list.html" %}')
    (tmp_path / "list.html").write_text(
        '<ul id="list"><li>{{ name }}</li></ul>'
        "{% if guard is defined %}{{ guard.sentence }} {{ typed.body }}{% endif %}"
    )
    backend: dict[str, Any] = {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [tmp_path],
        "OPTIONS": {"environment": "amends.web.jinja.environment"},
    }
    with override_settings(TEMPLATES=[backend]):
        yield


def test_an_act_that_was_done_leads_on_by_get() -> None:
    response = see_other("/cases/7/")

    assert (response.status_code, response["Location"]) == (303, "/cases/7/")


def test_a_browser_gets_the_whole_page() -> None:
    response = region(RequestFactory().get("/"), "page.html", {"name": "Amara"}, regions=REGIONS)

    assert response.content.decode() == '<h1>My work</h1><ul id="list"><li>Amara</li></ul>'


def test_htmx_gets_the_region_it_names_from_the_same_text() -> None:
    response = region(RequestFactory().get("/", headers=HTMX), "page.html", {"name": "Amara"}, regions=REGIONS)

    assert response.content.decode() == '<ul id="list"><li>Amara</li></ul>'
    assert response["Vary"] == "HX-Request, HX-Target"


def test_a_region_that_the_page_does_not_name_gets_the_whole_page() -> None:
    request = RequestFactory().get("/", headers={**HTMX, "HX-Target": "elsewhere"})

    assert b"<h1>" in region(request, "page.html", {"name": "Amara"}, regions=REGIONS).content


def test_going_back_in_history_needs_the_whole_page() -> None:
    request = RequestFactory().get("/", headers={**HTMX, "HX-History-Restore-Request": "true"})

    assert b"<h1>" in region(request, "page.html", {"name": "Amara"}, regions=REGIONS).content


def test_a_refusal_shows_the_page_again_with_all_that_was_typed() -> None:
    request = RequestFactory().post("/", {"body": "A new sofa"})
    guard = Guard("not-said-back", "Say it back first.", "#restate", "Say it back", may_override=True)

    response = refusal_response(request, "page.html", {"name": "Amara"}, guard=guard, regions=REGIONS)

    assert response.status_code == 409
    assert "<h1>My work</h1>" in response.content.decode()
    assert "Say it back first. A new sofa" in response.content.decode()
