"""The commands of the documentation work, in the order in which they are shown."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.functional.documentation.console import Shown, shown
from tests.installations import PROJECT, SeparateInstallation

DOCUMENTS = sorted(PROJECT.glob("docs/**/*.md"))
WITH_COMMANDS = [document for document in DOCUMENTS if list(shown(document))]


def run(command: Shown, demo: SeparateInstallation) -> str:
    """What the command answers; it fails the test when the command fails."""
    programs = f"{Path(sys.executable).parent}{os.pathsep}{demo.environment['PATH']}"
    done = subprocess.run(
        ["/bin/sh", "-c", command.command],
        cwd=demo.home,
        env={**demo.environment, "PATH": programs},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, f"line {command.line}: {command.command}\n{done.stderr}"
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    "document", WITH_COMMANDS, ids=lambda document: document.relative_to(PROJECT).as_posix()
)
def test_commands_of_the_document_work_on_the_demo(
    document: Path, demo: SeparateInstallation
) -> None:
    for command in shown(document):
        said = run(command, demo)

        missing = [line for line in command.answer if line.strip("… ") not in said]
        assert not missing, f"line {command.line}: {said}"
