"""Analysis of a paper: numbers equal an independent computation, and who is told which."""

from decimal import Decimal
from statistics import mean, stdev

import pytest
from django.test import Client
from django.urls import reverse
from scipy import stats

from gaisma.quality.assessments.queries.analysis import analysis
from tests import factories
from tests.unit.quality.assessments.conftest import somebody

pytestmark = pytest.mark.django_db
PERCENT = [5, 20, 45, 45, 80, 100]


@pytest.fixture
def sat(paper, school, own_class):
    """Six learners of the class, two of another school, one absent and one second attempt."""
    rows = [
        factories.result(
            paper=paper, institution=school, group=own_class, percent=Decimal(one), total=one / 5
        )
        for one in PERCENT
    ]
    other = factories.institution(name="Aaa skola")
    for percent in (9, 60):
        factories.result(paper=paper, institution=other, percent=Decimal(percent))
    factories.result(paper=paper, institution=school, group=own_class, absence="absent")
    again = {"attempt": 2, "person": rows[0].person, "percent": Decimal(50)}
    factories.result(paper=paper, institution=school, group=own_class, **again)
    return rows


def test_numbers_equal_an_independent_computation(sat, paper, school):
    found = analysis(paper, somebody("head", school))

    interval = stats.t.interval(0.95, 5, loc=mean(PERCENT), scale=stdev(PERCENT) / 6**0.5)
    low, high = stats.binomtest(1, 6).proportion_ci(method="wilson")
    assert found.whole
    assert (found.whole.sat, found.whole.mean) == (6, f"{mean(PERCENT):.1f}%")
    assert found.whole.interval == f"{interval[0]:.1f}–{interval[1]:.1f}"
    assert found.whole.below == "1"
    assert found.whole.below_interval == f"16.7% ({low * 100:.1f}–{high * 100:.1f})"
    assert (found.median, found.deviation) == ("45%", f"{stdev(PERCENT):.1f}")
    bins = {one.bounds: one.count for one in found.bins if one.count}
    assert bins == {"0–9": 1, "20–29": 1, "40–49": 2, "80–89": 1, "90–100": 1}


def test_official_reads_institutions_by_name_and_opens_one(sat, paper, school, specialist):
    found = analysis(paper, specialist)

    (places,) = found.tables
    assert places.is_of_places
    assert [line.name for line in places.lines] == sorted(["Aaa skola", school.name])
    assert [line.sat for line in places.lines if line.name == school.name] == [6]
    assert found.whole
    assert (found.whole.sat, found.whole.below) == (8, "2")

    one = analysis(paper, specialist, institution=str(school.pk))
    assert one.whole
    assert (one.whole.sat, one.chosen) == (6, school.name)
    assert [line.name for line in one.tables[0].lines] == ["9.b"]


@pytest.mark.parametrize("institution", ["0", "x", "-1", "99999999999999999999"])
def test_institution_that_is_not_there_narrows_nothing(sat, paper, specialist, institution):
    found = analysis(paper, specialist, institution=institution)

    assert found.whole
    assert found.whole.sat == 8


def test_head_chooses_no_other_school(sat, paper, school):
    head = somebody("head", school)
    elsewhere = paper.results.get(percent=9).institution_id

    found = analysis(paper, head, institution=str(elsewhere))

    assert found.whole
    assert (found.whole.sat, found.chosen) == (6, "")


def test_teacher_reads_the_own_class_only(sat, paper, school, own_class):
    teacher = somebody("teacher", school)
    neighbour = factories.group(institution=school, grade=9, name="9.c")
    factories.result(paper=paper, institution=school, group=neighbour)
    factories.group_teacher(group=own_class, person=teacher.account.person)

    found = analysis(paper, teacher)

    assert [line.name for line in found.tables[0].lines] == ["9.b"]


@pytest.mark.parametrize("role", ["founder", "auditor"])
def test_who_sees_no_results_has_no_analysis(reader: Client, sat, paper, role):
    reader.force_login(somebody(role, factories.authority()))

    assert reader.get(reverse("assessments:analysis", args=[paper.pk])).status_code == 403


def test_conditions_stand_beside_each_other(sat, paper, school, specialist):
    special = factories.programme(institution=school, language="ru", special=["language", "vision"])
    for row in sat[:2]:
        row.programme = special
        row.save()

    one, languages, needs = analysis(paper, specialist, institution=str(school.pk)).tables

    assert [(line.name, line.sat) for line in languages.lines] == [("not known", 4), ("Russian", 2)]
    assert [(line.name, line.sat) for line in needs.lines] == [
        ("language", 2),
        ("vision", 2),
        ("without a special programme", 4),
    ]
    assert one.title == "By class"


def test_tasks_tell_how_they_worked(paper, own_class, school, specialist):
    maxima = (4, 16)
    for number, most in enumerate(maxima, start=1):
        factories.item(paper=paper, number=number, maximum=most, outcome=f"outcome {number}")
    for first, second in (("4", "16"), ("-", "4"), ("2", "-"), ("2,5", "8")):
        given = {"points": [first, second], "percent": Decimal(50)}
        factories.result(paper=paper, institution=school, group=own_class, **given)
    factories.result(paper=paper, institution=school, group=own_class)

    found = analysis(paper, specialist)

    one, other = found.items
    assert (one.difficulty, one.blank) == ("53.1%", "25%")
    assert (other.difficulty, other.blank) == ("43.8%", "25%")
    expected = stats.pearsonr([4, 0, 2, 2.5], [16, 4, 0, 8]).statistic
    assert one.discrimination == other.discrimination == f"{expected:.2f}"
    assert found.weakest[0].item.outcome == "outcome 2"


def test_years_stand_one_below_the_other(sat, paper, specialist):
    before = factories.assessment(school_year=factories.school_year("2022/2023"))
    earlier = factories.paper(assessment=before, subject=paper.subject)
    factories.result(paper=earlier, percent=Decimal(30))
    factories.result(paper=factories.paper(assessment=before), percent=Decimal(99))

    found = analysis(paper, specialist)

    assert [(line.name, line.sat, line.mean) for line in found.earlier] == [
        ("2023/2024", 8, "45.5%"),
        ("2022/2023", 1, "30%"),
    ]


@pytest.fixture
def two_years(sat, paper, school):
    """The year before: another threshold, the school with four, a third school that is gone."""
    year = factories.school_year("2022/2023")
    before = factories.paper(
        assessment=factories.assessment(school_year=year), subject=paper.subject, threshold=60
    )
    for percent in (10, 30, 50, 70):
        factories.result(paper=before, institution=school, percent=Decimal(percent))
    gone = factories.institution(name="Bbb skola")
    factories.result(paper=before, institution=gone, percent=Decimal(90))
    return before


def test_moves_equal_an_independent_computation(two_years, paper, school, specialist):
    found = analysis(paper, specialist).over_years

    assert found
    assert (found.since, found.until) == ("2022/2023", "2023/2024")
    whole, *places = found.moves
    assert [move.name for move in places] == sorted(["Aaa skola", "Bbb skola", school.name])
    own = next(move for move in places if move.name == school.name)
    interval = stats.ttest_ind(PERCENT, [10, 30, 50, 70], equal_var=False).confidence_interval()
    assert (own.before, own.now) == ("40% (of 4)", f"{mean(PERCENT):.1f}% (of 6)")
    assert own.change == f"+{mean(PERCENT) - 40:.1f}"
    assert own.interval == f"−{-interval.low:.1f} to +{interval.high:.1f}"
    assert [move.change for move in places if move != own] == ["–", "–"]
    assert whole.before == "50% (of 5)"
    assert not whole.is_clear
    assert found.picture
    assert [line.is_current for line in found.picture.lines] == [False, False, False, True]


def test_each_year_has_its_own_threshold(two_years, paper, specialist):
    now, before = analysis(paper, specialist).earlier

    assert (now.below, before.below) == ("2", "3")


def test_chosen_institution_is_followed_alone(two_years, paper, school, specialist):
    found = analysis(paper, specialist, institution=str(school.pk))

    assert found.over_years
    assert [move.name for move in found.over_years.moves] == [school.name]
    assert [line.sat for line in found.earlier] == [6, 4]


def test_move_that_chance_hardly_makes_is_clear(paper, school, specialist):
    year = factories.school_year("2022/2023")
    before = factories.paper(
        assessment=factories.assessment(school_year=year), subject=paper.subject
    )
    for percent in (20, 22, 24):
        factories.result(paper=before, institution=school, percent=Decimal(percent))
        factories.result(paper=paper, institution=school, percent=Decimal(percent + 50))

    found = analysis(paper, specialist).over_years

    assert found
    (own,) = found.moves
    assert (own.change, own.is_clear) == ("+50.0", True)


def test_page_of_nobody_says_so(reader: Client, paper, specialist):
    reader.force_login(specialist)

    page = reader.get(reverse("assessments:analysis", args=[paper.pk]))

    assert "Of nobody whose results you see percent or a level are told." in page.content.decode()


def test_analysis_is_a_page_and_a_file(reader: Client, sat, paper, specialist):
    factories.item(paper=paper, number=1, maximum=20, outcome="compares parts")
    factories.result(paper=paper, points=["7"], percent=Decimal(35))
    reader.force_login(specialist)
    address = reverse("assessments:analysis", args=[paper.pk])

    assert "compares parts" in reader.get(address).content.decode()
    assert "Aaa skola" in reader.get(address + "?format=csv").content.decode()


@pytest.fixture
def bands(paper):
    """Two of percent with a gap between them, and two that the examiner tells of a skill."""
    for order, (skill, code, least, most) in enumerate(
        (("", "low", 0, 39), ("", "high", 40, 100), ("speaking", "weak", None, None),
         ("speaking", "good", None, None))
    ):  # fmt: skip
        factories.band(
            paper=paper,
            skill=skill,
            code=code,
            title_lv=code,
            basis="percent" if most else "told",
            least=least,
            most=most,
            order=order,
            is_low=code == "low",
        )


def test_bands_are_told_with_the_share_of_those_who_reached_them(sat, bands, paper, school):
    sat[0].levels, sat[1].levels, sat[2].levels = ["speaking=good"], ["speaking=good"], []
    for one in sat[:3]:
        one.save()

    whole, speaking = analysis(paper, somebody("head", school)).levels

    low, high = stats.binomtest(2, 6).proportion_ci(method="wilson")
    assert (whole.title, whole.all) == ("", 6)
    assert [(one.name, one.count, one.is_low) for one in whole.lines] == [
        ("low", 2, True),
        ("high", 4, False),
    ]
    assert whole.lines[0].share == f"33.3% ({low * 100:.1f}–{high * 100:.1f})"
    assert speaking.title
    assert [(one.name, one.count) for one in speaking.lines] == [("weak", 0), ("good", 2)]


def test_levels_without_percent_are_told_of_as_well(paper, bands, school, own_class):
    given = {"paper": paper, "institution": school, "group": own_class, "percent": None}
    factories.result(**given, total=None, levels=["speaking=weak"])

    found = analysis(paper, somebody("head", school))

    assert found.whole is None
    assert [one.count for one in found.levels[0].lines] == [1, 0]
