from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from typing import Any

from amends import casework
from amends.casework.acts import ACTS, ASKS

# Functions with an actor and an instant that no face offers by name, each with its reason.
INNER = {
    "drafting.save_draft": "words while they are typed are no act yet",
    "drafting.put_back": "words while they are typed are no act yet",
    "drafting.clear": "words while they are typed are no act yet",
    "holding.hold_reply": "`hold`, with the reply as the composer has it",
    "holding.rehearse": "tries a reply out and takes it back",
    "opening.begin": "`open_case`, and every mail that opens a case",
    "rescuing.hold_rescue": "`rescue_promise`, where the press can be taken back",
    "replying.reply": "`write`, with the reply as the composer has it",
    "working.working": "how every act is done",
    "writing.send_fresh_link": "a page whose link has ended asks for it, on behalf of nobody who is known",
}


def test_every_act_of_the_casework_is_there_in_every_face() -> None:
    listed = {*ACTS, *ASKS}

    missing = {name for name, function in acting_functions() if function not in listed}

    assert missing - INNER.keys() == set(), "Put it into ACTS or ASKS of casework/acts.py, or give a reason here."
    assert INNER.keys() - missing == set()


def test_every_listed_act_says_who_does_it() -> None:
    assert [function.__name__ for function in ACTS if "by" not in inspect.signature(function).parameters] == []


def acting_functions() -> Iterator[tuple[str, Callable[..., Any]]]:
    for found in pkgutil.walk_packages(casework.__path__, f"{casework.__name__}."):
        module = importlib.import_module(found.name)
        for name, function in inspect.getmembers(module, inspect.isfunction):
            is_own = function.__module__ == module.__name__ and not name.startswith("_")
            if is_own and {"by", "at"} <= inspect.signature(function).parameters.keys():
                yield f"{found.name.rpartition('.')[2]}.{name}", function
