"""The results of a class in a grid: all of it is saved or nothing, and nobody's work is lost."""

from decimal import Decimal
from html import unescape

import pytest

from gaisma.base.models import AuditRecord
from gaisma.quality.assessments.models import Result
from tests import factories
from tests.unit.quality.assessments.conftest import enter, shown, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(tmp_path, settings):
    settings.GAISMA_HOME = tmp_path


@pytest.fixture
def desk(reader, school):
    """The deputy of the school, signed in."""
    reader.force_login(somebody("deputy", school))
    return reader


@pytest.fixture
def learners(own_class):
    people = [factories.person(given_name=one, family_name="Ozola") for one in ("Anna", "Elza")]
    for person in people:
        factories.enrolment(group=own_class, person=person)
    return people


def kept():
    rows = Result.objects.order_by("person__given_name", "attempt")
    return [(one.person.given_name, one.attempt, one.total) for one in rows]


def read(answer):
    return unescape(answer.content.decode())


def test_rows_that_are_written_are_saved_together(desk, paper, own_class, learners):
    anna, elza = learners

    answer = enter(
        desk,
        paper,
        own_class,
        {anna: {"total": "7,5", "mark": "4"}, elza: {"absence": "absent", "reason": "slima"}},
    )

    assert answer.status_code == 302
    first, second = Result.objects.order_by("person__given_name")
    assert (first.total, first.percent, first.mark) == (Decimal("7.5"), Decimal("37.5"), 4)
    assert (second.absence, second.reason, second.total) == ("absent", "slima", None)
    assert {one.group for one in (first, second)} == {own_class}
    assert AuditRecord.objects.filter(action="result.enter").count() == 2


def test_row_that_nobody_touched_stays_empty(desk, paper, own_class, learners):
    assert enter(desk, paper, own_class, {learners[0]: {"total": "3"}}).status_code == 302
    assert kept() == [("Anna", 1, 3)]
    assert enter(desk, paper, own_class, {}).status_code == 302
    assert not Result.objects.get().former.exists()


def test_what_is_saved_is_drawn_and_corrected(desk, paper, own_class, learners):
    enter(desk, paper, own_class, {learners[0]: {"total": "3"}})

    drawn = shown(desk, paper, own_class)
    assert drawn[f"row-{learners[0].pk}-total"] == "3"
    assert enter(desk, paper, own_class, {learners[0]: {"total": "4"}}).status_code == 302

    row = Result.objects.get()
    assert (row.total, row.former.get().total) == (4, 3)


def test_tasks_are_cells_of_their_own(desk, paper, own_class, learners):
    for number, most in enumerate((8, 12), start=1):
        factories.item(paper=paper, number=number, maximum=Decimal(most))

    enter(desk, paper, own_class, {learners[0]: {"task-1": "-", "task-2": "2,5"}})

    row = Result.objects.get()
    assert (row.points, row.total) == (["-", "2,5"], Decimal("2.5"))
    drawn = shown(desk, paper, own_class)
    names = ("task-1", "task-2", "total", "percent")
    assert [drawn[f"row-{learners[0].pk}-{name}"] for name in names] == ["-", "2,5", "", ""]


def test_sum_without_its_tasks_stays(desk, paper, own_class, learners):
    factories.item(paper=paper, number=1, maximum=Decimal(20))

    enter(desk, paper, own_class, {learners[0]: {"total": "9"}})

    assert shown(desk, paper, own_class)[f"row-{learners[0].pk}-total"] == "9"


@pytest.mark.parametrize(
    ("cells", "wrong", "sentence"),
    [
        ({"total": "21"}, "total", "from 0 to 20"),
        ({"total": "-1"}, "total", "from 0 to 20"),
        ({"total": "nan"}, "total", "from 0 to 20"),
        ({"total": "1e9"}, "total", "from 0 to 20"),
        ({"percent": "100.5"}, "percent", "from 0 to 100"),
        ({"total": "4", "mark": "0"}, "mark", "from 1 to 10"),
        ({"total": "4", "mark": "7.5"}, "mark", "from 1 to 10"),
        ({"absence": "gone"}, "absence", "none of the choices"),
        ({"absence": "absent", "reason": "x" * 161}, "reason", "Shorten it to 160"),
    ],
    ids=str,
)
def test_problem_stands_at_its_cell_and_nothing_is_saved(
    desk, paper, own_class, learners, cells, wrong, sentence
):
    anna, elza = learners

    answer = enter(desk, paper, own_class, {anna: {"total": "3"}, elza: cells})

    assert answer.status_code == 422
    page = read(answer)
    assert sentence in page
    assert f'id="wrong_row-{elza.pk}-{wrong}"' in page
    assert f'value="{cells.get("total", "")}"' in page
    assert kept() == []


def test_rule_of_the_record_stands_at_its_row_and_nothing_is_saved(
    desk, paper, own_class, learners
):
    anna, elza = learners
    told = {anna: {"total": "3"}, elza: {"total": "3", "absence": "absent"}}

    answer = enter(desk, paper, own_class, told)

    assert answer.status_code == 422
    assert "Who was absent or exempt has no points" in read(answer)
    assert kept() == []


def test_missing_task_is_asked_for(desk, paper, own_class, learners):
    for number in (1, 2):
        factories.item(paper=paper, number=number, maximum=Decimal(10))

    answer = enter(desk, paper, own_class, {learners[0]: {"task-1": "2"}})

    assert answer.status_code == 422
    assert f'id="wrong_row-{learners[0].pk}-task-2"' in read(answer)


def test_two_people_on_other_rows_both_save(desk, paper, own_class, learners):
    anna, elza = learners
    drawn = shown(desk, paper, own_class)
    enter(desk, paper, own_class, {anna: {"total": "3"}}, drawn=drawn)

    assert enter(desk, paper, own_class, {elza: {"total": "5"}}, drawn=drawn).status_code == 302

    assert kept() == [("Anna", 1, 3), ("Elza", 1, 5)]


@pytest.mark.parametrize("before", [False, True], ids=["new", "corrected"])
def test_two_people_on_one_row_never_overwrite_unseen(desk, paper, own_class, learners, before):
    anna, elza = learners
    if before:
        enter(desk, paper, own_class, {anna: {"total": "1"}})
    drawn = shown(desk, paper, own_class)
    enter(desk, paper, own_class, {anna: {"total": "3"}}, drawn=drawn)
    told = {anna: {"total": "4"}, elza: {"total": "5"}}

    answer = enter(desk, paper, own_class, told, drawn=drawn)

    assert answer.status_code == 422
    assert "Somebody else has written meanwhile: 3." in read(answer)
    assert kept() == [("Anna", 1, 3)]
    again = {**drawn, f"row-{anna.pk}-revision": str(Result.objects.get().revision)}
    assert f'value="{again[f"row-{anna.pk}-revision"]}"' in read(answer)
    assert enter(desk, paper, own_class, told, drawn=again).status_code == 302
    assert kept() == [("Anna", 1, 4), ("Elza", 1, 5)]


def test_emptied_row_is_no_way_to_take_a_result_away(desk, paper, own_class, learners):
    enter(desk, paper, own_class, {learners[0]: {"total": "3"}})

    answer = enter(desk, paper, own_class, {learners[0]: {"total": ""}})

    assert answer.status_code == 422
    assert kept() == [("Anna", 1, 3)]


@pytest.mark.parametrize("state", ["final", "appealed"])
def test_settled_result_is_only_read(desk, paper, own_class, learners, state):
    drawn = shown(desk, paper, own_class)
    enter(desk, paper, own_class, {learners[0]: {"total": "3"}}, drawn=drawn)
    Result.objects.update(state=state)

    assert f"row-{learners[0].pk}-total" not in shown(desk, paper, own_class)
    enter(desk, paper, own_class, {learners[0]: {"total": "9"}}, drawn=drawn)

    assert kept() == [("Anna", 1, 3)]


def test_second_attempts_are_a_grid_of_their_own(desk, paper, own_class, learners):
    enter(desk, paper, own_class, {learners[0]: {"total": "1"}})
    enter(desk, paper, own_class, {learners[0]: {"total": "6"}}, attempt=2)

    assert kept() == [("Anna", 1, 1), ("Anna", 2, 6)]


def test_result_of_another_institution_is_not_told(desk, paper, own_class, learners):
    factories.result(paper=paper, person=learners[0], total=Decimal("17.25"))

    page = read(desk.get(f"/assessments/papers/{paper.pk}/classes/{own_class.pk}/"))

    assert "17.25" not in page
    assert "told in another institution" in page


def test_row_of_a_stranger_is_not_written(desk, paper, own_class, learners):
    stranger = factories.enrolment(group=factories.group(grade=9)).person
    told = {stranger: {"total": "3", "seen": "x", "revision": "0"}}

    enter(desk, paper, own_class, told)

    assert kept() == []


def test_assessment_that_takes_no_results_draws_no_cells(desk, paper, own_class, learners):
    drawn = shown(desk, paper, own_class)
    paper.assessment.state = "closed"
    paper.assessment.save()

    page = read(desk.get(f"/assessments/papers/{paper.pk}/classes/{own_class.pk}/"))
    assert "Save all" not in page
    answer = enter(desk, paper, own_class, {learners[0]: {"total": "3"}}, drawn=drawn)

    assert answer.status_code == 422
    assert kept() == []


def test_looking_at_a_class_is_noted(desk, paper, own_class, learners):
    shown(desk, paper, own_class)

    noted = AuditRecord.objects.get(action="result.look")
    assert (noted.subject, noted.subject_ids) == ("programmes.Group", [own_class.pk])
