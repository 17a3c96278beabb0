"""Who calls: the account of a bearer token, as a person with a role."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from ninja.security import HttpBearer

from amends.people import queries as people
from amends.people.models import Account, Person
from amends.people.tokens import account_of


@dataclass(frozen=True)
class Caller:
    account: Account
    person: Person
    role: str


class Token(HttpBearer):
    openapi_name = "token"

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:  # noqa: ARG002  # ninja names it
        account = account_of(token)
        role = people.role(account.person) if account else None
        return Caller(account, account.person, role) if account and role else None
