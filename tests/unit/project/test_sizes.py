"""Nothing grows beyond what can be read at once."""

from tests.unit.project import tree

LONGEST_MODULE = 400
LONGEST_TEMPLATE = 140
WIDEST_LINE = 120


def test_modules_are_short() -> None:
    long = [tree.name(file) for file in tree.modules() if len(tree.lines(file)) > LONGEST_MODULE]

    assert not long, "reread them; a folder of the same import path may be kinder"


def test_templates_are_short() -> None:
    templates = tree.tracked("gaisma/*.html")

    long = [tree.name(file) for file in templates if len(tree.lines(file)) > LONGEST_TEMPLATE]

    assert not long, "split them"


def test_lines_of_templates_and_styles_are_short() -> None:
    files = [*tree.tracked("gaisma/*.html"), *tree.tracked("gaisma/*.css")]

    wide = [
        f"{tree.name(file)}:{number}"
        for file in files
        for number, line in enumerate(tree.lines(file), start=1)
        if len(line) > WIDEST_LINE
    ]

    assert not wide, "make format breaks what it may; break the rest where no white space is seen"
