"""What can be measured on any page in a browser: axe, sideways scroll, the size of targets, the weight of a load."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import Client

from amends.people.models import Account

AXE = Path(__file__).parents[1] / "assets" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Links within a sentence are the exception of WCAG 2.5.8; what is not shown has no size.
_SMALL_TARGETS = """(least) => {
  const controls = [...document.querySelectorAll("a, button, input, select, textarea, summary")];
  return controls.filter((one) => {
    const shown = one.labels?.[0] && one.matches("[type=radio], [type=checkbox]") ? one.labels[0] : one;
    const row = getComputedStyle(one, "::after").position === "absolute" ? one.closest("li") : null;
    const box = (row || shown).getBoundingClientRect();
    const isHidden = !box.width || one.closest(".sr, .skip, [hidden]") || one.matches("[type=hidden]");
    const isInWords = one.matches("a") && getComputedStyle(one).display === "inline";
    return !isHidden && !isInWords && (Math.round(box.height) < least || Math.round(box.width) < least);
  }).map((one) => `${one.outerHTML.slice(0, 110)} ${Math.round(one.getBoundingClientRect().height)}`);
}"""

# Every stop of Tab whose whole box lies under something else, tried at 7 by 7 points.
_COVERED = """() => {
  const stops = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")];
  return stops.filter((one) => {
    if (one.disabled || !one.checkVisibility({visibilityProperty: true}) || one.matches("[type=hidden]")) return false;
    one.focus();
    const shown = one.labels?.[0] && one.matches("[type=radio], [type=checkbox]") ? one.labels[0] : one;
    const box = shown.getBoundingClientRect();
    if (document.activeElement !== one || !box.width || !box.height) return false;
    for (let i = 0; i < 7; i++) for (let j = 0; j < 7; j++) {
      const x = box.left + (box.width * (i + .5)) / 7, y = box.top + (box.height * (j + .5)) / 7;
      const top = document.elementFromPoint(x, y);
      if (top && (shown.contains(top) || (top.contains(shown) && !top.matches("body, html")))) return false;
    }
    return true;
  }).map((one) => one.outerHTML.slice(0, 110));
}"""


def browser_of(chromium: Any, origin: str, address: str, **options: Any) -> Iterator[Any]:
    """The page of a browser in which somebody has signed in; the door itself is tried in other tests."""
    context = chromium.new_context(**{"viewport": {"width": 1280, "height": 720}, "base_url": origin} | options)
    context.set_default_timeout(60_000)
    context.add_cookies([session_of(address, origin)])
    yield context.new_page()
    context.close()


def session_of(address: str, origin: str) -> dict[str, str]:
    """The cookie of somebody of the team who has just come through the door."""
    client = Client()
    account = Account.objects.get(person__contact_points__plain=address)
    client.force_login(account, backend="amends.desk.members.MemberBackend")
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": origin}


def sign_in(page: Any, address: str, password: str, then: str = "/") -> None:
    """Through the door, as a person does it."""
    page.goto(f"/account/login/?next={then}")
    page.get_by_label("E-mail address").fill(address)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(lambda url: "login" not in url)


def violations(page: Any) -> list[str]:
    """What axe finds on the page as it is shown now (`ux.md` T5)."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    result = page.evaluate(f"axe.run(document, {json.dumps({'runOnly': RULES, 'resultTypes': ['violations']})})")
    return [f"{row['id']}: {node['html'][:140]}" for row in result["violations"] for node in row["nodes"]]


def runs_off_sideways(page: Any) -> bool:
    """Whether the page is wider than the screen."""
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def small_targets(page: Any, least: int) -> list[str]:
    """Controls smaller than `least` CSS pixels in either direction (WCAG 2.5.8, `ux.md` T10)."""
    found: list[str] = page.evaluate(_SMALL_TARGETS, least)
    return found


def covered_stops(page: Any) -> list[str]:
    """Controls that lie wholly under something else when they have the focus (WCAG 2.4.11, `ux.md` T3)."""
    found: list[str] = page.evaluate(_COVERED)
    return found


def load(page: Any, address: str) -> tuple[int, list[str]]:
    """How many bytes a cold load weighs when it is compressed, and what was asked for."""
    bodies: dict[str, bytes] = {}

    def keep(response: Any) -> None:
        if not response.url.endswith("/pulse") and "icon" not in response.url and response.ok:
            bodies[response.url] = response.body()

    page.on("response", keep)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.remove_listener("response", keep)
    return sum(len(gzip.compress(body)) for body in bodies.values()), list(bodies)
