"""`gaisma worker`."""

import signal
from argparse import ArgumentParser
from threading import Event
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

    def handle(self, *args: Any, every: float, **options: Any) -> None:
        """Work; SIGTERM and Ctrl-C end it after the work and the round that are going on."""
        from gaisma.config.background import at_work

        stop = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        with at_work(now=timezone.now, every=every):
            stop.wait()
