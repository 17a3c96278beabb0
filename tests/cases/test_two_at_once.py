from __future__ import annotations

import subprocess
import sys
import threading

from django.db import connection, connections

from amends.cases.models import Entry
from amends.cases.models.timeline import verify
from amends.casework.ringing import ring_due
from amends.people.models import Person
from amends.promises.models import PromiseHappening
from tests.cast import FRIDAY, Desk
from tests.databases import CommittedDatabase

WORKERS, ACTS = 3, 5
ANOTHER_PROCESS = """
import sys, django
django.setup()
from datetime import datetime, timedelta
from amends.casework.acts import all_acts
from amends.people.models import Person
person, case, at = Person.objects.get(pk=sys.argv[1]), int(sys.argv[2]), datetime.fromisoformat(sys.argv[3])
for number in range(int(sys.argv[4])):
    all_acts()["add_note"].do({"case": case, "words": f"note {number}"}, by=person, at=at)
    all_acts()["promise"].do({"case": case, "what": f"Call {number}", "within": "2 working hours"}, by=person, at=at)
"""


def test_processes_that_act_on_one_case_keep_its_chain_whole(committed_db: CommittedDatabase) -> None:
    desk, priya, case = _desk()
    before = Entry.objects.filter(stream=f"case:{case}").count()

    told = [sys.executable, "-c", ANOTHER_PROCESS, str(priya.pk), str(case), FRIDAY.isoformat(), str(ACTS)]
    processes = [
        subprocess.Popen(told, env=committed_db.environment, stderr=subprocess.PIPE, text=True) for _ in range(WORKERS)
    ]
    faults = [process.communicate(timeout=120)[1] for process in processes]

    assert [process.returncode for process in processes] == [0] * WORKERS, faults
    rows = list(Entry.objects.filter(stream=f"case:{case}").order_by("seq"))
    assert [row.seq for row in rows] == list(range(1, len(rows) + 1))
    # Each note is one entry, each promise two; the first promise also keeps that of a first answer.
    assert len(rows) == before + WORKERS * ACTS * 3 + 1
    assert list(verify()) == []
    assert len(desk.ask("case", priya, case=case)["promises"]) == WORKERS * ACTS + 1


def test_threads_that_ring_the_same_clocks_ring_each_once(committed_db: CommittedDatabase) -> None:
    desk, priya, case = _desk()
    for number in range(ACTS):
        desk.do("promise", priya, case=case, what=f"Call {number}", within="2 working hours")
    late = desk.local("2026-05-29 12:00")
    faults: list[Exception] = []
    together = threading.Barrier(WORKERS)

    def ring() -> None:
        try:
            together.wait(timeout=20)
            while ring_due(late):
                pass
        except Exception as error:
            faults.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=ring) for _ in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)

    assert faults == []
    desk.now = late
    assert PromiseHappening.objects.filter(what="broken").count() == ACTS
    assert desk.codes(priya, case).count("broken") == ACTS
    assert list(verify()) == []


def _desk() -> tuple[Desk, Person, int]:
    assert not connection.in_atomic_block
    desk = Desk(FRIDAY)
    priya = desk.hire("Priya Nair")
    return desk, priya, desk.by_phone(priya, "You brought the wrong table.").pk
