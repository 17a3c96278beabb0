from datetime import UTC, datetime

import pytest

from amends.cases.models import Case, Words
from amends.people.models import ContactPoint, House, Person
from amends.people.rows import insert, insert_many, made, rewrite
from amends.understanding.models import FirstWords

AT = datetime(2027, 3, 9, 10, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def amara() -> Person:
    return Person.objects.create(name="Amara Okafor", zone="Europe/London", created_at=AT)


def test_a_row_is_made_as_its_model_makes_it() -> None:
    person = amara()
    values = {"customer": person, "channel": "email", "aware_at": AT, "opened_at": AT, "opened_by": person}
    row, same = made(Case, **values), Case(**values)
    assert {**row.__dict__, "_state": None} == {**same.__dict__, "_state": None}
    assert row.customer is person
    assert row._state.adding


def test_defaults_that_are_called_are_new_for_every_row() -> None:
    one, other = made(House, name="Meridian", set_up_at=AT), made(House, name="Meridian", set_up_at=AT)
    assert one.secret
    assert one.secret != other.secret
    assert one.calendar is not other.calendar


def test_a_row_may_be_given_the_number_of_another_instead_of_the_row() -> None:
    person = amara()
    point = made(ContactPoint, person_id=person.pk, kind="email", value="a@home.example", plain="a@home.example")
    assert point.person == person


def test_a_one_to_one_row_is_known_to_its_other_side() -> None:
    person = amara()
    case = Case.objects.create(customer=person, channel="email", aware_at=AT, opened_at=AT, opened_by=person)
    heard = FirstWords.objects.create(case=case, words=Words.say("It leaks."), by=person, at=AT, recorded_at=AT)
    assert case.first_words is heard


def test_a_name_that_is_no_field_is_refused() -> None:
    with pytest.raises(TypeError, match="colour"):
        made(Person, name="Amara Okafor", colour="green")


def test_what_was_written_is_read_back() -> None:
    person = amara()
    assert Person.objects.get(pk=person.pk) == person
    assert Person.objects.get(pk=person.pk).created_at == AT
    points = [
        made(ContactPoint, person=person, kind="email", value=f"{n}@home.example", plain=f"{n}@h", added_at=AT)
        for n in range(3)
    ]
    insert_many(points)
    assert person.contact_points.count() == 3


def test_columns_are_written_anew_only_where_the_condition_holds() -> None:
    person = made(Person, name="Amara Okafor", created_at=AT)
    insert(person)
    person.name = "Amara O."
    assert not rewrite(person, "name", only="practice = (1 = 1)")
    assert Person.objects.get(pk=person.pk).name == "Amara Okafor"
    assert rewrite(person, "name", only="name <> 'Sam Lee'")
    assert Person.objects.get(pk=person.pk).name == "Amara O."
