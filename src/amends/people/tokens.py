"""Keys to the API: shown once, kept as a hash."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from amends.people.models import AccessToken, Account


def make_token(account: Account, name: str, at: datetime) -> tuple[AccessToken, str]:
    """A new token of an account, and its words, which are never shown again."""
    words = f"amends_{secrets.token_urlsafe(32)}"
    row = AccessToken.objects.create(account=account, name=name[:60], digest=digest_of(words), created_at=at)
    return row, words


def account_of(words: str) -> Account | None:
    """The account of a token that holds; None for any other words, and for an account that may not sign in."""
    rows = AccessToken.objects.filter(digest=digest_of(words), ended_at=None, account__is_active=True)
    row = rows.select_related("account__person").first()
    return row.account if row else None


def end_token(row: AccessToken, at: datetime) -> None:
    """The token opens nothing from now on."""
    AccessToken.objects.filter(pk=row.pk, ended_at=None).update(ended_at=at)


def digest_of(words: str) -> str:
    """The hash under which a token is kept; plain, because the words are 256 random bits."""
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()
