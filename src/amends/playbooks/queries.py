"""Which playbook a kind of case begins with, which timer packs there are, and which of them run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cache
from importlib import resources

from amends.core import playbook as core
from amends.core.pack_check import sound_pack
from amends.core.packs import Pack
from amends.people.holidays_of import holidays_of
from amends.people.models import Person
from amends.playbooks.models import PackSwitch, PackVersion, PlaybookVersion


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


@cache
def shipped_packs() -> dict[str, str]:
    """The text of each pack shipped with the package, by name."""
    folder = resources.files("amends.playbooks") / "shipped" / "packs"
    texts = [entry.read_text("utf-8") for entry in folder.iterdir() if entry.name.endswith(".toml")]
    return dict(sorted((sound_pack(text).name, text) for text in texts))


def packs_on() -> dict[str, datetime]:
    """The names of the packs that somebody switched on, each with the instant."""
    newest = {row.name: row for row in PackSwitch.objects.order_by("pk")}
    return {name: row.at for name, row in newest.items() if row.on}


def versions_of(names: Sequence[str]) -> dict[str, list[PackVersion]]:
    """The stored versions of packs, oldest first under each name."""
    found: dict[str, list[PackVersion]] = {name: [] for name in names}
    if names:
        for row in PackVersion.objects.filter(name__in=list(names)).order_by("version"):
            found[row.name].append(row)
    return found


def version_for(versions: Sequence[PackVersion], received: date) -> PackVersion | None:
    """The newest version that is in force for a case received on a day; None where none was yet (domain C.1)."""
    fitting = [row for row in versions if (row.received_from or date.min) <= received]
    return fitting[-1] if fitting else None


def store_pack(text: str, at: datetime, by: Person | None = None) -> PackVersion:
    """Store a version of a pack, once for each number; raises PackFault for a text with faults."""
    pack = sound_pack(text, holidays_of)
    return PackVersion.objects.get_or_create(
        name=pack.name,
        version=pack.version,
        defaults={"text": text, "stored_at": at, "received_from": pack.received_from, "by": by},
    )[0]


def store_shipped(names: Iterable[str], at: datetime) -> None:
    """Store the shipped versions of packs that are not stored yet, such as those that came with a newer release."""
    texts = {name: shipped_packs()[name] for name in names if name in shipped_packs()}
    stored = set(PackVersion.objects.filter(name__in=list(texts)).values_list("name", "version"))
    for name, text in texts.items():
        if (name, sound_pack(text).version) not in stored:
            store_pack(text, at)


def newest_text(name: str) -> str | None:
    """The newest text of a pack: the stored one, else the shipped one; None for a name nobody knows."""
    stored = PackVersion.objects.filter(name=name).order_by("-version").values_list("text", "version").first()
    shipped = shipped_packs().get(name)
    if stored and shipped and sound_pack(shipped).version > stored[1]:
        return shipped
    return stored[0] if stored else shipped


def every_pack() -> list[Pack]:
    """Each pack in its newest version, by name."""
    own = PackVersion.objects.values_list("name", flat=True).distinct()
    names = sorted({*shipped_packs(), *own})
    return [sound_pack(text) for name in names if (text := newest_text(name))]
