"""Which playbook a kind of case begins with, which timer packs there are, and which of them run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from importlib import resources
from typing import NamedTuple

from django.db.models import OuterRef, Subquery

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


class ShippedPack(NamedTuple):
    """A pack that came with the package: its text, and the rule it holds."""

    text: str
    pack: Pack


@cache
def shipped_packs() -> Mapping[str, ShippedPack]:
    """The packs shipped with the package, by name; each is checked once for the life of the process."""
    folder = resources.files("amends.playbooks") / "shipped" / "packs"
    texts = [entry.read_text("utf-8") for entry in folder.iterdir() if entry.name.endswith(".toml")]
    found = sorted((ShippedPack(text, sound_pack(text)) for text in texts), key=lambda each: each.pack.name)
    return {each.pack.name: each for each in found}


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
    wanted = {name: shipped_packs()[name] for name in names if name in shipped_packs()}
    stored = set(PackVersion.objects.filter(name__in=list(wanted)).values_list("name", "version"))
    for name, shipped_one in wanted.items():
        if (name, shipped_one.pack.version) not in stored:
            store_pack(shipped_one.text, at)


def newest_text(name: str) -> str | None:
    """The newest text of a pack, the stored or the shipped one; None for a name nobody knows."""
    newest = _newest(name, PackVersion.objects.filter(name=name).order_by("-version").first())
    return newest.text if newest else None


def newest_pack(name: str) -> Pack | None:
    """The newest version of a pack, the stored or the shipped one; None for a name nobody knows."""
    newest = _newest(name, PackVersion.objects.filter(name=name).order_by("-version").first())
    return newest.pack if newest else None


def every_pack() -> list[Pack]:
    """Each pack in its newest version, by name; one read."""
    last = PackVersion.objects.filter(name=OuterRef("name")).order_by("-version").values("version")[:1]
    stored = {row.name: row for row in PackVersion.objects.filter(version=Subquery(last))}
    found = (_newest(name, stored.get(name)) for name in sorted({*shipped_packs(), *stored}))
    return [newest.pack for newest in found if newest]


def _newest(name: str, stored: PackVersion | None) -> PackVersion | ShippedPack | None:
    """The one with the higher number; of two with the same, the stored one, which the house may have edited."""
    shipped_one = shipped_packs().get(name)
    if stored and (shipped_one is None or stored.version >= shipped_one.pack.version):
        return stored
    return shipped_one
