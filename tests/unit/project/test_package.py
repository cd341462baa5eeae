"""The package that is built holds what the repository holds, and its licence is whole."""

import re
from fnmatch import fnmatch

from tests.unit.project import tree


def test_package_data_covers_every_file_that_is_no_module() -> None:
    patterns = tree.configuration()["tool"]["setuptools"]["package-data"]["gaisma"]
    others = [file for file in tree.tracked("gaisma/*") if file.suffix != ".py"]

    left_out = {
        tree.name(file)
        for file in others
        if not any(fnmatch(file.name, pattern.removeprefix("**/")) for pattern in patterns)
    }

    assert not left_out


def test_licence_has_all_articles_and_its_appendix() -> None:
    text = (tree.PROJECT / "LICENSE").read_text(encoding="utf-8")

    articles = [int(number) for number in re.findall(r"^(\d+)\.[A-Z]", text, re.MULTILINE)]
    assert articles == list(range(1, 16))
    assert text.index("15.Applicable Law") < text.index("Appendix\n")
    assert "(LiLiQ-R+)" in text
