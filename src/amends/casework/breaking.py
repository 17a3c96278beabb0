"""A promise is broken: who is told, what rests on it, and when the case goes up the ladder (S0.12, S1.43)."""

from __future__ import annotations

from amends.casework import escalating, resting, rota
from amends.casework.working import Work
from amends.core.promise import Began, What
from amends.people import queries as people
from amends.people.models import Person, Role
from amends.promises.models import Escalation, Promise

BROKEN_TO_ESCALATE = 2


def tell_broken(work: Work, row: Promise) -> None:
    """Tell the owner and the Leads that a promise is broken (S0.12), by its timer or by the act that comes first."""
    is_to_customer = row.promisee_id == work.case.customer_id
    told = {person.pk: person for person in (*keepers(work, row), *(people.leads() if is_to_customer else []))}
    for person in told.values():
        work.tell(person, "promise-broken", promise=row.pk, due=row.due_at.isoformat())
    resting.shift(work, row, What.BROKEN)
    if is_to_customer and not row.is_service and _broken(work) >= BROKEN_TO_ESCALATE:
        escalating.raise_escalation(work, Escalation.Reason.BROKEN_TWICE)


def keepers(work: Work, row: Promise) -> list[Person]:
    """Who has to keep a promise: the owner of the case, and the colleague who accepted it, or who stands in (S0.10).

    A supervisor's call is the Lead's own, booked or accepted (S2.35).
    """
    found = [work.owner]
    role = people.role(row.promisor)
    is_call = row.kind == Promise.Kind.CALL_BACK and role in (Role.LEAD, Role.PROGRAMME)
    if is_call or (row.began == Began.REQUESTED and role is not None):
        found.append(rota.present(row.promisor, work.at)[0])
    return list({person.pk: person for person in found}.values())


def _broken(work: Work) -> int:
    rows = Promise.objects.to_customer(work.case).prefetch_related("happenings")
    return sum(row.verdict(work.at).is_broken for row in rows if not row.is_service)
