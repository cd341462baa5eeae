import signal
import socket
import time
from contextlib import closing
from http.client import HTTPConnection

import pytest

from tests.integration import small_city

PATIENCE = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def eventually(answer, patience=PATIENCE):
    end = time.monotonic() + patience
    while time.monotonic() < end:
        try:
            found = answer()
        except OSError:
            found = None
        if found:
            return found
        time.sleep(0.2)
    pytest.fail("it did not come about in time")


def test_worker_lets_the_lake_follow_and_stops_when_asked(migrated):
    small_city.made(migrated)
    small_city.called(migrated, "change_only()")
    worker = migrated.start("worker", "--every", "0.2")

    eventually(lambda: small_city.called(migrated, "heads()") == "41\n")
    worker.send_signal(signal.SIGTERM)

    assert worker.wait(PATIENCE) == 0


def test_serve_answers_and_stops_when_asked(migrated):
    small_city.made(migrated)
    port = free_port()
    server = migrated.start("serve", "--port", str(port), "--with-worker")

    def answered() -> int:
        with closing(HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
            connection.request("GET", "/sign-in/")
            return connection.getresponse().status

    status = eventually(answered)
    server.send_signal(signal.SIGTERM)

    assert status == 200
    assert server.wait(PATIENCE) == 0
    with pytest.raises(ConnectionRefusedError):
        answered()
