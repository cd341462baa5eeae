from datetime import date

import pytest

from gaisma.base import personal_codes
from gaisma.base.changes import NotPermitted, UnableToChange, UnableToRecord
from gaisma.base.models import AuditRecord
from gaisma.record.people.actions import persons
from gaisma.record.people.models import Person
from tests import factories
from tests.moments import NOW

pytestmark = pytest.mark.django_db
CODE = "320000-00001"


def test_create_keeps_the_personal_code_encrypted():
    persons.create(given_name="Elza", family_name="Kalniņa", personal_code=CODE, by=None, at=NOW)

    person = Person.objects.get()
    assert "32000000001" not in person.personal_code_encrypted
    assert personal_codes.decrypted(person.personal_code_encrypted) == "32000000001"
    assert person.personal_code_hash == personal_codes.keyed_hash("32000000001")


def test_create_notes_no_names():
    person = persons.create(given_name="Elza", family_name="Kalniņa", by=None, at=NOW)

    record = AuditRecord.objects.get()
    assert (record.subject, record.subject_ids) == ("people.Person", [person.pk])
    assert "Elza" not in str(record.details)


def test_create_refuses_a_code_that_somebody_has():
    factories.person(personal_code="32000000001")

    with pytest.raises(UnableToRecord) as refusal:
        persons.create(given_name="A", family_name="B", personal_code=CODE, by=None, at=NOW)

    assert refusal.value.code == "personal_code_taken"


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("123", "personal_code_form"),
        ("310204-12345", "personal_code_date"),
        ("010190-10002", "personal_code_check_digit"),
    ],
)
def test_create_refuses_a_wrong_code(code, why):
    with pytest.raises(UnableToRecord) as refusal:
        persons.create(given_name="A", family_name="B", personal_code=code, by=None, at=NOW)

    assert refusal.value.code == why


def test_create_refuses_a_visitor(visitor):
    with pytest.raises(NotPermitted):
        persons.create(given_name="A", family_name="B", by=visitor, at=NOW)


def test_change_tells_the_second_editor():
    person = factories.person(given_name="Elza")
    seen = Person.objects.get(pk=person.pk)
    persons.change(person=person, revision=1, by=None, at=NOW, given_name="Elīza")

    with pytest.raises(UnableToChange):
        persons.change(person=seen, revision=1, by=None, at=NOW, born_on=date(2015, 1, 1))

    now = Person.objects.get(pk=person.pk)
    assert (now.given_name, now.born_on) == ("Elīza", None)


def test_change_without_a_code_leaves_the_code():
    person = factories.person(personal_code="32000000001")

    persons.change(person=person, revision=1, by=None, at=NOW, given_name="Elīza")

    assert Person.objects.get().personal_code_hash == personal_codes.keyed_hash("32000000001")


def test_change_to_an_empty_code_removes_it():
    person = factories.person(personal_code="32000000001")

    persons.change(person=person, revision=1, by=None, at=NOW, personal_code="")

    now = Person.objects.get()
    assert (now.personal_code_encrypted, now.personal_code_hash) == ("", None)


def test_change_to_the_persons_own_code_is_no_conflict():
    person = factories.person(personal_code="32000000001")

    persons.change(person=person, revision=1, by=None, at=NOW, personal_code=CODE)

    assert Person.objects.get().revision == 2
