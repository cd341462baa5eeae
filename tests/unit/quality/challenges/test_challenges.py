"""Challenges are named, worked on, concluded, taken on; what is refused of them."""

from datetime import date, timedelta
from typing import Any

import pytest

from gaisma.base.changes import NotPermitted, UnableToChange, UnableToRecord
from gaisma.base.models import AuditRecord, Organisation, SchoolYear, User
from gaisma.quality.challenges import actions, offers, queries
from gaisma.quality.challenges.models import Challenge, Task, in_order
from tests import factories
from tests.moments import NOW, TODAY

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + timedelta(days=1)
WHO: dict[str, Any] = {"by": None, "at": NOW}
ENDED: dict[str, Any] = {"outcome": "lessened", "became": "Two came.", "concluded_on": TODAY}


@pytest.fixture
def years() -> tuple[SchoolYear, SchoolYear]:
    return factories.school_year(name="2023/2024"), factories.school_year(name="2024/2025")


@pytest.fixture
def official(school: Organisation) -> User:
    user: User = factories.user()
    factories.role_grant(user=user, role="specialist", organisation=factories.authority())
    return user


def named(years: tuple[SchoolYear, SchoolYear], **given: Any) -> Challenge:
    usual = {"school_year": years[0], "title": "Vacancies", "owner": factories.user()}
    return actions.name(**{**usual, **given}, **WHO)


def concluded(row: Challenge) -> Challenge:
    return actions.conclude(challenge=row, revision=row.revision, **ENDED, **WHO)


def carried(row: Challenge) -> Challenge:
    return actions.carry_on(challenge=row, revision=row.revision, **WHO)


def test_every_step_stands_in_the_audit(years: tuple[SchoolYear, SchoolYear]) -> None:
    row = named(years)
    task = actions.add_task(challenge=row, what="Ask", due_on=TOMORROW, **WHO)
    actions.change_task(task=task, revision=task.revision, done_on=TODAY, **WHO)
    carried(concluded(row))

    noted = AuditRecord.objects.order_by("pk").values_list("action", flat=True)
    assert [action.partition(".")[2] for action in noted] == [
        "name",
        "add_task",
        "change_task",
        "conclude",
        "carry_on",
    ]


def test_head_names_none(school: Organisation, years: tuple[SchoolYear, SchoolYear]) -> None:
    head = factories.user()
    factories.role_grant(user=head, role="head", organisation=school)

    with pytest.raises(NotPermitted):
        actions.name(school_year=years[0], title="Vacancies", owner=head, by=head, at=NOW)


def test_one_name_stands_once_a_year(years: tuple[SchoolYear, SchoolYear]) -> None:
    named(years)

    with pytest.raises(UnableToRecord, match="already"):
        named(years)
    assert named(years, school_year=years[1]).pk


def test_concluded_one_is_not_changed_and_takes_no_task(
    years: tuple[SchoolYear, SchoolYear],
) -> None:
    task = factories.challenge_task(challenge=named(years))
    row = concluded(task.challenge)

    with pytest.raises(UnableToRecord, match="concluded"):
        actions.change(challenge=row, revision=row.revision, title="Other", **WHO)
    with pytest.raises(UnableToRecord, match="concluded"):
        actions.add_task(challenge=row, what="Ask again", **WHO)
    with pytest.raises(UnableToRecord, match="concluded"):
        actions.change_task(task=task, revision=task.revision, what="Other", **WHO)
    with pytest.raises(UnableToRecord, match="concluded"):
        actions.remove_task(task=task, **WHO)
    with pytest.raises(UnableToRecord, match="concluded"):
        actions.drop(challenge=row, **WHO)


@pytest.mark.parametrize("missing", ["outcome", "became"])
def test_nothing_is_concluded_without_what_became(
    years: tuple[SchoolYear, SchoolYear], missing: str
) -> None:
    row = named(years)

    with pytest.raises(UnableToRecord, match="what became of it"):
        actions.conclude(challenge=row, revision=row.revision, **{**ENDED, missing: ""}, **WHO)


def test_nothing_is_concluded_or_done_tomorrow(years: tuple[SchoolYear, SchoolYear]) -> None:
    row = named(years)

    with pytest.raises(UnableToRecord, match="not come yet"):
        actions.conclude(
            challenge=row, revision=row.revision, **{**ENDED, "concluded_on": TOMORROW}, **WHO
        )
    with pytest.raises(UnableToRecord, match="not come yet"):
        actions.add_task(challenge=row, what="Ask", done_on=TOMORROW, **WHO)


def test_what_is_taken_on_brings_what_is_not_done(
    years: tuple[SchoolYear, SchoolYear],
) -> None:
    row = named(years, indicator="vacancies.load", filters={"role": "head"}, target="None")
    factories.challenge_task(challenge=row, what="Done", done_on=TODAY)
    factories.challenge_task(challenge=row, what="Open", due_on=TOMORROW, result="Half of it")

    later = carried(concluded(row))

    assert (later.school_year, later.state, later.carried_from) == (years[1], "open", row)
    assert (later.indicator, later.filters, later.target) == (
        "vacancies.load",
        {"role": "head"},
        "None",
    )
    assert list(later.tasks.values_list("what", "due_on", "result")) == [
        ("Open", TOMORROW, "Half of it")
    ]
    assert set(row.tasks.values_list("what", flat=True)) == {"Done", "Open"}


def test_what_is_overcome_or_taken_on_already_goes_no_further(
    years: tuple[SchoolYear, SchoolYear],
) -> None:
    row = concluded(named(years))
    carried(row)
    with pytest.raises(UnableToRecord, match="already"):
        carried(Challenge.objects.get(pk=row.pk))

    overcome = named(years, title="Roof")
    overcome = actions.conclude(
        challenge=overcome,
        revision=overcome.revision,
        **{**ENDED, "outcome": "overcome"},
        **WHO,
    )
    with pytest.raises(UnableToRecord, match="overcome"):
        carried(overcome)


def test_two_people_take_one_on_once(years: tuple[SchoolYear, SchoolYear]) -> None:
    row = concluded(named(years))
    seen_by_second = Challenge.objects.get(pk=row.pk)
    carried(row)

    with pytest.raises((UnableToChange, UnableToRecord)):
        carried(seen_by_second)
    assert Challenge.objects.count() == 2


def test_what_was_changed_meanwhile_is_not_taken_on_unseen(
    years: tuple[SchoolYear, SchoolYear],
) -> None:
    row = concluded(named(years))
    seen_by_second = Challenge.objects.get(pk=row.pk)
    row = actions.reopen(challenge=row, revision=row.revision, **WHO)
    actions.conclude(challenge=row, revision=row.revision, **{**ENDED, "became": "Three."}, **WHO)

    with pytest.raises(UnableToChange):
        carried(seen_by_second)
    assert Challenge.objects.count() == 1


def test_nothing_is_taken_on_into_a_year_that_nobody_knows() -> None:
    year = factories.school_year(name="2024/2025")
    row = concluded(named((year, year)))

    with pytest.raises(UnableToRecord, match="not known yet"):
        carried(row)
    assert Challenge.objects.count() == 1


def test_what_went_on_is_not_opened_again(years: tuple[SchoolYear, SchoolYear]) -> None:
    row = concluded(named(years))
    later = carried(row)
    row = Challenge.objects.get(pk=row.pk)

    with pytest.raises(UnableToRecord, match="later school year"):
        actions.reopen(challenge=row, revision=row.revision, **WHO)

    actions.drop(challenge=later, **WHO)
    row = Challenge.objects.get(pk=row.pk)
    row = actions.reopen(challenge=row, revision=row.revision, **WHO)
    assert (row.state, row.outcome, row.became, row.concluded_on) == ("open", "", "", None)


@pytest.mark.parametrize(("days", "is_told"), [(-1, True), (14, True), (15, False)])
def test_task_is_owed_from_two_weeks_before_its_day(
    official: User, days: int, *, is_told: bool
) -> None:
    challenge = factories.challenge(owner=official)
    task = factories.challenge_task(challenge=challenge, due_on=TODAY + timedelta(days=days))

    owed = offers.tasks_owed(official, TODAY)

    assert [one.sentence for one in owed] == ([task.what] if is_told else [])


def test_done_task_and_another_owners_are_not_owed(official: User) -> None:
    factories.challenge_task(
        challenge=factories.challenge(owner=official), due_on=TODAY, done_on=TODAY
    )
    factories.challenge_task(challenge=factories.challenge(title="Roof"), due_on=TODAY)
    over = factories.challenge(owner=official, title="Yard", outcome="lessened")
    factories.challenge_task(challenge=over, due_on=TODAY)

    assert offers.tasks_owed(official, TODAY) == ()


@pytest.mark.parametrize(
    ("days", "done", "tone"), [(-1, False, "bad"), (0, False, "due"), (-1, True, "good")]
)
def test_task_is_late_from_the_day_after_its_last(days: int, tone: str, *, done: bool) -> None:
    task = factories.challenge_task(
        due_on=TODAY + timedelta(days=days), done_on=TODAY if done else None
    )

    (line,) = queries.challenge_page(task.challenge, factories.user(), on=TODAY).tasks

    assert line.tone == tone


def test_outcome_is_owed_when_the_year_is_over(official: User) -> None:
    year = factories.school_year(name="2023/2024")
    factories.challenge(owner=official, school_year=year, title="Vacancies")
    factories.challenge(owner=official, school_year=year, title="Roof", outcome="overcome")

    assert offers.conclusions_owed(official, year.ends_on) == ()
    (owed,) = offers.conclusions_owed(official, year.ends_on + timedelta(days=1))
    assert "Vacancies" in owed.sentence


def test_day_of_a_task_orders_it() -> None:
    challenge = factories.challenge()
    for what, due_on in (("c", None), ("b", date(2024, 10, 2)), ("a", date(2024, 10, 1))):
        factories.challenge_task(challenge=challenge, what=what, due_on=due_on)

    assert [task.what for task in in_order(Task.objects.all())] == ["a", "b", "c"]
