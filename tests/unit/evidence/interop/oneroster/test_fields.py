"""Field by field: what the binding lets each say, in sets of both versions."""

import polars as pl
import pytest

from gaisma.evidence.interop.oneroster.binding import TABLES, Type, is_used
from tests import oneroster_sets

BOTH = pytest.mark.parametrize("version", ["1.1", "1.2"])


def spoiled(version, name, column, value, row=0):
    """A valid set in which one field says something else."""
    frames = oneroster_sets.roster(version, learners=6)
    frame = frames[name]
    number = pl.int_range(frame.height)
    frames[name] = frame.with_columns(
        pl.when(number == row).then(pl.lit(value)).otherwise(column).alias(column)
    )
    return frames


def only_problem(found):
    assert len(found.problems) == 1, found.problems
    return found.problems[0]


@BOTH
def test_valid_set_has_nothing_to_say(examine, version):
    found = examine(version=version)

    assert (found.problems, found.notes, found.decisions) == ([], [], [])


@BOTH
@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("orgs", "name"),
        ("orgs", "type"),
        ("academicSessions", "startDate"),
        ("courses", "title"),
        ("classes", "classType"),
        ("classes", "termSourcedIds"),
        ("users", "givenName"),
        ("users", "familyName"),
        ("enrollments", "userSourcedId"),
        ("enrollments", "role"),
        ("demographics", "sourcedId"),
    ],
)
def test_required_field_that_is_empty_is_a_problem_at_its_row(examine, version, name, column):
    found = examine(spoiled(version, name, column, ""), version=version)

    problem = only_problem(found)
    assert (problem.file, problem.row, problem.column) == (f"{name}.csv", 2, column)
    assert problem.value is None


@pytest.mark.parametrize("column", ["role", "orgSourcedIds"])
def test_users_of_the_old_version_must_say_role_and_organisations(examine, column):
    found = examine(spoiled("1.1", "users", column, ""), version="1.1")

    assert only_problem(found).column == column


@BOTH
@pytest.mark.parametrize("identifier", ["learner 1", "mācēklis", "a;b", "x" * 256])
def test_identifier_with_other_signs_is_a_problem(examine, version, identifier):
    found = examine(spoiled(version, "academicSessions", "sourcedId", identifier), version=version)

    mine = [problem for problem in found.problems if problem.column == "sourcedId"]
    assert [(problem.row, problem.value) for problem in mine] == [(2, identifier)]
    assert "1 to 255" in mine[0].message


@BOTH
@pytest.mark.parametrize(
    "identifier", ["a", "A-1.b_c/d@e", "0aec6e4e-9b5d-4a1d-8d3f-0b1f8f3b9c11", "x" * 255]
)
def test_identifier_of_the_bindings_signs_is_accepted(examine, version, identifier):
    frames = oneroster_sets.roster(version, learners=6)
    frames["academicSessions"] = frames["academicSessions"].with_columns(
        pl.col("sourcedId", "parentSourcedId").replace("year", identifier)
    )
    frames["courses"] = frames["courses"].with_columns(schoolYearSourcedId=pl.lit(identifier))

    assert examine(frames, version=version).problems == []


@BOTH
@pytest.mark.parametrize(
    ("name", "column", "value"),
    [
        ("orgs", "type", "academy"),
        ("academicSessions", "type", "trimester"),
        ("classes", "classType", "lesson"),
        ("enrollments", "role", "pupil"),
        ("orgs", "status", "inactive"),
    ],
)
def test_word_outside_its_list_is_a_problem_that_tells_the_list(
    examine, version, name, column, value
):
    found = examine(spoiled(version, name, column, value), version=version)

    problem = only_problem(found)
    assert (problem.column, problem.value) == (column, value)
    assert "one of" in problem.message


@BOTH
@pytest.mark.parametrize(
    ("name", "column", "value"),
    [("classes", "classType", "Homeroom"), ("enrollments", "role", "STUDENT")],
)
def test_word_in_other_letters_is_understood_and_noted(examine, version, name, column, value):
    found = examine(spoiled(version, name, column, value), version=version)

    assert found.problems == []
    [note] = found.notes
    assert (note.file, note.row, note.column, note.value) == (f"{name}.csv", 2, column, value)


@pytest.mark.parametrize(
    ("name", "column"),
    [("orgs", "type"), ("classes", "classType"), ("roles", "role"), ("enrollments", "role")],
)
def test_own_word_of_a_sender_is_accepted_in_the_new_version(examine, name, column):
    assert examine(spoiled("1.2", name, column, "ext:other")).problems == []


def test_own_word_of_a_sender_is_a_problem_in_the_old_version(examine):
    found = examine(spoiled("1.1", "users", "role", "ext:other"), version="1.1")

    assert only_problem(found).value == "ext:other"


@pytest.mark.parametrize("value", ["principal", "counselor", "systemAdministrator"])
def test_roles_of_the_new_version_are_a_problem_in_the_old(examine, value):
    new = examine(spoiled("1.2", "roles", "role", value))
    old = examine(spoiled("1.1", "users", "role", value), version="1.1")

    assert new.problems == []
    assert only_problem(old).value == value


@BOTH
@pytest.mark.parametrize(
    "value", ["31.12.2024", "2024-13-01", "2024-02-30", "2024/09/01", "20240901"]
)
def test_date_in_another_form_is_a_problem_that_shows_the_right_one(examine, version, value):
    found = examine(spoiled(version, "demographics", "birthDate", value), version=version)

    problem = only_problem(found)
    assert (problem.row, problem.value) == (2, value)
    assert "2024-09-01" in problem.message


def test_date_with_midnight_behind_it_is_noted(examine):
    found = examine(spoiled("1.2", "demographics", "birthDate", "2015-03-14T00:00:00.000Z"))

    assert found.problems == []
    assert found.notes[0].column == "birthDate"


def test_truth_in_capital_letters_is_noted(examine):
    found = examine(spoiled("1.2", "users", "enabledUser", "TRUE"))

    assert found.problems == []
    assert found.notes[0].value == "TRUE"


def every_column():
    return [
        (version, name, column.name)
        for version in ("1.1", "1.2")
        for name in oneroster_sets.roster(version, learners=1)
        for column in TABLES[version][name].of(version)
    ]


@pytest.mark.parametrize("value", ["", "Jā, „3.b”; ?"])
@pytest.mark.parametrize(("version", "name", "column"), every_column())
def test_what_is_said_of_any_column_points_at_where_it_stands(
    examine, folder, version, name, column, value
):
    found = examine(spoiled(version, name, column, value, row=1), version=version)

    told = [*found.problems, *found.notes]
    assert oneroster_sets.points_astray(folder, told) == []
    here = {(one.file, one.row, one.column) for one in told}
    assert not told or (f"{name}.csv", 3, column) in here or column == "sourcedId"


def unused():
    """Every column of the rostering files that becomes nothing, of either version."""
    return [
        (version, name, column.name)
        for version in ("1.1", "1.2")
        for name in oneroster_sets.roster(version, learners=1)
        for column in TABLES[version][name].of(version)
        if not is_used(name, column.name)
    ]


@pytest.mark.parametrize(("version", "name", "column"), unused())
def test_odd_value_that_is_not_used_is_noted_at_its_row_and_never_refused(
    examine, version, name, column
):
    found = examine(spoiled(version, name, column, "Scheduled; 2025-2026 ?"), version=version)

    assert found.problems == []
    told = {(note.file, note.row, note.column, note.value) for note in found.notes}
    assert told <= {(f"{name}.csv", 2, column, "Scheduled; 2025-2026 ?")}
    free = {column.name for column in TABLES[version][name].of(version) if column.type is Type.TEXT}
    assert told or column in free or column in ("subjects", "subjectCodes", "periods")


@pytest.mark.parametrize(("version", "name", "column"), unused())
def test_column_that_is_not_used_may_be_missing(examine, version, name, column):
    frames = oneroster_sets.roster(version, learners=6)
    frames[name] = frames[name].drop(column)

    found = examine(frames, version=version)

    assert found.problems == []
    assert all(note.file == f"{name}.csv" for note in found.notes)


@pytest.mark.parametrize("value", ["abc", "{abc}", "{:1}", "pk:1", "{pk:1};{x:2}"])
def test_user_identifiers_in_another_form_are_a_problem(examine, value):
    problem = only_problem(examine(spoiled("1.2", "users", "userIds", value)))

    assert "{type:identifier}" in problem.message


@pytest.mark.parametrize("value", ["{pk:1}", "{pk:1},{LDAP:a.b@c}", "{pk:1}, {x:2}"])
def test_user_identifiers_of_any_type_are_accepted(examine, value):
    assert examine(spoiled("1.2", "users", "userIds", value)).problems == []


def test_grade_outside_the_common_codes_is_noted(examine):
    found = examine(spoiled("1.2", "classes", "grades", "5.klase"))

    assert found.problems == []
    assert (found.notes[0].column, found.notes[0].value) == ("grades", "5.klase")


@BOTH
def test_delta_that_says_status_and_moment_has_nothing_to_say(examine, version):
    frames = oneroster_sets.roster(version, learners=6)
    frames = {name: oneroster_sets.delta(frame) for name, frame in frames.items()}

    found = examine(frames, version=version, mode="delta")

    assert (found.problems, found.notes) == ([], [])


@BOTH
@pytest.mark.parametrize("column", ["status", "dateLastModified"])
def test_delta_without_status_or_moment_is_a_problem_for_every_row(examine, version, column):
    frame = oneroster_sets.delta(oneroster_sets.roster(version, learners=6)["orgs"])
    frames = {"orgs": frame.with_columns(pl.lit("").alias(column))}

    found = examine(frames, version=version, mode="delta")

    assert [(problem.row, problem.column) for problem in found.problems] == [
        (2, column),
        (3, column),
    ]


@BOTH
def test_bulk_that_says_status_is_noted_once(examine, version):
    frames = oneroster_sets.roster(version, learners=6)
    frames["orgs"] = oneroster_sets.delta(frames["orgs"])

    found = examine(frames, version=version)

    assert found.problems == []
    assert [note.column for note in found.notes] == ["status", "dateLastModified"]
    assert "rows: 2" in found.notes[0].message


@pytest.mark.parametrize(
    "value",
    ["2024-10-01", "2024-10-01T08:00:00Z", "2024-10-01 08:00:00", "2024-10-01T08:00:00+03:00"],
)
def test_moment_in_a_near_form_is_noted(examine, value):
    frames = {"orgs": oneroster_sets.delta(oneroster_sets.roster(learners=6)["orgs"], at=value)}

    found = examine(frames, mode="delta")

    assert found.problems == []
    assert found.notes[0].value == value


@pytest.mark.parametrize("value", ["yesterday", "01.10.2024 08:00", "2024-99-01T08:00:00.000Z"])
def test_moment_that_is_none_is_a_problem(examine, value):
    frames = {"orgs": oneroster_sets.delta(oneroster_sets.roster(learners=6)["orgs"], at=value)}

    found = examine(frames, mode="delta")

    assert {problem.column for problem in found.problems} == {"dateLastModified"}


def test_many_problems_are_counted_beyond_what_is_listed(examine):
    frames = oneroster_sets.roster(learners=1500)
    frames["demographics"] = frames["demographics"].with_columns(birthDate=pl.lit("14.03.2015"))

    found = examine(frames)

    assert len(found.problems) == 1000
    assert found.problems_total == 1500
