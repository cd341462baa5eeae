"""The documentation: links lead somewhere, references are complete, commands are found."""

import re
import textwrap
from pathlib import Path

import pytest

from gaisma.evidence.interop import kinds
from tests.functional.documentation.console import Shown, shown
from tests.unit.project import tree

DOCUMENTS = tree.tracked("docs/*.md", "README.md", "CONTRIBUTING.md")
FOR_WHO_CHANGES_IT = tree.tracked("docs/develop/*.md", "CONTRIBUTING.md")
LINK = re.compile(r"\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)")


PATH = re.compile(r"(?:gaisma|tests|docs)/[\w/.-]*\w/?")
PYTHON = re.compile(r"^( *)```python\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
VALUES = ("Column(", "Spec(")
INVENTED = ("gaisma/quality/drills", "tests/unit/quality/drills")
"""The room that a page makes before the reader's eyes."""


def document(folder: Path, text: str) -> Path:
    file = folder / "page.md"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize("page", DOCUMENTS, ids=tree.name)
def test_links_of_the_page_lead_somewhere(page: Path) -> None:
    links = LINK.findall(page.read_text(encoding="utf-8"))

    dead = [target for target, _ in links if target and not (page.parent / target).exists()]

    assert not dead


@pytest.mark.parametrize("page", FOR_WHO_CHANGES_IT, ids=tree.name)
def test_files_that_a_page_names_are_there(page: Path) -> None:
    assert gone(page.read_text(encoding="utf-8")) == []


def test_a_file_that_is_gone_is_found() -> None:
    assert gone("`gaisma/base/sorting.py`, `gaisma/base/gone.py`") == ["gaisma/base/gone.py"]


def gone(text: str) -> list[str]:
    named = (name for name in PATH.findall(text) if not name.startswith(INVENTED))
    return [name for name in named if not (tree.PROJECT / name).exists()]


@pytest.mark.parametrize("page", FOR_WHO_CHANGES_IT, ids=tree.name)
def test_code_of_a_page_is_python(page: Path) -> None:
    for _indent, code in PYTHON.findall(page.read_text(encoding="utf-8")):
        # What stands in a list, or between others of its kind, is a value and a comma.
        whole = textwrap.dedent(code)
        compile(f"[\n{whole}]" if whole.startswith(VALUES) else whole, page.name, "exec")


def test_command_line_reference_names_every_command() -> None:
    commands = {
        file.stem
        for file in tree.tracked("gaisma/**/management/commands/*.py")
        if not file.stem.startswith("_")
    }
    text = (tree.PROJECT / "docs/reference/command-line.md").read_text(encoding="utf-8")

    assert {name for name in commands if f"`gaisma {name}" not in text} == set()


def test_import_tables_reference_names_every_column() -> None:
    text = (tree.PROJECT / "docs/reference/import-tables.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL))

    missing = [
        (kind, column.name)
        for kind in kinds.known_kinds()
        for column in kinds.columns_of(kind)
        if f"| `{column.name}` |" not in sections[kind]
    ]
    assert not missing


def test_shown_gives_each_command_with_its_answer(tmp_path: Path) -> None:
    page = document(tmp_path, "# Page\n\n```console\n$ first\nsaid\n$ second --option\n```\n")

    assert list(shown(page)) == [Shown(4, "first", ("said",)), Shown(6, "second --option")]


def test_shown_leaves_out_blocks_that_say_why(tmp_path: Path) -> None:
    page = document(tmp_path, "<!-- not run: it serves -->\n```console\n$ serve\n```\n")

    assert list(shown(page)) == []
    assert [command.command for command in shown(page, run=False)] == ["serve"]


def test_shown_leaves_out_blocks_of_other_languages(tmp_path: Path) -> None:
    page = document(tmp_path, "```ini\n$ no = command\n```\n")

    assert list(shown(page)) == []
