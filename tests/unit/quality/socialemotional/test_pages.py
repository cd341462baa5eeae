"""The room's pages: who sees which class, whose names, and what a class teacher enters."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from gaisma.base.changes import NotPermitted, UnableToRecord
from gaisma.base.errors import GaismaError
from gaisma.base.models import AuditRecord, Organisation, SchoolYear, User
from gaisma.quality.socialemotional import actions, norms, offers, privacy, queries
from gaisma.quality.socialemotional.models import Lesson, Norm, Talk
from gaisma.record.programmes.models import Enrolment, Group
from tests import factories
from tests.moments import NOW, TODAY
from tests.tightening import tight

pytestmark = pytest.mark.django_db
WHO: dict[str, Any] = {"by": None, "at": NOW}
NAME = "Liepa"


@pytest.fixture
def group(school: Organisation) -> Group:
    """A class with six learners, all of them called Liepa."""
    programme = factories.programme(institution=school, stage="school")
    found: Group = factories.group(programme=programme, name="5.a", grade=5)
    for number in range(6):
        person = factories.person(given_name=f"Anna {number}", family_name=NAME)
        factories.enrolment(group=found, person=person)
    return found


@pytest.fixture
def class_teacher(group: Group) -> User:
    person = factories.observer(institution=group.institution, role="class_teacher")
    factories.group_teacher(group=group, person=person, is_class_teacher=True)
    user: User = person.account.user
    return user


@pytest.fixture
def learner(group: Group) -> Any:
    return Enrolment.objects.filter(group=group).earliest("pk").person


def at(name: str, *args: Any) -> str:
    return reverse(f"socialemotional:{name}", args=args)


def read(reader: Client, user: Any, address: str) -> str:
    reader.force_login(user)
    answer = reader.get(address)
    assert answer.status_code == 200, answer
    return tight(answer.content.decode())


def send(reader: Client, user: Any, address: str, **given: Any) -> Any:
    reader.force_login(user)
    return reader.post(address, given)


def line_of(group: Group, user: Any) -> queries.ClassLine:
    (line,) = queries.class_lines([group], user, on=TODAY)
    return line


def test_city_has_counts_and_no_name(reader: Client, group: Group, specialist: User) -> None:
    factories.class_lesson(group=group)

    places = read(reader, specialist, at("places"))
    page = read(reader, specialist, at("class", group.pk))

    assert group.institution.name in places
    assert "Families with all talks" in page
    assert NAME not in places + page
    assert not AuditRecord.objects.filter(action="family_talks.read").exists()


@pytest.mark.parametrize("role", ["head", "support"])
def test_institution_has_names_and_the_audit_tells_who_read_them(
    reader: Client, group: Group, role: str, request: pytest.FixtureRequest
) -> None:
    page = read(reader, request.getfixturevalue(role), at("class", group.pk))

    assert NAME in page
    assert "Talk held today" not in page
    assert AuditRecord.objects.filter(action="family_talks.read").count() == 1


def test_class_of_another_institution_is_not_there(
    reader: Client, group: Group, head: User, class_teacher: User
) -> None:
    elsewhere = factories.institution(code="other", name="Cita skola")
    programme = factories.programme(institution=elsewhere, stage="school")
    other = factories.group(programme=programme, name="5.c", grade=5)

    for user in (head, class_teacher):
        reader.force_login(user)
        assert reader.get(at("class", other.pk)).status_code == 404
        assert reader.get(at("place", elsewhere.pk)).status_code == 404


def test_class_teacher_sees_the_own_class_alone(
    reader: Client, group: Group, class_teacher: User
) -> None:
    other = factories.group(programme=group.programme, name="5.b", grade=5)
    reader.force_login(class_teacher)

    assert reader.get(at("places")).headers["Location"] == at("class", group.pk)
    assert reader.get(at("class", other.pk)).status_code == 404
    assert reader.get(at("place", group.institution.pk)).status_code == 404
    assert NAME in read(reader, class_teacher, at("class", group.pk))


def test_of_families_of_few_the_city_is_told_nothing(
    school: Organisation, specialist: User, head: User
) -> None:
    programme = factories.programme(institution=school, stage="school")
    few = factories.group(programme=programme, name="5.d", grade=5)
    for _number in range(4):
        factories.enrolment(group=few)

    told = line_of(few, specialist)
    assert (told.is_hidden, told.talked, told.untold) == (True, None, None)
    assert (line_of(few, head).talked, line_of(few, head).untold) == (0, 4)
    (place,) = queries.place_lines([told])
    assert place.talked is None
    factories.enrolment(group=few)
    assert line_of(few, specialist).untold == 5


def test_class_teacher_enters_lessons(reader: Client, group: Group, class_teacher: User) -> None:
    page = at("class", group.pk)
    answer = send(reader, class_teacher, at("lesson_today", group.pk), topic="stress")
    assert (answer.status_code, answer.headers["Location"]) == (302, page)
    row = Lesson.objects.get()
    assert (row.state, row.on, row.topic, row.length) == ("held", TODAY, "stress", 1)
    assert send(reader, class_teacher, at("lesson_today", group.pk), topic="x").status_code == 404

    given = {"on": "2024-05-06", "topic": "other", "length": 2, "led_by": "guest"}
    refused = send(reader, class_teacher, at("note_lesson", group.pk), **given)
    assert "Say in words" in tight(refused.content.decode())
    send(reader, class_teacher, at("note_lesson", group.pk), **given, words="Draudzība")
    assert line_of(group, class_teacher).lessons == 3

    send(reader, class_teacher, at("undo_lesson", row.pk), revision=row.revision)
    assert line_of(group, class_teacher).lessons == 2
    assert "taken back" in read(reader, class_teacher, page)


def test_planned_lesson_counts_once_it_was_held(group: Group, class_teacher: User) -> None:
    who: Any = {"by": class_teacher, "at": NOW}
    row = actions.plan_lesson(group=group, on=date(2024, 8, 30), topic="stress", **who)
    before = line_of(group, class_teacher)

    actions.hold_lesson(lesson=row, revision=row.revision, **who)

    after = line_of(group, class_teacher)
    assert (before.lessons, before.planned) == (0, 1)
    assert (after.lessons, after.planned) == (1, 0)
    assert Lesson.objects.get().on == TODAY


def test_class_teacher_enters_talks(
    reader: Client, group: Group, class_teacher: User, learner: Any
) -> None:
    send(reader, class_teacher, at("talk_today", group.pk, learner.pk))
    row = Talk.objects.get()
    assert (row.learner, row.on, row.state) == (learner, TODAY, "held")
    given = {"learner": learner.pk, "on": "2024-03-04", "took_part": ["parent"]}
    send(reader, class_teacher, at("note_talk", group.pk), **given)

    told = line_of(group, class_teacher)
    assert (told.talked, told.untold) == (1, 5)
    page = read(reader, class_teacher, f"{at('class', group.pk)}?kind=without")
    assert learner.given_name not in page
    send(reader, class_teacher, at("undo_talk", row.pk), revision=row.revision)
    assert line_of(group, class_teacher).talked == 0


def test_only_the_class_teacher_enters(
    group: Group, class_teacher: User, head: User, learner: Any
) -> None:
    about: Any = {"on": TODAY, "at": NOW}
    other = factories.group(programme=group.programme, name="5.b", grade=5)

    with pytest.raises(NotPermitted):
        actions.note_lesson(group=group, topic="stress", by=head, **about)
    with pytest.raises(NotPermitted):
        actions.note_talk(group=group, learner=learner, took_part=[], by=head, **about)
    with pytest.raises(GaismaError, match="Only the class teacher"):
        actions.note_lesson(group=other, topic="stress", by=class_teacher, **about)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"on": date(2025, 9, 2)}, "other_year"),
        ({"on": date(2023, 8, 31)}, "other_year"),
        ({"grade": 10}, "other_grade"),
        ({"grade": None}, "other_grade"),
    ],
)
def test_what_does_not_fit_is_refused(group: Group, given: dict[str, Any], code: str) -> None:
    if "grade" in given:
        group.grade = given["grade"]

    with pytest.raises(UnableToRecord) as refused:
        actions.plan_lesson(group=group, on=given.get("on", TODAY), topic="stress", **WHO)

    assert refused.value.code == code


def test_family_of_another_class_and_a_day_to_come_are_refused(group: Group, learner: Any) -> None:
    beside = factories.group(programme=group.programme, name="5.b", grade=5)
    took: Any = {"group": group, "took_part": ["parent"], **WHO}

    for other in (factories.person(), factories.enrolment(group=beside).person):
        with pytest.raises(UnableToRecord) as refused:
            actions.note_talk(learner=other, on=TODAY, **took)
        assert refused.value.code == "other_class"
    with pytest.raises(UnableToRecord):
        actions.note_talk(learner=learner, on=date(2024, 8, 21), **took)
    actions.note_talk(learner=learner, on=TODAY, **took)
    with pytest.raises(UnableToRecord):
        actions.note_talk(learner=learner, on=TODAY, **took)


@pytest.mark.parametrize(("left_on", "learners"), [(date(2024, 5, 30), 5), (date(2024, 5, 31), 6)])
def test_family_of_who_left_before_the_last_school_day_is_not_counted(
    group: Group, head: User, left_on: date, learners: int
) -> None:
    Enrolment.objects.filter(pk=group.enrolments.earliest("pk").pk).update(to_on=left_on)

    line = line_of(group, head)

    assert (line.learners, line.untold) == (learners, learners)
    assert len(queries.learner_lines(group, head, on=TODAY)) == learners


def test_lessons_are_due_as_school_days_pass(group: Group) -> None:
    asked = norms.asked("2023/2024")

    assert asked is not None
    assert (asked.due(date(2023, 8, 31)), asked.due(date(2024, 5, 31))) == (0, 10)
    assert asked.due(date(2024, 5, 30)) == 9
    assert dict(asked.steps())[date(2023, 9, 1)] == 0
    days = list(asked.steps())
    assert [due for _day, due in days] == list(range(11))
    assert all(asked.due(day) == due for day, due in days)


def test_class_behind_is_the_duty_of_its_class_teacher(
    reader: Client, group: Group, class_teacher: User, head: User
) -> None:
    factories.class_lesson(group=group, length=8)
    (owed,) = offers.lessons_owed(class_teacher, TODAY)
    assert "8 of 10" in owed.sentence
    assert offers.lessons_owed(head, TODAY) == ()
    assert "5.a" in read(reader, head, f"{at('place', group.institution.pk)}?kind=behind")

    factories.class_lesson(group=group, topic="stress", length=2)

    assert offers.lessons_owed(class_teacher, TODAY) == ()
    assert "5.a" not in read(reader, head, f"{at('place', group.institution.pk)}?kind=behind")
    assert line_of(group, head).missing == 0


def test_norm_holds_until_another_follows(reader: Client, group: Group, specialist: User) -> None:
    year = group.school_year
    given = {"school_year": year.pk, "lessons": 6, "talks": 1, "reason": "Pirmais gads"}
    send(reader, specialist, at("set_norm"), **given)
    next_year = factories.school_year("2024/2025")
    before = factories.school_year("2022/2023")

    found = {one.school_year: one for one in norms.of_years(SchoolYear.objects.all())}

    assert (found[year.name].lessons, found[next_year.name].talks) == (6, 1)
    assert found[before.name].lessons == 10
    assert "Pirmais gads" in read(reader, specialist, at("norms"))
    row = Norm.objects.get()
    changed = {**given, "lessons": 7, "revision": row.revision}
    send(reader, specialist, at("change_norm", row.pk), **changed)
    row.refresh_from_db()
    assert row.lessons == 7


def test_talks_are_kept_a_year(group: Group, learner: Any) -> None:
    factories.family_talk(group=group, learner=learner)
    (kind,) = privacy.RETENTION
    ends_on = group.school_year.ends_on

    assert not kind.over(ends_on).exists()
    assert kind.over(date(ends_on.year, 9, 30)).count() == 1


@pytest.mark.parametrize("name", ["places", "place", "class"])
def test_address_that_asks_for_what_is_not_there_is_none(
    reader: Client, group: Group, head: User, name: str
) -> None:
    of = {"places": (), "place": (group.institution.pk,), "class": (group.pk,)}[name]
    reader.force_login(head)

    assert reader.get(f"{at(name, *of)}?kind=x").status_code == 404
    if name != "class":
        assert reader.get(f"{at(name, *of)}?year=1999/2000").status_code == 404
