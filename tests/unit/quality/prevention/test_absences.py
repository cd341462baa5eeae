"""Unexcused absences: who is told of, why they missed lessons, what was done, and the file."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from gaisma.base.changes import NotPermitted, UnableToChange, UnableToRecord
from gaisma.base.models import AuditRecord, Organisation, RoleGrant, Term, User
from gaisma.quality.prevention import offers, privacy
from gaisma.quality.prevention.absences import actions, queries
from gaisma.quality.prevention.models import Absence, AbsenceStep
from tests import factories
from tests.moments import NOW, TODAY
from tests.pages import read
from tests.unit.quality.attendance.conftest import (  # noqa: F401
    MONDAY,
    Classes,
    Journal,
    classes,
    journal,
)
from tests.unit.quality.prevention.conftest import working

pytestmark = pytest.mark.django_db
LIST = "/prevention/absences/"
MOST = 3


def missed(who: str, lessons: int, since: date = MONDAY) -> list[tuple[Any, ...]]:
    """So many unexcused lessons, and one that was excused."""
    days = [since + timedelta(days=number % 5) for number in range(lessons)]
    unexcused = [
        (who, day, number, "Matemātika", "absent_unexcused") for number, day in enumerate(days)
    ]
    return [*unexcused, (who, since, 99, "Matemātika", "absent_excused")]


@pytest.fixture
def term(classes: Classes, journal: Journal) -> Term:  # noqa: F811
    """Anna missed four lessons of the term, Bruno three, Cita five, Dana of another school four."""
    factories.signal_rule(kind="unexcused", threshold=MOST)
    lines = [
        *missed("Anna", MOST + 1),
        *missed("Bruno", MOST),
        *missed("Cita", MOST + 2),
        *missed("Dana", MOST + 1),
        *missed("Bruno", 1, since=date(2024, 1, 2)),
    ]
    journal(*lines)
    row: Term = Term.objects.get()
    return row


@pytest.fixture
def team(classes: Classes) -> User:  # noqa: F811
    return working("support", classes.school)


@pytest.fixture
def teacher(classes: Classes) -> User:  # noqa: F811
    """Of 5.a."""
    user = working("class_teacher", classes.school)
    factories.group_teacher(group=classes.first, person=user.account.person, is_class_teacher=True)
    return user


def names(user: User, term: Term) -> list[tuple[str, int]]:
    return [(one.learner.given_name, one.lessons) for one in queries.lines(user, term, on=TODAY)]


def line_of(user: User, term: Term, person: Any) -> queries.AbsenceLine:
    place = person.enrolments.get().group.institution
    found = queries.line(user, person, place, term, on=TODAY)
    assert found is not None
    return found


def page_of(term: Term, person: Any) -> str:
    place = person.enrolments.get().group.institution
    return f"{LIST}{term.pk}/{place.pk}/{person.pk}/"


def entered(by: User, term: Term, person: Any, **given: Any) -> Absence:
    fields = {"reason": "truancy", "step": "", "on": None, "done_by": by} | given
    return actions.enter(line=line_of(by, term, person), by=by, at=NOW, **fields)


def test_told_are_those_above_the_threshold_in_the_term(team: User, term: Term) -> None:
    assert names(team, term) == [("Anna", MOST + 1), ("Cita", MOST + 2)]


def test_threshold_is_that_of_the_last_day_of_the_term(team: User, term: Term) -> None:
    factories.signal_rule(kind="unexcused", threshold=MOST + 1, from_on=term.to_on)
    factories.signal_rule(kind="unexcused", threshold=1, from_on=TODAY)

    assert names(team, term) == [("Cita", MOST + 2)]


def test_nobody_is_told_of_where_no_rule_is_in_force(team: User, term: Term) -> None:
    factories.signal_rule(kind="few_lessons")
    queries.Rule.objects.filter(kind="unexcused").delete()

    assert names(team, term) == []


def test_class_teacher_sees_the_own_class(teacher: User, term: Term) -> None:
    assert names(teacher, term) == [("Anna", MOST + 1)]


@pytest.mark.parametrize("role", ["head", "deputy", "teacher", "class_teacher"])
def test_others_of_the_school_see_nobody(role: str, term: Term, school: Organisation) -> None:
    assert names(working(role, school), term) == []


def test_team_of_another_school_sees_its_own(term: Term, classes: Classes) -> None:  # noqa: F811
    assert names(working("support", classes.elsewhere), term) == [("Dana", MOST + 1)]


def test_reason_and_step_are_written_at_once(
    reader: Client,
    teacher: User,
    term: Term,
    classes: Classes,  # noqa: F811
) -> None:
    reader.force_login(teacher)
    anna = classes.people["Anna"]

    answer = reader.post(
        page_of(term, anna),
        {"reason": "truancy", "step": "parents", "on": TODAY, "done_by": teacher.pk},
    )

    assert answer.url == LIST
    row = Absence.objects.get()
    assert (row.learner, row.term, row.reason, row.entered_by) == (anna, term, "truancy", teacher)
    (step,) = row.steps.all()
    assert (step.kind, step.on, step.done_by) == ("parents", TODAY, teacher)
    records = AuditRecord.objects.filter(action__startswith="absence.")
    assert [record.subject_ids for record in records] == [[row.pk], [row.pk]]


def test_reason_is_enough(teacher: User, term: Term, classes: Classes) -> None:  # noqa: F811
    row = entered(teacher, term, classes.people["Anna"])

    assert not row.steps.exists()


def test_second_step_leaves_the_reason_as_it_stands(
    teacher: User,
    term: Term,
    classes: Classes,  # noqa: F811
) -> None:
    anna = classes.people["Anna"]
    first = entered(teacher, term, anna, step="learner", on=TODAY)
    entered(teacher, term, anna, step="letter", on=TODAY)

    (row,) = Absence.objects.all()
    assert row.revision == first.revision
    assert line_of(teacher, term, anna).done == "talk with the learner; letter to the parents"


def test_reason_that_another_changed_meanwhile_is_not_written_over(
    teacher: User,
    team: User,
    term: Term,
    classes: Classes,  # noqa: F811
) -> None:
    anna = classes.people["Anna"]
    seen = entered(teacher, term, anna).revision
    entered(team, term, anna, reason="family", revision=seen)

    with pytest.raises(UnableToChange):
        entered(teacher, term, anna, reason="work", revision=seen)


@pytest.mark.parametrize(
    ("day", "code"), [(TODAY + timedelta(days=1), "not_yet"), (date(2024, 1, 7), "before_the_term")]
)
def test_step_lies_between_the_term_and_today(
    day: date,
    code: str,
    teacher: User,
    term: Term,
    classes: Classes,  # noqa: F811
) -> None:
    with pytest.raises(UnableToRecord) as refused:
        entered(teacher, term, classes.people["Anna"], step="letter", on=day)

    assert refused.value.code == code
    assert not Absence.objects.exists()
    for fits in (term.from_on, TODAY):
        line = line_of(teacher, term, classes.people["Anna"])
        given = {"revision": line.absence and line.absence.revision, "step": "letter", "on": fits}
        assert entered(teacher, term, classes.people["Anna"], **given)


def test_same_step_stands_once_a_day(
    teacher: User,
    term: Term,
    classes: Classes,  # noqa: F811
) -> None:
    anna = classes.people["Anna"]
    entered(teacher, term, anna, step="letter", on=TODAY)

    with pytest.raises(UnableToRecord):
        entered(teacher, term, anna, step="letter", on=TODAY)


def test_step_is_taken_back(
    reader: Client,
    teacher: User,
    term: Term,
    classes: Classes,  # noqa: F811
) -> None:
    reader.force_login(teacher)
    anna = classes.people["Anna"]
    row = entered(teacher, term, anna, step="letter", on=TODAY)
    assert "letter to the parents" in read(reader, page_of(term, anna)).lower()

    reader.post(f"{LIST}steps/{row.steps.get().pk}/take-back/")

    assert not AbsenceStep.objects.exists()
    assert Absence.objects.exists()


@pytest.mark.parametrize("role", ["head", "teacher", "class_teacher"])
def test_absences_are_not_there_for_who_cannot_help(
    role: str,
    reader: Client,
    teacher: User,
    term: Term,
    classes: Classes,  # noqa: F811
) -> None:
    anna = classes.people["Anna"]
    row = entered(teacher, term, anna, step="letter", on=TODAY)
    reader.force_login(working(role, classes.school))

    expected = 404 if role == "class_teacher" else 403
    assert reader.get(page_of(term, anna)).status_code == expected
    step = f"{LIST}steps/{row.steps.get().pk}/take-back/"
    assert reader.post(step).status_code == expected
    assert AbsenceStep.objects.exists()


def test_who_lost_the_role_meanwhile_writes_nothing(
    teacher: User,
    term: Term,
    classes: Classes,  # noqa: F811
) -> None:
    row = entered(teacher, term, classes.people["Anna"], step="letter", on=TODAY)
    line = line_of(teacher, term, classes.people["Anna"])
    RoleGrant.objects.filter(user=teacher).delete()
    fields = {"reason": "illness", "step": "", "on": None, "done_by": None}
    who: Any = {"line": line, "by": User.objects.get(pk=teacher.pk), "at": NOW}

    with pytest.raises(NotPermitted):
        actions.enter(**who, **fields, revision=row.revision)
    with pytest.raises(NotPermitted):
        actions.take_back(step=row.steps.get(), **who)
    assert (Absence.objects.get().reason, AbsenceStep.objects.count()) == ("truancy", 1)


def test_learner_with_few_lessons_has_no_page(
    reader: Client,
    team: User,
    term: Term,
    classes: Classes,  # noqa: F811
) -> None:
    reader.force_login(team)

    assert reader.get(page_of(term, classes.people["Bruno"])).status_code == 404


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({}, {"Anna", "Cita"}),
        ({"lacking": "reason"}, {"Cita"}),
        ({"lacking": "done"}, {"Anna", "Cita"}),
        ({"group": "5.b"}, {"Cita"}),
        ({"q": "ann"}, {"Anna"}),
    ],
)
def test_list_is_narrowed(
    asked: dict[str, str],
    told: set[str],
    reader: Client,
    team: User,
    term: Term,
    classes: Classes,  # noqa: F811
) -> None:
    entered(team, term, classes.people["Anna"])
    reader.force_login(team)

    page = reader.get(LIST, {"term": term.pk, **asked}).content.decode()

    assert {name for name in ("Anna", "Bruno", "Cita", "Dana") if f", {name}" in page} == told


def test_list_of_an_unknown_term_is_refused(reader: Client, team: User, term: Term) -> None:
    reader.force_login(team)

    assert reader.get(LIST, {"term": "999999"}).status_code == 400


def test_file_has_codes_in_place_of_names(
    reader: Client,
    team: User,
    term: Term,
    classes: Classes,  # noqa: F811
) -> None:
    anna = classes.people["Anna"]
    anna.register_id = "I-4711"
    anna.save()
    entered(team, term, anna, step="parents", on=TODAY)
    reader.force_login(team)

    answer = reader.get(LIST, {"format": "csv"})

    heading, first, *_rest = answer.content.decode("utf-8-sig").splitlines()
    assert heading == (
        "Institution code,Learner's code,Grade,Unexcused lessons,Period,Reason,What was done,"
        "Last done on"
    )
    assert first.startswith(f"{classes.school.code},I-4711,5,{MOST + 1},")
    assert f'truancy,"talk with the parents, {queries.wording.day(TODAY)}"' in first
    assert "Ozola" not in answer.content.decode()
    record = AuditRecord.objects.get(action="absences.take_out")
    assert record.details == {"rows": 2}


def test_duty_counts_what_lacks_a_reason(
    team: User,
    teacher: User,
    term: Term,
    classes: Classes,  # noqa: F811
) -> None:
    (owed,) = offers.absences_owed(team, TODAY)
    assert owed.sentence.endswith(": 2")
    assert owed.address == LIST

    entered(teacher, term, classes.people["Anna"])

    assert offers.absences_owed(teacher, TODAY) == ()
    (owed,) = offers.absences_owed(team, TODAY)
    assert owed.sentence.endswith(": 1")
    assert offers.absences_owed(working("head", classes.school), TODAY) == ()


def test_duty_is_of_the_newest_term_alone(team: User, term: Term) -> None:
    factories.term(
        school_year=factories.school_year("2024/2025"),
        number=1,
        from_on=TODAY,
        to_on=date(2024, 12, 20),
    )

    assert names(team, term)
    assert offers.absences_owed(team, TODAY) == ()


def test_reason_goes_three_years_after_its_term(term: Term) -> None:
    factories.absence(term=term)
    (kind,) = (one for one in privacy.RETENTION if one.key == privacy.ABSENCES)

    assert not kind.over(term.to_on).exists()
    assert kind.over(term.to_on + timedelta(days=1)).exists()
