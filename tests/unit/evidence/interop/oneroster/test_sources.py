"""Opening a set: folders, archives, and what is wrong with them."""

import stat
import zipfile

import pytest

from gaisma.base.errors import GaismaError
from gaisma.evidence.interop.findings import Findings
from gaisma.evidence.interop.oneroster.reading import sources
from tests import oneroster_sets


@pytest.fixture
def whole(folder):
    return oneroster_sets.write(folder, oneroster_sets.roster(learners=3))


def packed(tmp_path, members):
    archive = tmp_path / "set.zip"
    with zipfile.ZipFile(archive, "w") as pack:
        for name, content in members:
            pack.writestr(name, content)
    return archive


def only_problem(path):
    findings = Findings()
    assert sources.opened(path, findings) is None
    assert len(findings.problems) == 1, findings.problems
    return findings.problems[0]


def test_folder_gives_its_files_by_name(whole):
    place = sources.opened(whole, Findings())

    assert set(place.names) >= {"manifest.csv", "users.csv"}
    assert place.read("users.csv") == (whole / "users.csv").read_bytes()


def test_archive_gives_the_same_bytes_as_the_folder(whole, tmp_path):
    archive = oneroster_sets.zipped(whole, tmp_path / "set.zip")

    place = sources.opened(archive, Findings())

    assert place.read("users.csv") == (whole / "users.csv").read_bytes()
    assert place.size == archive.stat().st_size


def test_hash_of_a_folder_follows_its_content(whole):
    before = sources.opened(whole, Findings()).sha256
    again = sources.opened(whole, Findings()).sha256
    (whole / "users.csv").write_bytes(b"other")
    after = sources.opened(whole, Findings()).sha256

    assert before == again != after


def test_archive_with_one_folder_inside_is_noted(whole, tmp_path):
    archive = oneroster_sets.zipped(whole, tmp_path / "set.zip", inside="export/")
    findings = Findings()

    place = sources.opened(archive, findings)

    assert "users.csv" in place.names
    assert "export" in findings.notes[0].message


def test_folder_with_one_folder_inside_is_noted(whole):
    findings = Findings()

    place = sources.opened(whole.parent, findings)

    assert place.read("users.csv") == (whole / "users.csv").read_bytes()
    assert whole.name in findings.notes[0].message


def test_missing_path_is_refused_with_the_path(tmp_path):
    with pytest.raises(GaismaError, match="nothing-here"):
        sources.demand(tmp_path / "nothing-here")


@pytest.mark.parametrize("name", ["../users.csv", "a/../../users.csv", "..\\users.csv"])
def test_archive_whose_path_climbs_out_is_named(tmp_path, name):
    problem = only_problem(packed(tmp_path, [("manifest.csv", "x"), (name, "x")]))

    assert "climbs out" in problem.message
    assert problem.file.endswith("users.csv")


@pytest.mark.parametrize("name", ["/etc/users.csv", "C:/users.csv", "\\\\host\\users.csv"])
def test_archive_with_an_absolute_path_is_named(tmp_path, name):
    problem = only_problem(packed(tmp_path, [("manifest.csv", "x"), (name, "x")]))

    assert "absolute" in problem.message


def test_archive_with_a_link_is_named(tmp_path):
    link = zipfile.ZipInfo("users.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16

    problem = only_problem(packed(tmp_path, [("manifest.csv", "x"), (link, "/etc/passwd")]))

    assert (problem.file, "link" in problem.message) == ("users.csv", True)


def test_folder_whose_link_leads_out_is_named(whole, tmp_path):
    (tmp_path / "elsewhere.csv").write_text("secret")
    (whole / "orgs.csv").unlink()
    (whole / "orgs.csv").symlink_to(tmp_path / "elsewhere.csv")

    problem = only_problem(whole)

    assert problem.file == "orgs.csv"
    assert "link" in problem.message


def test_archive_larger_than_the_limit_names_the_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(sources, "LARGEST_FILE", 2_000_000)
    archive = packed(tmp_path, [("manifest.csv", "x"), ("users.csv", "x" * 2_000_001)])

    problem = only_problem(archive)

    assert problem.file == "users.csv"
    assert "2 MB" in problem.message


def test_archive_that_lies_about_its_size_is_not_unpacked_beyond_it(tmp_path, monkeypatch):
    archive = packed(tmp_path, [("manifest.csv", "x"), ("users.csv", "x" * 3_000_000)])
    place = sources.opened(archive, Findings())
    monkeypatch.setattr(sources, "LARGEST_FILE", 2_000_000)

    with pytest.raises(sources.UnreadableMember, match="2 MB"):
        place.read("users.csv")


def test_archive_larger_in_sum_than_the_limit_names_the_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(sources, "LARGEST_SET", 1_000_000)
    archive = packed(tmp_path, [("manifest.csv", "x"), ("users.csv", "x" * 1_000_001)])

    assert "1 MB" in only_problem(archive).message


def test_folder_with_a_file_larger_than_the_limit_names_it(whole, monkeypatch):
    monkeypatch.setattr(sources, "LARGEST_FILE", 100)

    findings = Findings()
    sources.opened(whole, findings)

    assert "users.csv" in {problem.file for problem in findings.problems}


def test_truncated_archive_is_named(whole, tmp_path):
    archive = oneroster_sets.zipped(whole, tmp_path / "set.zip")
    archive.write_bytes(archive.read_bytes()[:-200])

    problem = only_problem(archive)

    assert (problem.file, "cut off" in problem.message) == ("set.zip", True)


def test_archive_with_a_damaged_member_is_named_when_read(whole, tmp_path):
    archive = tmp_path / "set.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as pack:
        for file in whole.glob("*.csv"):
            pack.write(file, file.name)
    damaged = archive.read_bytes().replace(b"Paraugpils", b"Paraugpilz", 1)
    archive.write_bytes(damaged)
    place = sources.opened(archive, Findings())

    with pytest.raises(sources.UnreadableMember, match="damaged"):
        place.read("orgs.csv")


def test_archive_with_a_file_twice_is_named(tmp_path):
    with pytest.warns(UserWarning, match="Duplicate"):
        archive = packed(tmp_path, [("manifest.csv", "x"), ("users.csv", "a"), ("users.csv", "b")])

    assert "more than once" in only_problem(archive).message


def test_set_without_manifest_is_named(whole):
    (whole / "manifest.csv").unlink()

    problem = only_problem(whole)

    assert (problem.file, problem.row) == ("manifest.csv", None)


def test_archive_with_two_sets_is_named(whole, tmp_path):
    archive = packed(tmp_path, [("a/manifest.csv", "x"), ("b/manifest.csv", "x")])

    assert "one set" in only_problem(archive).message
