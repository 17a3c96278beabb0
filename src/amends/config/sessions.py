"""Sessions in the database, read quickly; Django wants this module under this name."""

from __future__ import annotations

from datetime import datetime

from django.contrib.sessions.backends.db import SessionStore as Stored
from django.contrib.sessions.models import Session
from django.utils import timezone

from amends.people.reads import Read

_SESSION: Read[Session] = Read(
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now), str, datetime
)


class SessionStore(Stored):
    """Django's own; only the one read of each page is worded once."""

    def _get_session_from_db(self) -> Session | None:
        session = _SESSION.row(self.session_key, timezone.now())
        if session is None:
            self._session_key = None
        return session
