"""The folded forms of calls: tried or reached, another time, a supervisor; and the follow-up of a closed case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from amends.cases.models import Closure
from amends.casework.aftercare import brief_of, open_follow_up, phone_to_try
from amends.casework.following import draft_of
from amends.desk.case_context import CasePage
from amends.desk.folded_forms import Form
from amends.promises.models import Promise


@dataclass(frozen=True)
class FollowUpForm(Form):
    """The follow-up with what is read while the phone rings."""

    page: CasePage | None = None

    @cached_property
    def phone(self) -> str:
        """The number to ring, empty where a mail is the way."""
        row = open_follow_up(self.page.work) if self.page else None
        return phone_to_try(row) if row else ""

    @cached_property
    def brief(self) -> list[str]:
        """The case in three lines."""
        return brief_of(self.page.view) if self.page else []

    @cached_property
    def mail(self) -> str:
        """The personal mail that stands ready."""
        return draft_of(self.page.work) if self.page else ""


def call_forms(page: CasePage) -> dict[str, Form]:
    """The forms of calls that can be filled in on a case as it stands, by id."""
    found = list(_after(page) if page.view.closure else _while_open(page))
    return {form.id: form for form in found}


def _while_open(page: CasePage) -> Iterator[Form]:
    yield Form("supervisor", _("Get a supervisor"), "supervisor", _("Ask now"), kind="plain")
    for row in page.open_promises:
        if row.promise.kind != Promise.Kind.CALL_BACK:
            continue
        here = f"promises/{row.promise.pk}/"
        yield Form(f"call-{row.promise.pk}", _("Rang just now"), f"{here}rung", template="rung", about=row)
        words = _("Another time suits %(name)s") % {"name": page.case.customer.first_name}
        yield Form(
            f"defer-{row.promise.pk}",
            words,
            f"{here}deferred",
            _("Agree this time"),
            kind="plain",
            template="deferred",
            about=row,
        )


def _after(page: CasePage) -> Iterator[Form]:
    closure = page.view.closure
    if closure and closure.how == Closure.How.AGREED and open_follow_up(page.work):
        yield FollowUpForm("follow-up", _("Follow up"), "follow-up", page=page)
