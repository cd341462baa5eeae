"""No file from outside ends a process that serves: each door has it read apart, and says why."""

import argparse
import ast
import html
import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.core.management import get_commands, load_command_class
from django.utils import translation

import gaisma
from gaisma.base import apart
from gaisma.evidence.interop.models import Upload
from tests import hostile, reading_here
from tests.factories import attaching
from tests.hostile import Hostile
from tests.integration.doors.conftest import Door

pytestmark = [pytest.mark.django_db, pytest.mark.apart]
SEED = 2024
SPOILED = 15
SHEETS = ("InviteList.file", "UploadForm.files as sites", "UploadForm.files", "TakeInForm.file")
SETS = ("UploadForm.files as a set",)
PICTURES = ("PhotoForm.picture", "MendForm.picture")
DOCUMENTS = ("ProofForm.document",)
BY_END = {".xlsx": SHEETS, ".csv": SHEETS, ".zip": SETS, ".jpg": PICTURES, ".pdf": DOCUMENTS}
COMMANDS = {
    ("import", "path"),
    ("compare", "file"),
    ("restore", "source"),
    ("verify", "source"),
}
"""Commands that read a file; that each answers broken ones in a sentence is tested beside it."""
WRITES = {
    ("backup", "out"),
    ("restore", "keys"),
    ("verify", "keys"),
    ("import", "out"),
    ("export", "out"),
    ("report", "out"),
    ("person", "out"),
}
FIELDS = ("FileField", "ImageField", "PictureField", "DocumentField", "FilesField")
"""As what a field that takes a file is written."""
PARSERS = {"python_calamine", "zipfile", "PIL", "pyarrow.csv", "tarfile", "xml", "pyxform"}
READERS = {
    "base/reading/workbooks.py",
    "base/reading/coded.py",
    "base/reading/delimited.py",
    "base/files/judging.py",
    "base/apart/house.py",
    "evidence/interop/oneroster/reading/sources.py",
    "evidence/interop/oneroster/reading/csv_files.py",
}
"""What runs in the process that may die."""
OWN = {
    "base/files/printing.py": "pictures that were drawn anew",
    "evidence/archive/bundle.py": "backups, which whoever runs the installation names",
    "evidence/reports/documents": "documents that we have made",
    "sample": "what we have drawn",
}


def modules() -> Iterator[Path]:
    root = Path(gaisma.__file__).parent
    return (file for file in root.rglob("*.py") if "migrations" not in file.parts)


def every(kind: type) -> Iterator[type]:
    for child in kind.__subclasses__():
        yield child
        yield from every(child)


def loaded() -> None:
    for found in pkgutil.walk_packages(gaisma.__path__, "gaisma."):
        if ".forms" in found.name and not found.name.endswith("__main__"):
            importlib.import_module(found.name)


def test_every_field_that_takes_a_file_is_a_door(doors: dict[str, Door]) -> None:
    loaded()

    found = {
        f"{form.__name__}.{name}"
        for form in every(forms.BaseForm)
        if form.__module__.startswith("gaisma.")
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, forms.FileField)
    }

    assert found == {name.partition(" ")[0] for name in doors}


def test_no_form_makes_a_field_that_takes_a_file_where_no_walk_sees_it() -> None:
    made = [
        f"{file.name}:{node.lineno}"
        for file in modules()
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", getattr(node.func, "attr", "")) in FIELDS
    ]

    assert len(made) == len({"InviteList", "UploadForm", "TakeIn", "Photo", "Mend", "Proof"}), made


def test_every_command_that_takes_a_file_is_known() -> None:
    found = {
        (name, action.dest)
        for name, app in get_commands().items()
        if app.startswith("gaisma.")
        for action in actions_of(load_command_class(app, name).create_parser("gaisma", name))
        if action.type is Path
    }

    assert found == COMMANDS | WRITES | {("import", "path")}


def actions_of(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for child in action.choices.values():
                yield from actions_of(child)
        yield action


def test_what_reads_files_is_used_by_readers_only() -> None:
    root = Path(gaisma.__file__).parent
    users = {
        file.relative_to(root).as_posix()
        for file in modules()
        for node in ast.walk(ast.parse(file.read_text()))
        for name in imported(node)
        if any(name == parser or name.startswith(f"{parser}.") for parser in PARSERS)
    }

    others = {user for user in users - READERS if not user.startswith(tuple(OWN))}

    assert not others


def imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [name.name for name in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        return [node.module, *(f"{node.module}.{name.name}" for name in node.names)]
    return []


SENT = {
    "InviteList.file": ("people.xlsx", hostile.workbook()),
    "UploadForm.files": ("sites.xlsx", hostile.workbook(sheet="sites")),
    "UploadForm.files as sites": ("sites.xlsx", hostile.workbook(sheet="sites")),
    "UploadForm.files as a set": ("set.zip", hostile.packed({"manifest.csv": "propertyName"})),
    "TakeInForm.file": ("form.xlsx", hostile.workbook()),
    "PhotoForm.picture": ("photo.jpg", attaching.photo_with_place()),
    "MendForm.picture": ("photo.jpg", attaching.picture()),
}
"""A document's first and last bytes are looked at, and nothing in it is read."""


@pytest.mark.parametrize("name", SENT)
def test_door_has_its_files_read_apart(
    doors: dict[str, Door], read_here: list[str], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    apart_indeed = apart.asked

    def noted(*given: object, **named: object) -> apart.Answer:
        asked.append(given)
        return apart_indeed(*given, **named)

    monkeypatch.setattr(apart, "asked", noted)

    doors[name].send(*SENT[name])

    assert asked
    assert read_here == []


@pytest.mark.parametrize("name", SENT)
def test_door_that_reads_by_itself_is_noticed(
    doors: dict[str, Door], read_here: list[str], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The weakened twin: the same reading in the server's own process."""
    monkeypatch.setattr(apart, "asked", reading_here.here)

    doors[name].send(*SENT[name])

    assert read_here


def test_every_door_is_asked_whether_it_reads_apart(doors: dict[str, Door]) -> None:
    assert SENT.keys() | set(DOCUMENTS) == doors.keys()


def test_killers_are_refused_by_name_at_every_door(doors: dict[str, Door]) -> None:
    for one in hostile.killers():
        for name in BY_END[Path(one.name).suffix]:
            refused(doors[name], one, at=name)


def refused(door: Door, one: Hostile, *, at: str) -> None:
    told = f"{one.title} at {at}"
    translation.activate("en")
    before = door.kept()

    answer = door.send(one.name, one.content)

    assert door.kept() == before, told
    if answer.status_code != 302:
        assert answer.status_code == 422, told
        assert said(answer), told
    elif at.endswith(("as sites", "as a set")):
        upload = Upload.objects.latest("pk")
        assert upload.status == "refused", told
        assert upload.found.exists(), told


def said(answer: Any) -> list[str]:
    """The sentences of the answer about the file, which stand on its page."""
    page = html.unescape(answer.content.decode())
    wrong = [error for errors in answer.context["form"].errors.values() for error in errors]
    wrong += [problem.advice for problem in answer.context.get("problems", ())]
    assert all(error in page for error in wrong)
    return wrong


def test_spoiled_files_end_no_door(doors: dict[str, Door]) -> None:
    for one in hostile.spoiled(SEED, SPOILED):
        for name, door in doors.items():
            before = door.kept()
            answer = door.send(one.name, one.content)
            assert answer.status_code in (200, 302, 422), f"{one.title} at {name}"
            assert answer.status_code == 302 or door.kept() == before, f"{one.title} at {name}"
