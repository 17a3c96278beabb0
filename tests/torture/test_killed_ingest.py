from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from amends.cases.models import Case
from amends.cases.models.timeline import verify
from amends.casework.founding import add_member, set_up_house
from amends.channels.models import RawMail
from amends.messages.models import CustomerMessage
from tests.databases import CommittedDatabase
from tests.torture.seeding import BEGIN, message_id, raw_mail

MAILS, KILLS = 300, 2
COMMAND = (sys.executable, "-m", "amends.cli.main", "ingest", "--json")


def test_a_killed_ingest_goes_on_where_it_was(committed_db: CommittedDatabase, tmp_path: Path) -> None:
    set_up_house(name="Meridian Furniture", address="desk@meridian.example", at=BEGIN)
    add_member(name="Priya Nair", email="priya@meridian.example", at=BEGIN)
    for number in range(MAILS):
        (tmp_path / f"{number:04}.eml").write_bytes(raw_mail(number))

    reached = [_killed_on_the_way(tmp_path, committed_db.environment, kill) for kill in range(KILLS)]
    done = subprocess.run([*COMMAND, str(tmp_path)], env=committed_db.environment, capture_output=True, text=True)

    assert all(stored < MAILS for stored in reached)
    assert done.returncode == 0, done.stderr
    told = Counter(json.loads(line)["filed"] for line in done.stdout.splitlines())
    assert sum(told.values()) == MAILS
    assert set(told) <= {"opened", "duplicate"}
    opened = Counter(RawMail.objects.filter(filed="opened").values_list("mail_id", flat=True))
    assert opened == Counter({message_id(number): 1 for number in range(MAILS)})
    assert not RawMail.objects.exclude(filed__in=("opened", "duplicate")).exists()
    assert Case.objects.count() == CustomerMessage.objects.filter(direction="in").count() == MAILS
    assert list(verify()) == []


def _killed_on_the_way(folder: Path, environment: dict[str, str], number: int) -> int:
    """`kill -9` an ingest once some more mails are stored; answers how many were."""
    before = RawMail.objects.count()
    enough = random.randint(1, MAILS // 4)
    process = subprocess.Popen([*COMMAND, str(folder)], env=environment, stdout=subprocess.DEVNULL)
    until = time.monotonic() + 60
    try:
        while RawMail.objects.count() - before < enough and process.poll() is None:
            assert time.monotonic() < until, "The ingest does not get on."
            time.sleep(0.005)
        time.sleep(random.uniform(0, 0.2))
    finally:
        process.kill()
        process.wait()
    return RawMail.objects.filter(filed="opened").count()
