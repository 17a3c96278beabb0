from __future__ import annotations

import pytest
from django.test import Client

from amends.casework.packing import switch_pack
from amends.playbooks.models import PackSwitch, PackVersion
from amends.playbooks.queries import newest_text, packs_on
from tests.desk.conftest import NOW, Meridian, complaint, sign_in

DISP = "/settings/packs/uk-fca-disp1"


@pytest.fixture
def lead(client: Client, meridian: Meridian) -> Client:
    sign_in(client, meridian.omar)
    return client


def test_each_rule_stands_there_with_its_source_and_off(lead: Client) -> None:
    page = lead.get("/settings/packs").content.decode()

    assert "FCA Handbook, DISP 1.5 and 1.6" in page
    assert "Figures read in the source" in page
    assert "check each before you rely on it" in page
    assert page.count("<td>Off</td>") >= 33


def test_a_rule_is_switched_on_and_off_by_a_lead_and_that_is_kept(lead: Client, meridian: Meridian) -> None:
    lead.post(f"{DISP}/switch", {"on": "yes", "key": "a"})
    assert list(packs_on()) == ["uk-fca-disp1"]
    assert "Switch off" in lead.get(DISP).content.decode()

    lead.post(f"{DISP}/switch", {"on": "no", "key": "b"})

    assert packs_on() == {}
    assert list(PackSwitch.objects.values_list("by", "on")) == [(meridian.omar.pk, True), (meridian.omar.pk, False)]


def test_agents_see_no_settings_of_rules(desk: Client) -> None:
    assert desk.get("/settings/packs").status_code == 403
    assert desk.post(f"{DISP}/switch", {"on": "yes", "key": "a"}).status_code == 403
    assert packs_on() == {}


def test_a_rule_is_tried_on_past_cases_without_a_trace(lead: Client, meridian: Meridian) -> None:
    complaint(meridian.priya, NOW)

    page = lead.get(f"{DISP}?try=1").content.decode()

    assert "Amara Okafor" in page
    assert "Tue 11 Aug" in page  # eight weeks after a Tuesday in June
    assert PackVersion.objects.count() == 0


def test_faults_are_shown_with_their_lines_and_the_text_stays(lead: Client) -> None:
    text = (newest_text("uk-fca-disp1") or "").replace('anchor = "awareness"', 'anchor = "full moon"', 1)

    answer = lead.post(f"{DISP}/edit", {"text": text, "key": "a"})

    assert answer.status_code == 409
    page = answer.content.decode()
    line = next(number for number, row in enumerate(text.splitlines(), 1) if "full moon" in row)
    assert f"Line {line}: “full moon” is not known as anchor" in page
    assert "anchor = &#34;full moon&#34;" in page
    assert PackVersion.objects.count() == 0


def test_an_edited_rule_is_a_new_version_and_what_runs_keeps_the_old_one(lead: Client, meridian: Meridian) -> None:
    switch_pack("house-default", by=meridian.omar, at=NOW)
    case = complaint(meridian.priya, NOW)
    text = (newest_text("house-default") or "").replace('within = "24 hours"', 'within = "12 hours"')

    answer = lead.post("/settings/packs/house-default/edit", {"text": text, "key": "a"})

    assert answer["Location"] == "/settings/packs/house-default"
    assert list(PackVersion.objects.filter(name="house-default").values_list("version", flat=True)) == [1, 2]
    assert {clock.version.version for clock in case.clocks.all()} == {1}
    assert {clock.version.version for clock in complaint(meridian.priya, NOW).clocks.all()} == {2}


def test_checking_a_text_tries_it_and_saves_nothing(lead: Client, meridian: Meridian) -> None:
    complaint(meridian.priya, NOW)
    text = (newest_text("house-default") or "").replace('within = "24 hours"', 'within = "12 hours"')

    page = lead.post("/settings/packs/house-default/edit", {"text": text, "key": "a", "do": "check"}).content.decode()

    assert "The rule is sound." in page
    assert "Receipt, at the latest" in page
    assert PackVersion.objects.count() == 0


def test_a_rule_of_our_own_is_written_from_a_sound_beginning(lead: Client) -> None:
    page = lead.get("/settings/packs/new").content.decode()
    assert "our-rule" in page

    text = 'name = "our-rule"\ntitle = "Ours"\nversion = 1\nstatus = "house"\nsource = "us"\n'
    clock = '[[clock]]\nid = "a"\ntitle = "A"\nanchor = "awareness"\nwithin = "1 day"\nstops_on = ["answered"]\n'
    lead.post("/settings/packs/new", {"text": text + clock, "key": "a"})

    assert "Ours" in lead.get("/settings/packs/our-rule").content.decode()
    assert lead.get("/settings/packs/never-heard").status_code == 404
