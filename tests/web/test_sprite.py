from __future__ import annotations

import re

from amends.desk.work_rows import CHANNEL_ICONS
from amends.web.messages import PACKAGE
from amends.web.states import LOOKS

SPRITE = (PACKAGE / "web" / "templates" / "web" / "sprite.svg").read_text()
DRAWN = set(re.findall(r'<symbol id="([ip]-[a-z]+)"', SPRITE))


def asked_for() -> set[str]:
    texts = [file.read_text() for kind in ("html", "py", "js") for file in PACKAGE.rglob(f"*.{kind}")]
    asking = re.compile(r"""icon\(["']([a-z]+)["']|icon_name=["']([a-z]+)["']""")
    named = {pair for text in texts for pair in asking.findall(text)}
    icons = {f"i-{name}" for pair in named for name in pair if name} | {f"i-{name}" for name in CHANNEL_ICONS.values()}
    plain = {name for text in texts for name in re.findall(r"#([ip]-[a-z]+)", text)}
    return icons | plain | {look.shape for look in LOOKS.values()}


def test_every_icon_that_a_page_asks_for_is_drawn() -> None:
    assert asked_for() - DRAWN == set()


def test_no_icon_is_sent_that_no_page_asks_for() -> None:
    assert DRAWN - asked_for() == set()
