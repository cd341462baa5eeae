import re

import pytest
from django.test import Client

from gaisma.base.models import AuditRecord, User
from gaisma.evidence.figures import records
from gaisma.record.people.models import Person
from tests import factories
from tests.pages import Town, read

pytestmark = pytest.mark.django_db
STAFF = "/figures/staff.count/records/?school_year=2024/2025"
LEARNERS = "/figures/learners.count/records/?school_year=2024/2025"


def rows(page: str) -> list[list[str]]:
    """The cells of the page's table."""
    body = re.search(r"<tbody>(.*)</tbody>", page, re.DOTALL)
    assert body is not None
    return [
        re.findall(r"<t[hd][^>]*>(?:<a [^>]*>)?([^<]*)(?:</a>)?</t[hd]>", row)
        for row in re.findall(r"<tr>(.*?)</tr>", body[1], re.DOTALL)
    ]


def test_records_are_as_many_as_the_figure_counts(
    reader: Client, town: Town, specialist: User
) -> None:
    reader.force_login(specialist)

    found = rows(read(reader, LEARNERS))

    assert len(found) == 15
    assert ["Kalniņa 0, Elza", "PII “Zīlīte”", "Zīlītes"] in [row[:3] for row in found]


def test_records_of_a_head_are_those_of_the_own_institution(
    reader: Client, town: Town, head: User
) -> None:
    reader.force_login(head)

    page = read(reader, LEARNERS)

    assert {row[1] for row in rows(page)} == {"Paraugpils vidusskola"}
    assert "your own institution" in page


def test_records_show_no_names_to_who_may_not_see_them(
    reader: Client, town: Town, visitor: User
) -> None:
    reader.force_login(visitor)

    page = read(reader, STAFF)

    assert "not shown" in page
    assert not AuditRecord.objects.filter(action="figures.see_records").exists()


def test_records_of_learners_are_for_who_may_see_their_names(
    reader: Client, town: Town, visitor: User
) -> None:
    reader.force_login(visitor)

    page = read(reader, LEARNERS.replace("records/", ""))

    assert "/figures/learners.count/records/" not in page
    assert reader.get(LEARNERS).status_code == 403
    assert reader.get(f"{LEARNERS}&institution=school").status_code == 403


def test_records_name_people_only_where_the_person_may_see_names(
    reader: Client, town: Town, visitor: User
) -> None:
    # A founder's representative of the whole city who is also the head of one school.
    whole_city = factories.authority()
    factories.role_grant(user=visitor, role="founder", organisation=whole_city)
    factories.role_grant(user=visitor, role="head", organisation=town.school)
    reader.force_login(visitor)

    found = rows(read(reader, LEARNERS))

    named = {row[1] for row in found if row[0] != "not shown"}
    assert named == {"Paraugpils vidusskola"}
    assert {row[1] for row in found} == named
    noted = AuditRecord.objects.get(action="figures.see_records")
    seen = Person.objects.filter(enrolments__group__institution=town.school)
    assert noted.subject_count == 9
    assert set(noted.subject_ids) <= set(seen.values_list("pk", flat=True))


def test_records_that_name_people_are_audited(reader: Client, town: Town, head: User) -> None:
    reader.force_login(head)

    read(reader, f"{LEARNERS}&institution=school")

    noted = AuditRecord.objects.get(action="figures.see_records")
    seen = Person.objects.filter(enrolments__group__institution=town.school)
    assert noted.by == head
    assert noted.organisation == town.school
    assert noted.subject == "people.Person"
    assert noted.subject_count == 9
    assert set(noted.subject_ids) <= set(seen.values_list("pk", flat=True))
    assert noted.details["indicator"] == "learners.count"
    assert "Kalniņa" not in str(noted.details)
    looks = f"/people/{noted.subject_ids[0]}/looks/"
    assert "Saw the records behind a figure" in read(reader, f"{looks}?kind=reads")
    assert "Saw the records behind a figure" not in read(reader, f"{looks}?kind=changes")


def test_records_without_people_are_not_audited(
    reader: Client, town: Town, specialist: User
) -> None:
    reader.force_login(specialist)

    found = rows(read(reader, "/figures/groups.count/records/?school_year=2024/2025"))

    assert [row[0] for row in found] == ["1.a", "Zīlītes"]
    assert not AuditRecord.objects.filter(action="figures.see_records").exists()


def test_records_come_in_pages(
    reader: Client, town: Town, specialist: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "PAGE", 10)
    reader.force_login(specialist)

    first = rows(read(reader, LEARNERS))
    second = rows(read(reader, f"{LEARNERS}&page=2"))

    assert (len(first), len(second)) == (10, 5)
    assert not {tuple(row) for row in first} & {tuple(row) for row in second}


@pytest.mark.parametrize("page", ["0", "99", "nonsense"])
def test_records_of_a_page_that_is_not_there_show_another(
    reader: Client, town: Town, specialist: User, page: str
) -> None:
    reader.force_login(specialist)

    assert rows(read(reader, f"{LEARNERS}&page={page}"))


def test_records_leave_out_what_says_nothing(reader: Client, town: Town, specialist: User) -> None:
    reader.force_login(specialist)

    page = read(reader, f"{LEARNERS}&stage=preschool")

    assert ">Grade<" not in page
    assert ">Heads<" not in page
    assert ">Stage<" not in page


def test_records_of_every_indicator_open(reader: Client, town: Town, specialist: User) -> None:
    from gaisma.base.registry import gathered

    reader.force_login(specialist)

    for indicator in gathered("INDICATORS"):
        year = "?school_year=2024/2025" if "school_year" in indicator.parameters else ""
        status = 200 if indicator.subject else 404
        read(reader, f"/figures/{indicator.key}/records/{year}", status=status)


def test_answers_to_surveys_have_no_records(reader: Client, town: Town, specialist: User) -> None:
    reader.force_login(specialist)

    page = read(reader, "/figures/surveys.responses/")

    assert "/records/" not in page
    read(reader, "/figures/surveys.share/records/", status=404)


@pytest.mark.parametrize("role", ["teacher", "support"])
def test_records_are_refused_to_other_roles(
    request: pytest.FixtureRequest, reader: Client, town: Town, role: str
) -> None:
    reader.force_login(request.getfixturevalue(role))

    read(reader, LEARNERS, status=403)


def test_records_of_another_institution_are_refused(reader: Client, town: Town, head: User) -> None:
    reader.force_login(head)

    read(reader, f"{LEARNERS}&institution=zilite", status=403)


def test_records_are_not_kept_by_the_browser(reader: Client, town: Town, head: User) -> None:
    reader.force_login(head)

    assert "no-store" in reader.get(LEARNERS).headers["Cache-Control"]


def test_records_are_read_only(reader: Client, town: Town, head: User) -> None:
    reader.force_login(head)

    assert reader.post(LEARNERS).status_code == 405


def test_records_link_to_the_people_and_places_that_the_reader_may_open(
    reader: Client, town: Town, visitor: User
) -> None:
    whole_city = factories.authority()
    factories.role_grant(user=visitor, role="founder", organisation=whole_city)
    factories.role_grant(user=visitor, role="head", organisation=town.school)
    reader.force_login(visitor)

    page = read(reader, LEARNERS)

    own = set(Person.objects.filter(enrolments__group__institution=town.school))
    linked = set(map(int, re.findall(r'href="/people/(\d+)/"', page)))
    assert linked
    assert linked <= {one.pk for one in own}
    assert f'href="/institutions/{town.school.pk}/"' in page
    assert f'href="/institutions/{town.preschool.pk}/"' not in page


def test_records_name_a_vacancy_by_its_post(reader: Client, town: Town, specialist: User) -> None:
    reader.force_login(specialist)

    page = read(reader, "/figures/vacancies.load/records/")

    assert f'<a href="/institutions/{town.preschool.pk}/staff/">speech therapist</a>' in page
