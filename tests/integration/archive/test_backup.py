import json
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from gaisma.evidence.archive import bundle
from tests.installations import SeparateInstallation, separate_installation
from tests.integration import agreement, small_city

CODE = "32000000001"


@pytest.fixture(scope="module")
def city(tmp_path_factory, shared) -> Iterator[SeparateInstallation]:
    """A city with a report and a person's personal code; the tests leave it as it is."""
    with separate_installation(tmp_path_factory.mktemp("city") / "home") as installation:
        installation.migrate(shared)
        made = small_city.made(installation, personal_code=CODE)
        report = made.home / "reports" / "readiness.html"
        report.parent.mkdir()
        report.write_text("<p>48,4 %</p>", encoding="utf-8")
        draft = report.parent / "drafts" / report.name
        draft.parent.mkdir()
        draft.write_text("<p>48 %</p>", encoding="utf-8")
        (draft.parent / ".half.draft").write_text("<p>4", encoding="utf-8")
        yield made


@pytest.fixture(scope="module")
def backup(city) -> Path:
    return backed_up(city, city.home.parent / "city.tar")


def backed_up(installation: SeparateInstallation, target: Path) -> Path:
    done = installation.run("backup", target, "--json")
    assert done.returncode == 0, done.stderr + done.stdout
    return Path(json.loads(done.stdout)["file"])


def restored(installation, source: Path, *options: str | Path) -> None:
    done = installation.run("restore", source, *options)
    assert done.returncode == 0, done.stderr


def refused(done, code: str) -> str:
    assert done.returncode == 2, (done.stdout, done.stderr)
    error = json.loads(done.stdout)["error"]
    assert error["code"] == code
    return error["message"]


def test_backup_is_readable_by_its_owner_and_holds_no_key(city, backup):
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    content = backup.read_bytes()
    keys = [file.read_bytes().strip() for file in (city.home / "keys").iterdir()]
    assert len(keys) >= 2
    assert not [key for key in keys if key in content or bytes.fromhex(key.decode()) in content]


def test_backup_does_not_write_over_a_file(city, tmp_path):
    (tmp_path / "city.tar").write_text("precious")

    done = city.run("backup", tmp_path / "city.tar", "--json")

    assert "--replace" in refused(done, "exists")
    assert (tmp_path / "city.tar").read_text() == "precious"


def test_backup_into_a_folder_is_named_by_its_moment_and_compressed_by_its_name(city, tmp_path):
    made = backed_up(city, tmp_path)
    small = backed_up(city, tmp_path / "city.tar.gz")

    assert made.parent == tmp_path
    assert made.name.endswith(".tar.age")
    assert small.stat().st_size < made.stat().st_size / 2


def test_backup_of_nothing_is_refused(separate, tmp_path):
    refused(separate.run("backup", tmp_path / "none.tar", "--json"), "no_record")

    assert not list(tmp_path.glob("*.tar"))


def test_backup_notices_a_damaged_and_then_a_missing_file_of_the_lake(migrated, tmp_path):
    made = small_city.made(migrated)
    file = next((made.home / "lake" / "enrolments").iterdir())
    file.write_bytes(file.read_bytes()[:-1] + b"!")

    damaged = made.run("backup", tmp_path / "city.tar", "--json")
    file.unlink()
    missing = made.run("backup", tmp_path / "city.tar", "--json")

    assert file.name in refused(damaged, "file_damaged")
    refused(missing, "files_missing")
    assert not list(tmp_path.rglob("*.tar")) + list(tmp_path.rglob(".*draft"))


def test_backup_notices_a_damaged_and_then_a_missing_attachment(migrated, tmp_path):
    made = small_city.made(migrated)
    file = made.home / "files" / small_city.called(made, "attach()").strip()
    file.write_bytes(file.read_bytes()[:-1] + b"!")

    damaged = made.run("backup", tmp_path / "city.tar", "--json")
    file.unlink()
    missing = made.run("backup", tmp_path / "city.tar", "--json")

    assert file.name in refused(damaged, "file_damaged")
    refused(missing, "files_missing")


def test_attachments_come_back_and_what_no_row_names_stays_out(migrated, tmp_path):
    made = small_city.made(migrated)
    file = made.home / "files" / small_city.called(made, "attach()").strip()
    content = file.read_bytes()
    file.with_name("0" * 64).write_text("left over by a transaction that failed")

    backup = backed_up(made, tmp_path / "city.tar")
    file.unlink()
    restored(made, backup, "--replace")

    assert file.read_bytes() == content
    held = bundle.verify(backup, keys_folder=made.home / "keys").parts
    assert [name for name in held if name.startswith("files/")] == [f"files/{file.name}"]


def test_backup_while_others_write_restores_to_one_state(migrated, tmp_path):
    made = small_city.made(migrated)
    writing = made.start("shell", "--no-imports", "-c", small_city.line("enrol_on(60)"))

    taken = []
    while writing.poll() is None:
        taken.append(backed_up(made, tmp_path / f"{len(taken)}.tar"))

    assert writing.returncode == 0
    restored(made, taken[len(taken) // 2], "--replace")
    assert agreement.problems_of(made) == []
    assert 40 <= int(small_city.called(made, "heads()")) <= 340


def test_restore_brings_back_record_lake_and_reports_under_the_same_keys(
    city, backup, separate, tmp_path
):
    shutil.copytree(city.home / "keys", tmp_path / "safe")

    refusal = separate.run("restore", backup, "--json")
    untouched = not (separate.home / "lake").exists()
    restored(separate, backup, "--keys", tmp_path / "safe")

    assert "--keys" in refused(refusal, "wrong_keys")
    assert untouched
    assert small_city.called(separate, "heads()") == "40\n"
    assert small_city.called(separate, "personal_codes()") == f"['{CODE}']\n"
    reports = separate.home / "reports"
    assert (reports / "readiness.html").read_text() == "<p>48,4 %</p>"
    assert [file.name for file in (reports / "drafts").iterdir()] == ["readiness.html"]
    assert (reports / "drafts" / "readiness.html").read_text() == "<p>48 %</p>"
    assert agreement.problems_of(separate) == []


def test_restore_replaces_a_record_only_when_told(migrated, tmp_path):
    made = small_city.made(migrated)
    backup = backed_up(made, tmp_path / "city.tar")
    small_city.called(made, "enrol_on(1)")
    later = made.home / "reports" / "later.html"
    later.parent.mkdir(exist_ok=True)
    later.write_text("later")

    refusal = made.run("restore", backup, "--json")
    before = small_city.called(made, "heads()")
    restored(made, backup, "--replace")

    assert "--replace" in refused(refusal, "not_empty")
    assert (before, small_city.called(made, "heads()")) == ("45\n", "40\n")
    assert not later.exists()
    assert agreement.problems_of(made) == []


def test_restore_refuses_a_missing_file(separate, tmp_path):
    refused(separate.run("restore", tmp_path / "none.tar", "--json"), "no_file")


def test_verify_tells_a_whole_backup_from_a_damaged_and_a_strangers(city, backup, separate):
    whole = city.run("verify", backup, "--json")
    strangers = separate.run("verify", backup, "--json")
    by_keys = separate.run("verify", backup, "--keys", city.home / "keys")
    damaged = backup.with_name("damaged.tar.age")
    content = bytearray(backup.read_bytes())
    content[len(content) // 2] ^= 1
    damaged.write_bytes(content)

    assert json.loads(whole.stdout)["files"] > 2
    refused(strangers, "wrong_keys")
    assert by_keys.returncode == 0, by_keys.stderr
    refused(city.run("verify", damaged, "--json"), "damaged_backup")
    refused(city.run("verify", backup.with_name("none"), "--json"), "no_file")
    assert not (separate.home / "record.sqlite3").exists()
