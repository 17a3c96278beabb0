"""Renders parts and sample pages of the kit, on a fixed Friday in November."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jinja2

import amends.web
from amends.core import clock
from amends.web.frame import CustomerFrame, Frame, NavItem, Waiting
from amends.web.jinja import environment
from amends.web.rows import Entry, OfferCard, QueueRow, RailRow, Stage

NOW = datetime(2026, 11, 20, 14, 42, tzinfo=UTC)
ZONE = "Europe/London"
STATIC = Path(amends.web.__file__).parent / "static"
FOLDERS = (Path(amends.web.__file__).parent / "templates", Path(__file__).parent / "templates")

_environment = environment(loader=jinja2.FileSystemLoader([str(folder) for folder in FOLDERS]))
# The samples need no gathered files; the addresses stay plain.
_environment.globals["static"] = lambda path: f"/static/{path}"


def rendered(source: str, **values: Any) -> str:
    """The text of a small template that uses the kit."""
    clock.set_now(NOW)
    try:
        return _environment.from_string(source).render(values)
    finally:
        clock.set_now(None)


def page(name: str, **values: Any) -> str:
    """A sample page of tests/web/templates."""
    return rendered(f'{{% include "{name}" %}}', **{**samples(), **values})


def frame(**values: Any) -> Frame:
    """Priya's frame."""
    standard: dict[str, Any] = {
        "name": "Priya Nair",
        "initials": "PN",
        "zone": ZONE,
        "nav": (NavItem("My work", "/", "w", 7, True), NavItem("Learn", "/learn/", "l")),
        "home_url": "/",
        "new_url": "/new/",
        "find_url": "/find",
        "help_url": "/help/keys/",
        "sign_out_url": "/account/logout/",
        "notices_url": "/notices/",
        "notices": 2,
        "person_menu": (NavItem("Settings", "/settings/", "s"),),
    }
    return Frame(**standard | values)


def held() -> Waiting:
    """A reply that goes in twelve seconds."""
    return Waiting("Reply to Tomasz Wójcik", NOW + timedelta(seconds=12), "/undo/", "/send-now/")


def samples() -> Mapping[str, Any]:
    """What the sample pages show."""
    return {
        "now": NOW,
        "zone": ZONE,
        "due": NOW + timedelta(minutes=18),
        "later": NOW + timedelta(hours=26),
        "early": NOW - timedelta(hours=28),
        "frame": frame(waiting=(held(),)),
        "customer_frame": CustomerFrame("Meridian Furniture", ZONE, "Priya", "020 7946 0123", "Mon–Fri 9–17"),
        "rows": [row(number) for number in range(50)],
        "entries": [entry(number) for number in range(30)],
        "rail": [
            RailRow("Listen", "done", "#listen", "Finished Wed 10:04"),
            RailRow("Say it back", "done", "#restate", "Amara: “Yes, exactly that”"),
            RailRow("Agree outcome", "now", "#agree", "Offer waiting", is_here=True),
            RailRow("Check with supplier", "awaited", "#supplier"),
            RailRow("Act", "to-do", "#act"),
            RailRow("Learn", "not-needed", "#learn", why_not="covered by lesson 12"),
        ],
        "views": (NavItem("My work", "#", count=7, is_here=True), NavItem("Late", "#late", count=1)),
        "lanes": (NavItem("Conversation", "#", is_here=True), NavItem("Supplier", "#supplier", count=1)),
        "offer": OfferCard("You", "Leg repaired at home", "Waiting for Amara", NOW, ZONE, "£60", "£35", NOW),
        "stages": [
            Stage("Heard", "past"),
            Stage("Agreed", "now"),
            Stage("Checking", "ahead"),
            Stage("Putting right", "ahead"),
            Stage("Done", "ahead"),
        ],
        "csrf_token": "token",
        "csrf_input": "",
        "request": None,
        "guard": None,
        "typed": "",
        "errors": {},
    }


def row(number: int) -> QueueRow:
    """One of the cases of a full list; every ninth is late, every seventh nobody promised anything."""
    name, words = (
        ("Amara Okafor", "“The sofa leg came off when my father sat down”"),
        ("Tomasz Wójcik", "“Charged twice on 3 March”"),
    )[number % 2]
    due = NOW + timedelta(hours=3 * number - 1)
    state = "proposed" if number % 7 == 6 else "late" if due < NOW else "soon" if number < 2 else "open"
    return QueueRow(
        number=4800 + number,
        url=f"/cases/{4800 + number}/",
        name=name,
        words=words,
        state=state,
        zone=ZONE,
        due=None if state == "proposed" else due,
        promise="Phone with news",
        known_for="customer since 2019",
        step="4 of 10 Agree outcome",
        move="your move",
        channel="mail",
        channel_words="e-mail",
        presence="Sam is reading" if number == 3 else "",
        presence_initials="SL" if number == 3 else "",
    )


def entry(number: int) -> Entry:
    """One entry of a long thread, the seven kinds in turn."""
    kinds = ("hers", "ours", "note", "event", "supplier", "waiting", "failed")
    kind = kinds[number % len(kinds)]
    return Entry(
        id=f"entry-{number}",
        kind=kind,  # type: ignore[arg-type]  # one of the kinds above
        at=NOW - timedelta(hours=40 - number),
        zone=ZONE,
        who={"hers": "Amara Okafor", "note": "Sam Lee", "supplier": "Harbour Couriers"}.get(kind, "You"),
        how="by e-mail" if kind in ("hers", "ours") else "",
        words="The sofa leg came off when my father sat down, and nobody rang me by noon as promised.",
        reader="Amara",
        release_at=NOW + timedelta(seconds=12) if kind == "waiting" else None,
        problem="Did not go: the mail server refused it." if kind == "failed" else "",
    )
