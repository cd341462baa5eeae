"""Readers that take all they can get: what a library may do with a file that we did not foresee."""

import mmap
import os
import signal
import time
from pathlib import Path

from gaisma.base.apart import Answer


def memory(source: bytes) -> Answer:
    """Asks for more and more."""
    kept = []
    while True:
        kept.append(bytearray(16 * 1024 * 1024))


def at_once(source: bytes) -> Answer:
    """Asks for what no machine has."""
    return Answer(len(bytearray(1 << 39)))


def mapped(source: bytes) -> Answer:
    """Asks the system itself for what no machine has, and is refused in the system's words."""
    return Answer(len(mmap.mmap(-1, 1 << 39, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)))


def silent(source: bytes) -> Answer:
    """Says as Polars does when it gets no memory for a thread: nothing."""
    raise OSError("")


def processor(source: bytes) -> Answer:
    """Never ends."""
    while True:
        pass


def sleep(source: bytes) -> Answer:
    """Never ends, and does nothing."""
    time.sleep(999)
    return Answer()


def fault(source: bytes) -> Answer:
    """Dies as a library in C does."""
    os.kill(os.getpid(), signal.SIGSEGV)
    return Answer()


def leave(source: bytes) -> Answer:
    """Ends without an answer."""
    os._exit(0)


def nonsense(source: bytes) -> Answer:
    """Answers with a mistake."""
    raise KeyError(source)


def depth(source: bytes) -> Answer:
    """Goes too deep."""
    return depth(source)


def write(source: bytes) -> Answer:
    """Writes somewhere. SIGXFSZ is ignored by Python, which raises."""
    Path("/tmp/written-by-a-reader").write_bytes(source)
    return Answer("written")


def secrets(source: bytes) -> Answer:
    """Tells what it knows of the installation."""
    from django.conf import settings

    return Answer([sorted(os.environ), hasattr(settings, "GAISMA_HOME")])


def echo(source: bytes) -> Answer:
    """Gives back what it was given."""
    return Answer(len(source), (source,))
