"""The documentation: links lead somewhere, references are complete, commands are found."""

import csv
import re
from pathlib import Path

import pytest

from tests.functional.documentation.console import Shown, shown
from tests.unit.project import tree

DOCUMENTS = tree.tracked("docs/*.md", "README.md")
LINK = re.compile(r"\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)")


def document(folder: Path, text: str) -> Path:
    file = folder / "page.md"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize("page", DOCUMENTS, ids=tree.name)
def test_links_of_the_page_lead_somewhere(page: Path) -> None:
    links = LINK.findall(page.read_text(encoding="utf-8"))

    dead = [target for target, _ in links if target and not (page.parent / target).exists()]

    assert not dead


def test_command_line_reference_names_every_command() -> None:
    commands = {
        file.stem
        for file in tree.tracked("gaisma/**/management/commands/*.py")
        if not file.stem.startswith("_")
    }
    text = (tree.PROJECT / "docs/reference/command-line.md").read_text(encoding="utf-8")

    assert {name for name in commands if f"`gaisma {name}" not in text} == set()


def test_import_tables_reference_names_every_column() -> None:
    contract = tree.PROJECT / "gaisma/evidence/interop/import-columns.csv"
    text = (tree.PROJECT / "docs/reference/import-tables.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL))

    with contract.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))

    missing = [row for row in rows if f"| `{row['column']}` |" not in sections[row["kind"]]]
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
