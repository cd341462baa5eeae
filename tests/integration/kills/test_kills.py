"""`kill -9` at any moment: nothing half-done is seen afterwards, and the next run works."""

import tempfile
from pathlib import Path

import pytest

from gaisma.evidence.archive import bundle
from tests.integration import small_city
from tests.integration.kills import answering, approving, harness, marking
from tests.integration.kills.harness import Case, Scene, Seen
from tests.integration.observer import watching

LEARNERS = 1_000
CODES = 40
HEADER = "person_id,given_name,family_name,institution,group,school_year,from\n"


def made(scene: Scene) -> None:
    scene.observer.ask("make(20)")


def learners(scene: Scene, attempt: int) -> tuple[str | Path, ...]:
    """Takes in a file of learners whom no attempt before has brought."""
    file = scene.folder / f"learners-{attempt}.csv"
    rows = (
        f"L-{attempt}-{number},Elza,Ozola,school,1.a,2023/2024,2023-09-01\n"
        for number in range(LEARNERS)
    )
    file.write_text(HEADER + "".join(rows), encoding="utf-8")
    return ("import", "table", "learners", file, "--yes", "--json")


def all_or_nothing_was_taken_in(scene: Scene, seen: Seen) -> None:
    record_and_lake_agree(scene, seen)
    assert seen["enrolments"] == seen["people"] == 40 + LEARNERS * seen["imports"]


def both_were_taken_in(scene: Scene, seen: Seen) -> None:
    assert seen["imports"] >= 2
    assert seen["heads"] == seen["enrolments"]


def record_and_lake_agree(scene: Scene, seen: Seen) -> None:
    assert seen["problems"] == []


def enrolling(scene: Scene, attempt: int) -> tuple[str | Path, ...]:
    return ("shell", "--no-imports", "-c", small_city.line("enrol_on(4)"))


def groups_of_five_were_enrolled(scene: Scene, seen: Seen) -> None:
    record_and_lake_agree(scene, seen)
    assert seen["enrolments"] % 5 == seen["heads"] % 5 == 0


def lake_has_followed(scene: Scene, seen: Seen) -> None:
    assert seen["heads"] == seen["enrolments"]


def building(scene: Scene, attempt: int) -> tuple[str | Path, ...]:
    words = "report build readiness --school-year 2023/2024 --as-of 2024-08-20 --format html"
    return (*words.split(), "--out", scene.folder / "out")


def reports_are_whole(scene: Scene, seen: Seen) -> None:
    record_and_lake_agree(scene, seen)
    for file in (scene.folder / "out").glob("[!.]*"):
        if not file.name.endswith(".draft"):
            assert file.read_text(encoding="utf-8").rstrip().endswith("</html>"), file


def report_is_there(scene: Scene, seen: Seen) -> None:
    assert list((scene.folder / "out").glob("readiness*.html"))


def backing_up(scene: Scene, attempt: int) -> tuple[str | Path, ...]:
    return ("backup", scene.folder / f"{attempt}.tar")


def backups_are_whole(scene: Scene, seen: Seen) -> None:
    record_and_lake_agree(scene, seen)
    for file in scene.folder.glob("[!.]*.tar"):
        with tempfile.TemporaryDirectory() as folder:
            held = scene.installation.home / "keys"
            assert bundle.unpack(file, Path(folder), keys_folder=held).lake_version


def backups_are_there(scene: Scene, seen: Seen) -> None:
    assert len(list(scene.folder.glob("*.tar"))) >= 2
    assert not list((scene.installation.home / ".drafts").glob("[!l]*"))


def backed_up(scene: Scene) -> None:
    made(scene)
    scene.installation.run("backup", scene.folder / "city.tar")
    scene.observer.ask("enrol_on(1)")


def restoring(scene: Scene, attempt: int) -> tuple[str | Path, ...]:
    scene.observer.ask("enrol_on(1)")
    return ("restore", scene.folder / "city.tar", "--replace")


def old_or_new_state_is_here(scene: Scene, seen: Seen) -> None:
    record_and_lake_agree(scene, seen)
    assert seen["enrolments"] in {40 + 5 * changes for changes in range(harness.ATTEMPTS + 4)}
    assert seen["heads"] == seen["enrolments"]


def backup_is_back(scene: Scene, seen: Seen) -> None:
    assert seen["enrolments"] == 40


def coded(scene: Scene) -> None:
    made(scene)
    scene.observer.ask(f"give_codes({CODES})")


def rotating(scene: Scene, attempt: int) -> tuple[str | Path, ...]:
    return ("keys", "rotate")


def codes_are_readable(scene: Scene, seen: Seen) -> None:
    record_and_lake_agree(scene, seen)
    assert seen["codes"] == [f"3200{number:07}" for number in range(CODES)]


def keys_have_taken_over(scene: Scene, seen: Seen) -> None:
    keys = scene.installation.home / "keys"
    assert not list(keys.glob("*.next"))
    assert len(list(keys.glob("*.retired"))) >= 4


def opened(scene: Scene) -> None:
    scene.observer.ask("prepare()")


def answered(scene: Scene, attempt: int) -> tuple[str | Path, ...]:
    call = f"answer({scene.observer.ask('issue()')}, {str(scene.folder / 'told')!r})"
    line = f"from tests.integration.kills import answering; answering.{call}"
    return ("shell", "--no-imports", "-c", line)


def who_was_told_so_counts_once(scene: Scene, seen: Seen) -> None:
    record_and_lake_agree(scene, seen)
    counted = set(seen["answered"])
    assert set((scene.folder / "told").read_text().split()) <= counted
    assert len(seen["answered"]) == len(counted) == seen["issued"] - seen["unused"]


def everybody_has_answered(scene: Scene, seen: Seen) -> None:
    assert len(seen["answered"]) >= 2 * answering.TOGETHER


def approved(scene: Scene, attempt: int) -> tuple[str | Path, ...]:
    line = "from tests.integration.kills import approving; approving.approve()"
    return ("shell", "--no-imports", "-c", line)


def what_is_approved_has_all_its_figures(scene: Scene, seen: Seen) -> None:
    record_and_lake_agree(scene, seen)
    whole = seen["reports"][0]["figures"]
    assert whole
    for report in seen["reports"]:
        steps = ["draft", "in_review", "approved"].index(report["state"])
        assert report["acts"] == [f"reports.{act}" for act in ACTS[: steps + 1]]
        assert report["is_kept"] == (steps > 0)
        assert report["figures"] == (whole if steps == 2 else 0)


def the_last_are_approved(scene: Scene, seen: Seen) -> None:
    last = seen["reports"][-approving.TOGETHER :]
    assert [report["state"] for report in last] == ["approved"] * approving.TOGETHER


def marked(scene: Scene, attempt: int) -> tuple[str | Path, ...]:
    line = "from tests.integration.kills import marking; marking.save()"
    return ("shell", "--no-imports", "-c", line)


def class_is_saved_whole(scene: Scene, seen: Seen) -> None:
    record_and_lake_agree(scene, seen)
    assert len(seen["points"]) in (0, marking.CLASS)
    assert len(set(seen["points"])) <= 1
    assert seen["former"] == max(0, seen["acts"] - marking.CLASS)
    assert seen["acts"] % marking.CLASS == 0


def class_is_there(scene: Scene, seen: Seen) -> None:
    assert len(seen["points"]) == marking.CLASS


ACTS = ("draft", "send_for_review", "approve")
CASES = [
    Case("import", made, learners, all_or_nothing_was_taken_in, both_were_taken_in),
    Case("refresh", made, enrolling, groups_of_five_were_enrolled, lake_has_followed),
    Case("report", made, building, reports_are_whole, report_is_there),
    Case("backup", made, backing_up, backups_are_whole, backups_are_there),
    Case("restore", backed_up, restoring, old_or_new_state_is_here, backup_is_back),
    Case("keys", coded, rotating, codes_are_readable, keys_have_taken_over),
    Case(
        "answers",
        opened,
        answered,
        who_was_told_so_counts_once,
        everybody_has_answered,
        answering.__name__,
    ),
    Case(
        "approval",
        opened,
        approved,
        what_is_approved_has_all_its_figures,
        the_last_are_approved,
        approving.__name__,
    ),
    Case("class", opened, marked, class_is_saved_whole, class_is_there, marking.__name__),
]


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_command_killed_at_any_moment_leaves_nothing_by_half(case, migrated, tmp_path):
    folder = tmp_path / "beside"
    folder.mkdir()

    with watching(migrated, case.module) as observer:
        harness.play(case, Scene(migrated, folder, observer))
