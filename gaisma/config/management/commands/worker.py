"""`gaisma worker`."""

import os
import signal
import sys
from argparse import SUPPRESS, ArgumentParser
from threading import Event, Thread
from typing import Any

from django.utils import timezone

from gaisma.base.commands import Command as BaseCommand
from gaisma.config.rounds import EVERY


class Command(BaseCommand):
    help = "Perform background work and let the lake follow, until the process is asked to stop."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--every", type=float, default=EVERY, metavar="SECONDS", help="between two rounds"
        )
        # As `serve --with-worker` begins it: it ends with its input, and the server warms itself.
        parser.add_argument("--beside-server", action="store_true", help=SUPPRESS)

    def handle(self, *args: Any, every: float, beside_server: bool, **options: Any) -> None:
        """Work; SIGTERM and Ctrl-C end it after the work and the round that are going on."""
        from gaisma.config.rounds import at_work

        self.shut()
        stop = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        if beside_server:
            Thread(target=_wait_for_the_end, args=(stop,), daemon=True).start()
        with at_work(now=timezone.now, every=every, is_warm=beside_server):
            stop.wait()


def _wait_for_the_end(stop: Event) -> None:
    # Below Python's own reader, whose lock a process that ends would wait for.
    while os.read(sys.stdin.fileno(), 1):
        pass
    stop.set()
