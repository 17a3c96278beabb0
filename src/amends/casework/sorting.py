"""What kind of matter it is: proposed at intake, changed in one key, with its history (S3.3, 0.4.15)."""

from __future__ import annotations

from datetime import datetime

from amends.cases.models import CaseKind, SeenBy
from amends.casework import rhythm
from amends.casework.questions import newest_kind
from amends.casework.working import CaseRef, require_member, working
from amends.core.playbook import KINDS
from amends.core.refusal import AlreadyAnswered, Unusable
from amends.people.models import Person
from amends.playbooks.queries import for_kind


def change_kind(case: CaseRef, kind: str, *, by: Person, at: datetime) -> CaseKind:
    """Say what kind of case it is; the steps follow the new kind, everything noted stays (S3.3)."""
    require_member(by)
    if kind not in KINDS:
        raise Unusable(field="kind", fault="unknown", value=kind)
    with working(case, by=by, at=at) as work:
        old = newest_kind(work.case)
        if old.kind == kind:
            raise AlreadyAnswered(what="kind", answer=kind)
        # Between kinds of one playbook the case keeps the version that it began with.
        keeps = kind in old.playbook.playbook.kinds
        version = old.playbook if keeps else for_kind(kind, at)
        row = CaseKind.objects.create(case=work.case, kind=kind, playbook=version, by=by, at=at)
        work.kind = row
        rhythm.watch(work)
        work.note("kind-changed", seen_by=SeenBy.TEAM, was=old.kind, kind=kind)
        return row
