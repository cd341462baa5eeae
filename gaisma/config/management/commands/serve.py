"""`gaisma serve`."""

import logging
import multiprocessing
import os
import time
from argparse import ArgumentParser
from contextlib import AbstractContextManager, nullcontext, suppress
from typing import Any

from django.db import connections
from django.utils.translation import gettext as _

from gaisma.base.commands import Command as BaseCommand
from gaisma.config import static

TARGET = "gaisma.config.wsgi:application"
THREADS = 4
STOP_WITHIN = 10
"""Seconds that requests under way have to finish when the server is asked to stop."""
PAUSE = 1.0
GIVEN_BACK = {
    "MALLOC_ARENA_MAX": "2",
    "MALLOC_MMAP_THRESHOLD_": str(1024 * 1024),
    "MALLOC_TRIM_THRESHOLD_": str(1024 * 1024),
}
"""What has glibc give memory back that a large file has taken: it would keep a store of free memory
a thread, and the longer the more in each."""
logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Serve the pages; with --with-worker also perform background work."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--processes", type=int, default=1)
        parser.add_argument(
            "--with-worker", action="store_true", help="no separate `gaisma worker` is needed"
        )

    def handle(
        self,
        *args: Any,
        host: str,
        port: int,
        processes: int,
        with_worker: bool,
        **options: Any,
    ) -> None:
        """Serve until SIGTERM or Ctrl-C."""
        # A process of its own start: what a fork would copy of threads and locks is nobody's.
        multiprocessing.set_start_method("spawn", force=True)
        # It is read when a process starts: the ones that serve, and the worker.
        for name, value in GIVEN_BACK.items():
            os.environ.setdefault(name, value)
        connections.close_all()
        self.shut()
        static.gather()
        shown = f"[{host}]" if ":" in host else host
        self.say(_("Gaisma answers at %(address)s") % {"address": f"http://{shown}:{port}/"})
        with self._worker() if with_worker else nullcontext():
            self._serve(host, port, processes)

    def _worker(self) -> AbstractContextManager[None]:
        from gaisma.config import supervising

        return supervising.worker()

    def _serve(self, host: str, port: int, processes: int) -> None:
        """Serve until somebody asks to stop; processes that die, even all at once, begin again."""
        server = _server(host, port, processes)
        while not server.interrupt_signal:
            # What serves gives up when its processes die one right after the other.
            with suppress(SystemExit):
                server.serve()
            if not server.interrupt_signal:
                logger.error("The processes that serve have died; others begin.")
                time.sleep(PAUSE)
            if not server.interrupt_signal:
                server = _server(host, port, processes)


def _server(host: str, port: int, processes: int) -> Any:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    return Granian(
        TARGET,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_WITHIN,
        log_level=LogLevels.warning,
    )
