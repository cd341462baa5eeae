"""What a worker does beside the pages: it goes its rounds and performs what waits."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import Event, Thread

from gaisma.base.jobs import signs
from gaisma.base.jobs.performing import Performer
from gaisma.config.rounds import EVERY, Rounds


@contextmanager
def at_work(
    *, now: Callable[[], datetime], every: float = EVERY, is_warm: bool = False
) -> Iterator[None]:
    """Work in threads of its own until the context ends; what has begun is finished.

    `is_warm` says that the server beside it warms itself.
    """
    stop = Event()
    with signs.announced() as sign:
        parts = (Rounds(now=now, every=every, sign=sign, is_warm=is_warm), Performer())
        threads = [Thread(target=part.go_on_until, args=(stop,)) for part in parts]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            stop.set()
            for thread in threads:
                thread.join()
