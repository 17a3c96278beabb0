from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from amends.casework.wording.refusals import sentence
from amends.people.models import Person
from amends.promises.models import Clock, ClockEvent, Moment
from tests.cast import Desk

AMARA = "amara@home.example"
QUICK = """
name = "quick"
title = "Quick"
version = {version}
status = "house"
source = "Our own"
{more}
[[clock]]
id = "word"
title = "A word"
anchor = "{anchor}"
within = "{within}"
hard = true
stops_on = ["answered"]
warn = ["50%"]

[[money]]
clock = "word"
amount = "40.00"
currency = "GBP"
"""

BOSS = """
[[clock]]
id = "boss"
title = "The boss rings"
anchor = "supervisor-asked"
within = "3 days"
stops_on = ["reached"]
"""


def quick(version: int = 1, more: str = "", anchor: str = "awareness", within: str = "4 working hours") -> str:
    return QUICK.format(version=version, more=more, anchor=anchor, within=within)


def switched_on(desk: Desk, omar: Person, text: str) -> None:
    desk.do("save_pack", omar, text=text)
    desk.do("switch_pack", omar, pack="quick")


def clock(desk: Desk, by: Person, case: int) -> dict[str, Any]:
    return dict(desk.ask("clocks", by, case=case)[0])


@pytest.mark.parametrize("is_on", [False, True])
def test_filing_a_mail_reads_of_the_packs_once_a_batch(desk: Desk, omar: Person, priya: Person, is_on: bool) -> None:
    if is_on:
        switched_on(desk, omar, quick())
    desk.by_mail(AMARA, "The wrong table came. A complaint.")

    with CaptureQueriesContext(connection) as captured:
        desk.receive("tomasz@home.example", "Our chairs came without legs. A complaint.")

    tables = ('"pack_switch"', '"pack_version"', 'FROM "clock', 'INTO "clock', 'FROM "issue"')
    asked = [query["sql"] for query in captured.captured_queries if any(table in query["sql"] for table in tables)]
    assert len(asked) == 1 if not is_on else len(asked) <= 12, asked
    assert Clock.objects.exists() is is_on


def test_a_clock_warns_once_is_missed_once_and_the_money_is_told(desk: Desk, omar: Person, priya: Person) -> None:
    switched_on(desk, omar, quick())
    case = desk.by_mail(AMARA, "The wrong table came. A complaint.").pk

    desk.go_to("2026-05-22 11:59")
    assert "clock-soon" not in desk.notices(priya)
    desk.go_to("2026-05-22 12:01")
    assert desk.notices(priya).count("clock-soon") == 1
    desk.go_to("2026-05-22 14:00")
    assert clock(desk, priya, case)["state"] == "soon"
    desk.go_to("2026-05-26 12:00")

    assert clock(desk, priya, case)["state"] == "breached"
    assert desk.notices(priya).count("clock-breached") == desk.notices(omar).count("clock-breached") == 1
    assert desk.notices(priya).count("clock-money-due") == 1
    assert desk.codes(priya, case).count("clock-breached") == 1


def test_an_answer_in_time_stops_it_and_a_late_one_says_so(desk: Desk, omar: Person, priya: Person) -> None:
    switched_on(desk, omar, quick())
    early = desk.by_mail(AMARA, "The wrong table came. A complaint.").pk
    late = desk.by_mail("tomasz@home.example", "My floor is wrecked. A complaint.").pk

    desk.go_to("2026-05-22 14:00")  # the very end
    desk.do("write", priya, case=early, text="I look into it.")
    desk.go_to("2026-05-22 14:10")
    desk.do("write", priya, case=late, text="I look into it.")
    desk.go_to("2026-05-22 16:00")

    assert clock(desk, priya, early)["state"] == "stopped"
    assert clock(desk, priya, late)["state"] == "stopped-late"
    assert ClockEvent.objects.filter(clock__case=early).values_list("what", flat=True).get() == "stopped"


def test_nothing_of_our_own_house_moves_a_clock(desk: Desk, omar: Person, priya: Person, sam: Person) -> None:
    switched_on(desk, omar, quick(within="8 weeks"))
    case = desk.by_mail(AMARA, "The wrong table came. A complaint.").pk
    before = Clock.objects.values().get()

    desk.do("assign", priya, case=case, to="Sam Lee")
    desk.do("change_kind", sam, case=case, kind="problem")
    desk.do("sort_out", sam, case=case, how="spam")
    desk.wait(days=3)
    desk.do("reopen", sam, case=case)
    desk.wait(days=1)

    assert Clock.objects.values().get() == before
    assert clock(desk, sam, case)["state"] == "running"


def test_a_case_keeps_the_version_of_its_day_of_receipt(desk: Desk, omar: Person, priya: Person) -> None:
    switched_on(desk, omar, quick())
    first = desk.by_mail(AMARA, "The wrong table came. A complaint.").pk
    desk.do("save_pack", omar, text=quick(2, "received_from = 2026-06-01", within="1 working hour"))
    before = desk.by_mail("tomasz@home.example", "My floor is wrecked. A complaint.").pk
    desk.go_to("2026-06-01 09:00")
    after = desk.by_mail("grace@home.example", "Three bills, three amounts. A complaint.").pk

    versions = {case: clock(desk, priya, case)["version"] for case in (first, before, after)}

    assert versions == {first: 1, before: 1, after: 2}


def test_a_pack_switched_on_later_leaves_older_cases_but_hears_what_happens_to_them(
    desk: Desk, omar: Person, priya: Person
) -> None:
    case = desk.by_mail(AMARA, "The wrong table came. A complaint.").pk
    desk.wait(hours=1)
    switched_on(desk, omar, quick(anchor="supervisor-asked"))
    assert desk.ask("clocks", priya, case=case) == []

    desk.do("record_moment", priya, case=case, moment="supervisor-asked", words="She wants the boss.")

    found = clock(desk, priya, case)
    assert found["anchor_at"] == desk.now.isoformat()
    assert found["due_local"] == "2026-05-22T15:00:00+01:00"


def test_one_moment_after_the_switch_starts_no_clock_of_what_was_before(
    desk: Desk, omar: Person, priya: Person
) -> None:
    case = desk.by_mail(AMARA, "The wrong table came. A complaint.").pk
    desk.wait(hours=1)
    switched_on(desk, omar, quick() + BOSS)

    desk.do("record_moment", priya, case=case, moment="supervisor-asked", words="She wants the boss.")
    desk.wait(days=1)
    desk.do("record_moment", priya, case=case, moment="supervisor-asked", words="She asks again.")
    desk.do("switch_pack", omar, pack="quick", on=False)
    desk.do("record_moment", priya, case=case, moment="supervisor-asked", words="She asks a third time.")
    desk.wait(days=1)

    assert [row["clock"] for row in desk.ask("clocks", priya, case=case)] == ["boss"]
    assert "clock-breached" not in desk.codes(priya, case)


def test_an_issue_added_later_wakes_no_clock_of_the_whole_case(desk: Desk, omar: Person, priya: Person) -> None:
    case = desk.by_mail(AMARA, "The wrong table came. A complaint.").pk
    desk.wait(hours=1)
    switched_on(desk, omar, quick() + BOSS)

    issue = desk.do("add_issue", priya, case=case, title="The scratched floor")
    desk.do("set_subject", priya, case=case, issue=issue.pk, subject="floor")

    assert desk.ask("clocks", priya, case=case) == []


def test_a_case_that_began_with_a_rule_counts_all_of_it_once_it_is_off(desk: Desk, omar: Person, priya: Person) -> None:
    switched_on(desk, omar, quick() + BOSS)
    case = desk.by_mail(AMARA, "The wrong table came. A complaint.").pk
    desk.do("switch_pack", omar, pack="quick", on=False)
    desk.do("switch_pack", omar, pack="quick")
    early = (desk.now - timedelta(hours=1)).isoformat()

    said = {"moment": "supervisor-asked", "words": "She wants the boss.", "happened_at": early}
    desk.do("record_moment", priya, case=case, **said)

    assert sorted(row["clock"] for row in desk.ask("clocks", priya, case=case)) == ["boss", "word"]


def test_a_clock_is_stopped_only_by_what_it_waits_for(desk: Desk, omar: Person, priya: Person) -> None:
    switched_on(desk, omar, quick() + BOSS)
    case = desk.by_mail(AMARA, "The wrong table came. A complaint.").pk
    desk.do("record_moment", priya, case=case, moment="supervisor-asked", words="She wants the boss.")

    refusal = desk.refused("stop_clock", priya, case=case, clock="boss", moment="paid", words="We paid.")

    assert (refusal.code, refusal.values["field"], refusal.values["value"]) == ("unusable", "moment", "paid")
    assert not Moment.objects.filter(name="paid").exists()
    desk.do("stop_clock", priya, case=case, clock="boss", moment="reached", words="Omar rang her.")
    assert [row["state"] for row in desk.ask("clocks", priya, case=case) if row["clock"] == "boss"] == ["stopped"]


def test_of_two_rules_with_one_name_for_a_clock_the_refusal_names_both(desk: Desk, omar: Person, priya: Person) -> None:
    switched_on(desk, omar, quick() + BOSS)
    desk.do("save_pack", omar, text=(quick() + BOSS).replace('name = "quick"', 'name = "second"'))
    desk.do("switch_pack", omar, pack="second")
    case = desk.by_mail(AMARA, "The wrong table came. A complaint.").pk
    desk.do("record_moment", priya, case=case, moment="supervisor-asked", words="She wants the boss.")

    refusal = desk.refused("stop_clock", priya, case=case, clock="boss", words="Omar rang her.")

    assert (refusal.values["field"], refusal.values["choices"]) == ("clock", ["quick/boss", "second/boss"])
    assert sentence(refusal) == "Name one of these under “clock”: quick/boss, second/boss."
    desk.do("stop_clock", priya, case=case, clock="second/boss", words="Omar rang her.")


def test_one_switched_off_starts_nothing_and_what_runs_goes_on(desk: Desk, omar: Person, priya: Person) -> None:
    switched_on(desk, omar, quick())
    running = desk.by_mail(AMARA, "The wrong table came. A complaint.").pk
    desk.do("switch_pack", omar, pack="quick", on=False)
    none = desk.by_mail("tomasz@home.example", "My floor is wrecked. A complaint.").pk

    desk.go_to("2026-05-22 15:00")

    assert clock(desk, priya, running)["state"] == "breached"
    assert desk.ask("clocks", priya, case=none) == []


def test_a_repeating_clock_begins_at_every_word_and_rests_while_something_is_promised(
    desk: Desk, omar: Person, priya: Person
) -> None:
    desk.do("switch_pack", omar, pack="house-default")
    case = desk.by_mail(AMARA, "The wrong table came. A complaint.").pk
    desk.do("write", priya, case=case, text="I look into it.")
    desk.wait(minutes=10)

    def updates() -> list[str]:
        return [row["state"] for row in desk.ask("clocks", priya, case=case) if row["clock"] == "update"]

    assert updates() == ["running"]
    desk.do("promise", priya, case=case, what="Call with a day", due="2026-05-28T12:00:00+01:00")
    desk.settle()
    assert updates() == ["stopped"]
    desk.wait(minutes=10)
    desk.do("write", priya, case=case, text="Still looking.")
    desk.wait(minutes=10)
    assert sorted(updates()) == ["running", "stopped"]


def test_a_letter_that_came_back_stops_nothing(desk: Desk, omar: Person, priya: Person) -> None:
    switched_on(desk, omar, quick(within="8 weeks"))
    case = desk.by_mail(AMARA, "The wrong table came. A complaint.").pk
    desk.do("write", priya, case=case, text="I look into it.")
    mail = desk.mail_to(AMARA)
    assert clock(desk, priya, case)["state"] == "stopped"
    ClockEvent.objects.all().delete()

    type(mail).objects.filter(pk=mail.pk).update(failed_at=desk.now, sent_at=None)

    assert clock(desk, priya, case)["state"] == "running"


def test_only_those_who_lead_switch_and_edit_and_only_the_team_records(desk: Desk, omar: Person, priya: Person) -> None:
    case = desk.by_mail(AMARA, "The wrong table came. A complaint.")
    assert desk.refused("switch_pack", priya, pack="quick").code == "not-allowed"
    assert desk.refused("save_pack", priya, text=quick()).code == "not-allowed"
    customer = {"case": case.pk, "moment": "accepted", "words": "Yes."}
    assert desk.refused("record_moment", case.customer, **customer).code == "not-allowed"
    assert desk.refused("switch_pack", omar, pack="quick").code == "not-found"
    assert desk.refused("record_moment", priya, **{**customer, "moment": "awareness"}).code == "unusable"
    late = {**customer, "happened_at": (desk.now + timedelta(hours=1)).isoformat()}
    assert desk.refused("record_moment", priya, **late).code == "unusable"
    fault = desk.refused("save_pack", omar, text=quick(within="soon"))
    assert "Line 12" in fault.values["sentence"]
    assert desk.refused("stop_clock", priya, case=case.pk, clock="word").code == "not-found"
