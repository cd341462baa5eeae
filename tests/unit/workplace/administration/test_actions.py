from datetime import date
from typing import Any

import pytest

from gaisma.base.changes import NotPermitted, UnableToChange, UnableToRecord
from gaisma.base.errors import GaismaError
from gaisma.base.models import AuditRecord, Installation, MovedWorkingDay, SchoolYear, Term, User
from gaisma.evidence.lake import actions as lake
from gaisma.quality.observations.models import Observation
from gaisma.record.programmes.models import Subject
from gaisma.workplace.administration import actions
from gaisma.workplace.administration.actions import Settings
from tests import factories
from tests.moments import NOW

pytestmark = pytest.mark.django_db
WANTED = Settings("Daugavpils", ("ru", "lv"), 7)
FREE, WORKED = date(2024, 12, 30), date(2024, 12, 28)


def noted() -> list[str]:
    return list(AuditRecord.objects.order_by("pk").values_list("action", flat=True))


def test_installation_changed_is_noted_with_what_it_was(administrator: User) -> None:
    actions.change_settings(WANTED, by=administrator, at=NOW)

    now = Installation.current()
    assert (now.municipality, now.language, now.languages) == ("Daugavpils", "ru", ["ru", "lv"])
    assert now.smallest_group == 7
    details = AuditRecord.objects.get(action="installation.change").details
    assert details["changed"]["smallest_group"] == [5, 7]


def test_installation_left_as_it_is_is_not_noted(administrator: User) -> None:
    now = Installation.current()

    same = Settings(now.municipality, now.languages, now.smallest_group)
    actions.change_settings(same, by=administrator, at=NOW)

    assert noted() == []


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (Settings("D", (), 5), "unknown_language"),
        (Settings("D", ("lv", "de"), 5), "unknown_language"),
        (Settings("D", ("lv",), 2), "smallest_group"),
        (Settings("D", ("lv",), 21), "smallest_group"),
    ],
)
def test_installation_that_cannot_be_is_refused(
    administrator: User, wanted: Settings, code: str
) -> None:
    with pytest.raises(actions.UnableToSetInstallation) as refusal:
        actions.change_settings(wanted, by=administrator, at=NOW)

    assert refusal.value.code == code


def test_retention_is_kept_and_noted(administrator: User) -> None:
    actions.keep_for({"audit": 5}, by=administrator, at=NOW)

    assert Installation.current().retention == {"audit": 5}
    assert noted() == ["installation.change_retention"]


@pytest.mark.parametrize("periods", [{"audit": 0}, {"audit": 101}, {"nonsense": 5}])
def test_retention_that_cannot_be_is_refused(administrator: User, periods: dict[str, int]) -> None:
    with pytest.raises(GaismaError):
        actions.keep_for(periods, by=administrator, at=NOW)

    assert Installation.current().retention == {}


def test_school_year_is_added_by_its_name(administrator: User) -> None:
    year = actions.add_year(name="2030/2031", by=administrator, at=NOW)

    assert (year.starts_on, year.ends_on) == (date(2030, 9, 1), date(2031, 8, 31))
    assert noted() == ["school_year.add"]


@pytest.mark.parametrize("name", ["2030", "2030/2032", "nonsense", "2023/2024"])
def test_school_year_that_is_none_or_stands_already_is_refused(
    administrator: User, name: str
) -> None:
    factories.school_year("2023/2024")

    with pytest.raises(GaismaError):
        actions.add_year(name=name, by=administrator, at=NOW)


def test_school_year_with_groups_is_not_removed(administrator: User) -> None:
    year = factories.group().school_year

    with pytest.raises(actions.UnableToRemove):
        actions.remove_year(year=year, by=administrator, at=NOW)

    assert SchoolYear.objects.filter(pk=year.pk).exists()
    assert noted() == []


def test_school_year_that_nothing_stands_on_is_removed_with_its_terms(administrator: User) -> None:
    term = factories.term(school_year=factories.school_year("2023/2024"))

    actions.remove_year(year=term.school_year, by=administrator, at=NOW)

    assert not Term.objects.exists()
    assert noted() == ["school_year.remove"]


def test_terms_follow_each_other_in_their_year(administrator: User) -> None:
    year = factories.school_year("2023/2024")
    given: dict[str, Any] = {"by": administrator, "at": NOW}

    first = actions.add_term(
        school_year=year, number=1, from_on=date(2023, 9, 1), to_on=date(2023, 12, 22), **given
    )
    actions.add_term(
        school_year=year, number=2, from_on=date(2024, 1, 8), to_on=date(2024, 5, 31), **given
    )
    actions.change_term(
        term=first, number=1, from_on=date(2023, 9, 1), to_on=date(2024, 1, 5), **given
    )
    actions.remove_term(term=first, **given)

    assert [term.number for term in year.terms.all()] == [2]
    assert noted() == ["term.add", "term.add", "term.change", "term.remove"]


@pytest.mark.parametrize(
    ("number", "from_on", "to_on", "code"),
    [
        (2, date(2024, 2, 1), date(2024, 1, 8), "end_before_start"),
        (2, date(2023, 8, 31), date(2024, 1, 8), "outside_its_year"),
        (2, date(2024, 1, 8), date(2024, 9, 1), "outside_its_year"),
        (1, date(2024, 1, 8), date(2024, 5, 31), "number_taken"),
        (2, date(2023, 12, 22), date(2024, 5, 31), "terms_meet"),
    ],
)
def test_term_that_does_not_fit_its_year_is_refused(
    administrator: User, number: int, from_on: date, to_on: date, code: str
) -> None:
    first = factories.term(from_on=date(2023, 9, 1), to_on=date(2023, 12, 22))

    with pytest.raises(GaismaError) as refusal:
        actions.add_term(
            school_year=first.school_year,
            number=number,
            from_on=from_on,
            to_on=to_on,
            by=administrator,
            at=NOW,
        )

    assert refusal.value.code == code


def test_working_day_is_moved_changed_and_taken_back(administrator: User) -> None:
    given: dict[str, Any] = {"by": administrator, "at": NOW}

    moved = actions.move_day(day_off_on=FREE, worked_on=WORKED, **given)
    actions.change_moved_day(moved=moved, day_off_on=FREE, worked_on=date(2025, 1, 4), **given)
    actions.remove_moved_day(moved=moved, **given)

    assert not MovedWorkingDay.objects.exists()
    assert noted() == ["moved_day.add", "moved_day.change", "moved_day.remove"]


@pytest.mark.parametrize(
    ("day_off_on", "worked_on", "code"),
    [
        (date(2024, 12, 29), WORKED, "free_anyway"),
        (FREE, date(2024, 12, 27), "worked_anyway"),
        (date(2024, 5, 3), WORKED, "moved_already"),
        (FREE, date(2024, 5, 11), "moved_already"),
    ],
)
def test_working_day_that_cannot_be_moved_is_refused(
    administrator: User, day_off_on: date, worked_on: date, code: str
) -> None:
    factories.moved_working_day(day_off_on=date(2024, 5, 3), worked_on=date(2024, 5, 11))

    with pytest.raises(GaismaError) as refusal:
        actions.move_day(day_off_on=day_off_on, worked_on=worked_on, by=administrator, at=NOW)

    assert refusal.value.code == code


def test_subject_is_added_changed_and_removed(administrator: User) -> None:
    given: dict[str, Any] = {"by": administrator, "at": NOW}

    subject = actions.add_subject(code="ENG", title="English", **given)
    actions.change_subject(
        subject=subject, revision=1, code="ENG", title="English language", **given
    )
    actions.remove_subject(subject=subject, **given)

    assert not Subject.objects.exists()
    assert noted() == ["subject.add", "subject.change", "subject.remove"]


def test_subject_whose_code_is_taken_is_refused(administrator: User) -> None:
    factories.subject(code="ENG")

    with pytest.raises(UnableToRecord):
        actions.add_subject(code="ENG", title="English", by=administrator, at=NOW)


def test_subject_changed_meanwhile_is_not_overwritten(administrator: User) -> None:
    subject = factories.subject(revision=2, title="Theirs")

    with pytest.raises(UnableToChange):
        actions.change_subject(
            subject=subject, revision=1, code="X", title="Mine", by=administrator, at=NOW
        )

    subject.refresh_from_db()
    assert subject.title == "Theirs"


@pytest.mark.parametrize("cast", ["specialist", "head", "teacher", "visitor", "auditor"])
def test_administration_is_the_administrators(request: Any, cast: str) -> None:
    by = request.getfixturevalue(cast)
    year = factories.school_year("2023/2024")
    moved, subject = factories.moved_working_day(), factories.subject()
    given: dict[str, Any] = {"by": by, "at": NOW}
    days = {"from_on": date(2023, 9, 1), "to_on": date(2023, 12, 22)}
    term = factories.term(school_year=year)
    attempts = [
        lambda: actions.change_settings(WANTED, **given),
        lambda: actions.keep_for({"audit": 5}, **given),
        lambda: actions.add_year(name="2030/2031", **given),
        lambda: actions.remove_year(year=year, **given),
        lambda: actions.add_term(school_year=year, number=2, **days, **given),
        lambda: actions.change_term(term=term, number=1, **days, **given),
        lambda: actions.remove_term(term=term, **given),
        lambda: actions.move_day(day_off_on=FREE, worked_on=WORKED, **given),
        lambda: actions.change_moved_day(moved=moved, day_off_on=FREE, worked_on=WORKED, **given),
        lambda: actions.remove_moved_day(moved=moved, **given),
        lambda: actions.add_subject(code="X", title="X", **given),
        lambda: actions.change_subject(subject=subject, revision=1, code="X", title="X", **given),
        lambda: actions.remove_subject(subject=subject, **given),
    ]

    for attempt in attempts:
        with pytest.raises(NotPermitted):
            attempt()

    assert noted() == []


@pytest.fixture
def observation(administrator: User) -> Observation:
    """One of the lake's, held in the first term of its year."""
    year = factories.school_year("2023/2024")
    year.terms.all().delete()
    year.terms.create(number=1, from_on=date(2023, 9, 1), to_on=date(2023, 12, 22))
    subject = factories.subject(code="MAT")
    found = factories.observation(held_on=date(2023, 9, 4), subject=subject)
    factories.sheet(observation=found, submitted_at=NOW)
    lake.touch("observations")
    lake.refresh(reason="test", at=NOW)
    return found


def test_code_of_a_subject_that_is_changed_reaches_the_lake(
    observation: Observation, administrator: User
) -> None:
    given: dict[str, Any] = {"subject": observation.subject, "title": "Maths"}

    actions.change_subject(revision=1, code="MTH", by=administrator, at=NOW, **given)

    assert lake.refresh(reason="test", at=NOW) is not None


def test_days_of_a_term_that_are_changed_reach_the_lake(
    observation: Observation, administrator: User
) -> None:
    term = Term.objects.get(school_year__name="2023/2024", number=1)
    days = {"from_on": date(2023, 9, 5), "to_on": term.to_on}

    actions.change_term(term=term, number=1, **days, by=administrator, at=NOW)

    assert lake.refresh(reason="test", at=NOW) is not None
