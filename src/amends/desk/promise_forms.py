"""The folded forms of the conversation about a promise: whose move it is decides which of them are there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from amends.casework.queries import PromiseView
from amends.core.conversation import Party, may_follow, party_of
from amends.core.promise import What
from amends.desk.case_context import CasePage
from amends.desk.folded_forms import Form


def promise_forms(page: CasePage) -> dict[str, Form]:
    """The form to ask for a promise, and for each promise the moves that can be made or written down here, by id."""
    if page.view.closure:
        return {}
    found = [Form("ask-promise", _("Ask somebody for a promise"), "promises/asked", _("Ask"), kind="plain")]
    for row in page.view.all_promises:
        found += _of(row, page)
    return {form.id: form for form in found}


def _of(row: PromiseView, page: CasePage) -> Iterator[Form]:
    number, verdict = row.promise.pk, row.verdict
    here = f"promises/{number}/"
    if may_follow(verdict, What.ACCEPTED) and (_answerer(row) == page.reader.person.pk or _is_outside(row, page)):
        yield Form(f"answer-{number}", _("Answer"), here + "answered", template="answer-promise", about=row)
    if may_follow(verdict, What.WITHDRAWN) and row.promise.by_id == page.reader.person.pk:
        taken_back = Form(f"withdraw-{number}", _("No longer needed"), here + "withdrawn", _("Take it back"))
        yield replace(taken_back, template="withdraw-promise", kind="plain", about=row)
    if may_follow(verdict, What.REVOKED) and not row.promise.is_service and verdict.state.value != "late":
        revoked = Form(f"revoke-{number}", _("Can’t keep it"), here + "revoked", _("Take it back"))
        yield replace(revoked, template="revoke-promise", kind="plain", about=row)
    if may_follow(verdict, What.SATISFIED) and not row.promise.is_service:
        yield Form(f"judge-{number}", _("Is it right?"), here + "judged", template="judge-promise", about=row)


def _answerer(row: PromiseView) -> int:
    party = party_of(row.verdict.move, What.ACCEPTED)
    return row.promise.promisor_id if party is Party.PROMISOR else row.promise.promisee_id


def _is_outside(row: PromiseView, page: CasePage) -> bool:
    return _answerer(row) not in page.team_numbers
