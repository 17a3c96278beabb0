"""Stored versions of playbooks: process is data, and a case keeps the version it began with."""

from __future__ import annotations

from functools import lru_cache

from django.db import models

from amends.core import playbook as core


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


@lru_cache(maxsize=64)
def _read(text: str) -> core.Playbook:
    return core.read(text)
