"""Commands run by processes that have other people's libraries at hand already.

Half of what a start takes goes to importing them. A process that has done so, and does nothing
else, is forked for each command, which begins like one that is typed: with arguments, an
environment, a folder, streams and settings of its own.
"""

import atexit
import importlib
import multiprocessing
import os
import runpy
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

LIBRARIES = (
    "django.contrib.postgres.fields",
    "django.core.management.base",
    "django.core.serializers.json",
    "django.db.models.functions",
    "django.http",
    "django.urls",
    "django.views.generic",
    "duckdb",
    "highspy",
    "ibis.backends.duckdb",
    "numpy",
    "polars",
    "psycopg",
    "pyarrow",
    "python_calamine",
    "requests",
    "structlog",
)
"""What most commands import and what asks for no settings as it is imported."""

_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload([__name__])


def run(
    words: Sequence[str],
    *,
    environment: Mapping[str, str],
    folder: Path,
    timeout: float,
    umask: int = -1,
) -> subprocess.CompletedProcess[str]:
    """Run `gaisma` with the words to its end. Raises subprocess.TimeoutExpired."""
    with tempfile.TemporaryDirectory(prefix="gaisma-said-") as place:
        said = [Path(place, name) for name in ("stdout", "stderr")]
        given = (list(words), dict(environment), folder, umask, *said)
        process = _processes.Process(target=_command, args=given)
        process.start()
        process.join(timeout)
        if process.exitcode is None:
            process.kill()
            process.join()
            raise subprocess.TimeoutExpired(["gaisma", *words], timeout)
        told = [file.read_text(encoding="utf-8") if file.exists() else "" for file in said]
        return subprocess.CompletedProcess(["gaisma", *words], process.exitcode, *told)


def _command(
    words: list[str], environment: dict[str, str], folder: Path, umask: int, out: Path, err: Path
) -> None:
    for place, number in ((out, 1), (err, 2)):
        opened = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(opened, number)
        os.close(opened)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    if umask != -1:
        os.umask(umask)
    sys.argv[:] = ["gaisma", *words]
    try:
        runpy.run_module("gaisma", run_name="__main__")
    finally:
        # A forked process ends without what is asked for at its end.
        atexit._run_exitfuncs()


def _import_libraries() -> None:
    for name in LIBRARIES:
        importlib.import_module(name)


def _is_forked_from() -> bool:
    """Whether this is the process that is forked: it imports this module to have all at hand."""
    words: Any = sys.orig_argv
    return any("multiprocessing.forkserver" in word for word in words)


if _is_forked_from():
    _import_libraries()
