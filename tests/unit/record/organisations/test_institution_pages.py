import re
from datetime import date

import pytest
from django.test import Client

from gaisma.base.models import Installation, User
from gaisma.record.organisations import lists
from tests import factories
from tests.pages import Town, read

pytestmark = pytest.mark.django_db
ADDRESS = "/institutions/"


@pytest.fixture
def specialists_reader(reader: Client, specialist: User, town: Town) -> Client:
    reader.force_login(specialist)
    return reader


def names(page: str) -> list[str]:
    """The institutions of the list, in its order."""
    return re.findall(r'<th scope="row" class="name"><a[^>]*>([^<]*)</a>', page)


def cells(page: str, name: str) -> list[str]:
    """What the row of an institution says, without markup."""
    row = re.search(rf"<tr><th[^>]*><a[^>]*>{re.escape(name)}</a>(.*?)</tr>", page, re.DOTALL)
    assert row is not None
    found = re.findall(r"<td[^>]*>(.*?)</td>", row[1], re.DOTALL)
    return [" ".join(re.sub(r"<[^>]*>", "", cell).split()) for cell in found]


def test_list_shows_groups_learners_and_places(specialists_reader: Client) -> None:
    page = read(specialists_reader, ADDRESS)

    assert names(page) == ["Paraugpils vidusskola", "PII “Zīlīte”"]
    assert cells(page, "PII “Zīlīte”") == ["preschool", "1", "6", "6 of 8", "2"]


def test_list_of_a_full_school_has_no_free_places(specialists_reader: Client) -> None:
    page = read(specialists_reader, ADDRESS)

    # Nine learners in a group of eight: none is free, and none is less than none.
    assert cells(page, "Paraugpils vidusskola")[-2:] == ["8 of 8", "0"]


def test_list_says_the_citys_totals_and_version(specialists_reader: Client) -> None:
    page = read(specialists_reader, ADDRESS)

    foot = re.sub(r"<[^>]*>", " ", page[page.index("<tfoot>") :])
    assert "The whole city 2 15 2" in " ".join(foot.split())
    assert "evidence version 1" in page


def test_list_numbers_open_their_explanation(specialists_reader: Client) -> None:
    page = read(specialists_reader, ADDRESS)

    address = re.search(r'href="(/figures/places\.free/\?[^"]*institution=zilite[^"]*)"', page)
    assert address is not None
    assert "Free places" in read(specialists_reader, address[1].replace("&amp;", "&"))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=zīl", ["PII “Zīlīte”"]),
        ("q=ZĪLĪTE", ["PII “Zīlīte”"]),
        ("kind=secondary_school", ["Paraugpils vidusskola"]),
        ("stage=preschool", ["PII “Zīlīte”"]),
        ("founder=municipality", ["Paraugpils vidusskola", "PII “Zīlīte”"]),
        ("founder=state", []),
        ("state=closed", []),
        ("state=open&kind=preschool", ["PII “Zīlīte”"]),
        ("kind=nonsense&stage=nonsense&sort=nonsense", ["Paraugpils vidusskola", "PII “Zīlīte”"]),
        ("sort=-name", ["PII “Zīlīte”", "Paraugpils vidusskola"]),
        ("sort=learners", ["PII “Zīlīte”", "Paraugpils vidusskola"]),
        ("sort=-free", ["PII “Zīlīte”", "Paraugpils vidusskola"]),
    ],
)
def test_list_is_narrowed_and_sorted(
    specialists_reader: Client, query: str, found: list[str]
) -> None:
    assert names(read(specialists_reader, f"{ADDRESS}?{query}")) == found


def test_list_tells_by_what_it_is_sorted(specialists_reader: Client) -> None:
    page = read(specialists_reader, f"{ADDRESS}?sort=-free")

    assert page.count("aria-sort=") == 1
    assert 'aria-sort="descending"><a href="?sort=free">Free places' in page


def test_list_that_finds_nothing_says_what_to_do(specialists_reader: Client) -> None:
    assert "No institution fits" in read(specialists_reader, f"{ADDRESS}?q=nonsense")


def test_list_comes_in_pages(specialists_reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "PAGE", 1)

    page = read(specialists_reader, f"{ADDRESS}?sort=name&page=2")

    assert names(page) == ["PII “Zīlīte”"]
    assert 'href="?sort=name&amp;page=1" rel="prev"' in page


def test_list_puts_the_closed_last(specialists_reader: Client) -> None:
    factories.institution(name="A skola", closed_on=date(2024, 8, 31))

    page = read(specialists_reader, ADDRESS)

    assert names(page)[-1] == "A skola"
    assert "closed 31 August 2024" in page


def test_list_of_a_head_holds_the_own_institution_only(
    reader: Client, head: User, town: Town
) -> None:
    reader.force_login(head)

    page = read(reader, ADDRESS)

    assert names(page) == ["Paraugpils vidusskola"]


def test_list_asks_few_questions_of_the_database(
    specialists_reader: Client, django_assert_max_num_queries: object
) -> None:
    for _ in range(5):
        factories.institution()
    read(specialists_reader, ADDRESS)

    with django_assert_max_num_queries(20):  # type: ignore[operator]
        read(specialists_reader, ADDRESS)


def test_list_is_read_only(specialists_reader: Client) -> None:
    assert specialists_reader.post(ADDRESS).status_code == 405


def test_institution_shows_what_the_record_holds(specialists_reader: Client, town: Town) -> None:
    factories.site(institution=town.preschool, name="A korpuss", address="Skolas iela 4")
    factories.licence(institution=town.preschool, number="V-77")
    factories.succession(
        institution=factories.institution(name="Vecā skola"),
        successor=town.preschool,
        decision="Lēmums Nr. 98",
    )
    told = {
        "": ("PII “Zīlīte”", "eTwinning school", "Vecā skola", "the whole city: <a"),
        "groups/": ("Zīlītes", "5…8"),
        "staff/": ("Preschool teacher", "Speech therapist"),
        "sites/": ("A korpuss", "Skolas iela 4"),
        "documents/": ("V-77", "Vecā skola", "Lēmums Nr. 98", "eTwinning school"),
        "history/": ("Nothing was changed yet",),
    }

    for part, words in told.items():
        page = read(specialists_reader, f"{ADDRESS}{town.preschool.pk}/{part}")
        assert not [word for word in words if word not in page], part
        assert page.count('aria-current="page"') == 1


def test_institution_shows_groups_with_limits_and_free_places(
    specialists_reader: Client, town: Town
) -> None:
    page = read(specialists_reader, f"{ADDRESS}{town.preschool.pk}/groups/")

    text = " ".join(re.sub(r"<[^>]*>", " ", page).split())
    assert "Zīlītes preschool 5…8 6 of 8 2" in text
    assert "Kalniņa" not in page


def test_institution_marks_a_group_above_its_maximum(
    specialists_reader: Client, town: Town
) -> None:
    page = read(specialists_reader, f"{ADDRESS}{town.school.pk}/groups/")

    assert "9 of 8 · above the maximum" in page


def test_institution_in_another_school_year_shows_its_groups(
    specialists_reader: Client, town: Town
) -> None:
    page = read(specialists_reader, f"{ADDRESS}{town.preschool.pk}/groups/?school_year=2023/2024")

    assert "7 of 8" in page


def test_institution_of_others_is_not_there_for_a_head(
    reader: Client, head: User, town: Town
) -> None:
    reader.force_login(head)

    read(reader, f"{ADDRESS}{town.school.pk}/")
    read(reader, f"{ADDRESS}{town.preschool.pk}/", status=404)


def test_institution_that_does_not_exist_is_not_found(specialists_reader: Client) -> None:
    read(specialists_reader, f"{ADDRESS}999999/", status=404)


def test_institution_is_read_only(specialists_reader: Client, town: Town) -> None:
    assert specialists_reader.post(f"{ADDRESS}{town.school.pk}/").status_code == 405


def test_institution_leads_to_those_only_that_the_reader_may_open(
    reader: Client, head: User, specialist: User, town: Town
) -> None:
    factories.succession(institution=town.preschool, successor=town.school)
    address = f"{ADDRESS}{town.preschool.pk}/"
    reader.force_login(head)

    heads_page = read(reader, f"{ADDRESS}{town.school.pk}/")
    reader.force_login(specialist)
    specialists_page = read(reader, f"{ADDRESS}{town.school.pk}/")

    assert town.preschool.name in heads_page
    assert address not in heads_page
    assert address in specialists_page


def test_unit_leads_to_what_it_belongs_to_only_who_may_open_it(
    reader: Client, specialist: User, town: Town
) -> None:
    club = factories.institution(kind="neighbourhood_club", parent=town.school, name="Klubs")
    leader = factories.user()
    factories.role_grant(user=leader, role="head", organisation=club)
    address = f'href="{ADDRESS}{town.school.pk}/"'
    reader.force_login(leader)

    leaders_page = read(reader, f"{ADDRESS}{club.pk}/documents/")
    reader.force_login(specialist)
    specialists_page = read(reader, f"{ADDRESS}{club.pk}/documents/")

    assert town.school.name in leaders_page
    assert address not in leaders_page
    assert address in specialists_page


@pytest.mark.parametrize(
    ("role", "opens"),
    [
        ("specialist", True),
        ("head", True),
        ("support", True),
        ("teacher", False),
        ("visitor", False),
        ("administrator", False),
    ],
)
def test_groups_lead_to_their_pages_who_may_open_them(
    reader: Client, request: pytest.FixtureRequest, town: Town, role: str, opens: bool
) -> None:
    reader.force_login(request.getfixturevalue(role))

    page = read(reader, f"{ADDRESS}{town.school.pk}/groups/")

    assert "1.a" in page
    assert bool(re.search(r"/programmes/groups/\d", page)) == opens


def test_list_is_taken_away_with_its_filters(specialists_reader: Client) -> None:
    answer = specialists_reader.get(f"{ADDRESS}?kind=preschool&format=csv")

    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[1:] == ["PII “Zīlīte”,preschool,municipality,,1,6,8,2"]


def test_list_shows_its_sites_on_a_map(specialists_reader: Client, town: Town) -> None:
    factories.site(institution=town.school, latitude="55.870000", longitude="26.510000")

    page = read(specialists_reader, ADDRESS)

    assert f'<a href="/institutions/{town.school.pk}/" aria-label="Paraugpils vidusskola,' in page
    assert "The same places as a list" in page


def test_list_keeps_small_numbers_from_a_teacher(reader: Client, teacher: User, town: Town) -> None:
    installation = Installation.current()
    installation.smallest_group = 10
    installation.save()
    reader.force_login(teacher)

    page = read(reader, ADDRESS)

    assert cells(page, "Paraugpils vidusskola")[2] == "…"
    assert "/figures/groups.count/" in page
    assert not re.search(r"/figures/learners\.count/[^\"]*institution=school", page)
    assert "…" in read(reader, f"{ADDRESS}{town.school.pk}/groups/")
    assert "…" in read(reader, f"{ADDRESS}{town.school.pk}/")


def test_units_are_shown_at_every_depth(specialists_reader: Client, town: Town) -> None:
    club = factories.institution(kind="neighbourhood_club", parent=town.school, name="Klubs")
    factories.institution(kind="neighbourhood_club", parent=club, name="Klubiņš")

    page = read(specialists_reader, f"{ADDRESS}{town.school.pk}/")

    assert "Klubs" in page
    assert "Klubiņš" in page


def test_licence_about_to_expire_stands_on_the_first_page(
    specialists_reader: Client, town: Town
) -> None:
    terms = {"institution": town.school, "from_on": date(2020, 1, 1)}
    factories.licence(number="V-1", to_on=date(2024, 12, 31), **terms)
    factories.licence(number="V-2", to_on=date(2030, 12, 31), **terms)
    factories.licence(number="V-3", to_on=date(2023, 12, 31), **terms)

    page = read(specialists_reader, f"{ADDRESS}{town.school.pk}/")
    documents = read(specialists_reader, f"{ADDRESS}{town.school.pk}/documents/")

    assert "V-1" in page
    assert "V-2" not in page
    assert documents.count("about to expire") == 1
    assert documents.count(">expired<") == 1


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("specialist", 200),
        ("head", 200),
        ("auditor", 200),
        ("administrator", 200),
        ("teacher", 403),
        ("support", 403),
        ("visitor", 403),
    ],
)
def test_history_is_for_who_reviews(
    request: pytest.FixtureRequest, reader: Client, town: Town, who: str, status: int
) -> None:
    reader.force_login(request.getfixturevalue(who))

    read(reader, f"{ADDRESS}{town.school.pk}/history/", status=status)
    assert ("History" in read(reader, f"{ADDRESS}{town.school.pk}/")) is (status == 200)
