import re
from datetime import date

import pytest
from django.test import Client

from gaisma.base.models import AuditRecord, Organisation, User
from gaisma.base.sorting import InOrder
from gaisma.record.people import access_log
from gaisma.record.people.models import Person
from tests import factories
from tests.moments import NOW
from tests.pages import read

pytestmark = pytest.mark.django_db
CODE = "32000000001"


@pytest.fixture
def person(school: Organisation) -> Person:
    person = factories.person(
        given_name="Elza", family_name="Bērziņa", personal_code=CODE, born_on=date(2015, 5, 1)
    )
    factories.enrolment(person=person, group=factories.group(institution=school, name="3.a"))
    return person


@pytest.fixture
def heads(reader: Client, head: User) -> Client:
    reader.force_login(head)
    return reader


def text(page: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


def test_page_shows_who_it_is_and_hides_the_code(heads: Client, person: Person) -> None:
    page = text(read(heads, f"/people/{person.pk}/"))

    assert "Elza Bērziņa" in page
    assert "3.a" in page
    assert "320000-00001" not in page


def test_page_is_noted_and_not_kept_by_browsers(heads: Client, person: Person) -> None:
    answer = heads.get(f"/people/{person.pk}/")

    note = AuditRecord.objects.get(action="people.read")
    assert (note.subject, note.subject_ids, note.details) == ("people.Person", [person.pk], {})
    assert "no-store" in answer["Cache-Control"]


def test_code_is_shown_when_asked_for_and_noted(heads: Client, person: Person) -> None:
    page = heads.post(f"/people/{person.pk}/code/show/").content.decode()

    assert "320000-00001" in page
    assert AuditRecord.objects.get(action="person.show_code").subject_ids == [person.pk]


def test_find_by_code_leads_to_the_page_without_the_code(heads: Client, person: Person) -> None:
    answer = heads.post("/people/find/", {"number": "320000-00001"})

    assert answer["Location"] == f"/people/{person.pk}/"
    assert CODE not in str(AuditRecord.objects.get(action="person.find").details)


def test_find_does_not_tell_of_people_elsewhere(heads: Client) -> None:
    factories.employment(person=factories.person(personal_code=CODE))

    answer = heads.post("/people/find/", {"number": CODE})

    assert answer.status_code == 422
    assert "Nobody goes by that" in answer.content.decode()


def test_change_is_written_once(heads: Client, person: Person) -> None:
    given = {"given_name": "Elīza", "family_name": "Bērziņa", "revision": "1"}

    first = heads.post(f"/people/{person.pk}/change/", given)
    second = heads.post(f"/people/{person.pk}/change/", {**given, "given_name": "Anna"})

    assert (first.status_code, second.status_code) == (302, 422)
    assert "Somebody else has changed this" in second.content.decode()
    assert Person.objects.get(pk=person.pk).given_name == "Elīza"


def test_looks_tell_who_read_and_who_changed_what(heads: Client, person: Person) -> None:
    read(heads, f"/people/{person.pk}/")
    heads.post(
        f"/people/{person.pk}/change/",
        {"given_name": "Elīza", "family_name": "Bērziņa", "revision": "1"},
    )

    page = text(read(heads, f"/people/{person.pk}/looks/"))

    assert "Opened the page" in page
    assert re.search("Changed the person's data .*Given name", page.replace("&#x27;", "'"))
    assert "Family name" not in page
    assert "Elza" not in page


def test_looks_name_acts_on_rows_of_the_person_and_on_no_others(person: Person) -> None:
    contact, other = factories.contact(person=person), factories.contact()
    for row in (contact, other):
        factories.audit_record(
            action="contact.add", subject="people.Contact", subject_ids=[row.pk], at=NOW
        )

    acts = access_log.acts_on(person)

    assert [act.subject_ids for act in acts] == [[contact.pk]]


def test_looks_are_narrowed_to_changes(heads: Client, person: Person) -> None:
    read(heads, f"/people/{person.pk}/")

    assert "Opened the page" not in read(heads, f"/people/{person.pk}/looks/?kind=changes")
    assert "Opened the page" in read(heads, f"/people/{person.pk}/looks/?kind=reads")


def test_guardian_is_taken_from_the_record_by_the_code(heads: Client, person: Person) -> None:
    mother = factories.person(personal_code="32000000002", born_on=date(1990, 5, 1))
    who = {"given_name": "Līga", "family_name": mother.family_name, "born_on": "1990-05-01"}
    terms = {"relation": "mother", "reach": "everything", "order": "1", **who}

    heads.post(f"/people/{person.pk}/guardians/new/", {"personal_code": "32000000002", **terms})

    assert person.guardians.get().guardian == mother


def test_new_member_of_staff_is_recorded_with_the_post(heads: Client, school: Organisation) -> None:
    heads.post(
        "/people/staff/new/",
        {
            "given_name": "Juris",
            "family_name": "Ozols",
            "institution": school.pk,
            "role": "subject_teacher",
            "load": "0.5",
            "from_on": "2024-09-01",
        },
    )

    assert school.employments.get().person.family_name == "Ozols"  # type: ignore[attr-defined]


def test_staff_taken_away_as_a_file_is_noted(heads: Client, school: Organisation) -> None:
    factories.employment(institution=school)

    answer = heads.get("/people/staff/?format=csv")

    note = AuditRecord.objects.get(action="people.export")
    assert note.details["rows"] == 1
    assert "Ozoliņa" in answer.content.decode()


@pytest.mark.parametrize("word", ["berz", "BĒRZ", "ērziņ", "elza berz"])
def test_staff_are_found_with_or_without_marks(
    heads: Client, person: Person, school: Organisation, word: str
) -> None:
    factories.employment(person=person, institution=school)
    factories.employment(institution=school, person=factories.person(family_name="Zvirbule"))

    page = read(heads, f"/people/staff/?q={word}")

    assert "Bērziņa, Elza" in page
    assert "Zvirbule" not in page


@pytest.mark.parametrize("word", ["bērz*", "[a-z]", "ž", "berzzz"])
def test_staff_are_not_found_by_signs_or_other_letters(
    heads: Client, person: Person, school: Organisation, word: str
) -> None:
    factories.employment(person=person, institution=school)

    assert "Bērziņa, Elza" not in read(heads, f"/people/staff/?q={word}")


@pytest.mark.parametrize(("role", "is_led"), [("head", True), ("auditor", False)])
def test_vacancies_lead_to_closing_who_may(
    reader: Client, request: pytest.FixtureRequest, school: Organisation, role: str, is_led: bool
) -> None:
    vacancy = factories.vacancy(institution=school)
    reader.force_login(request.getfixturevalue(role))

    page = read(reader, "/people/vacancies/")

    assert school.name in page
    assert (f"/people/vacancies/{vacancy.pk}/close/" in page) == is_led


def test_names_stand_in_latvian_order() -> None:
    for name in ("Zvirbule", "Čakste", "Ābele", "Celma", "Abola", "Cukure"):
        factories.person(family_name=name)

    ordered = Person.objects.order_by(InOrder("family_name"))

    names = list(ordered.values_list("family_name", flat=True))
    assert names == ["Abola", "Ābele", "Celma", "Cukure", "Čakste", "Zvirbule"]


def test_own_page_of_an_account_without_a_person_says_so(heads: Client) -> None:
    assert "not yet joined" in read(heads, "/people/me/")


def test_own_page_leads_to_what_is_held(
    reader: Client, teacher: User, school: Organisation
) -> None:
    person = factories.account(user=teacher).person
    reader.force_login(teacher)

    page = read(reader, "/people/me/")

    assert f'href="/people/{person.pk}/held/"' in page


def test_everybody_takes_away_what_is_held_about_them(
    client: Client, teacher: User, school: Organisation
) -> None:
    person = factories.account(user=teacher).person
    client.force_login(teacher)

    answer = client.post(f"/people/{person.pk}/held/file/")

    assert answer.status_code == 200
    assert answer.content.startswith(b"PK")


@pytest.mark.parametrize(("role", "opens"), [("teacher", True), ("visitor", False)])
def test_what_is_held_leads_back_to_a_page_that_opens(
    reader: Client, request: pytest.FixtureRequest, role: str, opens: bool
) -> None:
    user = request.getfixturevalue(role)
    person = factories.account(user=user).person
    reader.force_login(user)

    page = read(reader, f"/people/{person.pk}/held/")

    own, elsewhere = f'href="/people/{person.pk}/"', 'href="/people/me/">'
    assert (own in page) == opens
    assert (page.count(elsewhere) == 2) != opens


@pytest.mark.parametrize(("role", "is_led"), [("manager", True), ("specialist", False)])
def test_what_is_held_leads_to_erasing_who_may(
    reader: Client, person: Person, role: str, is_led: bool
) -> None:
    user = factories.user()
    factories.role_grant(user=user, role=role, organisation=factories.authority())
    reader.force_login(user)

    page = read(reader, f"/people/{person.pk}/held/")

    assert (f'href="/people/{person.pk}/erase/"' in page) == is_led


def test_erase_shows_what_goes_and_is_the_managers(
    reader: Client, school: Organisation, person: Person
) -> None:
    manager = factories.user()
    factories.role_grant(user=manager, role="manager", organisation=factories.authority())
    reader.force_login(manager)

    page = text(read(reader, f"/people/{person.pk}/erase/"))
    refused = reader.post(f"/people/{person.pk}/erase/", {"is_sure": "on"})

    assert "What stays, without the person Figures stay" in page
    assert refused.status_code == 422
    assert Person.objects.filter(pk=person.pk).exists()


def test_merge_shows_what_each_of_the_two_is_known_by(reader: Client, person: Person) -> None:
    manager = factories.user()
    factories.role_grant(user=manager, role="manager", organisation=factories.authority())
    other = factories.person(given_name="Elza", family_name="Berzina", born_on=date(2014, 1, 31))
    reader.force_login(manager)

    page = text(read(reader, f"/people/{person.pk}/merge/{other.pk}/"))

    assert "Given and family name Elza Bērziņa Elza Berzina" in page
    assert "Date of birth 1 May 2015 31 January 2014" in page
    assert "Personal code recorded not recorded" in page
