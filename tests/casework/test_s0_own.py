from __future__ import annotations

import pytest

from amends.core.refusal import NamesNothing
from amends.people.models import Person
from tests.cast import Desk


@pytest.mark.req("S0.8")
@pytest.mark.parametrize(
    "template",
    [
        "We apologise for any inconvenience",
        "We are sorry for any inconvenience caused.",
        "Wir entschuldigen uns für die Unannehmlichkeiten.",
    ],
)
@pytest.mark.parametrize("marked", [True, False], ids=["marked as apology", "plain text"])
def test_a_bare_template_is_asked_about_and_the_choice_is_on_record(
    desk: Desk, priya: Person, template: str, marked: bool
) -> None:
    case = desk.by_mail("amara@home.example", "You brought the wrong table. I am furious.")
    passages = [{"act": "apology", "words": template}] if marked else []
    message = {"case": case.pk, "text": f"Hello Amara,\n\n{template}", "passages": passages}

    refusal = desk.refused("write", priya, **message)
    assert isinstance(refusal, NamesNothing)
    assert refusal.may_override
    assert refusal.values["words"].rstrip(".") == template.rstrip(".")
    assert "replied" not in desk.codes(priya, case.pk)

    desk.do("write", priya, **message, override="A second letter follows today.")

    (override,) = desk.ask("overrides", priya)
    assert (override["rule"], override["reason"]) == ("names-nothing", "A second letter follows today.")
    assert "replied" in desk.codes(priya, case.pk)


@pytest.mark.req("S0.8")
@pytest.mark.parametrize("act", ["empathise", "apologise"])
@pytest.mark.parametrize(
    ("first", "bare", "telling"),
    [
        ("You wrecked my floor.", "We value your patience.", "A wrecked floor is a shock, I am sorry."),
        ("Der Schrank hat Kratzer.", "Es tut uns leid.", "Die Kratzer am Schrank tun mir leid."),
    ],
)
def test_what_names_the_case_goes_through_and_the_words_used_stay(
    desk: Desk, priya: Person, act: str, first: str, bare: str, telling: str
) -> None:
    case = desk.by_phone(priya, first)

    assert isinstance(desk.refused(act, priya, case=case.pk, words=bare), NamesNothing)
    desk.do(act, priya, case=case.pk, words=telling)

    entry = desk.ask("timeline", priya, case=case.pk)[-1]
    assert (entry["words"], entry["data"]["names_something"]) == (telling, True)
    assert desk.ask("overrides", priya) == []


@pytest.mark.req("S0.8")
def test_empathy_and_apology_are_two_things(desk: Desk, priya: Person) -> None:
    case = desk.by_mail("amara@home.example", "You brought the wrong table. I am furious.")
    empathy, apology = "A wrong table after six weeks is a blow.", "I am sorry that we sent the wrong table."
    passages = [{"act": "empathy", "words": empathy}, {"act": "apology", "words": apology}]

    desk.do("write", priya, case=case.pk, text=f"{empathy} {apology}", passages=passages)

    said = {entry["code"]: entry["words"] for entry in desk.ask("timeline", priya, case=case.pk)}
    assert (said["empathised"], said["apologised"]) == (empathy, apology)


@pytest.mark.req("S0.9")
@pytest.mark.parametrize(("before", "after"), [(5, 3), (4, 1), (2, 3)])
@pytest.mark.parametrize("minutes", [0, 20])
def test_the_tension_before_and_after_stands_beside_the_apology(
    desk: Desk, priya: Person, before: int, after: int, minutes: int
) -> None:
    case = desk.by_phone(priya, "You brought the wrong table.")
    desk.do("note_feeling", priya, case=case.pk, word="livid", level=before)
    desk.wait(minutes=minutes)
    desk.do("apologise", priya, case=case.pk, words="I am sorry that the table was wrong.")
    desk.wait(minutes=minutes)
    desk.do("note_feeling", priya, case=case.pk, word="calmer", level=after)

    (apology,) = desk.ask("case", priya, case=case.pk)["apologies"]

    assert (apology["before"], apology["after"]) == (before, after)
    assert apology["words"] == "I am sorry that the table was wrong."


@pytest.mark.req("S0.9")
def test_a_feeling_that_was_not_noted_is_not_made_up(desk: Desk, priya: Person) -> None:
    case = desk.by_phone(priya, "You brought the wrong table.")
    desk.do("apologise", priya, case=case.pk, words="I am sorry that the table was wrong.")

    (apology,) = desk.ask("case", priya, case=case.pk)["apologies"]

    assert (apology["before"], apology["after"]) == (None, None)


@pytest.mark.req("S0.10")
def test_a_case_passes_to_a_named_stand_in_and_the_customer_is_told_how_to_reach_them(
    desk: Desk, priya: Person, sam: Person
) -> None:
    ours = desk.by_mail("amara@home.example", "You brought the wrong table.", subject="Complaint")
    closed = desk.by_mail("tomasz@home.example", "What are your hours?", subject="Question")
    desk.do("sort_out", priya, case=closed.pk, how="spam")
    desk.go_to("2026-05-22 17:00")

    desk.do("go_away", priya, person=priya.pk, stand_in=sam.pk)

    owners = desk.ask("owners", priya, case=ours.pk)
    assert [(row["owner"], row["stands_in"]) for row in owners] == [("Priya Nair", False), ("Sam Lee", True)]
    letter = desk.mail_to("amara@home.example")
    assert "Sam Lee" in letter.text
    assert "020 7946 0022" in letter.text
    assert desk.notices(sam, ours.pk) == ["given-to-you"]
    assert [row["owner"] for row in desk.ask("owners", priya, case=closed.pk)] == ["Priya Nair"]


@pytest.mark.req("S0.10")
def test_no_moment_of_a_case_is_without_an_owner(desk: Desk, priya: Person, sam: Person, omar: Person) -> None:
    case = desk.by_mail("amara@home.example", "You brought the wrong table.")
    desk.go_to("2026-05-22 17:00")
    desk.do("go_away", priya, person=priya.pk, stand_in=sam.pk, until="2026-05-29T08:00:00+00:00")
    desk.go_to("2026-05-26 09:00")
    desk.do("go_away", sam, person=sam.pk, stand_in=omar.pk)
    later = desk.by_mail("tomasz@home.example", "Our chairs came without legs. A complaint.")

    owners = desk.ask("owners", omar, case=case.pk)
    assert [row["owner"] for row in owners] == ["Priya Nair", "Sam Lee", "Omar Haddad"]
    assert owners[0]["from"] == case.opened_at.isoformat()
    # Who is away takes no new case; who stands in for the stand-in does.
    assert [row["owner"] for row in desk.ask("owners", omar, case=later.pk)] == ["Omar Haddad"]


@pytest.mark.req("S0.10")
def test_the_owner_assures_by_name(desk: Desk, priya: Person) -> None:
    case = desk.by_mail("amara@home.example", "You brought the wrong table.")
    words = "I look after your table myself."

    desk.do("write", priya, case=case.pk, text=words, passages=[{"act": "assurance", "words": words}])

    mail = desk.mail_to("amara@home.example")
    assert "Priya Nair" in mail.text
    assert "020 7946 0011" in mail.text
    assert "assured" in desk.codes(priya, case.pk)


def test_nobody_stands_in_for_themselves_and_nobody_from_outside_stands_in(desk: Desk, priya: Person) -> None:
    customer = desk.by_phone(priya, "You brought the wrong table.").customer

    assert desk.refused("go_away", priya, person=priya.pk, stand_in=priya.pk).code == "unusable"
    assert desk.refused("go_away", priya, person=priya.pk, stand_in=customer.pk).code == "not-allowed"
    assert desk.refused("go_away", customer, person=priya.pk, stand_in=priya.pk).code == "not-allowed"
