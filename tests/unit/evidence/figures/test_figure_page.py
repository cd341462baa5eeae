import re

import pytest
from django.test import Client

from gaisma.base.models import User
from gaisma.evidence.lake import actions
from tests import factories
from tests.moments import NOW, TODAY
from tests.pages import Town, read

pytestmark = pytest.mark.django_db
LEARNERS = "/figures/learners.count/?school_year=2024/2025"


@pytest.fixture(autouse=True)
def signed_in(reader: Client, specialist: User, town: Town) -> None:
    reader.force_login(specialist)


def words(page: str) -> str:
    """What is read on the page."""
    return " ".join(re.sub(r"<[^>]*>", " ", re.sub(r"</?a\b[^>]*>", "", page)).split())


def test_figure_says_its_value_and_change(reader: Client) -> None:
    page = words(read(reader, LEARNERS))

    assert "Learners" in page
    assert "4 fewer than last year (19)" in page
    assert "2023/2024" in page


def test_figure_names_what_its_number_counts(reader: Client) -> None:
    assert "15 learners" in words(read(reader, LEARNERS))
    assert "children" in words(read(reader, f"{LEARNERS}&stage=preschool"))


def test_figure_says_from_which_version_and_when(reader: Client) -> None:
    page = words(read(reader, LEARNERS))

    assert "Data as of 20 August 2024" in page
    assert "evidence version 1 of 20 August 2024 12:00" in page


def test_figure_says_what_it_means_and_how_it_is_defined(reader: Client) -> None:
    page = read(reader, LEARNERS)

    assert "each counted once in a selection" in page
    assert "<code>learners.count</code>" in page
    assert "SELECT" in page
    assert re.search(r"<code>[0-9a-f]{16}</code>", page)


def test_figure_names_its_selection_in_words(reader: Client) -> None:
    page = words(read(reader, f"{LEARNERS}&institution=zilite"))

    assert "Institution: PII “Zīlīte” · School year" in page or "PII “Zīlīte”" in page
    assert "School year: 2024/2025" in page


def test_figure_broken_down_has_a_line_for_each_value(reader: Client) -> None:
    page = read(reader, f"{LEARNERS}&by=institution")

    rows = re.findall(r'<th scope="row" class="name">([^<]*)</th>', page)
    assert rows == ["Paraugpils vidusskola", "PII “Zīlīte”"]
    assert "institution=zilite" in page


def test_figure_of_a_share_says_what_was_divided(reader: Client) -> None:
    page = words(read(reader, "/figures/teachers.share_qualified/"))

    assert "100%" in page
    assert "2 of 2" in page


def test_figure_of_a_change_says_what_it_was_compared_with(reader: Client) -> None:
    page = words(read(reader, "/figures/learners.change/?school_year=2024/2025"))

    assert "−4" in page
    assert "Compared with 19" in page


def test_figure_of_an_older_version_says_so_and_stays(reader: Client, town: Town) -> None:
    group = town.school.groups.get(school_year__name="2024/2025")
    factories.enrolment(group=group, from_on=group.school_year.starts_on)
    actions.touch("enrolments", "people")
    actions.refresh(reason="test", at=NOW)

    old = words(read(reader, f"{LEARNERS}&lake_version=1"))
    new = words(read(reader, LEARNERS))

    assert "4 fewer" in old
    assert "older version" in old
    assert "3 fewer" in new
    assert "older version" not in new


def test_figure_of_an_unknown_indicator_names_the_known_ones(reader: Client) -> None:
    page = read(reader, "/figures/nonsense/", status=400)

    assert "learners.count" in page


def test_figure_with_an_unknown_filter_is_refused(reader: Client) -> None:
    assert "colour" in read(reader, "/figures/learners.count/?colour=red", status=400)


def test_figure_of_an_unknown_version_is_refused(reader: Client) -> None:
    assert "version" in read(reader, "/figures/learners.count/?lake_version=99", status=400)


def test_figure_with_words_that_are_markup_is_shown_as_text(reader: Client) -> None:
    page = read(
        reader, "/figures/learners.count/?institution=<script>alert(1)</script>", status=400
    )

    assert "<script>" not in page


def test_figure_is_read_only(reader: Client) -> None:
    assert reader.post(LEARNERS).status_code == 405


def test_figures_are_listed_with_their_values(reader: Client) -> None:
    page = read(reader, "/figures/")

    assert all(key in page for key in ("learners.count", "places.free", "vacancies.load"))
    assert page.count('class="note"') > 10
    assert "evidence version 1" in page


def test_figures_before_the_first_version_say_what_to_do(reader: Client) -> None:
    from gaisma.evidence.lake.models import LakeVersion

    LakeVersion.objects.all().delete()

    assert "version" in read(reader, "/figures/", status=400)


@pytest.mark.parametrize("role", ["head", "teacher", "support", "visitor"])
def test_figures_of_the_city_are_for_all_who_work(
    request: pytest.FixtureRequest, reader: Client, role: str
) -> None:
    reader.force_login(request.getfixturevalue(role))

    assert "Learners" in read(reader, LEARNERS)


def test_figure_of_a_successor_counts_last_year_those_it_took_over(
    reader: Client, town: Town
) -> None:
    factories.succession(institution=town.preschool, successor=town.school, on=TODAY)
    actions.touch("successions", "organisations")
    actions.refresh(reason="test", at=NOW)

    page = words(read(reader, f"{LEARNERS}&institution=school"))

    assert "10 fewer than last year (19)" in page


def test_numbers_of_a_change_open_the_change_and_the_year_before(reader: Client) -> None:
    page = read(reader, LEARNERS)

    found = dict(re.findall(r'<a class="figure" href="([^"]*)">(4|19)</a>', page))
    by_text = {text: address.replace("&amp;", "&") for address, text in found.items()}
    assert "/learners.change/" in by_text["4"]
    assert "compared_with=2023%2F2024" in by_text["4"]
    assert "school_year=2023%2F2024" in by_text["19"]
    assert "followed_to=2024%2F2025" in by_text["19"]
    for text, address in by_text.items():
        assert f">{text.replace('4', '−4')}</data>" in read(reader, address)


def test_difference_that_is_no_figure_is_said_where_other_pages_lead_for_it(
    reader: Client,
) -> None:
    page = read(reader, "/figures/programmes.count/?school_year=2024/2025")

    assert re.search(r'<data id="change" value="-?[\d.]+">', page) or "same as last year" in page


def test_earlier_year_says_how_institutions_that_joined_count(reader: Client) -> None:
    page = read(reader, "/figures/learners.count/?school_year=2023/2024&followed_to=2024/2025")

    assert '<option value="2024/2025" selected>with their successors of 2024/2025' in page


def test_later_year_is_not_followed_to_one_that_is_past(reader: Client) -> None:
    address = "/figures/learners.count/?school_year=2024/2025&followed_to=2023/2024"

    assert "15 learners" in words(read(reader, address))
