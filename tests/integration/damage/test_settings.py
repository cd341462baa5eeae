"""A variable that cannot be read ends a command with a sentence that names it."""

import re
from pathlib import Path

import pytest

from tests.installations import separate_installation
from tests.unit.project import tree

NONSENSE = {
    "GAISMA_HOME": "/dev/null/none",
    "GAISMA_DATABASE": "postgresql://a:b@host:port/name",
    "GAISMA_MAIL": "smtp://host:port",
    "GAISMA_OIDC_ISSUER": "https://issuer.example.lv",
}
"""What is nonsense where most words have a meaning."""
ANY_TEXT = {
    "GAISMA_HOSTS",
    "GAISMA_ORIGINS",
    "GAISMA_ADDRESS",
    "GAISMA_MAIL_FROM",
    "GAISMA_OIDC_CLIENT",
    "GAISMA_OIDC_SECRET",
    "GAISMA_OIDC_NAME",
}
"""What is read as it is; that a site cannot be reached by it is seen when it is asked for."""
SAMPLE = (tree.PROJECT / ".env.example").read_text(encoding="utf-8")
VARIABLES = sorted(set(re.findall(r"^(GAISMA_[A-Z_]+)=", SAMPLE, re.MULTILINE)) - ANY_TEXT)


@pytest.mark.parametrize("name", VARIABLES)
def test_variable_that_cannot_be_read_is_named(name: str, tmp_path: Path) -> None:
    with separate_installation(tmp_path / "home") as installation:
        installation.environment[name] = NONSENSE.get(name, "no such value")
        done = installation.run("versions")

    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert name in done.stderr or NONSENSE[name] in done.stderr


def test_every_variable_is_one_of_them() -> None:
    assert set(NONSENSE) <= set(VARIABLES)
    assert set(re.findall(r"^(GAISMA_[A-Z_]+)=", SAMPLE, re.MULTILINE)) >= ANY_TEXT
