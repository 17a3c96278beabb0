from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from amends.core.refusal import FirstWordsLocked, NotFinishedListening, NotSaidBack, RestatementDisputed
from amends.people.models import Person
from tests.cast import Desk

FIVE_STEPS = ["Listen", "Repeat", "Empathise-Apologise-Assure", "Act", "Train"]


@pytest.mark.req("S0.2")
@pytest.mark.parametrize("kind", ["complaint", "problem"])
def test_a_complaint_shows_the_five_steps_in_order_each_with_what_completes_it(
    desk: Desk, priya: Person, kind: str
) -> None:
    case = desk.by_phone(priya, "You brought the wrong table.", kind=kind)

    steps = desk.ask("case", priya, case=case.pk)["steps"]

    assert [step["title"] for step in steps] == FIVE_STEPS
    assert all(step["completes"] for step in steps)
    assert [step["status"] for step in steps] == ["now", "to-do", "to-do", "to-do", "to-do"]


@pytest.mark.req("S0.3")
@pytest.mark.parametrize(("words", "seconds"), [("We bring a new table.", 240), ("Wir erstatten 30 Euro.", 61)])
def test_an_offer_waits_until_the_customer_has_finished(desk: Desk, priya: Person, words: str, seconds: int) -> None:
    case = desk.by_phone(priya, "You brought the wrong table.")

    refusal = desk.refused("offer", priya, case=case.pk, words=words)
    assert isinstance(refusal, NotFinishedListening)
    assert refusal.lead_on == "finish_listening"
    assert desk.ask("case", priya, case=case.pk)["offers"] == []
    assert desk.ask("case", priya, case=case.pk)["listened_seconds"] is None

    desk.wait(seconds=seconds)
    desk.do("finish_listening", priya, case=case.pk)
    desk.do("offer", priya, case=case.pk, words=words)

    told = desk.ask("case", priya, case=case.pk)
    assert [offer["words"] for offer in told["offers"]] == [words]
    assert told["listened_seconds"] == seconds


@pytest.mark.req("S0.3")
def test_an_offer_inside_a_message_waits_as_well(desk: Desk, priya: Person) -> None:
    case = desk.by_phone(priya, "You brought the wrong table.", email="amara@home.example")
    passages = [{"act": "offer", "words": "We bring a new one."}]

    refusal = desk.refused("write", priya, case=case.pk, text="We bring a new one.", passages=passages)

    assert isinstance(refusal, NotFinishedListening)
    assert "replied" not in desk.codes(priya, case.pk)


@pytest.mark.req("S0.3")
def test_the_customer_can_say_that_this_is_everything(desk: Desk, priya: Person) -> None:
    case = desk.by_phone(priya, "You brought the wrong table.")

    desk.do("finish_listening", case.customer, case=case.pk)
    desk.do("finish_listening", priya, case=case.pk)

    assert desk.codes(priya, case.pk).count("finished") == 1
    desk.do("offer", priya, case=case.pk, words="We bring a new one.")


def test_a_call_is_finished_with_its_first_read_back_or_when_it_ends(desk: Desk, priya: Person) -> None:
    said_back, ended = (desk.by_phone(priya, "You brought the wrong table.") for _ in range(2))

    desk.do("restate", priya, case=said_back.pk, words="The wrong table came.")
    desk.do("record_call", priya, case=ended.pk, words="She told me all of it.")

    for case in (said_back, ended):
        desk.do("offer", priya, case=case.pk, words="We bring a new one.")


def test_a_written_message_is_finished_when_it_arrives(desk: Desk, priya: Person) -> None:
    case = desk.by_mail("tomasz@home.example", "Źle dostarczyliście krzesła. This is a complaint.")

    desk.do("offer", priya, case=case.pk, words="We bring new chairs.")


@pytest.mark.req("S0.4")
@pytest.mark.parametrize(
    ("first", "problem"),
    [("the app is rubbish", "charged twice on 3 March"), ("Alles kaputt bei Ihnen!", "Rechnung 88 fehlt ganz")],
)
def test_first_words_and_the_problem_behind_them_both_stay_and_both_find_the_case(
    desk: Desk, priya: Person, first: str, problem: str
) -> None:
    case = desk.by_phone(priya, first)
    other = desk.by_phone(priya, "the lamp flickers", name="Tomasz Wójcik")

    desk.do("state_problem", priya, case=case.pk, words=problem)

    told = desk.ask("case", priya, case=case.pk)
    assert told["first_words"] == first
    assert [row["words"] for row in told["problems"]] == [problem]
    # Also once it was said back in other words, which is what the lists show from then on.
    desk.do("restate", priya, case=case.pk, words="Let me see whether I understood.")
    for phrase in (first, problem, problem.lower()):
        assert [row["case"] for row in desk.ask("find", priya, text=phrase)] == [case.pk]
    assert other.pk != case.pk


@pytest.mark.req("S0.4")
def test_first_words_are_annotated_never_edited(desk: Desk, priya: Person, omar: Person) -> None:
    case = desk.by_phone(priya, "the app is rubbish")

    for person in (priya, omar, case.customer):
        refusal = desk.refused("edit_first_words", person, case=case.pk, words="the app is fine")
        assert isinstance(refusal, FirstWordsLocked)
        assert refusal.lead_on == "annotate"
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE first_words SET at = recorded_at")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM first_words")
    desk.do("annotate", priya, case=case.pk, words="She means the telephone app.")

    assert desk.ask("case", priya, case=case.pk)["first_words"] == "the app is rubbish"
    assert "annotated" in desk.codes(priya, case.pk)


@pytest.mark.req("S0.5")
@pytest.mark.parametrize(
    ("noted", "source", "changed"),
    [(("humiliated", 5), "said", ("angry", 4)), (("müde", 2), "observed", ("wütend", 5))],
)
def test_a_feeling_noted_by_us_and_one_changed_by_the_customer_both_stay(
    desk: Desk, priya: Person, noted: tuple[str, int], source: str, changed: tuple[str, int]
) -> None:
    case = desk.by_phone(priya, "You brought the wrong table.")
    desk.do("note_feeling", priya, case=case.pk, word=noted[0], level=noted[1], source=source)
    desk.wait(hours=2)

    desk.do("note_feeling", case.customer, case=case.pk, word=changed[0], level=changed[1])

    feelings = desk.ask("case", priya, case=case.pk)["feelings"]
    assert [(row["word"], row["level"], row["source"], row["by"]) for row in feelings] == [
        (*noted, source, "Priya Nair"),
        (*changed, "said", "Amara Okafor"),
    ]
    assert feelings[0]["at"] < feelings[1]["at"]


@pytest.mark.req("S0.5")
@pytest.mark.parametrize("level", [0, 6, -1, True])
def test_a_feeling_has_one_of_five_levels(desk: Desk, priya: Person, level: int) -> None:
    case = desk.by_phone(priya, "You brought the wrong table.")

    assert desk.refused("note_feeling", priya, case=case.pk, word="angry", level=level).code == "unusable"


@pytest.mark.req("S0.6")
@pytest.mark.parametrize("kind", ["complaint", "problem"])
def test_nothing_is_done_before_the_problem_was_said_back(desk: Desk, priya: Person, kind: str) -> None:
    case = desk.by_phone(priya, "You brought the wrong table.", kind=kind)

    refusal = desk.refused("try_action", priya, case=case.pk, words="Ordered the right table.")
    assert isinstance(refusal, NotSaidBack)
    assert desk.ask("case", priya, case=case.pk)["actions"] == []

    desk.do("restate", priya, case=case.pk, words="The wrong table came.", how="phone", answer="yes")
    desk.do("try_action", priya, case=case.pk, words="Ordered the right table.")

    told = desk.ask("case", priya, case=case.pk)
    assert told["understood"]
    assert [row["words"] for row in told["actions"]] == ["Ordered the right table."]


@pytest.mark.req("S0.6")
def test_a_thing_fixed_on_the_spot_needs_a_reason_instead_and_no_evidence_is_made_up(desk: Desk, priya: Person) -> None:
    case = desk.by_phone(priya, "The tap runs and runs.")

    desk.do("try_action", priya, case=case.pk, words="Closed the valve.", override="Water was running.")

    told = desk.ask("case", priya, case=case.pk)
    assert told["restatements"] == []
    assert not told["understood"]
    assert [row["rule"] for row in desk.ask("overrides", priya)] == ["not-said-back"]


def test_a_restatement_in_a_mail_is_enough_to_act(desk: Desk, priya: Person) -> None:
    case = desk.by_mail("amara@home.example", "You brought the wrong table.", subject="Complaint")
    text = "You wrote that the wrong table came."

    desk.do("write", priya, case=case.pk, text=text, passages=[{"act": "restatement", "words": text}])
    desk.do("try_action", priya, case=case.pk, words="Ordered the right table.")

    assert not desk.ask("case", priya, case=case.pk)["understood"]


@pytest.mark.req("S0.7")
@pytest.mark.parametrize("by_phone", [True, False], ids=["told on the phone", "on the page"])
@pytest.mark.parametrize(
    ("first", "remark", "second"),
    [
        ("One delivery was late.", "it was two deliveries", "Two deliveries were late."),
        ("Der Lack ist zerkratzt.", "nein, das Glas", "Das Glas ist zerkratzt."),
    ],
)
def test_not_quite_asks_for_a_second_version_and_only_a_confirmed_one_counts(
    desk: Desk, priya: Person, first: str, remark: str, second: str, by_phone: bool
) -> None:
    case = desk.by_phone(priya, "Nothing works.")
    speaker = priya if by_phone else case.customer
    desk.do("restate", priya, case=case.pk, words=first)

    desk.do("answer_restatement", speaker, case=case.pk, answer="not-quite", words=remark)

    assert isinstance(desk.refused("try_action", priya, case=case.pk, words="Sent a parcel."), RestatementDisputed)
    desk.do("restate", priya, case=case.pk, words=second)
    told = desk.ask("case", priya, case=case.pk)
    assert [(row["version"], row["words"]) for row in told["restatements"]] == [(1, first), (2, second)]
    assert told["restatements"][0]["answers"][0]["words"] == remark
    assert not told["understood"]

    desk.do("answer_restatement", speaker, case=case.pk, answer="yes")

    assert desk.ask("case", priya, case=case.pk)["understood"]


@pytest.mark.req("S0.7")
def test_a_lead_looks_at_the_third_disputed_version_and_not_before(desk: Desk, priya: Person, omar: Person) -> None:
    case = desk.by_phone(priya, "Nothing works.")
    for version in (1, 2, 3):
        assert desk.notices(omar) == []
        desk.do("restate", priya, case=case.pk, words=f"Version {version}.")
        desk.do("answer_restatement", case.customer, case=case.pk, answer="not-quite")

    assert desk.notices(omar) == ["disputed-three-times"]
    assert not desk.ask("case", priya, case=case.pk)["understood"]


@pytest.mark.req("S0.7")
def test_nobody_from_outside_answers_for_the_customer(desk: Desk, priya: Person) -> None:
    case = desk.by_phone(priya, "Nothing works.")
    stranger = desk.by_phone(priya, "The lamp flickers.", name="Tomasz Wójcik").customer
    desk.do("restate", priya, case=case.pk, words="Nothing works since Monday.")

    assert desk.refused("answer_restatement", stranger, case=case.pk, answer="yes").code == "not-allowed"
    assert not desk.ask("case", priya, case=case.pk)["understood"]
