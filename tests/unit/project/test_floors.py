"""The floors of the house hold."""

import subprocess
import sys

from django.apps import apps
from django.conf import settings

from tests.unit.project import tree

LINT = (
    "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
)


def test_floors_import_only_what_stands_below() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LINT], cwd=tree.PROJECT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout


def test_ground_of_base_imports_no_room_that_stands_on_it() -> None:
    rooms = {app.name for app in apps.get_app_configs() if app.name.startswith("gaisma.base.")}
    ground = [
        file
        for file in tree.modules()
        if tree.name(file).startswith("gaisma/base/")
        and ".".join(file.relative_to(tree.PROJECT).parts[:3]) not in rooms
    ]

    assert rooms
    assert ground
    assert not [
        (tree.name(file), line)
        for file in ground
        for line in tree.lines(file)
        for room in rooms
        if line.strip().startswith((f"from {room} ", f"from {room}.", f"import {room}"))
        or (
            line.strip().startswith("from gaisma.base import")
            and room.rpartition(".")[2] in line.replace(",", " ").split()
        )
    ]


def test_every_app_is_installed() -> None:
    written = {
        ".".join(file.relative_to(tree.PROJECT).parts[:-1])
        for file in tree.tracked("gaisma/*/apps.py")
    }

    assert written == {app.name for app in apps.get_app_configs() if app.name.startswith("gaisma.")}


def test_django_admin_is_left_out() -> None:
    assert "django.contrib.admin" not in settings.INSTALLED_APPS
    assert not tree.tracked("gaisma/**/admin.py", "gaisma/admin.py")
    assert not [
        tree.name(file)
        for file in tree.modules()
        if "django.contrib.admin" in file.read_text(encoding="utf-8")
    ]
