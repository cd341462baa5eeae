"""Every file of an installation is its owner's alone, whatever mask its processes begin with."""

import subprocess
import sys
from pathlib import Path

from tests.installations import SeparateInstallation
from tests.integration import small_city

WRITTEN = frozenset({"keys", "lake", "files", "uploads", "mail", "works", "static"})
"""What an installation comes to hold in its home, beside the record where that is a file."""
WEAKENED = "from gaisma.base import private; private.begin = private.make = lambda *_: None; "
MAIN = "import sys; from gaisma.config.cli import main; sys.argv[0] = 'gaisma'; main()"


def run(installation: SeparateInstallation, *words: str | Path, before: str = "") -> str:
    """Run a command under a mask that lets everybody in."""
    done = subprocess.run(
        [sys.executable, "-c", before + MAIN, *map(str, words)],
        env=installation.environment,
        cwd=installation.home,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        umask=0,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def lived(installation: SeparateInstallation, *, before: str = "") -> Path:
    """A home and an output folder after all that writes files has been done once."""
    out = installation.home.parent / "out"
    out.mkdir(mode=0o700)
    run(installation, "migrate", before=before)
    for call in ("make(3, '32000000001')", "attach()", "wait_and_write()"):
        run(installation, "shell", "--no-imports", "-c", small_city.line(call), before=before)
    run(installation, "backup", out / "city.tar", before=before)
    run(installation, "export", "table", "learners", out / "learners.xlsx", before=before)
    run(installation, "import", "template", "learners", out / "empty.xlsx", before=before)
    return out


def others_may(*roots: Path) -> list[str]:
    """Names of what anybody but the owner may read, write or enter."""
    every = [place for root in roots for place in (root, *root.rglob("*"))]
    return [place.name for place in every if place.stat().st_mode & 0o077]


def test_all_that_is_written_is_the_owners_alone(separate):
    out = lived(separate)

    record = set() if "GAISMA_DATABASE" in separate.environment else {"record.sqlite3"}
    assert {place.name for place in separate.home.iterdir()} >= WRITTEN | record
    assert sorted(file.name for file in out.iterdir()) == [
        "city.tar",
        "empty.xlsx",
        "learners.xlsx",
    ]
    assert others_may(separate.home, out) == []


def test_without_the_mask_it_would_not_be(migrated):
    """The weakened twin: without our own mask files follow that of whoever starts."""
    out = migrated.home.parent
    run(migrated, "import", "template", "learners", out / "empty.xlsx", before=WEAKENED)

    assert others_may(out / "empty.xlsx") == ["empty.xlsx"]


def test_demo_is_the_owners_alone(city):
    assert others_may(city) == []
