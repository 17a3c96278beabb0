"""Who asks: the account behind a session, and what each page of the desk tells its reader, in one read."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.expressions import RawSQL

from amends.casework.noticing import Manner, codes_of
from amends.channels.models import Mailbox
from amends.people.models import Account, Membership, Role
from amends.people.reads import Read


class Told(NamedTuple):
    """What the frame of each page needs beside the account; `role` is None for somebody who left the team.

    Notices and lessons are those not seen yet, follow-ups those that are due, at most 99; to those who lead, notices
    of others' cases do not count. `is_sending` says that a message of theirs can be undone.
    """

    role: str | None
    notices: int
    lessons: int
    fetching_fails_since: datetime | None
    is_sending: bool
    follow_ups: int


class MemberBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    """allauth's way to sign in; whoever has signed in is read together with what the frame tells them."""

    def get_user(self, user_id: Any) -> Account | None:
        """The account of a session, None where it is gone or was shut."""
        account = _MEMBER.row(int(user_id))
        return account if account is not None and self.user_can_authenticate(account) else None


def told_of(account: Account) -> Told:
    """What was read with an account."""
    return Told(*(getattr(account, f"told_{name}") for name in Told._fields))


# To those who lead, what concerns a case of somebody else rings no bell; it stands in the list (requirements 0.4.23).
_LISTED = ", ".join(f"'{code}'" for code in codes_of(Manner.LISTED))
_LEADS = (
    "EXISTS (SELECT 1 FROM membership WHERE person_id = account.person_id AND until IS NULL"
    f" AND role IN ('{Role.LEAD.value}', '{Role.PROGRAMME.value}'))"
)
# Each number is capped, so that it costs the same however much has gathered.
_NOTICES = (
    "(SELECT COUNT(*) FROM (SELECT 1 FROM notice WHERE person_id = account.person_id"
    f" AND seen_at IS NULL AND NOT (code IN ({_LISTED}) AND {_LEADS}) LIMIT 99) AS unseen)"
)
_LESSONS = (
    "(SELECT COUNT(*) FROM (SELECT 1 FROM lesson_reading WHERE person_id = account.person_id"
    " AND read_at IS NULL LIMIT 99) AS unread)"
)
# Of the day on which its timer rang; a case that was opened again waits for its next closing.
_FOLLOW_UPS = (
    "(SELECT COUNT(*) FROM (SELECT 1 FROM follow_up JOIN timer ON timer.case_id = follow_up.case_id"
    " AND timer.clock = 'follow-up' AND timer.look_at IS NULL WHERE follow_up.owner_id = account.person_id"
    " AND follow_up.done_at IS NULL AND NOT follow_up.practice AND NOT EXISTS"
    " (SELECT 1 FROM reopening WHERE reopening.closure_id = follow_up.closure_id) LIMIT 99) AS due)"
)
_SENDING = "EXISTS (SELECT 1 FROM held_send WHERE by_id = account.person_id AND stopped = '')"


def _member(number: int) -> QuerySet[Account]:
    memberships = Membership.objects.filter(person=OuterRef("person_id"), until=None)
    failing = Mailbox.objects.exclude(failing_since=None).order_by("failing_since")
    return Account.objects.filter(pk=number).annotate(
        told_role=Subquery(memberships.values("role")[:1]),
        told_notices=RawSQL(_NOTICES, ()),
        told_lessons=RawSQL(_LESSONS, ()),
        told_fetching_fails_since=Subquery(failing.values("failing_since")[:1]),
        told_is_sending=RawSQL(_SENDING, ()),
        told_follow_ups=RawSQL(_FOLLOW_UPS, ()),
    )


_MEMBER: Read[Account] = Read(_member, int)
