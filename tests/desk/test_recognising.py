from __future__ import annotations

from typing import Any

from amends.cases.models import Case
from amends.messages.models import HeldSend


def test_a_promise_found_in_the_words_begins_with_a_capital(post: Any, case: Case) -> None:
    post("reply", body="Hello Amara,\n\nI will ring you tomorrow at noon.")

    (promise,) = HeldSend.objects.get().acts["promises"]
    assert promise["what"][:1].isupper(), promise
