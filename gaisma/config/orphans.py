"""A process that answers ends with the server that began it, however that ends."""

import multiprocessing
import os
import signal
import threading
import time
from multiprocessing.process import BaseProcess

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
