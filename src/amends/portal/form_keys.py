"""The key in each form: made by us for one page, taken once, and needed by every press.

These pages have no session and set no cookie. A cross-site request could only misuse what a browser sends along by
itself, and it sends nothing: the right to act is the key in the address. Django's own check cannot stand here
either, since under the policy "no-referrer" browsers send `Origin: null` (Fetch standard, 3.2.2), which it refuses.
The signed key of a form shows that we made the form for this page, and makes a double press act once.
"""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.core import signing

SALT = "portal.form"


def new_key(page: str) -> str:
    """A key for a form of a page; `page` names the page, such as "page:12"."""
    return _signer(page).sign(secrets.token_urlsafe(12))


def read_key(page: str, key: str) -> str | None:
    """The name under which a press is taken, such as "page:12:Xk3…"; None for a key that we did not make."""
    try:
        return f"{page}:{_signer(page).unsign(key)}"
    except signing.BadSignature:
        return None


def was_quick(page: str, key: str, within: timedelta) -> bool:
    """Whether a form came back within so short a time that nobody can have read it."""
    try:
        _signer(page).unsign(key, max_age=within)
    except signing.BadSignature:
        return False
    return True


def _signer(page: str) -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=f"{SALT}:{page}")
