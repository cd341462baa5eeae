"""Meetings in `record`: a person is enrolled, employed, merged, erased, put under other keys."""

from datetime import date
from decimal import Decimal

from gaisma.base import personal_codes
from gaisma.record.people.actions import employments, personal_data, persons
from gaisma.record.people.models import Employment, Person
from gaisma.record.programmes.actions import enrolments
from gaisma.record.programmes.models import Enrolment
from tests import factories
from tests.integration.two_people.meetings import Act, Scene, at
from tests.moments import NOW, TODAY, YEAR_STARTS


def _enrol(person: Person) -> Act:
    """Put the person into a class of a school of its own."""
    group = factories.group()
    return lambda: enrolments.enrol(
        learner=person, group=group, from_on=YEAR_STARTS, by=None, at=NOW
    )


@at("record.programmes.actions.enrolments:_check")
def two_schools_enrol_one_learner() -> Scene:
    person = factories.person()
    return Scene(
        _enrol(person),
        _enrol(person),
        Enrolment.objects.count,
        1,
        answer="overlapping_enrolment",
    )


@at("record.people.actions.persons:merge")
def one_of_two_who_become_one_is_enrolled() -> Scene:
    factories.installation()
    kept, other = factories.person(), factories.person()
    _enrol(kept)()
    return Scene(
        _enrol(other),
        lambda: persons.merge(kept=kept, other=other, by=None, at=NOW),
        Person.objects.filter(pk__in=(kept.pk, other.pk)).count,
        2,
        answer="contradiction",
    )


@at("record.people.actions.personal_data:erase")
def who_is_erased_is_enrolled() -> Scene:
    factories.installation()
    person = factories.person()
    return Scene(
        _enrol(person),
        lambda: personal_data.erase(person=person, by=None, at=NOW, as_of=TODAY),
        Person.objects.filter(pk=person.pk).exists,
        True,
        answer="in_force",
    )


@at("record.people.actions.employments:employ")
def who_is_merged_is_employed() -> Scene:
    factories.installation()
    kept, other = factories.person(), factories.person()
    post = {"institution": factories.institution(), "role": "music_teacher", "load": Decimal(1)}
    return Scene(
        lambda: persons.merge(kept=kept, other=other, by=None, at=NOW),
        lambda: employments.employ(person=kept, from_on=date(2023, 9, 1), by=None, at=NOW, **post),
        lambda: Employment.objects.get().person_id,
        kept.pk,
    )


@at("record.people.actions.personal_data:_keep_writers_out")
def somebody_is_recorded_while_keys_are_changed() -> Scene:
    factories.installation()
    factories.person(personal_code="32000000001")

    def readable() -> object:
        texts = Person.objects.exclude(personal_code_encrypted="").order_by("pk")
        return [personal_codes.decrypted(one.personal_code_encrypted) for one in texts]

    return Scene(
        lambda: personal_data.rotate_keys(by=None, at=NOW),
        lambda: persons.found_or_created(
            personal_code="",
            given_name="Anna",
            family_name="Kalniņa",
            by=None,
            at=NOW,
        ),
        readable,
        ["32000000001"],
    )
