from __future__ import annotations

from amends.cases.models import Case
from amends.casework.queries import CaseView
from amends.desk.closing_card import closing_message
from tests.desk.conftest import NOW


def test_the_closing_message_speaks_to_the_customer_by_name_once(case: Case) -> None:
    message = closing_message(CaseView(case, NOW))

    assert message.startswith("Hello Amara,\n")
    assert message.count("Amara") == 1
    assert "Thank you for telling us." in message
