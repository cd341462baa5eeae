"""Schools that a file calls otherwise, and two values for one: asked of a person, never guessed."""

from datetime import date
from decimal import Decimal

import polars as pl
import pytest

from gaisma.base.models import Organisation
from gaisma.evidence.interop import imports
from gaisma.evidence.interop.delivery import ASKS, REFUSED, TAKEN, Delivery, Table
from gaisma.evidence.interop.intake import take_in
from gaisma.quality.assessments.models import PublishedAverage, Result
from tests import factories
from tests.integration.assessments import test_imports
from tests.integration.assessments.test_imports import KEY, kept, line, problems, take
from tests.moments import NOW, TODAY

pytestmark = pytest.mark.django_db
home = test_imports.home
SCHOOL = "Paraugpils 1. vidusskola"


def questions(outcome):
    assert outcome.status == ASKS
    return [one.question for one in outcome.decisions]


def test_school_that_is_called_otherwise_is_asked_about_once(school):
    lines = (line(school="1. vidussk."), line("Jānis", "Kalniņš", school="1. VIDUSSK."))
    school.name = "1. vidusskola"
    school.save()

    (asked,) = questions(take(*lines))

    found = f"1. vidusskola ({school.code})"
    assert asked.startswith(f"Row 3 calls an institution “1. VIDUSSK.”: is that {found}?")
    assert kept() == []
    assert Organisation.objects.get(pk=school.pk).aliases == []


def test_confirmed_name_is_known_from_then_on_and_undone_with_the_file(school):
    outcome = take(line(school="Paraugpils 1. vsk."), yes=True)

    assert (outcome.status, kept()) == (TAKEN, [("Anna Bērziņa", 1, 50)])
    school.refresh_from_db()
    assert (school.name, school.aliases) == (SCHOOL, ["Paraugpils 1. vsk."])
    assert outcome.changed["institutions"] == 1
    assert take(line("Jānis", "Kalniņš", school="paraugpils 1. VSK.")).status == TAKEN

    imports.undo(outcome.id, by=None, at=NOW)

    school.refresh_from_db()
    assert school.aliases == []
    assert [name for name, *_rest in kept()] == ["Jānis Kalniņš"]


def test_school_with_another_number_is_nobody():
    told = problems(take(line(school="Paraugpils 11. vsk."), yes=True))

    assert list(told) == [(2, "institution")]
    assert "The nearest are: Paraugpils 1. vidusskola" in told[2, "institution"]


def test_school_closed_before_the_year_is_asked_for_as_its_successor(school, own_class):
    closed = factories.institution(name="Paraugpils 6. pamatskola", closed_on=date(2022, 8, 31))
    factories.succession(institution=closed, successor=school, on=date(2022, 8, 31))
    named = line(school="PARAUGPILS 6. PAMATSKOLA")

    (asked,) = questions(take(named, line("Jānis", "Kalniņš", school=closed.name)))

    assert "which was closed on 31 August 2022" in asked
    assert asked.endswith(f"is that {SCHOOL}, which took it over?")
    assert take(named, yes=True).status == TAKEN
    assert Result.objects.get().institution == school
    assert Organisation.objects.get(pk=closed.pk).aliases == []


def test_school_that_lived_in_the_year_is_itself(school):
    other = factories.institution(name="Paraugpils 6. pamatskola", closed_on=date(2024, 8, 31))
    factories.succession(institution=other, successor=school, on=date(2024, 8, 31))

    assert (2, "family_name") in problems(take(line(school=other.name)))


@pytest.mark.parametrize(
    ("first", "second", "column", "told"),
    [
        ({"points": "10"}, {"points": "12"}, "points", "10 points of the same attempt, and this"),
        ({"points": "10"}, {"points": "", "absence": "nav bijis"}, "points", "one absent"),
        ({"points": "", "percent": "50"}, {"points": "", "percent": "60.5"}, "points", "60.5"),
        (
            {"points": "10", "mark": "6"},
            {"points": "10", "mark": "7"},
            "points",
            "this one 10 points, mark 7",
        ),
    ],
    ids=["points", "absence", "percent", "mark"],
)
def test_two_values_for_one_attempt_are_a_conflict(first, second, column, told):
    found = problems(take(line(**first), line("Jānis", "Kalniņš"), line(**second), yes=True))

    assert list(found) == [(4, column)]
    assert told in found[4, column]
    assert "Row 2 tells" in found[4, column]


def test_values_of_two_attempts_are_no_conflict():
    assert take(line(points="1"), line(points="12", attempt="2")).status == TAKEN


@pytest.mark.parametrize("state", ["appealed", "final"])
def test_other_value_than_the_final_one_tells_both(state):
    take(line())
    Result.objects.update(state=state)

    outcome = take(line(points="12"), yes=True)

    assert outcome.status == REFUSED
    (problem,) = outcome.problems
    assert "10 points. The file tells 12 points" in problem.message
    assert kept() == [("Anna Bērziņa", 1, 50)]


def average(percent="48.3", source="VISC", school=SCHOOL):
    return {"assessment": KEY, "institution": school, "percent": percent, "source": source}


def take_averages(*lines, yes=False):
    cells = {name: [one[name] for one in lines] for name in lines[0]}
    frame = pl.DataFrame(cells, schema=dict.fromkeys(cells, pl.String))
    frame = frame.with_columns(row=pl.int_range(2, len(lines) + 2, dtype=pl.Int64))
    table = Table("published_averages", "visc.xlsx", frame)
    delivery = Delivery("visc", "published_averages", "visc.xlsx", 0, "", (table,))
    return take_in(delivery, by=None, at=NOW, as_of=TODAY, yes=yes)


def told_averages():
    rows = PublishedAverage.objects.order_by("source")
    return [(one.source, one.percent, one.holds) for one in rows]


def test_average_of_one_source_holds_also_of_a_closed_assessment(paper):
    paper.assessment.state = "closed"
    paper.assessment.save()

    assert take_averages(average()).created == {"published_averages": 1}
    assert told_averages() == [("VISC", Decimal("48.3"), True)]
    assert take_averages(average()).unchanged == {"published_averages": 1}


def test_averages_of_sources_that_differ_wait_for_a_person():
    take_averages(average())
    outcome = take_averages(average("51", "Skola"))

    assert told_averages() == [("Skola", 51, None), ("VISC", Decimal("48.3"), None)]
    imports.undo(outcome.id, by=None, at=NOW)
    assert told_averages() == [("VISC", Decimal("48.3"), True)]


def test_averages_of_sources_that_agree_are_one_that_holds():
    take_averages(average(), average(source="Skola"))

    assert sorted(holds is True for _source, _percent, holds in told_averages()) == [False, True]


def test_average_that_was_ruled_out_does_not_count(paper, school):
    for source, percent, holds in (("A", 40, False), ("B", 50, True)):
        factories.published_average(
            paper=paper, institution=school, source=source, percent=percent, holds=holds
        )

    take_averages(average("50", "C"))

    assert told_averages() == [("A", 40, False), ("B", 50, True), ("C", 50, None)]


def test_two_values_of_a_source_in_a_file_are_a_conflict():
    outcome = take_averages(average(), average("52"), yes=True)

    assert outcome.status == REFUSED
    (problem,) = outcome.problems
    assert (problem.row, problem.column) == (3, "percent")
    assert "Row 2 tells 48.3% of" in problem.message
    assert not PublishedAverage.objects.exists()


def test_other_value_of_the_same_source_is_asked_about():
    take_averages(average())

    (asked,) = questions(take_averages(average("52")))

    assert "VISC told 48.3% of Paraugpils 1. vidusskola until now and tells 52%" in asked
    assert take_averages(average("52"), yes=True).changed == {"published_averages": 1}
    assert told_averages() == [("VISC", 52, True)]


def test_average_of_a_school_that_is_called_otherwise_is_asked_about(school):
    (asked,) = questions(take_averages(average(school="Paraugpils 1.vsk")))

    assert f"is that {SCHOOL} ({school.code})?" in asked
