"""Stored versions of playbooks and packs: process is data, and a case keeps the version it began with."""

from __future__ import annotations

from functools import lru_cache

from django.db import models

from amends.core import playbook as core
from amends.core.packs import Pack, read_pack
from amends.people.models import Person
from amends.people.rows import Rows


class PlaybookVersion(models.Model):
    """One version of a playbook, as its TOML text; never changed once a case began with it."""

    name = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    text = models.TextField()
    stored_at = models.DateTimeField()

    class Meta:
        db_table = "playbook_version"
        constraints = [models.UniqueConstraint(fields=["name", "version"], name="playbook_version_once")]

    @property
    def playbook(self) -> core.Playbook:
        """The process itself."""
        return _read(self.text)


class PackVersion(models.Model):
    """One version of a timer pack, as its TOML text; never changed once a clock ran with it."""

    name = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    received_from = models.DateField(null=True, blank=True)
    text = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    stored_at = models.DateTimeField()

    objects = Rows()

    class Meta:
        db_table = "pack_version"
        constraints = [models.UniqueConstraint(fields=["name", "version"], name="pack_version_once")]

    @property
    def pack(self) -> Pack:
        """The rule itself."""
        return _read_pack(self.text)


class PackSwitch(models.Model):
    """A person switched a pack on or off; the newest row counts, and running clocks go on either way."""

    name = models.CharField(max_length=60)
    on = models.BooleanField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = Rows()

    class Meta:
        db_table = "pack_switch"


@lru_cache(maxsize=64)
def _read(text: str) -> core.Playbook:
    return core.read(text)


@lru_cache(maxsize=64)
def _read_pack(text: str) -> Pack:
    return read_pack(text)
