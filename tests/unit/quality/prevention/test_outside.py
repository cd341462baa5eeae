"""Children out of education: who is on the list, since when, who may know it, what is asked."""

from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest
from django.test import Client

from gaisma.analytics.support_terms import TRACINGS
from gaisma.base import duties
from gaisma.base.changes import NotPermitted, UnableToRecord
from gaisma.base.models import AuditRecord, Installation, Organisation, User
from gaisma.quality.prevention import facts, privacy
from gaisma.quality.prevention.models import ContactAttempt, Declared
from gaisma.quality.prevention.outside import actions, queries, spells
from tests import factories
from tests.moments import NOW, TODAY
from tests.pages import read
from tests.unit.quality.prevention.conftest import working

pytestmark = pytest.mark.django_db
FIRST = date(2024, 8, 1)
BORN = date(2014, 2, 1)


@pytest.fixture
def official(installation: Installation) -> User:
    user: User = factories.user()
    factories.role_grant(user=user, role="specialist", organisation=installation.authority)
    return user


@pytest.fixture
def child() -> Declared:
    found: Declared = factories.declared_child()
    return found


def enrolled(child: Declared, **fields: Any) -> Any:
    """The child at a school, in a class of 2023/2024 unless told."""
    return factories.enrolment(person=child.person, **{"from_on": date(2023, 9, 1), **fields})


def shown(official: User, on: date = TODAY) -> list[tuple[int, date, str]]:
    found = queries.children(official, on=on)
    return [(line.declared.person_id, line.since, line.tracing) for line in found]


def test_child_whom_no_institution_has_is_on_the_list(official: User, child: Declared) -> None:
    assert shown(official) == [(child.person_id, FIRST, "not_contacted")]


def test_enrolled_child_is_not_on_the_list(official: User, child: Declared) -> None:
    enrolled(child)

    assert shown(official) == []


@pytest.mark.parametrize(("stage", "is_out"), [("preschool", False), ("interest", True)])
def test_learning_is_what_compulsory_education_is_had_by(
    stage: str, is_out: bool, official: User, child: Declared
) -> None:
    programme = factories.programme(stage=stage)
    enrolled(child, group=factories.group(programme=programme, grade=None))

    assert bool(shown(official)) is is_out


def test_child_is_on_the_list_from_the_day_after_its_last(official: User, child: Declared) -> None:
    enrolled(child, to_on=date(2024, 8, 9))

    assert shown(official, on=date(2024, 8, 9)) == []
    assert shown(official, on=date(2024, 8, 10)) == [
        (child.person_id, date(2024, 8, 10), "not_contacted")
    ]


@pytest.mark.parametrize(
    ("born_on", "is_out"),
    [
        (date(2019, 8, 21), False),  # five tomorrow
        (date(2019, 8, 20), True),
        (date(2006, 8, 21), True),  # eighteen tomorrow
        (date(2006, 8, 20), False),
        (None, False),
    ],
)
def test_age_is_that_of_compulsory_education(
    born_on: date | None, is_out: bool, official: User
) -> None:
    factories.declared_child(person=factories.person(born_on=born_on))

    assert bool(shown(official)) is is_out


@pytest.mark.parametrize(
    ("grade", "reason", "is_out"),
    [(9, "completed", False), (9, "withdrawn", True), (8, "completed", True), (10, "", False)],
)
def test_who_finished_grade_nine_is_not_on_the_list(
    grade: int, reason: str, is_out: bool, official: User
) -> None:
    child = factories.declared_child(person=factories.person(born_on=date(2007, 2, 1)))
    group = factories.group(grade=grade)
    enrolled(child, group=group, to_on=date(2024, 8, 5), leaving_reason=reason)

    assert bool(shown(official)) is is_out


def test_who_is_on_no_list_any_more_is_not_shown(official: User) -> None:
    factories.declared_child(to_on=date(2024, 8, 19))

    assert shown(official, on=date(2024, 8, 19)) != []
    assert shown(official, on=TODAY) == []


def days_apart(rows: pl.DataFrame) -> set[date]:
    """Every day of the parts; no day is told twice."""
    every = [
        first + timedelta(days=number)
        for first, last in rows.select("from_on", "to_on").iter_rows()
        for number in range((last - first).days + 1)
    ]
    assert len(every) == len(set(every))
    return set(every)


def test_spells_are_the_days_without_learning(child: Declared) -> None:
    """Enrolments that overlap, touch, lie within another or outside of the lists."""
    Declared.objects.update(to_on=date(2024, 12, 31))
    year = factories.school_year("2024/2025")
    learnt = [
        (date(2024, 7, 1), date(2024, 8, 3)),
        (date(2024, 8, 10), date(2024, 8, 20)),
        (date(2024, 8, 12), date(2024, 8, 15)),
        (date(2024, 8, 21), date(2024, 8, 25)),
        (date(2024, 8, 24), date(2024, 9, 2)),
        (date(2024, 11, 5), date(2024, 11, 5)),
        (date(2025, 1, 1), date(2025, 3, 1)),
    ]
    for first, last in learnt:
        enrolled(child, from_on=first, to_on=last, group=factories.group(school_year=year))
    factories.contact_attempt(person=child.person, on=date(2024, 10, 1))

    found = days_apart(spells.spells())

    def at(day: date) -> bool:
        return any(first <= day <= last for first, last in learnt)

    every = [FIRST + timedelta(days=number) for number in range(153)]
    assert every[-1] == date(2024, 12, 31)
    assert found == {day for day in every if not at(day)}


def test_attempts_tell_what_is_known_from_their_day_on(official: User, child: Declared) -> None:
    def tried(day: int, outcome: str = "") -> None:
        on = date(2024, 8, day)
        factories.contact_attempt(person=child.person, on=on, outcome=outcome)

    for day, outcome in ((3, ""), (5, "abroad"), (7, ""), (9, "sought"), (11, "exempt")):
        tried(day, outcome)

    def known(day: int) -> str:
        ((_child, since, tracing),) = shown(official, on=date(2024, 8, day))
        assert since == FIRST
        return tracing

    assert [known(day) for day in (2, 3, 4, 5, 8, 9, 10, 11)] == [
        "not_contacted",
        "contacted",
        "contacted",
        "abroad",
        "abroad",
        "contacted",
        "contacted",
        "exempt",
    ]


def test_later_of_two_attempts_of_a_day_holds(official: User, child: Declared) -> None:
    for outcome in ("abroad", "not_found"):
        factories.contact_attempt(person=child.person, on=TODAY, outcome=outcome)

    assert shown(official)[0][2] == "not_found"


def test_what_was_known_before_a_child_learnt_says_nothing_of_after(
    official: User, child: Declared
) -> None:
    factories.contact_attempt(person=child.person, on=date(2024, 8, 2), outcome="enrolled")
    enrolled(child, from_on=date(2024, 8, 4), to_on=date(2024, 8, 10))
    factories.contact_attempt(person=child.person, on=date(2024, 8, 15))

    assert shown(official, on=date(2024, 8, 12)) == [
        (child.person_id, date(2024, 8, 11), "not_contacted")
    ]
    assert shown(official)[0][2] == "contacted"


def test_figure_counts_whom_the_list_shows(official: User, child: Declared) -> None:
    enrolled(factories.declared_child())
    small = factories.person(born_on=date(2019, 2, 1))
    factories.declared_child(person=small, is_protected=True)
    factories.contact_attempt(person=small, on=date(2024, 8, 10), outcome="left_country")

    rows = facts.outside()
    there = rows.filter(pl.col("from_on") <= TODAY, pl.col("to_on") >= TODAY)

    told = there.select("person", "age_group", "protection", "tracing").rows()
    assert sorted(told) == sorted(
        (line.declared.person.pseudonym, line.age_group, line.protection, line.tracing)
        for line in queries.children(official, on=TODAY)
    )
    assert {row[1:] for row in told} == {
        ("seven_to_fifteen", "declared", "not_contacted"),
        ("five_to_six", "temporary", "left_country"),
    }
    assert facts.declared().height == 3


def test_birthday_brings_a_child_into_another_age_group() -> None:
    child = factories.declared_child(person=factories.person(born_on=date(2017, 8, 10)))

    told = spells.spells().filter(pl.col("declared") == child.pk)

    assert told.select("from_on", "to_on", "age_group").rows() == [
        (FIRST, date(2024, 8, 9), "five_to_six"),
        (date(2024, 8, 10), date(2033, 8, 9), "seven_to_fifteen"),
        (date(2033, 8, 10), date(2035, 8, 9), "sixteen_to_seventeen"),
    ]


GIVEN: dict[str, Any] = {"way": "phone", "came_of_it": "Māte sola atnākt.", "outcome": ""}


def test_attempt_is_written_corrected_taken_back_and_kept_sealed(
    official: User, child: Declared
) -> None:
    who: dict[str, Any] = {"by": official, "at": NOW}
    row = actions.reach_out(child=child, on=TODAY, **GIVEN, **who)
    said = {**GIVEN, "outcome": "exempt"}
    row = actions.correct(attempt=row, child=child, revision=row.revision, on=TODAY, **said, **who)
    assert (row.outcome, row.made_by) == ("exempt", official)
    actions.take_back(attempt=row, child=child, **who)

    assert not ContactAttempt.objects.exists()
    kept = AuditRecord.objects.filter(subject="prevention.Declared", subject_ids=[child.pk])
    assert list(kept.order_by("pk").values_list("action", flat=True)) == [
        "outside.reach_out",
        "outside.correct",
        "outside.take_back",
    ]


@pytest.mark.parametrize("on", [TODAY + timedelta(days=1), FIRST - timedelta(days=1)])
def test_attempt_is_of_a_day_on_the_lists(on: date, official: User, child: Declared) -> None:
    with pytest.raises(UnableToRecord):
        actions.reach_out(child=child, on=on, **GIVEN, by=official, at=NOW)


def test_only_the_authoritys_own_look_for_children(
    official: User, child: Declared, school: Organisation
) -> None:
    actions.entrust(child=child, responsible=official, revision=1, by=official, at=NOW)
    child.refresh_from_db()
    assert child.responsible == official
    head = working("head", school)
    with pytest.raises(UnableToRecord):
        actions.entrust(child=child, responsible=head, revision=2, by=official, at=NOW)
    with pytest.raises(NotPermitted):
        actions.reach_out(child=child, on=TODAY, **GIVEN, by=head, at=NOW)
    at_school = factories.role_grant(role="specialist", organisation=school).user
    with pytest.raises(NotPermitted):
        actions.reach_out(child=child, on=TODAY, **GIVEN, by=at_school, at=NOW)


@pytest.mark.parametrize("role", ["head", "specialist", "class_teacher", "support", "auditor"])
def test_no_school_knows_of_a_child(
    role: str, reader: Client, child: Declared, school: Organisation
) -> None:
    """Not even where the child learnt, and not a specialist whose role is at a school."""
    enrolled(child, group=factories.group(institution=school), to_on=date(2024, 8, 5))
    user = working(role, school)
    reader.force_login(user)

    assert queries.children(user, on=TODAY) == []
    assert reader.get(f"/prevention/outside/{child.pk}/").status_code in (403, 404)
    answer = reader.get("/prevention/outside/")
    assert answer.status_code == 403 or child.person.family_name not in answer.content.decode()


def test_page_of_a_child_tells_what_is_known_and_that_it_was_read(
    reader: Client, official: User, child: Declared
) -> None:
    factories.contact_attempt(person=child.person, on=TODAY, outcome="abroad", made_by=official)
    reader.force_login(official)

    page = read(reader, f"/prevention/outside/{child.pk}/")

    assert "Neviens neatbild." in page
    assert "learns abroad" in page
    assert child.address in page
    record = AuditRecord.objects.get(action="outside.read")
    assert (record.subject_ids, record.by) == ([child.pk], official)


def test_learner_who_was_never_sought_has_no_page(
    reader: Client, official: User, child: Declared
) -> None:
    row = enrolled(child)
    reader.force_login(official)
    address = f"/prevention/outside/{child.pk}/"
    assert reader.get(address).status_code == 404

    factories.contact_attempt(person=child.person, on=date(2024, 8, 2), outcome="enrolled")

    assert row.group.institution.name in read(reader, address)


def test_list_is_narrowed_and_taken_away(reader: Client, official: User, child: Declared) -> None:
    other = factories.person(given_name="Olena", family_name="Bondar", born_on=date(2019, 1, 1))
    factories.declared_child(person=other, is_protected=True)
    factories.contact_attempt(person=other, on=date(2024, 8, 10))
    reader.force_login(official)

    def names(query: str) -> tuple[bool, bool]:
        page = read(reader, f"/prevention/outside/?{query}")
        return child.person.family_name in page, "Bondar" in page

    assert names("") == (True, True)
    assert names("q=bondar") == (False, True)
    assert names("age_group=five_to_six") == (False, True)
    assert names("protection=declared") == (True, False)
    assert names("tracing=contacted") == (False, True)
    assert names("tracing=not_contacted") == (True, False)
    assert reader.get("/prevention/outside/?format=csv").status_code == 200
    assert AuditRecord.objects.get(action="outside.take_out").details == {"rows": 2}


def test_pages_write_attempts(reader: Client, official: User, child: Declared) -> None:
    reader.force_login(official)
    address = f"/prevention/outside/{child.pk}/"

    reader.post(f"{address}attempts/new/", {**GIVEN, "on": "2024-08-19", "outcome": "not_found"})
    row = ContactAttempt.objects.get()
    assert (row.outcome, row.made_by) == ("not_found", official)
    changed = {**GIVEN, "on": "2024-08-18", "revision": row.revision}
    reader.post(f"/prevention/attempts/{row.pk}/change/", changed)
    row.refresh_from_db()
    assert (row.on, row.outcome) == (date(2024, 8, 18), "")
    reader.post(f"{address}responsible/", {"responsible": official.pk, "revision": 1})
    child.refresh_from_db()
    assert child.responsible == official
    reader.post(f"/prevention/attempts/{row.pk}/take-back/")
    assert not ContactAttempt.objects.exists()


@pytest.mark.parametrize(("day", "count"), [(date(2024, 8, 14), 0), (date(2024, 8, 15), 1)])
def test_authority_owes_a_first_contact_in_time(
    day: date, count: int, official: User, child: Declared, school: Organisation
) -> None:
    factories.contact_attempt(person=factories.declared_child().person, on=date(2024, 8, 2))

    def owed(user: User) -> list[Any]:
        found = duties.owed(user, day)
        return [due.owed for due in found if due.duty.key == "prevention.contacts"]

    assert len(owed(official)) == count
    assert owed(working("head", school)) == []
    for one in owed(official):
        assert one.due_on == date(2024, 8, 15)
        assert child.person.family_name not in one.sentence


def test_old_entries_go_with_what_was_asked() -> None:
    old = factories.declared_child(to_on=date(2024, 8, 5))
    still = factories.declared_child()
    back = factories.declared_child(
        person=still.person, from_on=date(2024, 1, 1), listed_on=date(2024, 1, 1),
        to_on=date(2024, 2, 1),
    )  # fmt: skip
    for one in (old, still):
        factories.contact_attempt(person=one.person, on=date(2024, 8, 2))
    (kind,) = (one for one in privacy.RETENTION if one.key == privacy.LISTS)

    kind.remove(kind.over(date(2024, 8, 6)), at=NOW)

    assert set(Declared.objects.all()) == {still}
    assert back.pk not in Declared.objects.values_list("pk", flat=True)
    assert [row.person for row in ContactAttempt.objects.all()] == [still.person]


def test_order_begins_with_whom_nobody_asked_after(official: User) -> None:
    for outcome in ("exempt", "", None):
        child = factories.declared_child()
        if outcome is not None:
            factories.contact_attempt(person=child.person, outcome=outcome)

    codes = [line.tracing for line in queries.children(official, on=TODAY)]

    assert codes == ["not_contacted", "contacted", "exempt"]
    assert codes == sorted(codes, key=TRACINGS.codes.index)
