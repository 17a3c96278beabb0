from __future__ import annotations

import pytest
from django.test import Client

from amends.people.models import AccessToken
from amends.people.tokens import end_token
from tests.api.conftest import NOW, Caller

pytestmark = pytest.mark.django_db


def opened(priya: Caller) -> int:
    status, told = priya.post(
        "open_case",
        words="The table came with a scratch and I am angry.",
        name="Amara Okafor",
        email="amara@home.example",
        kind="complaint",
    )
    assert status == 200, told
    return int(told["result"]["case"])


def test_without_a_token_nothing_is_told(house: None) -> None:
    answer = Client().get("/api/v1/cases")

    assert answer.status_code == 401
    assert answer.json()["code"] == "no-token"


def test_an_ended_token_opens_nothing(priya: Caller) -> None:
    end_token(AccessToken.objects.get(), NOW)

    assert priya.get("cases")[0] == 401


def test_a_case_is_opened_and_read(priya: Caller) -> None:
    number = opened(priya)

    status, told = priya.get(f"cases/{number}")

    assert status == 200
    assert told["result"]["customer"] == "Amara Okafor"
    assert told["result"]["first_words"] == "The table came with a scratch and I am angry."
    assert priya.get("asks/case", case=number)[1]["result"] == told["result"]


@pytest.mark.req("S0.6")
def test_what_a_rule_refuses_comes_with_its_sentence_and_the_way_on(priya: Caller) -> None:
    number = opened(priya)

    status, told = priya.post("try_action", case=number, words="Sent a new table top")

    assert status == 409
    assert told["code"] == "not-said-back"
    assert told["lead_on"] == "restate"
    assert told["may_override"] is True
    assert told["sentence"].startswith("Nothing has been said back yet.")


def test_a_reason_carries_an_act_through(priya: Caller) -> None:
    number = opened(priya)

    status, _ = priya.post("try_action", case=number, words="Sent a new top", override="It was fixed on the spot.")

    assert status == 200
    assert [row["rule"] for row in priya.get("asks/overrides")[1]["result"]] == ["not-said-back"]


def test_a_field_that_does_not_exist_is_named(priya: Caller) -> None:
    status, told = priya.post("open_case", words="Hello", color="red")

    assert status == 422
    assert told["code"] == "unusable"
    assert [row["field"] for row in told["fields"]] == ["values.color"]


def test_an_unknown_case_is_not_found(priya: Caller) -> None:
    assert priya.get("cases/4711")[0] == 404
    assert priya.post("note_feeling", case=4711, word="angry", level=3)[0] == 404


def test_the_same_key_is_done_once(priya: Caller) -> None:
    number = opened(priya)

    first = priya.post("note_feeling", key="press-1", case=number, word="angry", level=4)
    second = priya.post("note_feeling", key="press-1", case=number, word="angry", level=4)

    assert (first[1]["repeated"], second[1]["repeated"]) == (False, True)
    assert len(priya.get(f"cases/{number}")[1]["result"]["feelings"]) == 1


def test_a_key_of_a_refused_act_can_be_used_again(priya: Caller) -> None:
    number = opened(priya)

    assert priya.post("try_action", key="press-2", case=number, words="Sent a new top")[0] == 409
    assert (
        priya.post("try_action", key="press-2", case=number, words="Sent a new top", override="On the spot")[0] == 200
    )


def test_a_person_can_be_named(priya: Caller, helen: Caller) -> None:
    number = opened(priya)

    assert priya.post("assign", case=number, to="Helen Marsh")[0] == 200
    assert priya.post("assign", case=number, to="priya@meridian.example")[0] == 200
    assert priya.post("assign", case=number, to=helen.person.pk)[0] == 200
    assert priya.get("cases", owner="me")[1]["items"] == []
    assert [row["case"] for row in helen.get("cases", owner="me")[1]["items"]] == [number]


def test_an_agent_takes_nobody_in(priya: Caller, helen: Caller) -> None:
    sam = {"name": "Sam Lee", "email": "sam@meridian.example"}

    assert priya.post("add_member", **sam)[0] == 403
    assert helen.post("add_member", **sam)[0] == 200
    assert helen.post("set_up_house", name="Another")[0] == 409


def test_lists_go_on_where_the_page_before_ended(priya: Caller) -> None:
    numbers = [opened(priya) for _ in range(5)]

    first = priya.get("cases", limit=3)[1]
    second = priya.get("cases", limit=3, after=first["next"])[1]

    assert [row["case"] for row in first["items"] + second["items"]] == numbers
    assert second["next"] is None


def test_a_timeline_pages_back(priya: Caller) -> None:
    number = opened(priya)
    for level in (1, 2, 3):
        priya.post("note_feeling", case=number, word="angry", level=level)

    newest = priya.get(f"cases/{number}/timeline", limit=2)[1]
    older = priya.get(f"cases/{number}/timeline", before=newest["next"])[1]

    assert [row["code"] for row in newest["items"]] == ["felt", "felt"]
    assert older["items"][0]["code"] == "opened"
    assert older["next"] is None


def test_a_place_in_a_list_that_makes_no_sense_is_unusable(priya: Caller) -> None:
    for after in ("tomorrow", "2026-05-20~1", "2026-05-20T09:00:00+00:00~x"):
        assert priya.get("cases", after=after)[0] == 422
    assert priya.get("cases", state="closed", after="x")[0] == 422


def test_the_description_is_open_api_3_1_and_bounds_every_number(house: None) -> None:
    told = Client().get("/api/v1/openapi.json").json()

    assert told["openapi"].startswith("3.1")
    assert unbounded(told["components"]["schemas"]) == []
    assert unbounded(told["paths"]) == []


def test_the_house_is_changed_and_preferences_are_kept_from_outside(helen: Caller) -> None:
    assert helen.post("change_house", opening={"sat": [["10:00", "14:00"]]})[0] == 200
    assert helen.post("change_house", opening={"someday": [["10:00", "14:00"]]})[0] == 422
    assert helen.post("prefer", theme="dark")[1]["result"]["theme"] == "dark"


def unbounded(part: object, path: str = "") -> list[str]:
    """Where an integer or a text that the API takes has no bounds."""
    if isinstance(part, list):
        return [found for place, inner in enumerate(part) for found in unbounded(inner, f"{path}/{place}")]
    if not isinstance(part, dict):
        return []
    found = []
    if part.get("type") == "integer" and not {"minimum", "maximum"} <= part.keys():
        found.append(path)
    free = {"maxLength", "enum", "const", "format"}
    told_only = ("/Done", "/Answer", "/Page", "/Refused", "/Unusable")
    if part.get("type") == "string" and not free & part.keys() and not path.startswith(told_only):
        found.append(path)
    return found + [row for name, inner in part.items() for row in unbounded(inner, f"{path}/{name}")]
