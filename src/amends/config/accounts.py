"""How allauth and axes treat accounts: nobody makes one alone, and a lockout counts the address that was typed."""

from __future__ import annotations

from collections.abc import Mapping

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class HouseAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Accounts are made in Settings or by `amends setup`, so the page for signing up is shut."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  # allauth names it
        """No."""
        return False


def typed_address(request: HttpRequest, credentials: Mapping[str, str] | None) -> str | None:
    """The e-mail address of a try to sign in, in small letters, from what a backend was given or a form posted."""
    typed = (credentials or {}).get("email") or (credentials or {}).get("username") or request.POST.get("login")
    return typed.strip().lower() if typed else None
