"""Locks on files of the home: each ends with the process that holds it, however that ends."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def opened(file: Path) -> Iterator[int]:
    """The file as what is locked, made where there is none; what is held ends with the context."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def take(descriptor: int) -> None:
    """Hold the file alone; whoever holds it is waited for."""
    fcntl.flock(descriptor, fcntl.LOCK_EX)


def is_taken(descriptor: int, *, together: bool = False) -> bool:
    """Whether it is ours now: alone, or together with others; nobody is waited for."""
    kind = fcntl.LOCK_SH if together else fcntl.LOCK_EX
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
