"""Results come from files: whose they are is found, doubts are asked, problems named by cell."""

from datetime import date
from decimal import Decimal

import polars as pl
import pytest

from gaisma.evidence.interop import imports
from gaisma.evidence.interop.delivery import ASKS, REFUSED, TAKEN, Delivery, Table
from gaisma.evidence.interop.intake import take_in
from gaisma.quality.assessments.models import Result
from tests import factories
from tests.moments import NOW, TODAY

pytestmark = pytest.mark.django_db
KEY = "state exam grade 9 2024"
CODE = "320000-00002"
HEADINGS = ("assessment", "institution", "given_name", "family_name", "group")


@pytest.fixture(autouse=True)
def home(tmp_path, settings, paper, school, own_class):
    settings.GAISMA_HOME = tmp_path
    school.name = "Paraugpils 1. vidusskola"
    school.save()
    for given, family in (("Anna", "Bērziņa"), ("Jānis", "Kalniņš")):
        person = factories.person(given_name=given, family_name=family)
        factories.enrolment(group=own_class, person=person)


def line(given="Anna", family="Bērziņa", group="9.b", *, school="Paraugpils 1. vidusskola", **more):
    cells = (KEY, school, given, family, group)
    return {**dict(zip(HEADINGS, cells, strict=True)), "points": "10", **more}


def take(*lines, yes=False, dry_run=False):
    names = list(dict.fromkeys(name for one in lines for name in one))
    cells = {name: [one.get(name, "") for one in lines] for name in names}
    frame = pl.DataFrame(cells, schema=dict.fromkeys(names, pl.String))
    frame = frame.with_columns(row=pl.int_range(2, len(lines) + 2, dtype=pl.Int64))
    table = Table("results", "results.xlsx", frame)
    delivery = Delivery("examiner", "results", "results.xlsx", 0, "", (table,))
    given = {"by": None, "at": NOW, "as_of": TODAY}
    return take_in(delivery, **given, yes=yes, dry_run=dry_run)


def kept():
    rows = Result.objects.order_by("person__family_name", "attempt")
    return [(str(one.person), one.attempt, one.percent) for one in rows]


def problems(outcome):
    assert outcome.status == REFUSED
    assert not Result.objects.exists()
    return {(one.row, one.column): one.message for one in outcome.problems}


def test_name_and_class_find_the_learner(own_class):
    outcome = take(line(), line("jānis", "KALNIŅŠ", "9. B", points="5"))

    assert (outcome.status, outcome.created) == (TAKEN, {"results": 2})
    assert kept() == [("Anna Bērziņa", 1, 50), ("Jānis Kalniņš", 1, 25)]
    assert {one.group for one in Result.objects.all()} == {own_class}
    assert {one.known_on for one in Result.objects.all()} == {TODAY}


def test_personal_code_finds_whoever_is_called_otherwise(own_class):
    person = factories.person(family_name="Jauna", personal_code=CODE.replace("-", ""))
    factories.enrolment(group=own_class, person=person)

    take(line("", "", "", personal_code=CODE))

    assert Result.objects.get().person == person


def test_code_that_nobody_has_is_told_by_cell():
    told = problems(take(line(personal_code=CODE)))

    assert told == {(2, "personal_code"): "Nobody has this personal code."}


@pytest.mark.parametrize(
    ("given", "family", "group"),
    [("Anna", "Berzina", "9.b"), ("Anna", "Bērziņa", "9.a"), ("Anna", "Bērziņa", "")],
)
def test_doubtful_learner_is_asked_for(given, family, group):
    asked = take(line(given, family, group))

    assert (asked.status, kept()) == (ASKS, [])
    (question,) = asked.decisions
    assert question.row == 2
    assert question.question.endswith("is that Anna Bērziņa 9.b?")
    assert take(line(given, family, group), yes=True).status == TAKEN
    assert kept() == [("Anna Bērziņa", 1, 50)]


def test_nobody_is_invented():
    told = problems(take(line("Anna", "Bērza")))

    assert list(told) == [(2, "family_name")]
    assert "The nearest are: Anna Bērziņa (9.b)" in told[2, "family_name"]


def test_two_of_one_name_are_told_apart_by_code(own_class):
    twin = factories.person(given_name="Anna", family_name="Bērziņa")
    factories.enrolment(group=own_class, person=twin)

    told = problems(take(line()))

    assert told == {
        (2, "family_name"): "Several learners fit “Anna Bērziņa”: give the personal code."
    }


def test_learner_of_another_school_is_not_found():
    factories.institution(name="Paraugpils 2. vidusskola")

    assert problems(take(line(school="Paraugpils 2. vidusskola")))


def test_learner_of_another_year_is_not_found(own_class):
    last = factories.group(
        institution=own_class.institution,
        name="9.c",
        school_year=factories.school_year("2022/2023"),
    )
    gone = factories.person(given_name="Zane", family_name="Aizgāja")
    factories.enrolment(group=last, person=gone, from_on=date(2022, 9, 1))

    assert problems(take(line("Zane", "Aizgāja", "9.c")))


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"points": "21"}, "points"),
        ({"points": "10", "percent": "70"}, "percent"),
        ({"points": "", "percent": "101"}, "percent"),
        ({"points": ""}, "points"),
        ({"points": "", "levels": "speaking = good"}, "levels"),
        ({"points": "10", "tasks": "1 | 2"}, "tasks"),
        ({"points": "10", "absence": "nav bijis"}, "absence"),
        ({"assessment": "state exam grade 9"}, "assessment"),
        ({"paper": "english"}, "paper"),
        ({"attempt": "twice"}, "attempt"),
    ],
    ids=str,
)
def test_problem_stands_in_its_cell(cells, column):
    told = problems(take(line("Jānis", "Kalniņš"), line(**cells)))

    assert [place for place in told if place[0] == 3] == [(3, column)]


def test_paper_is_named_where_there_are_several(paper):
    factories.paper(assessment=paper.assessment, code="latvian")

    assert list(problems(take(line()))) == [(2, "paper")]
    assert take(line(paper="latvian")).status == TAKEN


@pytest.mark.parametrize("state", ["planned", "closed"])
def test_assessment_that_takes_no_results_refuses_files(paper, state):
    paper.assessment.state = state
    paper.assessment.save()

    assert list(problems(take(line()))) == [(2, "assessment")]


def test_absent_learner_has_no_points():
    take(line(points="", absence="nav bijis", reason="slims"))

    row = Result.objects.get()
    assert (row.absence, row.reason, row.total, row.percent) == ("absent", "slims", None, None)


def test_tasks_and_levels_come_in_lists(paper):
    for number, most in enumerate((8, 12), start=1):
        factories.item(paper=paper, number=number, maximum=Decimal(most))
    factories.band(paper=paper, skill="reading", code="good")

    take(line(points="", tasks="- | 7,5", levels="reading = good"))

    row = Result.objects.get()
    assert (row.points, row.levels) == (["-", "7,5"], ["reading=good"])
    assert (row.total, row.percent) == (Decimal("7.5"), Decimal("37.5"))


def test_second_try_is_another_attempt():
    take(line(points="1"), line(points="12", attempt="2"))

    assert kept() == [("Anna Bērziņa", 1, 5), ("Anna Bērziņa", 2, 60)]


def test_file_taken_twice_changes_nothing():
    take(line())
    again = take(line())

    assert again.unchanged == {"results": 1}
    assert not Result.objects.get().former.exists()


def test_correction_keeps_what_stood_there_and_undoing_brings_it_back():
    take(line())
    outcome = take(line(points="12"))

    assert outcome.changed == {"results": 1}
    former = Result.objects.get().former.get()
    assert (former.total, former.percent, former.state) == (10, 50, "provisional")
    imports.undo(outcome.id, by=None, at=NOW)
    assert kept() == [("Anna Bērziņa", 1, 50)]
    assert not Result.objects.get().former.exists()


def test_undone_file_leaves_no_result():
    imports.undo(take(line()).id, by=None, at=NOW)

    assert not Result.objects.exists()


@pytest.mark.parametrize("state", ["appealed", "final"])
def test_settled_result_is_not_changed_by_a_file(state):
    take(line())
    Result.objects.update(state=state)

    assert take(line(points="12")).status == REFUSED
    assert take(line()).status == TAKEN


def test_column_that_a_file_lacks_leaves_the_record_alone(paper):
    factories.band(paper=paper, skill="reading", code="good")
    take(line(levels="reading = good", mark="7"))

    take(line(points="12"))

    row = Result.objects.get()
    assert (row.levels, row.mark, row.percent) == (["reading=good"], 7, 60)


def test_preview_writes_nothing():
    assert take(line(), dry_run=True).created == {"results": 1}
    assert not Result.objects.exists()
