import os
import signal
import socket
import time
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

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


def children(pid: int) -> dict[int, str]:
    """The processes that a process has begun, with their command lines."""
    found = {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            parent = (place / "stat").read_text().rpartition(")")[2].split()[1]
            line = (place / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if int(parent) == pid and line:
            found[int(place.name)] = line
    return found


def family(pid: int) -> set[int]:
    """All that a process has begun, and what those have begun."""
    found = set(children(pid))
    return found.union(*(family(child) for child in found))


def test_serve_outlives_its_worker_and_the_processes_that_answer(migrated):
    small_city.made(migrated)
    port = free_port()
    server = migrated.start("serve", "--port", str(port), "--with-worker")

    def answered() -> int:
        with closing(HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
            connection.request("GET", "/sign-in/")
            return connection.getresponse().status

    def worker() -> int:
        lines = children(server.pid).items()
        return next((pid for pid, line in lines if "--beside-server" in line), 0)

    def answering() -> list[int]:
        return [pid for pid, line in children(server.pid).items() if "spawn_main" in line]

    eventually(answered)
    first = eventually(worker)
    os.kill(first, signal.SIGKILL)
    # The second dies right after it was begun, which is what its keeper takes for a loop.
    for _time in range(2):
        for pid in eventually(answering):
            os.kill(pid, signal.SIGKILL)
        eventually(answering)
    small_city.called(migrated, "change_only()")

    assert eventually(answered) == 200
    assert eventually(lambda: worker() not in (0, first))
    assert eventually(lambda: small_city.called(migrated, "heads()") == "41\n", patience=90)
    assert server.poll() is None
    left = family(server.pid)
    assert worker() in left
    assert left.issuperset(answering())
    server.kill()
    server.wait(PATIENCE)
    eventually(lambda: not [pid for pid in left if Path(f"/proc/{pid}/cmdline").exists()])
    with pytest.raises(ConnectionRefusedError):
        answered()
