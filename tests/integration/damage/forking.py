"""Gives a command of an installation a process of its own, of one that has imported all there is.

Lines of JSON come in: words, and what the process is denied. For each one goes out: how it ended.
"""

import ctypes
import fcntl
import importlib
import json
import os
import resource
import signal
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NoReturn

PATIENCE, MEGABYTE = 60, 1 << 20
CAPABILITIES = 0x20080522
"""The version of what `capset` takes."""


def main() -> None:
    """Answer until nobody asks any more."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gaisma.config.settings")
    django.setup()
    _import_all()
    _be_quick()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        answer = _asked(json.loads(line))
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def _import_all() -> None:
    from django.core.management import get_commands, load_command_class

    for name, app in get_commands().items():
        if app.startswith("gaisma."):
            load_command_class(app, name)
    for heavy in ("polars", "pyarrow.parquet", "duckdb", "ibis", "pyrage", "xlsxwriter"):
        importlib.import_module(heavy)
    assert importlib.import_module("django.urls").get_resolver().url_patterns


def _be_quick() -> None:
    """Wait for nobody, and serve nobody: what is asked is how a command begins."""
    from django.conf import settings

    from gaisma.config import rounds
    from gaisma.config.management.commands import serve
    from gaisma.evidence.archive import snapshots

    options = settings.DATABASES["default"]["OPTIONS"]
    if "timeout" in options:
        options["timeout"] = 0.1
    snapshots.WAIT = 0

    @contextmanager
    def at_work(**_given: Any) -> Iterator[None]:
        os.kill(os.getpid(), signal.SIGTERM)
        yield

    rounds.at_work = at_work
    serve.Command._serve = lambda *_given: None  # type: ignore[method-assign]


def _asked(request: dict[str, Any]) -> dict[str, Any]:
    # Pipes, which take what is said where no file takes any more.
    out, err = _pipe(), _pipe()
    pid = os.fork()
    if not pid:
        _be_the_command(request, out[1], err[1])
    _ended, status, used = os.wait4(pid, 0)
    said = {"out": _said(*out), "err": _said(*err)}
    return {"status": os.waitstatus_to_exitcode(status), "largest": used.ru_maxrss, **said}


def _pipe() -> tuple[int, int]:
    ends = os.pipe()
    fcntl.fcntl(ends[1], fcntl.F_SETPIPE_SZ, MEGABYTE)
    return ends


def _said(reading: int, writing: int) -> str:
    os.close(writing)
    with open(reading, "rb") as stream:
        return stream.read().decode()


def _be_the_command(request: dict[str, Any], out: int, err: int) -> None:
    signal.alarm(PATIENCE)
    os.chdir(request["folder"])
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(os.open(request["out"], os.O_WRONLY) if request.get("out") else out, 1)
    os.dup2(err, 2)
    sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w")  # noqa: SIM115
    if request.get("powerless"):
        _give_up_powers()
    if request.get("unheard"):
        reading, writing = os.pipe()
        os.close(reading)
        os.dup2(writing, 1)
    if request.get("weakened"):
        _weaken()
    if "room" in request:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (request["room"], resource.RLIM_INFINITY))
    sys.argv = ["gaisma", *request["words"]]
    status = 1
    try:
        _run()
        status = 0
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError):
                stream.flush()
        os._exit(status)


def _run() -> None:
    from gaisma.config import cli

    cli.main()


def _weaken() -> None:
    """Let what is damaged say what a program says."""
    from gaisma.base import damage

    def refusal(problem: Exception) -> NoReturn:
        raise problem

    damage.refusal = refusal


def _give_up_powers() -> None:
    """Be an account like any other, to whom what is shut is shut: root opens everything."""
    header = (ctypes.c_uint32 * 2)(CAPABILITIES, 0)
    nothing = (ctypes.c_uint32 * 6)()
    if ctypes.CDLL(None, use_errno=True).capset(header, nothing):
        raise OSError(ctypes.get_errno(), "capset")


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[3]))
    main()
