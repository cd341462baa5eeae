"""Parents answer a survey all at once, and the server is killed twice meanwhile.

An answer counts as acknowledged when its sender was told so; each must be there at the end.
"""

import http.client
import json
import math
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.measuring import WITHOUT_SURPRISES, Measured, gaisma
from benchmarks.sites import free_port, wait_for

ANSWERS, SENDERS, KILLS = 4_800, 24, 2
FEW, MANY = 2, max(2, len(os.sched_getaffinity(0)))
"""Processes that answer: as of the smallest machine, and one for each core."""
LATENCY = 0.25
END = b"\r\n\r\n"
IDLE, WARMS_WITHIN = 0.1, 120.0
"""A server computes beforehand when it starts: the evening of a survey is later. So it is waited
for until its processes use less than this share of a processor, at most so many seconds."""
AGAIN = 0.2
"""Seconds until a sender tries again whom nobody answered."""
GIVEN = {
    "answer-likes": "often",
    "answer-emotionally_safe": "yes",
    "answer-welcome": "always",
    "answer-cooperation": "partly",
    "answer-wishes": "Vairāk nodarbību ārā.",
}
BEGIN = """
import json
from django.utils import timezone
from gaisma.base.models import Organisation
from gaisma.quality.surveys import codes
from gaisma.quality.surveys.campaigns import actions as campaigns
from gaisma.quality.surveys.codes import actions as giving
from gaisma.base.models import Installation
from gaisma.record.instruments.models import Version
on, at = Installation.current().as_of(), timezone.now()
school = Organisation.objects.filter(kind="secondary_school").first()
days = {"opens_on": on, "closes_on": on, "counted_on": on}
told = {"by": None, "at": at}
campaign = campaigns.prepare(institutions=[school], name="peak", **days, **told)
version = Version.objects.get(instrument__key="wellbeing-parents-school")
part = campaigns.ask(campaign=campaign, audience="parents_of_school", version=version, **told)
campaigns.start(campaign=campaign, revision=campaign.revision, **told)
batch = giving.issue(part=part, institution=school, count={count}, **told)
print(json.dumps([codes.written(codes.letters(batch.pk, n)) for n in range(1, {count} + 1)]))
"""
COUNT = """
import json
from gaisma.quality.surveys.models import Code
from tests.sheets import given
left = Code.objects.unused().filter(batch__part__campaign__name="peak")
print(json.dumps([len(given()), left.count()]))
"""


@dataclass
class Peak:
    """What became of the answers that were sent."""

    codes: deque[str]
    acknowledged: list[float] = field(default_factory=list)
    repeated: int = 0
    errors: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


def on_sqlite() -> Iterator[Measured]:
    """On the embedded database."""
    yield from _measured("SQLite", "", each=1000 / 650)


def on_postgresql() -> Iterator[Measured]:
    """On PostgreSQL, which is left out where there is none."""
    from tests import postgresql, programs

    folder = programs.postgresql()
    if folder is None:
        return
    with postgresql.server(folder, is_durable=True) as address:
        yield from _measured("PostgreSQL", address, each=1000 / 750)


def _measured(where: str, database: str, *, each: float) -> Iterator[Measured]:
    with tempfile.TemporaryDirectory(prefix="gaisma-bench-") as name:
        home = Path(name) / "home"
        gaisma(home, "demo", "--no-serve", database=database)
        peak = Peak(deque(_told(home, BEGIN.replace("{count}", str(ANSWERS)), database)))
        third = ANSWERS // 3
        few = third / _sent(home, database, peak, processes=FEW, kills=0, until=2 * third)
        before = len(peak.acknowledged)
        quiet = _sent(home, database, peak, processes=MANY, kills=0, until=third)
        calm = sorted(list(peak.acknowledged)[before:])
        _sent(home, database, peak, processes=MANY, kills=KILLS, until=0)
        responses, left = _told(home, COUNT, database)
    rate = len(calm) / quiet
    latency = statistics.quantiles(calm, n=100)[94]
    peer = (
        f"{rate:.0f} a second, {SENDERS} senders, {MANY} processes, senders on the same cores; "
        f"{few:.0f} with {FEW} processes"
    )
    yield Measured(f"a survey's answer taken, {where}: time each", 1000 / rate, "ms", each, peer)
    peer = f"median {statistics.median(calm):.3g} s"
    yield Measured(f"a survey's answer taken, {where}: p95", latency, "s", LATENCY, peer)
    lost = len(peak.acknowledged) - responses
    peer = (
        f"{len(peak.acknowledged)} acknowledged, {responses} kept, {left} codes left, "
        f"{KILLS} kills, {peak.repeated} sent again"
    )
    yield Measured(f"acknowledged answers lost over kills, {where}", max(lost, 0), "", 0, peer)
    wrong = abs(ANSWERS - responses - left) + len(peak.errors)
    peer = "; ".join(sorted(set(peak.errors))[:3])
    yield Measured(f"answers counted twice or refused, {where}", wrong, "", 0, peer)


def _sent(
    home: Path, database: str, peak: Peak, *, processes: int, kills: int, until: int
) -> float:
    """Send answers until so many codes are left, with kills in between; how long it took."""
    port = free_port()
    server = _begun(home, database, port, processes)
    _wait_until_idle(server)
    threads = [threading.Thread(target=_send, args=(peak, port, until)) for _ in range(SENDERS)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    step = (len(peak.codes) - until) // (kills + 1)
    for number in range(kills):
        while len(peak.codes) > until + step * (kills - number):
            time.sleep(0.01)
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()
        server = _begun(home, database, port, processes)
    for thread in threads:
        thread.join()
    elapsed = time.perf_counter() - start
    os.killpg(server.pid, signal.SIGTERM)
    server.wait(timeout=60)
    return elapsed


def _begun(home: Path, database: str, port: int, processes: int) -> "subprocess.Popen[bytes]":
    words = [sys.executable, "-m", "gaisma", "serve"]
    words += ["--port", str(port), "--processes", str(processes)]
    environment = {**WITHOUT_SURPRISES, "GAISMA_HOME": str(home), "GAISMA_DATABASE": database}
    log = home / "serve.log"
    with log.open("a") as stream:
        server = subprocess.Popen(
            words, env=environment, stdout=stream, stderr=stream, start_new_session=True
        )
    wait_for(server, port, log)
    return server


def _wait_until_idle(server: "subprocess.Popen[bytes]") -> None:
    end, before = time.monotonic() + WARMS_WITHIN, -math.inf
    while (used := _processor(server.pid)) - before > IDLE and time.monotonic() < end:
        before = used
        time.sleep(1)


def _processor(group: int) -> float:
    """Seconds of processor that the processes of the group have used."""
    used = 0
    for file in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            words = file.read_text().rpartition(")")[2].split()
            used += (int(words[11]) + int(words[12])) * (int(words[2]) == group)
    return used / os.sysconf("SC_CLK_TCK")


def _send(peak: Peak, port: int, until: int) -> None:
    """One sender after another code: as a browser does, with a token of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    token = ""
    while len(peak.codes) > until:
        try:
            code = peak.codes.popleft()
        except IndexError:
            return
        while True:
            try:
                token = token or _token(connection)
                status, seconds = _post(connection, f"/answer/{code}/", token)
            except (OSError, http.client.HTTPException):
                # Nobody answered: whether it was taken is not known, so it is sent again.
                connection.close()
                with peak.lock:
                    peak.repeated += 1
                time.sleep(AGAIN)
                continue
            break
        with peak.lock:
            if status == http.client.FOUND:
                peak.acknowledged.append(seconds)
            elif status != http.client.NOT_FOUND:  # it was taken before the kill
                peak.errors.append(str(status))


def _token(connection: http.client.HTTPConnection) -> str:
    connection.request("GET", "/answer/")
    answer = connection.getresponse()
    answer.read()
    cookies = dict(
        header.partition(";")[0].split("=", 1)
        for header in answer.headers.get_all("Set-Cookie") or []
    )
    return next(value for name, value in cookies.items() if "csrf" in name.lower()) + (
        "|" + next(name for name in cookies if "csrf" in name.lower())
    )


def _post(connection: http.client.HTTPConnection, path: str, token: str) -> tuple[int, float]:
    """Sent as it is and read as far as its status: the senders use the same processors."""
    value, _, name = token.partition("|")
    body = urlencode({**GIVEN, "csrfmiddlewaretoken": value})
    headers = "\r\n".join(
        (
            f"POST {path} HTTP/1.1",
            f"Host: {connection.host}:{connection.port}",
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(body)}",
            f"Cookie: {name}={value}",
        )
    )
    if connection.sock is None:
        connection.connect()
    start = time.perf_counter()
    connection.sock.sendall(f"{headers}\r\n\r\n{body}".encode())
    return _status(connection), time.perf_counter() - start


def _status(connection: http.client.HTTPConnection) -> int:
    """The status of an answer that is read to its end. Raises ConnectionError."""
    head, _, body = _until(connection, b"", END).partition(END)
    length = re.search(rb"(?i)content-length: (\d+)", head)
    left = int(length[1]) - len(body) if length else 0
    while left > 0:
        left -= len(_piece(connection))
    return int(head.split(b" ", 2)[1])


def _until(connection: http.client.HTTPConnection, read: bytes, end: bytes) -> bytes:
    while end not in read:
        read += _piece(connection)
    return read


def _piece(connection: http.client.HTTPConnection) -> bytes:
    piece: bytes = connection.sock.recv(65536)
    if not piece:
        raise ConnectionResetError
    return piece


def _told(home: Path, code: str, database: str) -> list[object]:
    output = gaisma(home, "shell", "-v", "0", "-c", code, database=database).output
    found: list[object] = json.loads(output.splitlines()[-1])
    return found
