"""A figure is found, chosen, broken down, compared and taken along."""

import io
import re
from typing import Any

import pytest
from django.test import Client

from gaisma.base.models import User
from gaisma.base.registry import gathered
from gaisma.evidence.figures import handbook, policies
from gaisma.evidence.lake import actions as lake
from gaisma.record.programmes.models import Enrolment
from tests import factories
from tests.moments import NOW
from tests.pages import Town, read

pytestmark = pytest.mark.django_db
LEARNERS = "/figures/learners.count/?school_year=2024/2025"


@pytest.fixture(autouse=True)
def signed_in(reader: Client, specialist: User, town: Town) -> None:
    reader.force_login(specialist)


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", re.sub(r"</?a\b[^>]*>", "", page)).split())


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("learners", "learners.count"),
        ("izglitojamie", "learners.count"),
        ("SKOLĒNI", "learners.count"),
        ("skoleni", "learners.count"),
        ("обучающиеся", "learners.count"),
        ("places.free", "places.free"),
        ("brīv viet", "places.free"),
    ],
)
def test_search_finds_in_three_languages_without_marks(text: str, key: str) -> None:
    assert key in [one.key for one in handbook.matching(text)]


def test_search_of_nothing_finds_all_and_of_nonsense_none() -> None:
    assert len(handbook.matching(" ")) == len(gathered("INDICATORS"))
    assert handbook.matching("zebra") == []


def test_list_is_grouped_by_room_and_narrowed_by_words(reader: Client) -> None:
    everything = read(reader, "/figures/")
    some = read(reader, "/figures/?q=vacan")

    assert everything.index("Institutions</h2>") < everything.index("Learners, groups and places")
    assert "vacancies.load" in some
    assert "learners.count" not in some


def test_list_of_words_that_nothing_fits_says_so(reader: Client) -> None:
    page = read(reader, "/figures/?q=<script>")

    assert "No figure fits" in page
    assert "<script>" not in page


def test_list_needs_few_queries(reader: Client, django_assert_max_num_queries: Any) -> None:
    read(reader, "/figures/")

    with django_assert_max_num_queries(12):
        read(reader, "/figures/")


def test_page_needs_few_queries(reader: Client, django_assert_max_num_queries: Any) -> None:
    read(reader, f"{LEARNERS}&by=institution")

    with django_assert_max_num_queries(12):
        read(reader, f"{LEARNERS}&by=institution")


def test_choices_name_what_can_be_chosen(reader: Client) -> None:
    page = read(reader, f"{LEARNERS}&stage=school")

    assert re.search(r'<option value="2024/2025" selected>', page)
    assert re.search(r'<option value="school" selected>', page)
    assert '<option value="zilite">' in page


def test_two_breakdowns_stand_across_each_other(reader: Client) -> None:
    page = read(reader, f"{LEARNERS}&by=institution&and_by=stage")

    assert re.search(r'<th scope="col" class="n">General education|School|<th scope="col"', page)
    rows = re.findall(r'<th scope="row" class="name">([^<]*)</th>', page)
    assert rows == ["Paraugpils vidusskola", "PII “Zīlīte”"]
    assert "institution=zilite&amp;stage=preschool" in page


def test_breakdown_is_drawn_beside_its_numbers(reader: Client) -> None:
    page = read(reader, f"{LEARNERS}&by=institution")

    # Of the largest, which is the 12 of the school's year before.
    assert re.findall(r'class="current" width="(\d+)"', page) == ["75", "50"]
    assert re.findall(r'class="past" y="10" width="(\d+)"', page) == ["100", "58"]


def test_breakdown_is_totalled_beside_the_year_before(reader: Client) -> None:
    page = words(read(reader, f"{LEARNERS}&by=institution"))

    assert "Together 15 19" in page


def test_breakdown_says_nothing_of_overlapping_lines_where_none_do(reader: Client) -> None:
    page = read(reader, f"{LEARNERS}&by=institution")

    assert "counts at each of them" not in page


def test_breakdown_says_that_lines_overlap_where_they_do(reader: Client) -> None:
    this_year = Enrolment.objects.filter(group__school_year__name="2024/2025")
    learner = this_year.filter(group__institution__code="zilite").earliest("pk")
    school = this_year.exclude(group__institution__code="zilite").earliest("pk").group
    factories.enrolment(person=learner.person, group=school)
    lake.touch("enrolments", "people")
    lake.refresh(reason="test", at=NOW)

    page = read(reader, f"{LEARNERS}&by=institution")

    assert "counts at each of them" in page


def test_other_year_is_compared_with(reader: Client) -> None:
    page = words(read(reader, f"{LEARNERS}&by=institution&compared_with=2023/2024"))

    assert "Paraugpils vidusskola 9 12" in page


def test_breakdown_is_taken_away_as_numbers(reader: Client) -> None:
    answer = reader.get(f"{LEARNERS}&by=institution&format=csv")

    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines == [
        "Institution,Value,Last year",
        "Paraugpils vidusskola,9,12",
        "PII “Zīlīte”,6,7",
    ]


def test_breakdown_is_taken_away_as_a_workbook(reader: Client) -> None:
    from python_calamine import CalamineWorkbook

    answer = reader.get(f"{LEARNERS}&by=stage&and_by=institution&format=xlsx")

    sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0)
    rows = sheet.to_python()
    assert rows[0] == ["Stage of education", "Institution", "Value", "Last year"]
    assert [row[2] for row in rows[1:]] == [6, 9]


def test_figure_gives_its_token_for_a_report(reader: Client) -> None:
    page = read(reader, f"{LEARNERS}&stage=school")

    assert 'value="[[learners.count stage=school as=words]]"' in page


def test_link_stays_with_the_version(reader: Client, town: Town) -> None:
    page = read(reader, f"{LEARNERS}&by=stage")
    found = re.search(r'id="link" readonly value="http://testserver([^"]*)"', page)
    assert found
    group = town.school.groups.get(school_year__name="2024/2025")
    factories.enrolment(group=group, from_on=group.school_year.starts_on)
    lake.touch("enrolments", "people")
    lake.refresh(reason="test", at=NOW)

    again = words(read(reader, found[1].replace("&amp;", "&")))

    assert "4 fewer than last year (19)" in again
    assert "older version" in again


def test_older_versions_are_offered(reader: Client, town: Town) -> None:
    factories.person()
    lake.touch("people", "organisations", "enrolments")
    factories.enrolment(group=town.school.groups.get(school_year__name="2024/2025"))
    lake.refresh(reason="test", at=NOW)

    assert re.search(r'<option value="1">1 · ', read(reader, LEARNERS))


def test_refused_question_is_explained_and_the_wider_one_offered(
    reader: Client, head: User
) -> None:
    reader.force_login(head)

    page = read(reader, "/figures/learners.count/?home_municipality=X", status=403)

    assert "so few people" in page
    assert 'href="/figures/learners.count/"' in page


def test_who_is_told_of_today_only_is_led_there(
    reader: Client, town: Town, head: User, specialist: User
) -> None:
    earlier = f"{LEARNERS}&as_of=2024-08-01&lake_version=1"
    reader.force_login(head)

    page = read(reader, earlier, status=403)

    assert "so few people" not in page
    assert f'href="{LEARNERS}"' in page.replace("%2F", "/")
    assert "always the number of the day" in (today := read(reader, LEARNERS))
    assert f'testserver{LEARNERS}"' in today.replace("%2F", "/")
    reader.force_login(specialist)
    assert "the same number in a year" in read(reader, earlier)


def test_what_may_not_be_asked_is_not_offered_and_said(reader: Client, head: User) -> None:
    reader.force_login(head)

    page = read(reader, LEARNERS)

    assert 'name="home_municipality"' not in page
    assert '<option value="school">Paraugpils vidusskola' in page
    assert '<option value="zilite">' in page
    assert 'name="special_programme"' not in page
    assert "Not offered to you here" in page


def test_policies_take_an_indicator_by_its_name(head: User, specialist: User) -> None:
    year = {"school_year": "2024/2025"}
    own, other = {"institution": "school"}, {"institution": "zilite", "language": "lv", **year}

    assert policies.may_ask(head, "learners.count", filters=own)
    assert not policies.may_ask(head, "learners.count", filters=other)
    assert not policies.may_ask(head, "groups.count", filters=other)
    assert policies.may_ask(head, "boards.count", filters={"institution": "zilite"})
    assert policies.may_ask(specialist, "learners.count", filters=other)


def test_version_older_than_a_table_says_so(reader: Client, settings: Any) -> None:
    from gaisma.evidence.lake.models import LakeVersion

    version = LakeVersion.objects.get()
    version.contents = {key: value for key, value in version.contents.items() if key != "vacancies"}
    version.digest = "older"
    version.save()

    page = read(reader, "/figures/vacancies.load/", status=400)

    assert "does not hold this yet" in page
    assert "learners.count" in read(reader, "/figures/")
