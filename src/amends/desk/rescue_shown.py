"""A rescue as it is shown on the Next card and beside the promise: what one press would send (`ux.md` 2a)."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from amends.casework import rescuing
from amends.casework.queries import find_case
from amends.casework.wording.hints import proposal_words
from amends.casework.working import Work
from amends.core.feasible import Proposal
from amends.core.refusal import Unusable
from amends.desk.staff import Reader, case_url, new_key
from amends.promises.models import Promise


@dataclass(frozen=True)
class Shown:
    """A rescue as a form shows it: the message, its new time, the times to choose from, and the words of its button."""

    promise: int
    url: str
    text: str
    due: str
    times: tuple[tuple[str, str], ...]
    needs_reason: bool
    reads: str
    button: str
    key: str


def shown_of(work: Work, row: Promise, zone: str) -> Shown | None:
    """The rescue of a promise that is still to come, None for any other, and where no time can be proposed."""
    if not rescuing.may_rescue(row, work.at):
        return None
    try:
        drafted = rescuing.draft(work, row)
    except Unusable:
        return None
    told = {
        "name": work.case.customer.first_name,
        "time": proposal_words(Proposal(drafted.due), zone, work.at),
    }
    return Shown(
        promise=row.pk,
        url=f"{case_url(work.case.pk)}promises/{row.pk}/rescue",
        text=drafted.text,
        due=drafted.due.isoformat(),
        times=tuple((one.at.isoformat(), proposal_words(one, zone, work.at)) for one in drafted.times),
        needs_reason=drafted.needs_reason,
        reads=_("What %(name)s reads") % told,
        button=_("Tell %(name)s now, new time %(time)s") % told,
        key=new_key(),
    )


def shown_on_card(case: int, promise: int, reader: Reader) -> Shown | None:
    """The rescue of the promise that the Next card is about."""
    found = find_case(case)
    row = Promise.objects.filter(pk=promise, case=found).select_related("words", "case").first() if found else None
    if found is None or row is None:
        return None
    return shown_of(Work(found, reader.person, reader.at), row, reader.zone)
