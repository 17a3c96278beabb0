"""The forms of a case that stay folded until they are wanted: what each is called, and where it is posted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from amends.casework.queries import PromiseView
from amends.core.promise import State
from amends.desk.case_context import CasePage


@dataclass(frozen=True)
class Form:
    """One form; `id` is also the name of its page, and of the template of its fields unless `template` names one.

    `action` is where it is posted, below the address of the case. `key` unfolds it. A form whose fields hold its
    buttons has no `button`.
    """

    id: str
    words: str
    action: str
    button: str = ""
    key: str = ""
    kind: str = "main"
    template: str = ""
    about: PromiseView | None = None

    @property
    def fields(self) -> str:
        """The template of what stands in it."""
        return f"desk/forms/{self.template or self.id}.html"


def forms_of(page: CasePage) -> dict[str, Form]:
    """The forms of a case as it stands, by id; of a closed case few are left."""
    found = list(_always())
    if not page.view.closure:
        found += [*_while_open(), *_about_the_person(), *_of_promises(page)]
    return {form.id: form for form in found}


def _always() -> Iterator[Form]:
    yield Form("new-feeling", _("Note a feeling"), "feeling", _("Note it"))
    yield Form("new-remark", _("Remark beside the first words"), "remark", _("Add remark (team only)"), kind="plain")


def _while_open() -> Iterator[Form]:
    yield Form("new-problem", _("What is really wrong"), "problem", _("Keep it"))
    yield Form("new-restatement", _("Said back by voice"), "restatement", _("Record it"))
    yield Form("new-spoken", _("Said by voice"), "spoken", _("Record it"))
    yield Form("progress", _("What was done today"), "progress", _("Put it before the customer"))
    yield Form("rhythm", _("How often they hear from us"), "rhythm", kind="plain")
    yield Form("new-promise", _("New promise"), "promises", _("Record the promise"), key="p")
    yield Form("new-action", _("Put something right"), "actions", _("Record it"), key="m")
    yield Form("new-offer", _("Make an offer by voice"), "offers", _("Record the offer"), key="o")
    yield Form("give-up", _("End it another way"), "closure", _("Close it"), kind="plain")


def _about_the_person() -> Iterator[Form]:
    yield Form("new-call", _("Write down a call"), "call", _("Write it down"), key="t")
    yield Form("change-kind", _("Change the kind"), "kind", _("Change it"), key="k", kind="plain")
    yield Form("assign", _("Give to a colleague"), "owner", _("Give it"), key="a", kind="plain")
    yield Form("help", _("Ask a Lead in"), "lead", _("Ask now"), key="h", kind="plain")
    yield Form("not-ours", _("Not a case for us"), "sorted")


def _of_promises(page: CasePage) -> Iterator[Form]:
    for row in page.open_promises:
        number = row.promise.pk
        kept, moved = f"promises/{number}/kept", f"promises/{number}/moved"
        yield Form(f"promise-{number}", _("Kept, or let off"), kept, _("Kept just now"), template="kept", about=row)
        if row.verdict.state is not State.LATE:
            rescued = Form(f"rescue-{number}", _("It will not be done in time"), f"promises/{number}/rescue")
            yield replace(rescued, template="rescue", about=row)
        yield Form(
            f"move-{number}", _("Moved by phone"), moved, _("Move it"), kind="plain", template="moved", about=row
        )
