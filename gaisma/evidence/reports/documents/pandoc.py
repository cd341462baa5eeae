"""Calls pandoc on the report's HTML."""

import subprocess
from functools import cache
from pathlib import Path

FILTER = Path(__file__).with_name("figures.lua")


def converted(html: str, form: str, *arguments: str) -> str:
    """The HTML in another form, as far as pandoc writes it to its output.

    Its wrapper asks it for all its formats before each call; ours are known.
    """
    command = [
        _program(),
        "--from=html",
        f"--to={form}",
        "--standalone",
        f"--lua-filter={FILTER}",
        "--shift-heading-level-by=-1",
        *arguments,
    ]
    done = subprocess.run(command, input=html, stdout=subprocess.PIPE, encoding="utf-8", check=True)
    return done.stdout


@cache
def _program() -> str:
    import pypandoc

    return str(pypandoc.get_pandoc_path())
