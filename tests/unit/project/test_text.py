"""No file names a package registry, or a folder of the machine on which it was written."""

import re
from collections.abc import Iterator

import pytest

from tests.unit.project import tree

# Put together here, so that this file itself does not hold them.
HOSTS = re.compile("|".join(("py" r"pi\.org", "python" r"hosted\.org", "npm" r"js\.(org|com)")))
FOLDERS = re.compile("/" r"(root|work|Users)/\w")


def found(pattern: re.Pattern[str]) -> Iterator[str]:
    for file in tree.tracked():
        try:
            text = file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), start=1):
            if pattern.search(line):
                yield f"{tree.name(file)}:{number}"


@pytest.mark.parametrize("pattern", [HOSTS, FOLDERS], ids=["registries", "folders"])
def test_files_name_no_place_of_their_making(pattern: re.Pattern[str]) -> None:
    assert not list(found(pattern))


def test_pattern_of_registries_finds_one() -> None:
    assert HOSTS.search("--index-url https://" + "py" + "pi.org/simple")


def test_pattern_of_folders_finds_one() -> None:
    assert FOLDERS.search("# made by /" + "root/tool")
