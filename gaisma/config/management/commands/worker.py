"""`gaisma worker`."""

import signal
from argparse import ArgumentParser
from threading import Event
from typing import Any

from gaisma.base.commands import Command as BaseCommand
from gaisma.config.rounds import EVERY, Rounds


class Command(BaseCommand):
    help = "Let the lake follow the record, until the process is asked to stop."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--every", type=float, default=EVERY, metavar="SECONDS", help="between two rounds"
        )

    def handle(self, *args: Any, every: float, **options: Any) -> None:
        """Go the rounds; SIGTERM and Ctrl-C end them after the one that is going on."""
        stop = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        Rounds(now=self.now, every=every).go_on_until(stop)
