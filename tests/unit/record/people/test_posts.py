from datetime import date
from decimal import Decimal

import pytest

from gaisma.base.changes import NotPermitted, UnableToChange, UnableToRecord
from gaisma.base.models import AuditRecord
from gaisma.evidence.lake.models import TableChange
from gaisma.record.people.actions import contacts, employments
from gaisma.record.people.models import Contact, Employment, Guardian, Vacancy
from tests import factories
from tests.moments import NOW

pytestmark = pytest.mark.django_db
FIRST_DAY = date(2024, 9, 1)


def employ(load="1", **given):
    fields = {"person": None, "institution": None} | given
    return employments.employ(
        person=fields.pop("person") or factories.person(),
        institution=fields.pop("institution") or factories.institution(),
        role="mathematics_teacher",
        load=Decimal(load),
        from_on=FIRST_DAY,
        by=fields.pop("by", None),
        at=NOW,
        **fields,
    )


def test_employ_gives_a_post():
    employed = employ(stage="school", permanent=True)

    post = Employment.objects.get()
    assert employed.warnings == ()
    assert (post.stage, post.permanent, post.load) == ("school", True, Decimal("1.000"))
    assert TableChange.objects.get(table="employments").counter == 1


def test_employ_at_several_institutions_is_allowed_up_to_the_usual_load():
    person = factories.person()
    employ("1", person=person)

    employed = employ("0.5", person=person)

    assert employed.warnings == ()


def test_employ_above_the_usual_load_warns():
    person = factories.person()
    employ("1", person=person)

    employed = employ("0.501", person=person)

    assert Employment.objects.count() == 2
    assert employed.warnings == ("The loads add up to 1.501: more than 1.5 is unusual.",)


def test_employ_counts_only_posts_in_force():
    person = factories.person()
    factories.employment(person=person, load=Decimal(1), to_on=date(2024, 8, 31))

    assert employ("1", person=person).warnings == ()


def test_employ_at_a_closed_institution_is_refused():
    closed = factories.institution(closed_on=date(2024, 8, 31))

    with pytest.raises(UnableToRecord, match="closed on 31 August 2024"):
        employ(institution=closed)


def test_employ_elsewhere_is_refused_to_a_head(head):
    with pytest.raises(NotPermitted):
        employ(by=head)


def test_employment_ends_once():
    post = factories.employment()
    seen = Employment.objects.get()

    employments.end(employment=post, on=date(2024, 6, 30), revision=1, by=None, at=NOW)
    with pytest.raises(UnableToChange):
        employments.end(employment=seen, on=date(2024, 7, 31), revision=1, by=None, at=NOW)

    assert Employment.objects.get().to_on == date(2024, 6, 30)


def test_employment_cannot_end_before_it_starts():
    post = factories.employment(from_on=FIRST_DAY)

    with pytest.raises(UnableToRecord):
        employments.end(employment=post, on=date(2024, 8, 31), revision=1, by=None, at=NOW)


def test_vacancy_opens_and_closes():
    vacancy = employments.announce_vacancy(
        institution=factories.institution(),
        role="speech_therapist",
        load=Decimal("0.5"),
        opened_on=FIRST_DAY,
        by=None,
        at=NOW,
    )

    employments.close_vacancy(vacancy=vacancy, on=date(2024, 10, 1), revision=1, by=None, at=NOW)

    assert Vacancy.objects.get().closed_on == date(2024, 10, 1)
    assert TableChange.objects.get(table="vacancies").counter == 2


def test_vacancy_is_told_by_when_it_is_filled_and_how():
    vacancy = factories.vacancy(opened_on=date(2024, 6, 1))
    given = {"expected_on": date(2024, 9, 2), "filling": "candidate", "by": None, "at": NOW}

    employments.plan_filling(vacancy=vacancy, revision=vacancy.revision, **given)

    row = Vacancy.objects.get()
    assert (row.expected_on, row.filling) == (date(2024, 9, 2), "candidate")
    assert TableChange.objects.get(table="vacancies").counter == 1


def test_vacancy_cannot_be_filled_before_it_opened():
    vacancy = factories.vacancy(opened_on=date(2024, 6, 1))
    given = {"expected_on": date(2024, 5, 31), "filling": "open", "by": None, "at": NOW}

    with pytest.raises(UnableToRecord):
        employments.plan_filling(vacancy=vacancy, revision=vacancy.revision, **given)


def test_contact_and_guardian_are_kept_in_order():
    learner, mother = factories.person(), factories.person()

    contacts.add(person=mother, kind="phone", value="+371 20000000", by=None, at=NOW)
    contacts.add_guardian(learner=learner, guardian=mother, relation="mother", by=None, at=NOW)

    assert Contact.objects.get().order == 1
    assert Guardian.objects.get().reach == "everything"


def test_contact_of_an_unknown_kind_is_refused():
    with pytest.raises(UnableToRecord):
        contacts.add(person=factories.person(), kind="pigeon", value="x", by=None, at=NOW)


def test_contact_is_removed_with_a_note():
    contact = factories.contact()
    number = contact.pk

    contacts.remove(contact=contact, by=None, at=NOW)

    assert not Contact.objects.exists()
    assert AuditRecord.objects.get().subject_ids == [number]


def test_person_is_not_their_own_guardian():
    person = factories.person()

    with pytest.raises(UnableToRecord):
        contacts.add_guardian(learner=person, guardian=person, relation="self", by=None, at=NOW)


def test_qualification_and_development_are_recorded():
    person = factories.person()

    employments.add_qualification(person=person, title="Skolotājs", by=None, at=NOW)
    employments.add_development(
        person=person,
        topic="Mediācija",
        hours=Decimal(36),
        completed_on=date(2024, 3, 1),
        by=None,
        at=NOW,
    )

    assert person.qualifications.get().title == "Skolotājs"
    assert person.professional_development.get().hours == Decimal(36)
