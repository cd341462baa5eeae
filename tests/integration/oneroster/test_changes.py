"""Sets that follow others: deltas, what a bulk set no longer holds, and undoing it."""

from datetime import date

import polars as pl
import pytest

from gaisma.base.models import Organisation
from gaisma.evidence.interop import imports
from gaisma.record.people.models import Employment, Person
from gaisma.record.programmes.models import Enrolment
from tests import oneroster_sets
from tests.moments import NOW, TODAY

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("version", ["1.1", "1.2"])
LEARNERS = 40


@pytest.fixture
def frames():
    return oneroster_sets.roster(learners=LEARNERS, year=2023)


def without(frames, *learners):
    """The set without some learners and all that is said of them."""
    people = {"users": "sourcedId", "roles": "userSourcedId", "demographics": "sourcedId"}
    people["enrollments"] = "userSourcedId"
    return {
        name: frame.filter(~pl.col(people[name]).is_in(learners)) if name in people else frame
        for name, frame in frames.items()
    }


def delta_of(frame, *identifiers, status="active", **values):
    """Those rows as a delta says them, with other values."""
    chosen = oneroster_sets.delta(
        frame.filter(pl.col("sourcedId").is_in(identifiers)), at="2024-03-11T08:00:00.000Z"
    )
    return chosen.with_columns(status=pl.lit(status), **{k: pl.lit(v) for k, v in values.items()})


def enrolment_of(learner):
    return Enrolment.objects.get(person__identifiers__value=learner)


def test_learner_whom_a_bulk_set_lacks_leaves_on_its_date(take_in, frames):
    take_in(frames)

    outcome = take_in(without(frames, "learner-000003"))

    assert (outcome.status, outcome.ended["learners"]) == ("taken", 1)
    assert enrolment_of("learner-000003").to_on == TODAY
    assert Enrolment.objects.filter(to_on=None).count() == LEARNERS - 1


def test_date_of_a_bulk_set_is_its_newest_moment(take_in, frames):
    take_in(frames)
    left = without(frames, "learner-000003")
    left["users"] = left["users"].with_columns(dateLastModified=pl.lit("2024-04-02T10:00:00.000Z"))

    take_in(left)

    assert enrolment_of("learner-000003").to_on == date(2024, 4, 2)


def test_learner_who_comes_back_is_a_learner_again(take_in, frames):
    take_in(frames)
    take_in(without(frames, "learner-000003"))

    outcome = take_in(frames)

    assert outcome.changed["learners"] == 1
    assert enrolment_of("learner-000003").to_on is None


@BOTH
def test_set_in_which_half_are_missing_asks_and_takes_nothing(take_in, version):
    frames = oneroster_sets.roster(version, learners=LEARNERS, year=2023)
    take_in(frames, version=version)
    half = [f"learner-{number:06}" for number in range(1, LEARNERS // 2 + 1)]
    left = without(frames, *half)

    outcome = take_in(left, version=version)

    assert (outcome.status, outcome.id) == ("asks", None)
    [decision] = outcome.decisions
    assert (decision.code, decision.file) == ("many_endings", "enrollments.csv")
    assert "20 of 40" in decision.question
    assert Enrolment.objects.filter(to_on=None).count() == LEARNERS


def test_set_in_which_half_are_missing_is_taken_when_told_so(take_in, frames):
    take_in(frames)
    half = [f"learner-{number:06}" for number in range(1, LEARNERS // 2 + 1)]

    outcome = take_in(without(frames, *half), yes=True)

    assert (outcome.status, outcome.ended["learners"]) == ("taken", LEARNERS // 2)


def test_undone_endings_are_open_again(take_in, frames):
    take_in(frames)
    outcome = take_in(without(frames, "learner-000003"))

    imports.undo(outcome.id, by=None, at=NOW)

    assert enrolment_of("learner-000003").to_on is None


def test_table_that_the_manifest_does_not_declare_is_left_alone(take_in, frames):
    take_in(frames)
    left = {name: frames[name] for name in ("orgs", "users", "roles")}

    outcome = take_in(left)

    assert (outcome.status, outcome.ended.get("learners", 0)) == ("taken", 0)
    assert Enrolment.objects.filter(to_on=None).count() == LEARNERS


def test_teacher_whom_a_bulk_set_lacks_leaves(take_in, frames):
    take_in(frames)

    outcome = take_in(without(frames, "teacher-000002"))

    assert outcome.ended["staff"] == 1
    posts = Employment.objects.filter(person__identifiers__value="teacher-000002")
    assert [post.to_on for post in posts] == [TODAY]


def test_enrolments_of_another_sender_are_left_alone(take_in, folder, frames):
    from gaisma.evidence.interop.oneroster import actions

    take_in(frames)
    other = {name: frame for name, frame in frames.items() if name == "orgs"}
    users = oneroster_sets.shaped(frames["users"].clear(), "users", "1.2")
    enrollments = oneroster_sets.shaped(frames["enrollments"].clear(), "enrollments", "1.2")
    for file in folder.glob("*.csv"):
        file.unlink()
    oneroster_sets.write(
        folder, other | {"users": users, "enrollments": enrollments}, system="another"
    )

    outcome = actions.take_in(folder, by=None, at=NOW)

    assert (outcome.status, outcome.ended["learners"]) == ("taken", 0)
    assert Enrolment.objects.filter(to_on=None).count() == LEARNERS


@BOTH
def test_delta_changes_a_name_and_nothing_else(take_in, version):
    frames = oneroster_sets.roster(version, learners=5, year=2023)
    take_in(frames, version=version)
    change = delta_of(frames["users"], "learner-000002", familyName="Ķirse-Žagare")

    outcome = take_in({"users": change}, version=version, mode="delta")

    assert (outcome.status, outcome.changed) == ("taken", {"people": 1})
    assert Person.objects.get(identifiers__value="learner-000002").family_name == "Ķirse-Žagare"
    assert Person.objects.get(identifiers__value="learner-000002").born_on is not None
    assert Enrolment.objects.filter(to_on=None).count() == 5


@BOTH
def test_delta_adds_a_learner_to_a_stored_class(take_in, version):
    frames = oneroster_sets.roster(version, learners=20, year=2023)
    take_in(without(frames, "learner-000020"), version=version)
    names = ("users", "enrollments") if version == "1.1" else ("users", "roles", "enrollments")
    added = {
        name: delta_of(frames[name], "learner-000020", "role-learner-000020", "enrolment-000020")
        for name in names
    }

    outcome = take_in(added, version=version, mode="delta")

    assert (outcome.status, outcome.created["learners"]) == ("taken", 1)
    assert sum(outcome.ended.values()) == 0
    assert enrolment_of("learner-000020").group == enrolment_of("learner-000001").group


def test_delta_moves_a_learner_to_another_class(take_in, frames):
    take_in(frames)
    old = delta_of(frames["enrollments"], "enrolment-000001", status="tobedeleted")
    new = delta_of(
        frames["enrollments"],
        "enrolment-000001",
        sourcedId="enrolment-new",
        classSourcedId="class-000002",
        beginDate="2024-03-12",
    )

    outcome = take_in({"enrollments": pl.concat([old, new])}, mode="delta")

    assert (outcome.status, outcome.problems) == ("taken", [])
    assert (outcome.created["learners"], outcome.changed["learners"]) == (1, 1)
    spans = Enrolment.objects.filter(person__identifiers__value="learner-000001")
    assert list(spans.order_by("from_on").values_list("group__name", "from_on", "to_on")) == [
        ("PK.a", date(2023, 9, 1), date(2024, 3, 11)),
        ("KG.a", date(2024, 3, 12), None),
    ]


def moved(frames, *, begins):
    """The set in which the first learner is in the second class, under a new identifier."""
    is_first = pl.col("sourcedId") == "enrolment-000001"
    values = {"sourcedId": "enrolment-new", "classSourcedId": "class-000002", "beginDate": begins}
    return frames | {
        "enrollments": frames["enrollments"].with_columns(
            pl.when(is_first).then(pl.lit(value)).otherwise(name).alias(name)
            for name, value in values.items()
        )
    }


@pytest.mark.parametrize(
    ("begins", "old_ends", "new_begins"),
    [
        ("2024-03-12", date(2024, 3, 11), date(2024, 3, 12)),
        ("2023-09-01", date(2024, 8, 19), TODAY),
        ("", date(2024, 8, 19), TODAY),
    ],
)
def test_bulk_set_in_which_a_learner_has_moved_ends_the_old_class_first(
    take_in, frames, begins, old_ends, new_begins
):
    take_in(frames)
    later = moved(frames, begins=begins)

    outcome = take_in(later)
    again = take_in(later)

    assert (outcome.status, outcome.problems) == ("taken", [])
    assert (outcome.created["learners"], outcome.ended["learners"]) == (1, 0)
    spans = Enrolment.objects.filter(person__identifiers__value="learner-000001")
    said = spans.order_by("from_on").values_list("group__name", "to_on", "leaving_reason")
    assert list(said) == [("PK.a", old_ends, "moved"), ("KG.a", None, "")]
    assert spans.get(to_on=None).from_on == new_begins
    assert sum(again.created.values()) + sum(again.changed.values()) == 0


def test_delta_ends_what_is_to_be_deleted(take_in, frames):
    take_in(frames)
    gone = delta_of(frames["enrollments"], "enrolment-000007", status="tobedeleted")

    outcome = take_in({"enrollments": gone}, mode="delta")

    assert outcome.ended["learners"] == 1
    assert enrolment_of("learner-000007").to_on == date(2024, 3, 11)


def test_delta_that_deletes_a_user_ends_what_the_user_has(take_in, frames):
    take_in(frames)
    users = delta_of(frames["users"], "learner-000007", "teacher-000001", status="tobedeleted")

    outcome = take_in({"users": users}, mode="delta")

    assert (outcome.ended["learners"], outcome.ended["staff"]) == (1, 1)
    assert enrolment_of("learner-000007").to_on == date(2024, 3, 11)


def test_delta_that_deletes_the_only_role_ends_the_post(take_in, frames):
    take_in(frames)
    roles = delta_of(frames["roles"], "role-teacher-000001", status="tobedeleted")

    outcome = take_in({"roles": roles}, mode="delta")

    assert outcome.ended["staff"] == 1


def test_delta_that_deletes_a_class_asks_before_all_its_learners_leave(take_in, frames):
    take_in(frames)
    classes = delta_of(frames["classes"], "class-000002", status="tobedeleted")

    outcome = take_in({"classes": classes}, mode="delta")

    assert outcome.status == "asks"
    assert "16 of 40" in outcome.decisions[0].question


def planned(frames):
    """The set in which every enrolment ends as planned, with the school year."""
    is_student = pl.col("role") == "student"
    ends = pl.when(is_student).then(pl.lit("2024-06-01")).otherwise(pl.lit(""))
    return frames | {"enrollments": frames["enrollments"].with_columns(endDate=ends)}


@pytest.mark.parametrize(
    ("name", "identifier"),
    [("users", "learner-000007"), ("enrollments", "enrolment-000007"), ("classes", "class-000002")],
)
def test_delta_that_takes_away_ends_what_was_planned_to_last(take_in, frames, name, identifier):
    frames = planned(frames)
    take_in(frames)
    gone = delta_of(frames[name], identifier, status="tobedeleted")

    outcome = take_in({name: gone}, mode="delta", yes=True)
    ended = Enrolment.objects.filter(to_on=date(2024, 3, 11)).count()

    assert (outcome.status, outcome.ended["learners"], outcome.notes) == ("taken", ended, [])
    assert ended == (16 if name == "classes" else 1)
    assert Enrolment.objects.filter(to_on=date(2024, 5, 31)).count() == LEARNERS - ended


def test_delta_that_takes_away_twice_ends_once(take_in, frames):
    take_in(frames)
    gone = delta_of(frames["users"], "learner-000007", status="tobedeleted")
    take_in({"users": gone}, mode="delta")

    outcome = take_in({"users": gone}, mode="delta")

    assert (outcome.status, outcome.notes, sum(outcome.ended.values())) == ("taken", [], 0)


def test_delta_that_is_silent_about_the_old_class_moves_the_learner_and_says_so(take_in, frames):
    frames = planned(frames)
    take_in(frames)
    new = delta_of(
        frames["enrollments"],
        "enrolment-000001",
        sourcedId="enrolment-new",
        classSourcedId="class-000002",
        beginDate="2024-03-18",
    )

    outcome = take_in({"enrollments": new}, mode="delta")

    assert (outcome.status, outcome.problems) == ("taken", [])
    assert [(note.row, note.value) for note in outcome.notes] == [(2, "class-000002")]
    spans = Enrolment.objects.filter(person__identifiers__value="learner-000001")
    assert list(spans.order_by("from_on").values_list("group__name", "to_on")) == [
        ("PK.a", date(2024, 3, 17)),
        ("KG.a", date(2024, 5, 31)),
    ]


def test_enrolment_that_has_not_begun_gives_its_place_to_another(take_in):
    frames = planned(oneroster_sets.roster(learners=LEARNERS, year=2024))
    frames["enrollments"] = frames["enrollments"].with_columns(
        endDate=pl.col("endDate").replace("2024-06-01", "2025-06-01")
    )
    take_in(frames)
    later = moved(frames, begins="2024-09-02")

    outcome = take_in(later)
    again = take_in(later)

    assert (outcome.status, outcome.problems, outcome.ended["learners"]) == ("taken", [], 0)
    [span] = Enrolment.objects.filter(person__identifiers__value="learner-000001")
    assert (span.group.name, span.from_on, span.to_on) == (
        "KG.a",
        date(2024, 9, 2),
        date(2025, 5, 31),
    )
    assert sum(again.changed.values()) + sum(again.ended.values()) == 0


def test_post_whose_end_was_planned_ends_with_its_holder(take_in, frames):
    frames["roles"] = frames["roles"].with_columns(endDate=pl.lit("2024-12-01"))
    take_in(frames)

    outcome = take_in(without(frames, "teacher-000002"))

    assert outcome.ended["staff"] == 1
    post = Employment.objects.get(person__identifiers__value="teacher-000002")
    assert post.to_on == TODAY


def test_end_on_the_last_of_a_month_is_read_as_the_binding_has_it_and_noted(take_in, frames):
    frames = planned(frames)
    frames["enrollments"] = frames["enrollments"].with_columns(
        endDate=pl.col("endDate").replace("2024-06-01", "2024-05-31")
    )

    outcome = take_in(frames)

    [note] = [note for note in outcome.notes if note.column == "endDate"]
    assert (note.file, note.row, note.value) == ("enrollments.csv", 2, "2024-05-31")
    assert enrolment_of("learner-000001").to_on == date(2024, 5, 30)


def test_delta_whose_learner_has_no_known_class_is_a_problem(take_in, frames):
    take_in(without(frames, "learner-000001"))
    added = {
        "users": delta_of(frames["users"], "learner-000001"),
        "enrollments": delta_of(
            frames["enrollments"], "enrolment-000001", classSourcedId="class-9"
        ),
    }

    outcome = take_in(added, mode="delta")

    [problem] = outcome.problems
    assert (problem.file, problem.row, problem.column, problem.value) == (
        "enrollments.csv",
        2,
        "classSourcedId",
        "class-9",
    )


def test_delta_with_a_lesson_of_a_learner_who_has_a_class_is_noted(take_in, frames):
    take_in(frames)
    lesson = delta_of(
        frames["enrollments"],
        "enrolment-000001",
        sourcedId="lesson-1",
        classSourcedId="mathematics",
    )

    outcome = take_in({"enrollments": lesson}, mode="delta")

    assert (outcome.status, len(outcome.notes)) == ("taken", 1)
    assert outcome.notes[0].value == "mathematics"
    assert Enrolment.objects.count() == LEARNERS


def test_empty_delta_changes_nothing(take_in, frames):
    take_in(frames)

    outcome = take_in({}, mode="delta")

    assert outcome.status == "taken"
    assert outcome.changed == outcome.ended == {}


def test_institution_that_a_bulk_set_lacks_is_asked_about(take_in):
    frames = oneroster_sets.roster(learners=300, year=2023)
    take_in(frames)
    left = oneroster_sets.roster(learners=288, year=2023)

    outcome = take_in(left)

    assert outcome.status == "asks"
    assert {decision.code for decision in outcome.decisions} == {
        "institution_missing",
        "many_endings",
    }
    assert not Organisation.objects.exclude(closed_on=None).exists()


def test_institution_that_a_bulk_set_lacks_closes_when_told_so(take_in):
    take_in(oneroster_sets.roster(learners=300, year=2023))

    outcome = take_in(oneroster_sets.roster(learners=288, year=2023), yes=True)

    assert (outcome.status, outcome.ended["institutions"]) == ("taken", 1)
    assert Organisation.objects.get(code="SK-2").closed_on == TODAY
