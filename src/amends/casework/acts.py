"""The one list of acts and questions: every face offers each of them, and `docs/acts.md` is written from it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, get_args, get_type_hints

from amends.casework import (
    acting,
    answering,
    asking,
    asks,
    call_asks,
    calling,
    clock_asks,
    clocking,
    closing,
    delivering,
    escalating,
    extending,
    filing,
    following,
    founding,
    hinting,
    holding,
    leaving,
    listening,
    mailboxes,
    next_contact,
    noticing,
    noting,
    offering,
    opening,
    owning,
    packing,
    parting,
    preferring,
    progressing,
    promising,
    rehearsing,
    replying,
    rescuing,
    restating,
    slots,
    sorting,
    supervising,
    teaching,
    underpinning,
    writing,
)
from amends.casework.coercing import Field, coerced, kind_of
from amends.casework.working import require_reader
from amends.core.refusal import Unusable
from amends.people.models import Person

# What a face fills in by itself, and what only code inside the house may give.
GIVEN = frozenset({"by", "at"})
INSIDE = frozenset({"message", "customer", "practice", "told", "files"})

ACTS: Sequence[Callable[..., Any]] = (
    founding.set_up_house,
    founding.change_house,
    founding.settle_in,
    founding.add_member,
    founding.set_shifts,
    founding.set_limit,
    founding.set_rule,
    mailboxes.add_mailbox,
    mailboxes.remove_mailbox,
    opening.open_case,
    listening.note_feeling,
    listening.finish_listening,
    listening.state_problem,
    listening.edit_first_words,
    listening.annotate,
    restating.restate,
    restating.answer_restatement,
    owning.empathise,
    owning.apologise,
    owning.assure,
    owning.assign,
    leaving.go_away,
    promising.promise,
    promising.keep,
    promising.renegotiate,
    promising.release,
    asking.request_promise,
    asking.offer_promise,
    asking.answer_promise,
    asking.withdraw_promise,
    asking.revoke_promise,
    asking.judge_promise,
    calling.try_call,
    calling.defer_call,
    calling.refuse_calls,
    slots.set_presence,
    slots.publish_slot,
    slots.withdraw_slot,
    supervising.ask_supervisor,
    underpinning.underpin,
    rescuing.rescue_promise,
    progressing.set_rhythm,
    progressing.tell_progress,
    escalating.escalate,
    escalating.accept_escalation,
    escalating.end_escalation,
    offering.offer,
    offering.answer_offer,
    acting.try_action,
    acting.accept_return,
    acting.set_rule_aside,
    acting.review_override,
    replying.write,
    holding.hold,
    holding.take_back,
    holding.send_now,
    holding.discard,
    delivering.try_again,
    noting.add_note,
    noting.record_call,
    noting.ask_lead,
    noticing.see_notices,
    answering.settle_answer,
    filing.file_held,
    filing.ignore_held,
    sorting.change_kind,
    writing.customer_writes,
    writing.take_up_again,
    closing.ask_confirmation,
    closing.confirm,
    closing.close,
    closing.reopen,
    closing.sort_out,
    following.follow_up,
    following.write_follow_up,
    parting.add_issue,
    parting.set_subject,
    clocking.record_moment,
    clocking.stop_clock,
    clocking.acknowledge,
    clocking.send_response,
    extending.extend_clock,
    packing.switch_pack,
    packing.save_pack,
    packing.put_on_record,
    teaching.draft_lesson,
    teaching.edit_lesson,
    teaching.publish_lesson,
    teaching.read_lesson,
    teaching.nothing_new,
    teaching.mark_learned,
    preferring.prefer,
    rehearsing.begin_practice,
    rehearsing.remove_practice,
)
ASKS: Sequence[Callable[..., Any]] = (
    asks.case,
    asks.my_work,
    asks.timeline,
    asks.owners,
    asks.notices,
    asks.lessons,
    asks.unread_lessons,
    asks.overrides,
    asks.options,
    asks.digest,
    asks.due,
    calling.next_try,
    slots.supervisors,
    call_asks.supervisor,
    following.follow_ups,
    hinting.feasible,
    rescuing.rescue,
    progressing.progress_line,
    next_contact.unpromised,
    escalating.escalation,
    clock_asks.clocks,
    clock_asks.packs,
    clock_asks.try_packs,
    asks.mails,
    asks.find,
    asks.held_mails,
    asks.verify,
)


@dataclass(frozen=True)
class Act:
    """An act or a question by its name, with its fields and what it does in one sentence.

    Acts know themselves who may do them; a question is answered to everybody of the team. `needs_by` is false for the
    few acts that whoever stands at the machine may do without being anybody, as in the first run.
    """

    name: str
    function: Callable[..., Any]
    fields: tuple[Field, ...]
    takes_by: bool
    needs_by: bool = True
    is_question: bool = False

    @property
    def summary(self) -> str:
        """The first sentence of its documentation."""
        return (inspect.getdoc(self.function) or "").split("\n")[0]

    def do(self, values: Mapping[str, Any], *, by: Person | None, at: datetime) -> Any:
        """Do it with values as JSON gives them. Raises its refusals; Unusable for an unknown or missing field."""
        if self.is_question:
            require_reader(by)
        known = {field.name: field for field in self.fields}
        for name in values.keys() - known.keys():
            raise Unusable(field=name, fault="unknown", value=name)
        for field in self.fields:
            if field.is_needed and field.name not in values:
                raise Unusable(field=field.name, fault="empty")
        ready = {name: coerced(value, known[name]) for name, value in values.items()}
        if self.takes_by:
            ready["by"] = by
        return self.function(**ready, at=at)


@cache
def all_acts() -> Mapping[str, Act]:
    """Every act by its name."""
    return {function.__name__: act_of(function) for function in ACTS}


@cache
def all_asks() -> Mapping[str, Act]:
    """Every question by its name."""
    return {function.__name__: act_of(function, is_question=True) for function in ASKS}


def act_of(function: Callable[..., Any], *, is_question: bool = False) -> Act:
    """A function as an act or a question, its fields from its signature."""
    hints = get_type_hints(function)
    parameters = inspect.signature(function).parameters
    fields = tuple(
        Field(name, kind_of(hints[name]), ... if parameter.default is parameter.empty else parameter.default)
        for name, parameter in parameters.items()
        if name not in GIVEN | INSIDE
    )
    needs_by = "by" in parameters and type(None) not in get_args(hints["by"])
    return Act(function.__name__, function, fields, "by" in parameters, needs_by, is_question)
