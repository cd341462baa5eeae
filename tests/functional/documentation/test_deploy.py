"""What lies in deploy/ fits the program and what the documentation says."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.installations import PROJECT, SeparateInstallation

UNITS = sorted((PROJECT / "deploy" / "systemd").glob("gaisma-*"))
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]
GUIDE = (PROJECT / "docs" / "operate.md").read_text(encoding="utf-8")


def test_there_are_pages_worker_backup_and_its_timer() -> None:
    assert [unit.name for unit in UNITS] == [
        "gaisma-backup.service",
        "gaisma-backup.timer",
        "gaisma-web.service",
        "gaisma-worker.service",
    ]


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_finds_no_fault_in_the_unit(unit: Path, tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is missing: install systemd")
    # The program stands elsewhere here; another one takes its place. All units lie side by side.
    for each in UNITS:
        text = re.sub(r"ExecStart=\S+", "ExecStart=/bin/true", each.read_text(encoding="utf-8"))
        (tmp_path / each.name).write_text(text, encoding="utf-8")

    done = subprocess.run(
        ["systemd-analyze", "verify", tmp_path / unit.name],
        capture_output=True,
        text=True,
        check=False,
    )

    ours = [line for line in done.stderr.splitlines() if "gaisma" in line]
    assert (done.returncode, ours) == (0, [])


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
@pytest.mark.parametrize(
    "setting",
    [
        "User=gaisma",
        "NoNewPrivileges=yes",
        "ProtectSystem=strict",
        "PrivateTmp=yes",
        "CapabilityBoundingSet=",
        "StateDirectory=gaisma",
        "EnvironmentFile=/etc/gaisma/environment",
    ],
)
def test_service_gets_nothing_that_it_does_not_need(unit: Path, setting: str) -> None:
    assert setting in unit.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_service_starts_a_command_that_there_is(unit: Path) -> None:
    command = re.search(r"^ExecStart=/opt/gaisma/(\S+)(?: (\S+))?", unit.read_text(), re.MULTILINE)

    assert command is not None
    if command[1] == ".venv/bin/gaisma":
        assert command[2] in {"serve", "worker"}
    else:
        assert (PROJECT / command[1]).stat().st_mode & 0o111


def test_guide_names_files_that_there_are() -> None:
    named = set(re.findall(r"/opt/gaisma/(deploy/[\w/.-]+)", GUIDE))

    assert named
    assert all((PROJECT / name).exists() or list(PROJECT.glob(f"{name}*")) for name in named)


def test_settings_of_the_guide_pass_the_check_for_deployment(
    separate: SeparateInstallation,
) -> None:
    listed = re.search(r"```ini\n(.*?)```", GUIDE, re.DOTALL)
    assert listed is not None
    settings = dict(line.split("=", 1) for line in listed[1].splitlines())
    settings |= {"GAISMA_HOME": str(separate.home)}
    settings.pop("GAISMA_DATABASE")
    separate.environment.update(settings)

    done = separate.run("check", "--deploy", "--fail-level", "INFO")

    assert done.returncode == 0, done.stderr


def test_backup_of_the_night_keeps_the_new_and_drops_the_old(
    demo: SeparateInstallation, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    old = folder / "gaisma-2020-01-01.tar"
    old.touch()
    program = tmp_path / "gaisma"
    words = " ".join(demo._words(()))
    program.write_text(f'#!/bin/sh\nexec {words} "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    subprocess.run(["touch", "-d", "40 days ago", old], check=True)

    subprocess.run(
        [PROJECT / "deploy" / "backup.sh", folder],
        env={**demo.environment, "GAISMA": str(program)},
        cwd=demo.home,
        check=True,
        capture_output=True,
    )

    [kept] = folder.iterdir()
    assert re.fullmatch(r"gaisma-\d{4}-\d\d-\d\d\.tar\.age", kept.name)
