from __future__ import annotations

import random
from pathlib import Path

from tests.databases import CommittedDatabase
from tests.services.dovecot import Dovecot
from tests.services.smtp import SmtpReceiver
from tests.torture.findings import examine
from tests.torture.ordeal import endure
from tests.torture.seeding import seed

KILLS, TIMERS, MAILS = 5, 60, 60  # `make torture` takes 300


def test_killed_loops_lose_nothing_and_do_nothing_twice(
    committed_db: CommittedDatabase, dovecot: Dovecot, smtp_receiver: SmtpReceiver, tmp_path: Path
) -> None:
    chance = random.Random()
    work = seed(TIMERS, MAILS, dovecot)

    ordeal = endure(work, smtp_receiver, committed_db.environment, tmp_path, kills=KILLS, chance=chance)

    assert [kill for kill in ordeal.kills if not 0 < kill.done < kill.of] == []
    assert len(ordeal.kills) == KILLS
    assert examine(work, smtp_receiver.received).faults == []
    assert ordeal.faults == []
    assert set(ordeal.codes) == {0}
