"""The process that reading ones are forked from, and what each of these does: it sets itself
limits, reads one file, answers and ends.

Run as a module with the number of the socket over which it is asked.
"""

import errno
import json
import os
import resource
import signal
import socket
import struct
import sys
import traceback
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

LOADED = ("django.utils.translation", "polars", "pyarrow.csv", "python_calamine", "PIL.Image",
          "gaisma.base.apart", "gaisma.base.reading.coded",
          "gaisma.base.reading.readers")  # fmt: skip
IDLE = 120.0
"""Seconds after which a process that nobody asks ends."""
PAGE = resource.getpagesize()
FILES = 64
TOLD = ("message", "row", "column", "value", "notes")
"""Of a refusal."""


def main(number: int) -> None:
    """Fork a process for each file, and tell how it has ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _configure()
    for name in LOADED:
        import_module(name)
    wire = socket.socket(fileno=number)
    wire.settimeout(IDLE)
    while True:
        try:
            asked, files, _flags, _address = socket.recv_fds(wire, 1, 2)
        except OSError:
            return
        if not asked or len(files) != 2:
            return
        child = os.fork()
        if not child:
            wire.close()
            _serve(*files)
        for file in files:
            os.close(file)
        _pid, status = os.waitpid(child, 0)
        wire.sendall(struct.pack("!i", os.waitstatus_to_exitcode(status)))


def _configure() -> None:
    import django
    from django.conf import settings

    settings.configure(LOCALE_PATHS=[], USE_I18N=True)
    django.setup(set_prefix=False)


def _serve(given: int, tell: int) -> NoReturn:
    from gaisma.base.apart import BROKEN, TOO_MUCH

    status = BROKEN
    try:
        with os.fdopen(given, "rb") as stream, os.fdopen(tell, "wb") as out:
            _read(stream, out)
        status = 0
    except MemoryError:
        status = TOO_MUCH
    except Exception as error:
        if _lacks_memory(error):
            os._exit(TOO_MUCH)
        # Where, and not what: the words of an error may be those of the file.
        places = traceback.extract_tb(error.__traceback__)[-2:]
        said = ", ".join(f"{place.filename}:{place.lineno}" for place in places)
        sys.stderr.write(f"A file broke its reader: {type(error).__name__} at {said}\n")
    finally:
        os._exit(status)


def _lacks_memory(error: Exception) -> bool:
    """Whether a library that got no memory says so in the system's words, or as Polars in none."""
    said = str(error)
    return isinstance(error, OSError) and (not said or os.strerror(errno.ENOMEM) in said)


def _read(stream: BinaryIO, out: BinaryIO) -> None:
    from gaisma.base.apart import Answer, UnableToRead

    task = json.loads(stream.readline())
    source = Path(task["path"]) if task["path"] else stream.read()
    name, _colon, function = task["reader"].partition(":")
    _speak(task["language"], name)
    reader = getattr(import_module(name), function)
    _confine(**task["limits"])
    try:
        answer = reader(source, **task["given"])
        head = {"said": answer.said, "sizes": [len(part) for part in answer.parts]}
    except UnableToRead as refusal:
        answer = Answer()
        head = {"refusal": {name: getattr(refusal, name) for name in TOLD}}
    _tell(out, head, answer.parts)


def _speak(language: str, reader: str) -> None:
    """Have the catalogues of the reader's room and of those around it; no other part of us."""
    from django.conf import settings
    from django.utils import translation

    root = Path(__file__).resolve().parents[2]
    folder = root.parent.joinpath(*reader.split("."))
    around = [place / "locale" for place in folder.parents if place.is_relative_to(root)]
    own = [*around, root / "base" / "locale"]
    settings.LOCALE_PATHS = [place for place in own if place.is_dir()]
    translation.activate(language)


def _confine(*, megabytes: int, seconds: int) -> None:
    """From here on so much memory more than now, so many seconds, and no files written."""
    now = int(Path("/proc/self/statm").read_text().split()[5]) * PAGE
    _limit(resource.RLIMIT_DATA, now + megabytes * 1024 * 1024)
    # A second more, for the one signal says why the process ends and the other does not.
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_NOFILE, FILES)


def _limit(what: int, most: int) -> None:
    resource.setrlimit(what, (most, most))


def _tell(out: BinaryIO, head: dict[str, Any], parts: tuple[bytes, ...]) -> None:
    out.write(json.dumps(head).encode() + b"\n")
    for part in parts:
        out.write(part)


if __name__ == "__main__":
    main(int(sys.argv[1]))
