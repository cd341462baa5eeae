"""Files from outside are read in a process of their own, which may die and take nobody along.

The process knows neither settings nor keys nor the record: it gets a file, limits and the reader's
language, and answers with plain values and bytes, or with a refusal in one sentence.
"""

import json
import os
import select
import signal
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from gaisma.base import locks

ROOT = Path(__file__).resolve().parents[3]
MEGABYTE = 1024 * 1024
PATIENCE = 90.0
"""Seconds that somebody waits for the turn: one file is read at a time, so that not even several
that ask for all they may get fill the memory."""
BETWEEN = 0.02
BROKEN, TOO_MUCH, TOO_LONG = 70, 71, 72
"""Statuses with which a reading process ends, when it ends by itself."""


@dataclass(frozen=True)
class Limits:
    """Memory beyond what a reader takes to load, and seconds of processor."""

    megabytes: int
    seconds: int


PAGE = Limits(megabytes=256, seconds=15)
"""For what a person waits for."""
PICTURE = Limits(megabytes=384, seconds=15)
TABLE = Limits(megabytes=320, seconds=90)
"""For what a worker reads: 200 000 rows of learners. With it everything that an installation runs
stays below a gigabyte: what serves, the worker and both their houses hold up to 650 MB."""
MASS = Limits(megabytes=1280, seconds=240)
"""For millions of rows as codes: a city's year of lessons takes half of it."""


@dataclass(frozen=True)
class Answer:
    """What a reader has read: plain values, as JSON has them, and bytes."""

    said: Any = None
    parts: tuple[bytes | bytearray, ...] = ()


class UnableToRead(Exception):
    """Says what is wrong with the file as a whole, or with one row or column of it.

    `notes` are the habits that were met before.
    """

    def __init__(
        self,
        message: str,
        *,
        row: int | None = None,
        column: str | None = None,
        value: str | None = None,
        notes: Iterable[str] = (),
    ) -> None:
        super().__init__(message)
        self.notes = list(notes)
        self.message = message
        self.row = row
        self.column = column
        self.value = value


Reader = Callable[..., Answer]
"""A function of a module: (source, **given); its source is bytes or a path."""


def asked(reader: Reader, source: bytes | Path, *, limits: Limits, **given: Any) -> Answer:
    """What the reader says of the source, read in a process of its own. Raises UnableToRead."""
    task = {
        "reader": f"{reader.__module__}:{reader.__qualname__}",
        "given": given,
        "limits": asdict(limits),
        "language": translation.get_language() or "en",
        "path": str(source.absolute()) if isinstance(source, Path) else None,
    }
    content = b"" if isinstance(source, Path) else source
    with _turn():
        status, told = _house.performed(json.dumps(task).encode() + b"\n", content, limits)
    if status:
        raise _ended(status, limits)
    return _understood(told)


class _House:
    """The process that the reading ones are forked from; begun when it is needed.

    It has loaded what reads, so that a file costs milliseconds; it reads none itself.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._owner = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._wire: socket.socket | None = None

    def performed(self, task: bytes, content: bytes, limits: Limits) -> tuple[int, "Told"]:
        """How the reading process has ended (0: well), and what it has said."""
        with self._lock:
            for is_last in (False, True):
                try:
                    return self._performed(task, content, limits)
                except (OSError, EOFError):
                    # It ends by itself when nobody asks for a while, as one that was killed does.
                    self._leave()
                    if is_last:
                        raise
        raise AssertionError

    def _performed(self, task: bytes, content: bytes, limits: Limits) -> tuple[int, "Told"]:
        wire = self._begun()
        wire.settimeout(limits.seconds * 2)
        given, take = os.pipe()
        told, tell = os.pipe()
        try:
            try:
                socket.send_fds(wire, [b"."], [given, tell])
            finally:
                os.close(given)
                os.close(tell)
            with os.fdopen(take, "wb", closefd=False) as stream, suppress(BrokenPipeError):
                stream.write(task)
                stream.write(content)
            os.close(take)
            take = -1
            said = _read(told, time.monotonic() + limits.seconds * 2)
            return struct.unpack("!i", _exactly(wire, 4))[0], said
        except TimeoutError:
            self._leave()
            return TOO_LONG, Told(b"")
        finally:
            os.close(told)
            if take >= 0:
                os.close(take)

    def _begun(self) -> socket.socket:
        if self._owner != os.getpid():
            # What a fork has copied belongs to the process before.
            self._process = self._wire = None
        if self._wire is None:
            ours, theirs = socket.socketpair()
            with theirs:
                # By its name, with none of this process's secrets: the environment is made anew.
                self._process = subprocess.Popen(
                    [sys.executable, "-P", "-m", f"{__name__}.house", str(theirs.fileno())],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    env=_environment(),
                    cwd="/",
                    pass_fds=[theirs.fileno()],
                    start_new_session=True,
                )
            self._wire, self._owner = ours, os.getpid()
        return self._wire

    def _leave(self) -> None:
        if self._wire is not None:
            self._wire.close()
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self._process = self._wire = None


_house = _House()


@dataclass(frozen=True)
class Told:
    """What came out of a reading process: a line, and the parts that the line announces.

    Each part lies in the memory once: a table may be large.
    """

    line: bytes
    parts: tuple[bytearray, ...] = ()


def _read(place: int, until: float) -> Told:
    """All that comes until the other side closes. Raises TimeoutError."""
    pieces = _pieces(place, until)
    line, rest = bytearray(), b""
    for piece in pieces:
        begun, end, rest = piece.partition(b"\n")
        line += begun
        if end:
            break
    parts = []
    for size in _sizes(line):
        part = bytearray()
        while len(part) < size and (rest := rest or next(pieces, b"")):
            missing = size - len(part)
            part += rest[:missing]
            rest = rest[missing:]
        parts.append(part)
    for _rest in pieces:
        pass
    return Told(bytes(line), tuple(parts))


def _pieces(place: int, until: float) -> Iterator[bytes]:
    while True:
        ready, _writing, _other = select.select([place], [], [], max(0, until - time.monotonic()))
        if not ready:
            raise TimeoutError
        piece = os.read(place, MEGABYTE)
        if not piece:
            return
        yield piece


def _sizes(line: bytes | bytearray) -> list[int]:
    """Of the parts that follow; none after a line that a dying process has left."""
    try:
        return [int(size) for size in json.loads(line).get("sizes", ())]
    except (ValueError, AttributeError, TypeError):
        return []


def _exactly(wire: socket.socket, size: int) -> bytes:
    found = b""
    while len(found) < size:
        part = wire.recv(size - len(found))
        if not part:
            raise EOFError
        found += part
    return found


def _environment() -> dict[str, str]:
    return {
        "PATH": os.defpath,
        "PYTHONPATH": str(ROOT),
        "LC_ALL": "C.UTF-8",
        # Threads reserve memory, each of them.
        "POLARS_MAX_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "MALLOC_ARENA_MAX": "1",
        "ARROW_DEFAULT_MEMORY_POOL": "system",
    }


def _understood(told: Told) -> Answer:
    try:
        answer = json.loads(told.line)
        refusal = answer.get("refusal")
        is_whole = [len(part) for part in told.parts] == answer.get("sizes", [])
    except (ValueError, AttributeError, TypeError) as error:
        raise damaged() from error
    if refusal:
        raise UnableToRead(**refusal)
    if not is_whole:
        raise damaged()
    return Answer(answer["said"], told.parts)


def _ended(status: int, limits: Limits) -> UnableToRead:
    """What is said of a file at which its reader has ended."""
    if status == BROKEN:
        return damaged()
    return _too_long(limits) if status in (TOO_LONG, -signal.SIGXCPU) else too_much(limits)


def damaged() -> UnableToRead:
    """What is said of a file that no reader understands."""
    return UnableToRead(
        _("The file is damaged or was cut off: open it in its program, save it and send it again.")
    )


def too_much(limits: Limits) -> UnableToRead:
    """What is said of a file that unpacks to more than a machine holds."""
    return UnableToRead(
        _(
            "To read the file would take more than %(limit)d MB of memory: delete what stands "
            "outside its table, or send it in parts."
        )
        % {"limit": limits.megabytes}
    )


def _too_long(limits: Limits) -> UnableToRead:
    return UnableToRead(
        _(
            "To read the file would take longer than %(limit)d seconds: delete what stands "
            "outside its table, or send it in parts."
        )
        % {"limit": limits.seconds}
    )


@contextmanager
def _turn() -> Iterator[None]:
    """One file at a time in the whole installation. Raises UnableToRead for who waits too long."""
    place = Path(settings.GAISMA_HOME) / "works" / "reading"
    with ExitStack() as stack:
        # A home that cannot be written to takes nothing in, but may be asked to look.
        with suppress(OSError):
            _wait(stack.enter_context(locks.opened(place)))
        yield


def _wait(descriptor: int) -> None:
    until = time.monotonic() + PATIENCE
    while not locks.is_taken(descriptor):
        if time.monotonic() > until:
            raise UnableToRead(
                _("Other files are being read: wait a minute and send this one again.")
            )
        time.sleep(BETWEEN)
