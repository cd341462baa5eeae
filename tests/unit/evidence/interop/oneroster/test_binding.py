"""The binding as values: which files and columns a version has."""

import pytest

from gaisma.evidence.interop.oneroster.binding import CORE, TABLES, Type
from tests import oneroster_sets

NEW_FILES = {
    "lineItemLearningObjectiveIds",
    "lineItemScoreScales",
    "resultLearningObjectiveIds",
    "resultScoreScales",
    "roles",
    "scoreScales",
    "userProfiles",
    "userResources",
}


def test_files_of_the_new_version_are_twenty_one():
    assert len(TABLES["1.2"]) == 21


def test_files_of_the_old_version_lack_the_new_ones():
    assert set(TABLES["1.2"]) - set(TABLES["1.1"]) == NEW_FILES
    assert len(TABLES["1.1"]) == 13


@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_columns_begin_alike_in_every_file_and_are_named_once(version):
    for table in TABLES[version].values():
        names = [column.name for column in table.of(version)]

        assert names[:3] == ["sourcedId", "status", "dateLastModified"]
        assert len(set(names)) == len(names), table.name


@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_references_name_files_of_the_same_version(version):
    for table in TABLES[version].values():
        for column in table.of(version):
            assert not column.refers_to or column.refers_to in TABLES[version]


def test_users_of_the_old_version_carry_role_and_organisations():
    old = {column.name: column for column in TABLES["1.1"]["users"].of("1.1")}
    new = {column.name for column in TABLES["1.2"]["users"].of("1.2")}

    assert old["role"].required
    assert old["orgSourcedIds"].type is Type.GUIDS
    assert not {"role", "orgSourcedIds"} & new
    assert "primaryOrgSourcedId" in new


def test_line_items_name_their_session_by_version():
    old = {column.name for column in TABLES["1.1"]["lineItems"].of("1.1")}
    new = {column.name for column in TABLES["1.2"]["lineItems"].of("1.2")}

    assert old - new == {"gradingPeriodSourcedId"}
    assert new - old == {"academicSessionSourcedId", "schoolSourcedId"}


def test_core_files_are_files_of_the_binding():
    assert set(CORE) <= set(TABLES["1.2"])


@pytest.mark.parametrize("version", ["1.1", "1.2"])
@pytest.mark.parametrize("learners", [1, 30, 400])
def test_written_sets_hold_so_many_learners(version, learners):
    frames = oneroster_sets.roster(version, learners=learners)

    assert (frames["enrollments"]["role"] == "student").sum() == learners
    assert frames["demographics"].height == learners
