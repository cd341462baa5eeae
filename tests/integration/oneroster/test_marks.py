"""Results and line items into the lake as marks."""

import polars as pl
import pytest

from gaisma.base.models import Organisation
from gaisma.evidence.interop import imports
from gaisma.evidence.lake import queries
from gaisma.record.people.models import Person
from gaisma.record.programmes.models import Group
from tests import oneroster_sets
from tests.moments import NOW
from tests.oneroster_marks import gradebook

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("version", ["1.1", "1.2"])


@pytest.fixture
def frames():
    return oneroster_sets.roster(learners=4, year=2024) | gradebook(learners=4)


def written():
    """All rows of the lake's table of marks."""
    paths = queries.paths(queries.latest())["marks"]
    return pl.concat([pl.read_parquet(path) for path in paths]).sort("delivery", "identifier")


@BOTH
def test_results_become_marks_under_pseudonyms(take_in, version):
    frames = oneroster_sets.roster(version, learners=4, year=2024)

    outcome = take_in(frames | gradebook(version, learners=4), version=version)

    assert (outcome.status, outcome.created["marks"]) == ("taken", 4)
    mark = written().row(0, named=True)
    learner = Person.objects.get(identifiers__value="learner-000001")
    school = Organisation.objects.institutions().get()
    assert mark["person"] == learner.pseudonym
    assert (mark["institution"], mark["authority"]) == (school.pk, school.parent_id)
    assert mark["group"] == Group.objects.get().pk
    assert (mark["school_year"], mark["title"], mark["category"]) == (
        "2024/2025",
        "Daļskaitļi",
        "Pārbaudes darbs",
    )
    assert (str(mark["score"]), str(mark["highest"])) == ("8.5000", "10.0000")
    assert (str(mark["scored_on"]), str(mark["due_on"])) == ("2024-10-09", "2024-10-08")


def test_marks_say_no_name(take_in, frames):
    take_in(frames)

    texts = written().select(pl.col(pl.String)).rows()
    assert "Elza" not in str(texts)
    assert "learner-" not in str(texts)


def test_same_marks_twice_are_written_once(take_in, frames):
    take_in(frames)

    outcome = take_in(frames)

    assert outcome.created.get("marks", 0) == 0
    assert written().height == 4


def test_mark_that_changes_is_written_again(take_in, frames):
    take_in(frames)
    results = frames["results"].with_columns(
        score=pl.when(pl.col("sourcedId") == "result-000002").then(pl.lit("9")).otherwise("score")
    )

    outcome = take_in(frames | {"results": results})

    assert outcome.created["marks"] == 1
    last = written().row(-1, named=True)
    assert (last["identifier"], str(last["score"]), last["delivery"]) == (
        "result-000002",
        "9.0000",
        2,
    )


def test_mark_that_a_bulk_set_lacks_is_withdrawn(take_in, frames):
    take_in(frames)

    outcome = take_in(frames | {"results": frames["results"].head(3)})

    assert outcome.created["marks"] == 1
    last = written().row(-1, named=True)
    assert (last["identifier"], last["withdrawn"]) == ("result-000004", True)


def test_delta_of_results_knows_the_line_item_of_earlier_sets(take_in, frames):
    take_in(frames)
    result = oneroster_sets.delta(frames["results"].head(1)).with_columns(score=pl.lit("4"))

    outcome = take_in({"results": result}, mode="delta")

    assert (outcome.status, outcome.created["marks"]) == ("taken", 1)
    last = written().row(-1, named=True)
    assert (last["title"], last["school_year"], str(last["score"])) == (
        "Daļskaitļi",
        "2024/2025",
        "4.0000",
    )


def test_delta_that_deletes_a_result_withdraws_the_mark(take_in, frames):
    take_in(frames)
    result = oneroster_sets.delta(frames["results"].head(1)).with_columns(
        status=pl.lit("tobedeleted")
    )

    take_in({"results": result}, mode="delta")

    assert written().row(-1, named=True)["withdrawn"]


def test_undo_takes_the_marks_back(take_in, frames):
    outcome = take_in(frames)

    imports.undo(outcome.id, by=None, at=NOW)

    assert written().is_empty()
