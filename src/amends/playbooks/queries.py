"""Which playbook a kind of case begins with."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from importlib import resources

from amends.core import playbook as core
from amends.playbooks.models import PlaybookVersion


@cache
def shipped() -> tuple[tuple[core.Playbook, str], ...]:
    """The playbooks shipped with the package, each with its text."""
    folder = resources.files("amends.playbooks") / "shipped"
    texts = [entry.read_text("utf-8") for entry in folder.iterdir() if entry.name.endswith(".toml")]
    return tuple((core.read(text), text) for text in sorted(texts))


def for_kind(kind: str, at: datetime) -> PlaybookVersion:
    """The newest stored version of the playbook for a kind of case; the shipped one is stored at its first use."""
    for playbook, text in shipped():
        if kind in playbook.kinds:
            newest = PlaybookVersion.objects.filter(name=playbook.name).order_by("-version").first()
            if newest and newest.version >= playbook.version:
                return newest
            return PlaybookVersion.objects.get_or_create(
                name=playbook.name, version=playbook.version, defaults={"text": text, "stored_at": at}
            )[0]
    raise KeyError(kind)
