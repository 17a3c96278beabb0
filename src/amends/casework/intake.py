"""What a new case needs of the house: read once, used for every mail of a batch."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from amends.casework.clocks import Running, running_packs
from amends.casework.rota import Rota
from amends.people import queries as people
from amends.people.models import House
from amends.playbooks.models import PlaybookVersion
from amends.playbooks.queries import for_kind


@dataclass(frozen=True)
class Intake:
    """The house, who takes new cases, and the playbook of each kind as far as it was asked for."""

    house: House
    rota: Rota
    began_at: datetime
    playbooks: dict[str, PlaybookVersion] = field(default_factory=dict)

    @classmethod
    def at(cls, at: datetime) -> Intake:
        """The intake as it is now."""
        house = people.house()
        return cls(house, Rota.at(house, at), at)

    @cached_property
    def packs(self) -> list[Running]:
        """The timer packs that are on."""
        return running_packs(self.began_at)

    def playbook(self, kind: str, at: datetime) -> PlaybookVersion:
        """The playbook that a new case of a kind begins with."""
        if kind not in self.playbooks:
            self.playbooks[kind] = for_kind(kind, at)
        return self.playbooks[kind]
