"""Assessments and papers on the plan, what is published beside them, rules of passing."""

from datetime import date
from decimal import Decimal

import pytest

from gaisma.base.changes import NotPermitted, UnableToRecord
from gaisma.quality.assessments.actions import assessments, references
from gaisma.quality.assessments.models import Assessment, PublishedAverage
from gaisma.quality.assessments.passing import Exam, verdict
from gaisma.quality.assessments.queries import assessments as queries
from gaisma.quality.assessments.queries import results as passing
from tests import factories
from tests.moments import NOW
from tests.unit.quality.assessments.conftest import somebody

pytestmark = pytest.mark.django_db
WHO = {"by": None, "at": NOW}
PAPER = {
    "code": "mathematics",
    "stage": "school",
    "grade": 9,
    "level": "",
    "held_on": date(2024, 5, 24),
    "maximum": Decimal(10),
    "threshold": None,
}
TASKS = [{"number": number, "maximum": Decimal(5)} for number in (1, 2)]
BANDS = [
    {"skill": "", "code": "low", "title_lv": "zems", "basis": "percent", "least": 0, "most": 39},
    {"skill": "reading", "code": "good", "title_lv": "labs", "basis": "told"},
]


def refused(act):
    with pytest.raises(UnableToRecord) as refusal:
        act()
    return refusal.value.code


def added(assessment=None, **given):
    fields = {**PAPER, "subject": factories.subject(), **given}
    return assessments.add_paper(
        assessment=assessment or factories.assessment(state="planned"), **fields, **WHO
    )


def test_paper_is_defined_with_tasks_and_bands(installation):
    paper = added(items=TASKS, bands=BANDS)

    assert list(paper.items.order_by("number").values_list("number", "maximum")) == [(1, 5), (2, 5)]
    assert list(paper.bands.order_by("order").values_list("skill", "code", "order")) == [
        ("", "low", 1),
        ("reading", "good", 2),
    ]


def test_tasks_make_the_maximum(installation):
    assert refused(lambda: added(items=TASKS, maximum=Decimal(11))) == "other_sum"


@pytest.mark.parametrize(
    "band",
    [
        {"basis": "percent", "least": 40, "most": 39},
        {"basis": "percent"},
        {"basis": "told", "least": 1, "most": 2},
    ],
    ids=str,
)
def test_band_has_from_and_to_unless_it_is_told(installation, band):
    bands = [{"skill": "", "code": "low", "title_lv": "zems", **band}]

    assert refused(lambda: added(bands=bands)) == "rule_broken"


def test_what_results_were_measured_by_stays(paper, result):
    changed = {**PAPER, "subject": paper.subject, "maximum": Decimal(40)}
    change = {"paper": paper, "revision": 1}

    code = refused(lambda: assessments.change_paper(**change, **changed, **WHO))
    assert code == "measured_by"
    same = {**changed, "maximum": paper.maximum, "threshold": Decimal(20)}
    assert assessments.change_paper(**change, **same, **WHO).threshold == 20
    assert refused(lambda: assessments.remove_paper(paper=paper, **WHO)) == "has_results"


def test_key_stays_once_figures_name_it(paper, result):
    change = {"assessment": paper.assessment, "revision": 1}

    assert refused(lambda: assessments.change(**change, key="other", **WHO)) == "key_in_use"


def test_nothing_opens_without_a_paper(installation):
    row = factories.assessment(state="planned")

    code = refused(lambda: assessments.open_(assessment=row, revision=1, **WHO))
    assert code == "not_settled"


def test_what_is_planned_by_mistake_goes(installation):
    row = added().assessment

    assessments.cancel(assessment=row, **WHO)

    assert not Assessment.objects.exists()


def test_head_plans_nothing(installation, school):
    head = somebody("head", school)
    planned = {"key": "own", "kind": "final", "title_lv": "Mūsu"}

    with pytest.raises(NotPermitted):
        assessments.plan(**planned, school_year=factories.school_year(), by=head, at=NOW)


def average(paper, school, percent, source):
    given = {"paper": paper, "institution": school, "percent": Decimal(percent)}
    return references.add_average(**given, source=source, **WHO)


def said(user, paper):
    rows = queries.averages_of(user, paper)
    return {one.source: (one.holds, one.is_contested) for one in rows}


def test_sources_that_agree_are_no_conflict(paper, school, specialist):
    average(paper, school, 48, "A")
    average(paper, school, 48, "B")

    assert said(specialist, paper) == {"A": (True, False), "B": (None, False)}


def test_two_values_of_one_school_wait_for_a_person(paper, school, specialist):
    average(paper, school, 48, "A")
    other = average(paper, school, "46.5", "B")

    assert said(specialist, paper) == {"A": (None, True), "B": (None, True)}
    references.settle(average=other, revision=1, by=specialist, at=NOW)

    assert said(specialist, paper) == {"A": (False, False), "B": (True, False)}


def test_value_of_another_school_is_no_conflict(paper, school, specialist):
    average(paper, school, 48, "A")
    average(paper, factories.institution(), 30, "A")

    assert not any(is_contested for _holds, is_contested in said(specialist, paper).values())


def test_one_that_is_left_holds(paper, school, specialist):
    average(paper, school, 48, "A")
    other = average(paper, school, 46, "B")

    references.remove_average(average=other, **WHO)

    assert PublishedAverage.objects.get().holds is True


SECONDARY = {
    "grade": 12,
    "threshold": Decimal(15),
    "needs": ["Latvian: optimal", "mathematics: optimal", "English | German: optimal"],
    "higher_exams": 2,
}
PASSED = (
    ("Latvian", "optimal", 15),
    ("mathematics", "higher", 40),
    ("German", "optimal", 60),
    ("history", "higher", 15),
)


@pytest.mark.parametrize(
    ("exams", "missing", "failed", "higher"),
    [
        (PASSED, [], [], 0),
        (PASSED[1:], ["Latvian: optimal"], [], 0),
        ((("Latvian", "general", 90), *PASSED[1:]), ["Latvian: optimal"], [], 0),
        ((("Latvian", "optimal", 14.999), *PASSED[1:]), ["Latvian: optimal"], ["Latvian"], 0),
        (PASSED[:3], [], [], 1),
        ((*PASSED[:3], ("history", "higher", 14)), [], ["history"], 1),
        ((*PASSED, ("physics", "optimal", 3)), [], ["physics"], 0),
        ((), SECONDARY["needs"], [], 2),
    ],
)
def test_rule_of_secondary_education(exams, missing, failed, higher):
    rule = factories.passing_rule(**SECONDARY)
    taken = [Exam(subject, level, Decimal(str(points))) for subject, level, points in exams]

    found = verdict(taken, rule)

    assert [str(one) for one in found.missing] == missing
    assert [one.subject for one in found.failed] == failed
    assert found.higher_missing == higher
    assert found.is_passed is not bool(missing or failed or higher)


def test_rule_of_the_day_is_the_last_that_began():
    factories.passing_rule(grade=9, from_on=date(2023, 9, 1), threshold=Decimal(10))
    factories.passing_rule(grade=9, from_on=date(2025, 9, 1), threshold=Decimal(20))

    days = [(2023, 5, 31), (2023, 8, 31), (2023, 9, 1), (2025, 8, 31), (2025, 9, 1), (2026, 5, 31)]
    asked = [passing.rule_of(9, date(*day)) for day in days]
    assert [rule and rule.threshold for rule in asked] == [None, None, 10, 10, 20, 20]


@pytest.mark.parametrize("line", ["", ": optimal", "Latvian: best", "| : higher"])
def test_line_that_asks_for_nothing_is_refused(installation, line):
    given = {**SECONDARY, "needs": [line], "from_on": date(2024, 9, 1), "source": "MK"}

    assert refused(lambda: references.add_rule(**given, **WHO)) == "no_requirement"


@pytest.mark.parametrize("absence", ["absent", "exempt"])
def test_exam_that_was_not_sat_is_not_failed(paper, result, specialist, absence):
    beside = factories.paper(assessment=paper.assessment)
    given = {"institution": result.institution, "group": result.group, "person": result.person}
    factories.result(paper=beside, absence=absence, **given)

    (line,) = passing.passed(specialist, paper.assessment, factories.passing_rule())

    assert (line.said, line.missing, line.exams) == ("has passed", "", 1)


def test_better_attempt_counts_for_passing(paper, result, specialist):
    rule = factories.passing_rule(threshold=Decimal(60))
    second = {"attempt": 2, "total": Decimal(12), "percent": Decimal(60)}
    assert passing.passed(specialist, paper.assessment, rule)[0].said == "has not passed"

    factories.result(
        paper=paper,
        institution=result.institution,
        group=result.group,
        person=result.person,
        **second,
    )

    (line,) = passing.passed(specialist, paper.assessment, rule)
    assert (line.name, line.said, line.missing) == ("Bērziņa, Anna", "has passed", "")
