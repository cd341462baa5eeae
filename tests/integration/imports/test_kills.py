"""An import that is killed at any moment leaves all of it or nothing."""

import random
import signal
import time
from pathlib import Path

import pytest

from tests.installations import SeparateInstallation
from tests.integration.imports.conftest import HEADERS, written

AUTHORITY = ["P,Pārvalde,authority,,,,,,", "S-1,Skola,basic_school,,,,,,"]
TRIALS = 3
LEARNERS = 3_000


@pytest.fixture
def prepared(migrated: SeparateInstallation, tmp_path: Path) -> SeparateInstallation:
    """An installation with a school, a programme and a class."""
    for kind, lines in {
        "institutions": AUTHORITY,
        "programmes": ["P1,S-1,Pamatizglītība,school,,,,"],
        "groups": ["S-1,1.a,2024/2025,P1,1,,,,"],
    }.items():
        path = written(tmp_path / f"{kind}.csv", HEADERS[kind], lines)
        done = migrated.run("import", "table", kind, path)
        assert done.returncode == 0, done.stderr
    return migrated


def test_killed_import_leaves_all_or_nothing(
    prepared: SeparateInstallation, tmp_path: Path
) -> None:
    lines = [f"L-{n},Elza,K{n},,S-1,1.a,2024/2025,2024-09-01," for n in range(LEARNERS)]
    path = written(tmp_path / "learners.csv", HEADERS["learners"], lines)
    dice = random.Random(20_240_820)

    for _trial in range(TRIALS):
        process = prepared.start("import", "table", "learners", path)
        time.sleep(dice.uniform(0.2, 4))
        process.send_signal(signal.SIGKILL)
        process.wait()

        out = tmp_path / "export.xlsx"
        counted = prepared.run("export", "table", "learners", out, "--json")
        assert f'"rows": {LEARNERS}' in counted.stdout or '"rows": 0' in counted.stdout

    done = prepared.run("import", "table", "learners", path)
    assert done.returncode == 0, done.stderr
    again = prepared.run("import", "table", "learners", path, "--json")
    assert f'"learners": {LEARNERS}' in again.stdout
    assert '"created": {\n    "learners": 0' in again.stdout
