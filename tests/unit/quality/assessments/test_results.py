"""Results are entered, corrected, appealed against and decided; what stood there is kept."""

from decimal import Decimal

import pytest

from gaisma.base.changes import NotPermitted, UnableToChange, UnableToRecord
from gaisma.base.models import AuditRecord
from gaisma.quality.assessments.actions import assessments, results
from gaisma.quality.assessments.models import Result
from tests import factories
from tests.moments import NOW, TODAY
from tests.unit.quality.assessments.conftest import somebody

pytestmark = pytest.mark.django_db
WHO = {"by": None, "at": NOW}


def told(row):
    return row.total, row.percent, row.state


def entered(paper, group, *, attempt=1, by=None, **reached):
    person = factories.enrolment(group=group).person
    place = group.institution
    given = {"paper": paper, "person": person, "institution": place, "attempt": attempt}
    return results.enter(**given, on=TODAY, by=by, at=NOW, **reached)


def refused(act):
    with pytest.raises(UnableToRecord) as refusal:
        act()
    return refusal.value.code


def test_points_become_percent_and_the_class_is_known(paper, own_class):
    row = entered(paper, own_class, total=Decimal(7))

    assert told(row) == (Decimal(7), Decimal("35.000"), "provisional")
    assert (row.group, row.programme) == (own_class, own_class.programme)
    assert AuditRecord.objects.latest("pk").action == "result.enter"


def test_tasks_are_summed_and_blank_ones_count_nothing(paper, own_class):
    for number, most in enumerate((5, 5, 10), start=1):
        factories.item(paper=paper, number=number, maximum=Decimal(most))

    row = entered(paper, own_class, points=["2,5", "-", "10"])

    assert told(row)[:2] == (Decimal("12.5"), Decimal("62.500"))


@pytest.mark.parametrize(
    ("reached", "code"),
    [
        ({}, "absent_or_reached"),
        ({"absence": "absent", "total": Decimal(3)}, "absent_or_reached"),
        ({"total": Decimal(21)}, "out_of_bounds"),
        ({"percent": Decimal(101)}, "out_of_bounds"),
        ({"total": Decimal(10), "percent": Decimal(70)}, "other_percent"),
        ({"points": ["1", "1"]}, "other_tasks"),
        ({"points": ["6"]}, "out_of_bounds"),
        ({"points": ["NaN"]}, "out_of_bounds"),
        ({"points": ["one"]}, "out_of_bounds"),
        ({"points": ["4"], "total": Decimal(5)}, "other_sum"),
        ({"levels": ["speaking=good"]}, "unknown_level"),
        ({"levels": ["whole=low", "whole=low"]}, "level_twice"),
    ],
)
def test_what_contradicts_is_refused(paper, own_class, reached, code):
    factories.item(paper=paper, number=1, maximum=Decimal(5))
    factories.band(paper=paper, code="low")

    assert refused(lambda: entered(paper, own_class, **reached)) == code
    assert not Result.objects.exists()


def test_learner_of_no_class_there_is_refused(paper, school):
    stranger = factories.enrolment(group=factories.group(grade=9)).person
    given = {"paper": paper, "person": stranger, "institution": school, "attempt": 1}

    code = refused(lambda: results.enter(**given, on=TODAY, total=Decimal(1), **WHO))

    assert code == "not_enrolled"


def test_third_attempt_is_refused(paper, own_class):
    assert refused(lambda: entered(paper, own_class, attempt=3, total=Decimal(1))) == "rule_broken"


@pytest.mark.parametrize("state", ["planned", "closed"])
def test_assessment_that_takes_no_results_refuses(paper, own_class, result, state):
    paper.assessment.state = state
    paper.assessment.save()

    assert refused(lambda: entered(paper, own_class, total=Decimal(1))) == "not_settled"
    correct = {"result": result, "revision": 1, "because": "", "total": Decimal(1)}
    assert refused(lambda: results.correct(**correct, **WHO)) == "not_settled"


def test_head_of_another_school_enters_nothing(paper, own_class):
    other = somebody("head", factories.institution())

    with pytest.raises(NotPermitted):
        entered(paper, own_class, by=other, total=Decimal(1))


def test_every_former_value_is_kept(result, school, specialist):
    head = somebody("head", school)
    first = {"result": result, "revision": 1, "because": "Slip of the pen", "total": Decimal(12)}
    row = results.correct(**first, by=head, at=NOW)
    row = results.appeal(result=row, revision=2, because="Task 3", by=head, at=NOW)
    last = {"result": row, "revision": 3, "because": "Task 3 counts", "total": Decimal(13)}
    row = results.decide(**last, by=specialist, at=NOW)

    assert told(row) == (Decimal(13), Decimal("65.000"), "final")
    former = row.former.order_by("pk")
    assert [told(one) for one in former] == [
        (Decimal(10), Decimal(50), "provisional"),
        (Decimal(12), Decimal(60), "provisional"),
        (Decimal(12), Decimal(60), "appealed"),
    ]
    assert [one.because for one in former] == ["Slip of the pen", "Task 3", "Task 3 counts"]
    assert [one.changed_by for one in former] == [head, head, specialist]


def test_head_decides_no_appeal(result, school):
    row = results.appeal(result=result, revision=1, because="Task 3", **WHO)
    decide = {"result": row, "revision": 2, "because": "Yes", "total": Decimal(20)}

    with pytest.raises(NotPermitted):
        results.decide(**decide, by=somebody("head", school), at=NOW)


def test_nobody_writes_over_another(result):
    results.correct(result=result, revision=1, because="", total=Decimal(12), **WHO)

    with pytest.raises(UnableToChange):
        results.correct(result=result, revision=1, because="", total=Decimal(14), **WHO)

    assert Result.objects.get().total == Decimal(12)
    assert Result.objects.get().former.count() == 1


def test_closing_waits_for_appeals_and_makes_the_rest_final(paper, result, own_class):
    other = entered(paper, own_class, total=Decimal(1))
    elsewhere = factories.result(paper=factories.paper(), group=own_class)
    row = results.appeal(result=result, revision=1, because="Task 3", **WHO)
    close = {"assessment": paper.assessment, "revision": 1}

    assert refused(lambda: assessments.close(**close, **WHO)) == "not_settled"
    results.decide(result=row, revision=2, because="No", total=Decimal(10), **WHO)
    assessments.close(**close, **WHO)

    assert set(Result.objects.exclude(pk=elsewhere.pk).values_list("state")) == {("final",)}
    assert Result.objects.get(pk=other.pk).revision == 2
    assert Result.objects.get(pk=elsewhere.pk).state == "provisional"
    assert refused(lambda: results.remove(result=other, **WHO)) == "wrong_state"
