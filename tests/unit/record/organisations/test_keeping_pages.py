from datetime import date

import pytest
from django.test import Client

from gaisma.base.models import AuditRecord, Organisation, User
from gaisma.record.organisations.models import Licence, Site
from tests import factories
from tests.pages import read

pytestmark = pytest.mark.django_db
CONTACTS = {"address": "Skolas iela 1", "phone": "65400000", "email": "a@b.lv", "website": ""}
SITE = {"name": "B korpuss", "address": "Skolas iela 2", "latitude": "", "longitude": ""}
LICENCE = {"kind": "licence", "number": "V-9", "from_on": "2024-01-01", "to_on": ""}


def address(school: Organisation, part: str) -> str:
    return f"/institutions/{school.pk}/{part}"


def test_head_changes_the_contact_data(reader: Client, head: User, school: Organisation) -> None:
    reader.force_login(head)
    assert 'name="revision" value="1"' in read(reader, address(school, "contacts/"))

    answer = reader.post(address(school, "contacts/"), {**CONTACTS, "revision": 1})

    school.refresh_from_db()
    assert answer["Location"] == address(school, "")
    assert (school.address, school.phone, school.revision) == ("Skolas iela 1", "65400000", 2)


def test_contact_data_changed_by_another_stay(
    reader: Client, head: User, school: Organisation
) -> None:
    reader.force_login(head)
    Organisation.objects.filter(pk=school.pk).update(revision=2)

    answer = reader.post(address(school, "contacts/"), {**CONTACTS, "revision": 1})

    assert answer.status_code == 422
    assert "Somebody else has changed this" in answer.content.decode()


def test_wrong_contact_data_stay_on_the_form(
    reader: Client, head: User, school: Organisation
) -> None:
    reader.force_login(head)

    answer = reader.post(
        address(school, "contacts/"), {**CONTACTS, "email": "nonsense", "revision": 1}
    )

    assert answer.status_code == 422
    assert "nonsense" in answer.content.decode()


def test_head_adds_and_changes_a_site(reader: Client, head: User, school: Organisation) -> None:
    reader.force_login(head)

    reader.post(address(school, "sites/new/"), SITE)
    site = Site.objects.get(name="B korpuss")
    given = {**SITE, "latitude": "55.87", "longitude": "26.53", "revision": 1}
    reader.post(address(school, f"sites/{site.pk}/"), given)

    site.refresh_from_db()
    assert (str(site.latitude), site.revision) == ("55.870000", 2)
    assert "Map of the sites" in read(reader, address(school, "sites/"))


def test_site_with_one_coordinate_is_refused(
    reader: Client, head: User, school: Organisation
) -> None:
    reader.force_login(head)

    answer = reader.post(address(school, "sites/new/"), {**SITE, "latitude": "55.87"})

    assert answer.status_code == 422
    assert "both coordinates" in answer.content.decode()


def test_site_of_another_institution_is_not_found(
    reader: Client, specialist: User, school: Organisation
) -> None:
    reader.force_login(specialist)
    other = factories.site()

    read(reader, address(school, f"sites/{other.pk}/"), status=404)


def test_specialist_adds_and_changes_a_licence(
    reader: Client, specialist: User, school: Organisation
) -> None:
    reader.force_login(specialist)

    reader.post(address(school, "licences/new/"), LICENCE)
    licence = Licence.objects.get()
    given = {**LICENCE, "to_on": "2026-12-31", "revision": 1}
    reader.post(address(school, f"licences/{licence.pk}/"), given)

    licence.refresh_from_db()
    assert (licence.to_on, licence.revision) == (date(2026, 12, 31), 2)


def test_licence_that_ends_before_it_starts_is_refused(
    reader: Client, specialist: User, school: Organisation
) -> None:
    reader.force_login(specialist)

    answer = reader.post(address(school, "licences/new/"), {**LICENCE, "to_on": "2023-12-31"})

    assert answer.status_code == 422
    assert not Licence.objects.exists()


def test_history_tells_who_changed_what(reader: Client, head: User, school: Organisation) -> None:
    reader.force_login(head)
    reader.post(address(school, "contacts/"), {**CONTACTS, "revision": 1})

    page = read(reader, address(school, "history/"))

    assert "Contact data were changed: address, e-mail, telephone" in page
    assert "website" not in page
    assert "Head" in page
    assert "Skolas iela 1" not in page
    assert AuditRecord.objects.filter(action="institution.change_contacts").count() == 1


@pytest.mark.parametrize(
    ("who", "contacts", "sites", "licences"),
    [
        ("specialist", 200, 200, 200),
        ("head", 200, 200, 403),
        ("administrator", 200, 200, 200),
        ("auditor", 403, 403, 403),
        ("teacher", 403, 403, 403),
        ("support", 403, 403, 403),
        ("visitor", 403, 403, 403),
    ],
)
def test_who_keeps_what(
    request: pytest.FixtureRequest,
    reader: Client,
    school: Organisation,
    who: str,
    contacts: int,
    sites: int,
    licences: int,
) -> None:
    reader.force_login(request.getfixturevalue(who))

    read(reader, address(school, "contacts/"), status=contacts)
    read(reader, address(school, "sites/new/"), status=sites)
    read(reader, address(school, "licences/new/"), status=licences)


def test_head_of_another_institution_finds_nothing(
    reader: Client, head: User, school: Organisation
) -> None:
    reader.force_login(head)
    other = factories.institution()

    for part in ("contacts/", "sites/new/", "groups/", "staff/", "documents/", "history/"):
        read(reader, address(other, part), status=404)
