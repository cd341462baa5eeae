"""What the program never does: start a shell, execute text, revive objects, use weak ciphers."""

import ast
import re
import subprocess
import sys

import pytest

from tests.unit.project import tree

PLANTED = {
    "S602": "import subprocess\nsubprocess.run('ls ' + name, shell=True)\n",
    "S604": "run('ls', shell=True)\n",
    "S605": "import os\nos.system('ls ' + name)\n",
    "S102": "exec(text)\n",
    "S307": "eval(text)\n",
    "S301": "import pickle\npickle.loads(content)\n",
    "S302": "import marshal\nmarshal.loads(content)\n",
    "S506": "import yaml\nyaml.load(text)\n",
    "S324": "import hashlib\nhashlib.md5(content)\nhashlib.sha1(content)\n",
    "S304": (
        "from cryptography.hazmat.primitives.ciphers.algorithms import ARC4\n"
        "from cryptography.hazmat.primitives.ciphers import algorithms\n"
        "algorithms.ARC4(key)\n"
    ),
    "S305": ("from cryptography.hazmat.primitives.ciphers import modes\nmodes.ECB()\n"),
    "S501": "import requests\nrequests.get(address, verify=False, timeout=1)\n",
}
"""For each rule that forbids something, the fault that it finds."""
EXCEPTIONS = re.compile(rf"noqa:.*\b({'|'.join(PLANTED)})\b")
CIPHERS = {
    "AESGCM": "AES-256-GCM",
    "Ed25519PrivateKey": "Ed25519",
    "HKDF": "HKDF",
    "SHA256": "SHA-256",
}
"""What is taken of the library of ciphers, and what the documents call it."""
REFUSALS = {"InvalidSignature", "InvalidTag"}


def found(source: str, *options: str) -> set[str]:
    """The rules that the source breaks, under the project's own settings."""
    words = [sys.executable, "-m", "ruff", "check", "--output-format", "concise", "--no-cache"]
    done = subprocess.run(
        [*words, *options, "--stdin-filename", "gaisma/planted.py", "-"],
        cwd=tree.PROJECT,
        input=source,
        capture_output=True,
        text=True,
        check=False,
    )
    return set(re.findall(r": ([A-Z]+\d+) ", done.stdout))


@pytest.mark.parametrize("rule", PLANTED)
def test_what_is_forbidden_is_found(rule: str) -> None:
    assert rule in found(PLANTED[rule])


def test_nowhere_is_an_exception_made() -> None:
    made = [
        f"{tree.name(file)}:{number}"
        for file in tree.tracked("gaisma/*.py")
        for number, line in enumerate(tree.lines(file), start=1)
        if EXCEPTIONS.search(line)
    ]

    assert made == []
    assert EXCEPTIONS.search("exec(text)  # noqa: S102")


def test_program_does_nothing_that_is_forbidden() -> None:
    rules = ",".join(PLANTED)
    words = [sys.executable, "-m", "ruff", "check", "--no-cache", "--ignore-noqa"]
    done = subprocess.run(
        [*words, "--select", rules, "gaisma"],
        cwd=tree.PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout


def taken() -> set[str]:
    """What our modules take of the library of ciphers."""
    return {
        name.name
        for file in tree.modules()
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("cryptography.")
        for name in node.names
    }


def test_ciphers_are_those_of_the_documents() -> None:
    told = (tree.PROJECT / "docs/explanation/what-is-protected.md").read_text(encoding="utf-8")

    assert taken() - REFUSALS == set(CIPHERS)
    assert [name for name in CIPHERS.values() if name not in told] == []
