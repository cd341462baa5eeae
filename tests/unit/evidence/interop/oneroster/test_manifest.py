"""What the manifest may say, and what stops it."""

import pytest

from gaisma.evidence.interop.findings import Findings
from gaisma.evidence.interop.oneroster.reading import manifest as manifests
from gaisma.evidence.interop.oneroster.reading import sources
from tests import oneroster_sets


def said(folder, name, value):
    file = folder / "manifest.csv"
    lines = [
        f"{name},{value}" if line.startswith(f"{name},") else line
        for line in file.read_text().splitlines()
    ]
    file.write_text("\n".join(lines) + "\n")


@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_manifest_of_either_version_is_followed(folder, version):
    oneroster_sets.write(folder, oneroster_sets.roster(version, learners=3), version=version)
    findings = Findings()

    manifest = manifests.read(sources.opened(folder, findings), findings)

    assert manifest.version == version
    assert manifest.is_bulk("users", "orgs")
    assert not manifest.holds("results")
    assert manifest.scheme == "oneroster:e-journal"
    assert (findings.problems, findings.notes) == ([], [])


@pytest.mark.parametrize("version", ["1.0", "1.3", "2", ""])
def test_unknown_version_is_a_problem_that_names_those_read(examine, version):
    found = examine(spoil=lambda folder: said(folder, "oneroster.version", version))

    [problem] = found.problems
    assert (problem.file, problem.column) == ("manifest.csv", "oneroster.version")
    assert problem.value == (version or None)
    assert "1.1 or 1.2" in problem.message


def test_unknown_version_of_the_manifest_itself_is_a_problem(examine):
    found = examine(spoil=lambda folder: said(folder, "manifest.version", "2.0"))

    assert [problem.column for problem in found.problems] == ["manifest.version"]


def test_declared_file_that_is_missing_is_a_problem(examine):
    found = examine(spoil=lambda folder: (folder / "demographics.csv").unlink())

    [problem] = found.problems
    assert (problem.file, problem.row, problem.column) == ("demographics.csv", None, None)


def test_declared_file_in_other_letters_is_a_problem_that_says_so(examine):
    found = examine(spoil=lambda folder: (folder / "users.csv").rename(folder / "Users.csv"))

    [problem] = found.problems
    assert "Users.csv" in problem.message
    assert "capital" in problem.message


def test_undeclared_file_is_noted_and_left_aside(examine):
    found = examine(modes={"demographics": "absent"})

    assert found.problems == []
    assert [note.file for note in found.notes] == ["demographics.csv"]


def test_foreign_file_is_noted(examine):
    found = examine(spoil=lambda folder: (folder / "readme.txt").write_text("x"))

    assert found.problems == []
    assert [note.file for note in found.notes] == ["readme.txt"]


def test_file_of_the_other_version_is_noted(examine):
    frames = oneroster_sets.roster("1.1", learners=3)

    def add_roles(folder):
        with (folder / "manifest.csv").open("a") as file:
            file.write("file.roles,bulk\n")

    found = examine(frames, version="1.1", spoil=add_roles)

    assert found.problems == []
    assert "roles.csv" in found.notes[0].message


def test_unsaid_files_are_noted_and_taken_as_absent(examine):
    def forget(folder):
        file = folder / "manifest.csv"
        lines = [line for line in file.read_text().splitlines() if "file.results," not in line]
        file.write_text("\n".join(lines))

    found = examine(spoil=forget)

    assert found.problems == []
    assert "results" in found.notes[0].message


def test_asterisks_of_the_bindings_own_table_are_accepted(examine):
    def mark(folder):
        file = folder / "manifest.csv"
        file.write_text(file.read_text().replace("file.roles,", "file.roles*,"))

    found = examine(spoil=mark)

    assert (found.problems, found.notes) == ([], [])


def test_unknown_way_of_sending_is_a_problem(examine):
    found = examine(modes={"users": "full"})

    [problem] = found.problems
    assert (problem.column, problem.value) == ("file.users", "full")


@pytest.mark.parametrize("name", ["manifest.version", "file.results", "source.systemName"])
def test_property_without_a_value_is_passed_over(examine, name):
    found = examine(spoil=lambda folder: said(folder, name, ""))

    assert found.problems == []


def test_way_of_sending_a_file_that_is_not_used_may_be_any(examine):
    found = examine(modes={"resources": "full"})

    assert found.problems == []
    assert [(note.column, note.value) for note in found.notes][:1] == [("file.resources", "full")]


def test_way_of_sending_a_file_that_is_there_must_be_said(examine):
    found = examine(modes={"users": ""})

    assert [(problem.column, problem.value) for problem in found.problems] == [("file.users", None)]


def test_way_of_sending_in_capital_letters_is_understood(examine):
    assert examine(modes={"users": "BULK"}).problems == []


def test_property_with_two_values_is_a_problem_at_its_row(examine):
    def repeat(folder):
        with (folder / "manifest.csv").open("a") as file:
            file.write("oneroster.version,1.1\n")

    found = examine(spoil=repeat)

    [problem] = found.problems
    assert problem.row == 27
    assert problem.value == "oneroster.version"


def test_manifest_without_its_columns_is_a_problem_that_names_the_right_one(examine):
    def rename(folder):
        file = folder / "manifest.csv"
        file.write_text(file.read_text().replace("propertyName", "PropertyName"))

    found = examine(spoil=rename)

    [problem] = found.problems
    assert (problem.row, problem.column) == (1, "propertyName")
    assert "PropertyName" in problem.message


def test_scheme_without_a_sender_is_plain():
    assert manifests.Manifest("1.2", {}, "").scheme == "oneroster"


def test_scheme_of_a_long_name_fits_the_record():
    assert len(manifests.Manifest("1.2", {}, "x" * 200).scheme) == 64
