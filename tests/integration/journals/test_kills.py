"""An import of lessons that is killed at any moment leaves all of them or none."""

import json
import random
import signal
import time
from pathlib import Path

from tests.installations import SeparateInstallation
from tests.integration.imports.conftest import HEADERS, written

TRIALS = 3
LEARNERS, DAYS = 400, 200


def test_killed_import_of_lessons_leaves_all_or_nothing(
    migrated: SeparateInstallation, tmp_path: Path
) -> None:
    lines = {
        "institutions": ["P,Pārvalde,authority,,,,,,", "S-1,Skola,basic_school,,,,,,"],
        "programmes": ["P1,S-1,Pamatizglītība,school,,,,"],
        "groups": ["S-1,1.a,2023/2024,P1,1,,,,"],
        "learners": [f"L-{n},Elza,K{n},,S-1,1.a,2023/2024,2023-09-01," for n in range(LEARNERS)],
    }
    for kind, rows in lines.items():
        path = written(tmp_path / f"{kind}.csv", HEADERS[kind], rows)
        done = migrated.run("import", "table", kind, path)
        assert done.returncode == 0, done.stderr
    path = written(
        tmp_path / "lessons.csv",
        "institution,group,person_id,day,lesson,subject,presence",
        [
            f"S-1,1.a,L-{n},2024-0{1 + day % 5}-{1 + day // 8:02},{day % 8},Fizika,present"
            for n in range(LEARNERS)
            for day in range(DAYS)
        ],
    )
    rows = LEARNERS * DAYS
    dice = random.Random(20_240_820)

    for _trial in range(TRIALS):
        process = migrated.start("import", "table", "lessons", path)
        time.sleep(dice.uniform(0.5, 4))
        process.send_signal(signal.SIGKILL)
        process.wait()

        looked = migrated.run("import", "table", "lessons", path, "--dry-run", "--json")
        assert json.loads(looked.stdout)["ended"]["lessons"] in (0, rows)

    done = migrated.run("import", "table", "lessons", path, "--json")
    assert done.returncode == 0, done.stderr
    again = migrated.run("import", "table", "lessons", path, "--dry-run", "--json")
    assert json.loads(again.stdout)["ended"]["lessons"] == rows
    assert migrated.run("check").returncode == 0
