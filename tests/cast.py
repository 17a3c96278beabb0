"""The standing cast of the tests, and a desk whose clock a test moves by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from amends.cases.models import Case
from amends.casework import delivering, filing, holding, ringing
from amends.casework.acts import all_acts, all_asks
from amends.casework.working import record_attempt
from amends.channels.models import OutboxMail, RawMail
from amends.core.refusal import Refusal
from amends.messages.models import HeldSend
from amends.people.models import House, Person
from amends.promises.models import Timer

MERIDIAN = {"name": "Meridian Furniture", "address": "desk@meridian.example", "phone": "020 7946 0000"}
FRIDAY = datetime(2026, 5, 22, 9, 0, tzinfo=UTC)  # 10:00 in London; the Monday after is a holiday
MOST_STEPS = 2000


class Desk:
    """A house with its clock: when time passes, every timer rings at its own instant and every mail is delivered."""

    def __init__(self, now: datetime, **house: Any) -> None:
        self.now = now
        self.mails: list[OutboxMail] = []
        self._received = 0
        self.house: House = all_acts()["set_up_house"].do({**MERIDIAN, **house}, by=None, at=now)

    def hire(self, name: str, role: str = "agent", **fields: Any) -> Person:
        """Somebody of the team."""
        email = f"{name.split()[0].lower()}@{self.house.address.partition('@')[2]}"
        member: Person = all_acts()["add_member"].do(
            {"name": name, "email": email, "role": role, **fields}, by=None, at=self.now
        )
        return member

    def do(self, act: str, by: Person | None, **values: Any) -> Any:
        """One act through the list of acts, as every face offers it."""
        return all_acts()[act].do(values, by=by, at=self.now)

    def refused(self, act: str, by: Person | None, **values: Any) -> Refusal:
        """The refusal that an act meets."""
        try:
            with transaction.atomic():
                self.do(act, by, **values)
        except Refusal as refusal:
            record_attempt(refusal)
            return refusal
        raise AssertionError(f"{act} was not refused.")

    def ask(self, question: str, by: Person, **values: Any) -> Any:
        """One question."""
        return all_asks()[question].do(values, by=by, at=self.now)

    def local(self, told: str, zone: str = "") -> datetime:
        """An instant told as a clock time of the house, or of another zone."""
        return datetime.fromisoformat(told).replace(tzinfo=ZoneInfo(zone or self.house.zone))

    def go_to(self, told: str | datetime) -> None:
        """Let time pass until a clock time of the house; what is due on the way happens on the way."""
        target = self.local(told) if isinstance(told, str) else told
        assert target >= self.now, "Time goes forward only."
        for _ in range(MOST_STEPS):
            upcoming = self._next_instant()
            if upcoming is None or upcoming > target:
                self.now = target
                return
            self.now = max(self.now, upcoming)
            self.settle()
        raise AssertionError("The clocks of this desk never come to rest.")

    def wait(self, **span: float) -> None:
        """Let a span of time pass."""
        self.go_to(self.now + timedelta(**span))

    def settle(self) -> None:
        """Do all that is due at this instant."""
        for _ in range(MOST_STEPS):
            done = holding.release_due(self.now) + ringing.ring_due(self.now)
            if not done + delivering.deliver_due(self.now, self.mails.append):
                return
        raise AssertionError("What is due at this instant never comes to an end.")

    def receive(
        self,
        sender: Person | str,
        text: str,
        *,
        answers: OutboxMail | None = None,
        subject: str = "A matter",
        **headers: str,
    ) -> RawMail:
        """A mail arrives from somebody, perhaps as the answer to one of ours, and is filed."""
        self._received += 1
        mail = EmailMessage()
        address = sender if isinstance(sender, str) else sender.contact_points.get(kind="email").value
        name = address.partition("@")[0].title() if isinstance(sender, str) else sender.name
        mail["From"] = f'"{name}" <{address}>'
        mail["To"] = answers.reply_to if answers else self.house.address
        mail["Subject"] = f"Re: {answers.subject}" if answers else subject
        mail["Message-ID"] = f"<{self._received}.{self.now.timestamp():.0f}@elsewhere.example>"
        if answers:
            mail["In-Reply-To"] = answers.mail_id
        for header, value in headers.items():
            mail[header.replace("_", "-")] = value
        mail.set_content(text)
        arrived = filing.Arrived("imap", mail.as_bytes(), self.now)
        row, _ = filing.file(filing.store([arrived], at=self.now, live=True)[0], at=self.now)
        self.settle()
        return row

    def by_mail(self, address: str, text: str, **more: Any) -> Case:
        """A case that a mail opened."""
        row = self.receive(address, text, **more)
        assert row.filed == RawMail.Filed.OPENED, row.because
        assert row.case is not None
        return row.case

    def by_phone(self, by: Person, words: str, name: str = "Amara Okafor", **more: Any) -> Case:
        """A case that somebody of the team opened on the phone."""
        values = {"name": name, "words": words, "channel": "phone", "kind": "complaint", **more}
        case: Case = self.do("open_case", by, **values)
        return case

    def mail_to(self, address: str) -> OutboxMail:
        """The newest mail that was delivered to an address."""
        self.settle()
        return [mail for mail in self.mails if mail.to_address == address][-1]

    def promise(self, by: Person, number: int, case: int) -> dict[str, Any]:
        """A promise of a case as it stands now."""
        return next(row for row in self.ask("case", by, case=case)["promises"] if row["id"] == number)

    def notices(self, person: Person, case: int | None = None) -> list[str]:
        """The codes of what a member of the team was told of, newest first."""
        rows = self.ask("notices", person)
        return [row["code"] for row in rows if case is None or row["case"] == case]

    def codes(self, by: Person, case: int) -> list[str]:
        """The codes of a case's timeline, oldest first."""
        return [row["code"] for row in self.ask("timeline", by, case=case)]

    def _next_instant(self) -> datetime | None:
        rows: tuple[datetime | None, ...] = (
            Timer.objects.filter(look_at__isnull=False).order_by("look_at").values_list("look_at", flat=True).first(),
            OutboxMail.objects.filter(ready_at__isnull=False)
            .order_by("ready_at")
            .values_list("ready_at", flat=True)
            .first(),
            HeldSend.objects.filter(stopped="").order_by("release_at").values_list("release_at", flat=True).first(),
        )
        return min((row for row in rows if row is not None), default=None)
