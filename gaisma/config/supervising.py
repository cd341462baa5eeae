"""The server's own worker: a process that begins again when it dies, and ends with the server."""

import logging
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from threading import Event, Thread

PAUSE, LONGEST = 0.5, 30.0
"""Seconds before the next one begins: the more, the sooner the one before has died."""
logger = logging.getLogger(__name__)


@contextmanager
def worker(*words: str) -> Iterator[None]:
    """Have a worker until the context ends; what it has begun then is finished."""
    kept = _Kept([sys.executable, "-m", "gaisma", "worker", "--beside-server", *words])
    thread = Thread(target=kept.go_on, name="supervisor", daemon=True)
    thread.start()
    try:
        yield
    finally:
        kept.end()
        thread.join()


class _Kept:
    """One process after another, until it is told to end."""

    def __init__(self, command: list[str]) -> None:
        self._command, self._ended = command, Event()
        self._process: subprocess.Popen[bytes] | None = None

    def go_on(self) -> None:
        pause = PAUSE
        while not self._ended.is_set():
            begun = time.monotonic()
            # Its input ends with this process, however that ends, and then the worker ends too.
            with subprocess.Popen(self._command, stdin=subprocess.PIPE) as self._process:
                if self._ended.is_set():
                    self._process.terminate()
                status = self._process.wait()
            if self._ended.is_set():
                return
            pause = PAUSE if time.monotonic() - begun > LONGEST else min(pause * 2, LONGEST)
            logger.error("The worker has ended (%s); another one begins.", status)
            self._ended.wait(pause)

    def end(self) -> None:
        self._ended.set()
        if self._process is not None:
            self._process.terminate()


LAST_SECONDS = 15.0
"""What is under way may be finished; whoever does not end by then is ended."""


def end_with_the_server() -> None:
    """Watch over the process that began this one, where another one did."""
    server = multiprocessing.parent_process()
    if server is not None:
        threading.Thread(target=_wait_for, args=(server,), name="server", daemon=True).start()


def _wait_for(server: BaseProcess) -> None:
    server.join()
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(LAST_SECONDS)
    os._exit(1)
