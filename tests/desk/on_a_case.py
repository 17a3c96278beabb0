"""What the tests of the case page share: a reply that does everything, a page, a mail of the customer."""

from __future__ import annotations

import re
from datetime import datetime

from django.test import Client

from amends.cases.models import Case
from amends.casework.filing import Arrived, file, store
from tests.desk.conftest import NOW

REPLY = (
    "Hello Amara,\n\nYou wrote that the wrong table came and the floor is wrecked. "
    "I can see how a wrecked floor upsets you. I am sorry for the wrong table. I will look after this myself.\n\n"
    "I will write to you within one working day."
)


def page(desk: Client, case: Case) -> str:
    answer = desk.get(f"/cases/{case.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def is_ticked(text: str, value: str) -> bool:
    found = re.search(rf'name="passage" value="{re.escape(value)}"( checked)?', text)
    return bool(found and found[1])


def amara_writes(case: Case, words: str, at: datetime = NOW) -> None:
    told = f"Re: Scratched table [#{case.pk}]"
    raw = f"From: Amara Okafor <amara@home.example>\nTo: desk@meridian.example\nSubject: {told}\n"
    raw += f"Message-ID: <{abs(hash(words))}@home.example>\nDate: Tue, 16 Jun 2026 09:30:00 +0000\n\n{words}\n"
    file(store([Arrived("imap", raw.encode(), at)], at=at, live=True)[0], at=at)
