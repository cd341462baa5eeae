"""The sample environment file names every variable that the settings read, and no other."""

import ast
import re

from tests.unit.project import tree

MAY_TOO = {
    "gaisma/analytics/engines/spark.py": "it gives Java an environment, and puts ours back",
    "gaisma/evidence/archive/snapshots.py": "it gives PostgreSQL's programs theirs",
}
READERS = {"text", "path", "flag", "whole_number", "words", "one_of", "time_zone", "address"}


def names_read() -> set[str]:
    """The first arguments of the calls of `gaisma.config.environment`."""
    return {
        node.args[0].value
        for file in tree.tracked("gaisma/config/*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and _function(node) in READERS and node.args
        if isinstance(node.args[0], ast.Constant) and str(node.args[0].value).startswith("GAISMA_")
    }


def _function(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def names_in(document: str) -> set[str]:
    text = (tree.PROJECT / document).read_text(encoding="utf-8")
    return set(re.findall(r"\bGAISMA_[A-Z_]+[A-Z]\b", text))


def test_sample_file_names_what_the_settings_read() -> None:
    assert names_in(".env.example") == names_read()


def test_reference_names_what_the_settings_read() -> None:
    assert names_in("docs/reference/environment.md") == names_read()


def test_settings_alone_read_the_environment() -> None:
    readers = {
        tree.name(file)
        for file in tree.modules()
        if re.search(r"os\.(environ|getenv)", file.read_text(encoding="utf-8"))
    }

    assert {name for name in readers if not name.startswith("gaisma/config/")} == set(MAY_TOO)
