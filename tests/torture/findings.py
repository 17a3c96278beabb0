"""What is left after the ordeal, counted: what was lost, what came twice, what went under two Message-IDs."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, fields
from email import message_from_bytes, policy

from amends.cases.models import Case, Entry
from amends.cases.models.timeline import verify
from amends.channels.models import OutboxMail, RawMail
from amends.messages.models import CustomerMessage, HeldSend
from amends.people.models import Notice, Person
from amends.promises.models import Promise, PromiseHappening, Ring, Timer
from tests.services.smtp import Received
from tests.torture.seeding import SECOND_WAVE, WARNED_AT, Work, draft_is_whole

BREAKS = ("warned", "broken")


@dataclass(frozen=True)
class Findings:
    """Each a list of what is wrong, in words; all are empty when all is well."""

    lost_timers: list[str]
    rung_twice: list[str]
    lost_mails: list[str]
    two_message_ids: list[str]
    promises_not_kept_once: list[str]
    lost_arrivals: list[str]
    filed_twice: list[str]
    held_wrongly: list[str]
    timeline: list[str]
    drafts: list[str]

    @property
    def faults(self) -> list[str]:
        """All that is wrong."""
        return [f"{field.name}: {fault}" for field in fields(self) for fault in getattr(self, field.name)]


def examine(work: Work, received: list[Received]) -> Findings:
    """Look at every promise, mail and case after both waves."""
    return Findings(
        lost_timers=list(_lost_timers(work)),
        rung_twice=list(_rung_twice()),
        lost_mails=list(_lost_mails(received)),
        two_message_ids=list(_two_message_ids(received)),
        promises_not_kept_once=list(_not_kept_once(work)),
        lost_arrivals=list(_lost_arrivals(work.mails)),
        filed_twice=list(_filed_twice(work.mails)),
        held_wrongly=list(_held_wrongly(work)),
        timeline=[f"{row.stream} {row.seq} {row.what}" for row in verify()],
        drafts=[] if draft_is_whole(work) else ["the draft is not what was typed"],
    )


def message_id_of(mail: Received) -> str:
    """The Message-ID that a mail arrived under."""
    return str(message_from_bytes(mail.raw, policy=policy.default)["Message-ID"]).strip()


def _lost_timers(work: Work) -> Iterator[str]:
    rung = set(Ring.objects.values_list("timer__promise", "code", "planned_at"))
    told = Counter(_told())
    for number in work.broken_second:
        if (number, "warned", WARNED_AT) not in rung or not told[number, "warned", WARNED_AT.isoformat()]:
            yield f"nobody was warned of promise {number}"
    settled = set(PromiseHappening.objects.exclude(what="broken").values_list("promise", flat=True))
    broken = Counter(PromiseHappening.objects.filter(what="broken").values_list("promise", flat=True))
    for promise in Promise.objects.filter(due_at__lt=SECOND_WAVE).exclude(pk__in=settled):
        if (promise.pk, "broken", promise.due_at) not in rung or not told[promise.pk, "broken", ""]:
            yield f"promise {promise.pk} broke and nothing rang"
        if broken[promise.pk] != 1:
            yield f"promise {promise.pk} has {broken[promise.pk]} rows that say it is broken"
    for timer in Timer.objects.filter(look_at__lte=SECOND_WAVE):
        yield f"timer {timer.pk} still waits for {timer.look_at}"
    for number in (work.broken_first | work.broken_second) - set(broken):
        yield f"promise {number} came due and is not broken"


def _rung_twice() -> Iterator[str]:
    for (promise, code, planned), times in Counter(_told()).items():
        if times > 1:
            yield f"promise {promise} {code} {planned} {times} times"
    notices = Notice.objects.filter(code="promise-broken")
    for (person, code, values), times in Counter((row.person_id, row.code, f"{row.values}") for row in notices).items():
        if times > 1:
            yield f"person {person} was told {code} {values} {times} times"


def _told() -> Iterator[tuple[int, str, str]]:
    for code, data in Entry.objects.filter(code__in=BREAKS).values_list("code", "data"):
        yield data["promise"], code, data.get("planned", "")


def _lost_mails(received: list[Received]) -> Iterator[str]:
    arrived = {message_id_of(mail) for mail in received}
    for mail in OutboxMail.objects.all():
        if mail.mail_id not in arrived:
            yield f"mail {mail.pk} never arrived"
        if mail.sent_at is None or mail.failed_at is not None:
            yield f"mail {mail.pk} is not noted as sent"
    for message in CustomerMessage.objects.filter(direction="out", outbox=None):
        yield f"message {message.pk} never went into the outbox"


def _two_message_ids(received: list[Received]) -> Iterator[str]:
    """Mails are told apart by their words: each letter has a number of its own, a receipt its address."""
    ids: dict[tuple[str, str], set[str]] = defaultdict(set)
    letters: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for mail in received:
        text = _text(mail)
        found = re.search(r"Letter (\d+-[ab])", text)
        letter = (mail.rcpt_tos[0], found[1] if found else "receipt")
        ids[letter].add(message_id_of(mail))
        letters[message_id_of(mail)].add(letter)
    for letter, under in ids.items():
        if len(under) != 1:
            yield f"{letter} went under {sorted(under)}"
    for message_id, told in letters.items():
        if len(told) != 1:
            yield f"{message_id} carries {sorted(told)}"


def _not_kept_once(work: Work) -> Iterator[str]:
    kept = Counter(PromiseHappening.objects.filter(what="delivered").values_list("promise", flat=True))
    told = Counter(row["promise"] for row in Entry.objects.filter(code="delivered").values_list("data", flat=True))
    for promise in Promise.objects.filter(pk__in=work.kept).prefetch_related("happenings"):
        verdict = promise.verdict(promise.due_at)
        if (kept[promise.pk], told[promise.pk], verdict.state) != (1, 1, "kept"):
            yield f"promise {promise.pk} was kept {kept[promise.pk]} times, told {told[promise.pk]}, is {verdict.state}"
    for promise, times in kept.items():
        if times > 1:
            yield f"promise {promise} was kept {times} times"


def _lost_arrivals(mails: tuple[str, ...]) -> Iterator[str]:
    settled = {"opened", "threaded"}
    filed = set(RawMail.objects.filter(filed__in=settled).values_list("mail_id", flat=True))
    for row in RawMail.objects.exclude(filed__in={*settled, "duplicate"}).defer("raw"):
        yield f"mail {row.pk} is {row.filed}: {row.because}"
    for mail in mails:
        if mail not in filed:
            yield f"{mail} was never filed"


def _filed_twice(mails: tuple[str, ...]) -> Iterator[str]:
    messages = CustomerMessage.objects.filter(direction="in", mail_id__in=mails)
    for mail, times in Counter(messages.values_list("mail_id", flat=True)).items():
        if times > 1:
            yield f"{mail} stands in {times} messages"
    rows = RawMail.objects.filter(filed__in=("opened", "threaded")).values_list("mail_id", flat=True)
    for mail, times in Counter(rows).items():
        if times > 1:
            yield f"{mail} was filed {times} times"
    cases = Case.objects.filter(subject__startswith="Scratched").values_list("subject", flat=True)
    for subject, times in Counter(cases).items():
        if times > 1:
            yield f"“{subject}” opened {times} cases"
    for name, times in Counter(Person.objects.filter(voice=None).values_list("name", flat=True)).items():
        if times > 1:
            yield f"{name} is {times} persons"


def _held_wrongly(work: Work) -> Iterator[str]:
    for row in HeldSend.objects.all():
        yield f"held message {row.pk} did not go: {row.stopped} {row.stopped_values}"
    written = Counter(_marks())
    for number in range(work.held):
        for mark in (f"{number}-a", f"{number}-b"):
            if written[mark] != 1:
                yield f"letter {mark} was written {written[mark]} times"


def _marks() -> Iterator[str]:
    rows = CustomerMessage.objects.filter(direction="out", automatic="").select_related("words")
    for row in rows:
        if found := re.search(r"Letter (\d+-[ab])", row.words.text):
            yield found[1]


def _text(mail: Received) -> str:
    body = message_from_bytes(mail.raw, policy=policy.default).get_body(("plain",))
    return str(body.get_content()) if body else ""
