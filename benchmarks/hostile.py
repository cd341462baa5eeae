"""Ten thousand broken and hostile files through every door of a served city, and what it holds."""

import json
import os
import random
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import django

from benchmarks.measuring import Measured, gaisma
from benchmarks.sites import SESSION, City, Form, Reader, served

FILES, SENDERS, SEED = 10_000, 3, 20240820
LIMIT = 1024
BOUNDARY = "----of-a-hostile-file"
GOOD = frozenset({200, 302, 422})
"""Taken, led on, or refused on the page itself; a page that fails is none of them."""
NAMELESS = "."
"""Django takes it for no name, and what follows for no form: 400. No browser sends it."""
DOORS = (
    SESSION
    + """
from django.urls import reverse
from gaisma.base.models import RoleGrant, User
from gaisma.quality.inspections.models import Inspection
from gaisma.quality.selfevaluation.models import Passage
def of(role, place=None):
    grants = RoleGrant.objects.filter(role=role).order_by("pk")
    return (grants.filter(organisation=place) if place else grants).first()
doors = [
    ("list", of("head").user, reverse("accounts:invite_list"), "file",
     {"language": "lv", "lines": ""}),
    *((name, of("specialist").user, reverse("interop:new"), "files", {"kind": kind, "source": ""})
      for name, kind in (("table", ""), ("sites", "sites"), ("set", "oneroster"))),
    ("form", of("specialist").user, reverse("instruments:take_in"), "file", {"use": "survey"}),
]
open_ = Inspection.objects.filter(state__in=("planned", "filled"), led_by__isnull=False)
for row in open_.order_by("pk")[:1]:
    given = {"about": "item-exits", "caption": "Exit"}
    address = reverse("inspections:take", args=[row.pk])
    doors.append(("photo", row.led_by, address, "picture", given))
for row in Passage.objects.filter(evaluation__state="draft").order_by("pk")[:1]:
    grant = of("head", row.evaluation.institution)
    if grant:
        address = reverse("selfevaluation:add_proof", args=[row.pk])
        given = {"title": "An act", "link": ""}
        doors.append(("document", grant.user, address, "document", given))
print(json.dumps([(name, session(by), *rest) for name, by, *rest in doors]))
"""
)
SUITED = {
    ".xlsx": ("list", "table", "sites", "form"),
    ".csv": ("list", "table", "sites"),
    ".zip": ("set",),
    ".jpg": ("photo",),
    ".png": ("photo",),
    ".pdf": ("document",),
}


@dataclass
class Sending:
    """What is still to be sent, and what came of the rest."""

    files: Iterator[Any]
    doors: list[Any]
    lock: threading.Lock = field(default_factory=threading.Lock)
    statuses: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    slowest: float = 0.0

    def next(self) -> Any:
        with self.lock:
            return next(self.files, None)


def measured() -> Iterator[Measured]:
    """All of them, one server, no restart."""
    with tempfile.TemporaryDirectory(prefix="gaisma-bench-") as folder:
        home = Path(folder)
        gaisma(home, "demo", "--no-serve")
        told = gaisma(home, "shell", "-v", "0", "-c", DOORS).output
        with served(home, processes=1) as city:
            yield from _sent(city, json.loads(told.splitlines()[-1]))


def _sent(city: City, doors: list[Any], count: int = FILES) -> Iterator[Measured]:
    # Pictures are made as tests make them, beside what makes rows.
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gaisma.config.settings")
    django.setup()
    from tests import hostile

    known = hostile.killers()
    files = iter([*known, *hostile.spoiled(SEED, count - len(known))])
    sending, memory, server = Sending(files, doors), Memory(city.port), _server(city.port)
    before = _processes(server)
    watch = threading.Thread(target=memory.watch, args=(server,), daemon=True)
    watch.start()
    senders = [threading.Thread(target=_send, args=(city, sending, n)) for n in range(SENDERS)]
    begun = time.perf_counter()
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    elapsed = time.perf_counter() - begun
    memory.stop.set()
    watch.join()
    told = ", ".join(f"{name} {number}" for name, number in sorted(sending.statuses.items()))
    yield Measured("hostile files sent", sum(sending.statuses.values()), "", None, told)
    wrong = "; ".join(sending.wrong[:5])
    yield Measured("hostile files at which a page failed", len(sending.wrong), "", 0, wrong)
    died = len(before - _processes(server))
    yield Measured("processes of the server that died of them", died, "", 0)
    parts = " + ".join(str(round(part / 1024)) for part in memory.parts)
    peer = f"{elapsed:.0f} s in all, the slowest answer {sending.slowest:.1f} s; {parts}"
    yield Measured("memory meanwhile, all processes", memory.peak / 1024, "MiB", LIMIT, peer)


def _send(city: City, sending: Sending, number: int) -> None:
    chance = random.Random(SEED + number)
    readers = {name: Reader(city, session) for name, session, *_rest in sending.doors}
    tokens: dict[str, str] = {}
    while (one := sending.next()) is not None:
        suited = SUITED.get(Path(one.name).suffix, ())
        at = [door for door in sending.doors if door[0] in suited] or sending.doors
        name, session, address, field_, given = chance.choice(at)
        if name not in tokens:
            fields = Form(readers[name].open(address).text).fields
            tokens[name] = fields.get("csrfmiddlewaretoken", "")
        fields = {**given, "csrfmiddlewaretoken": tokens[name]}
        try:
            answer = readers[name].attach(address, fields, field_, one.name, one.content)
            status, took = str(answer.status), answer.seconds
        except OSError as error:
            status, took = type(error).__name__, 0.0
            readers[name] = Reader(city, session)
            # The next form gets a token of its own: that of a session that is gone opens nothing.
            tokens.pop(name)
        with sending.lock:
            sending.statuses[f"{name} {status}"] += 1
            sending.slowest = max(sending.slowest, took)
            is_refused = one.name == NAMELESS and status == "400"
            if not is_refused and (not status.isdigit() or int(status) not in GOOD):
                sending.wrong.append(f"{one.title} at {name}: {status}")


def form_data(fields: Mapping[str, str], field_: str, name: str, content: bytes) -> bytes:
    """A form with one file, as a browser sends it."""
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
        for key, value in fields.items()
    ]
    called = f"filename*=UTF-8''{quote(name)}"
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{field_}"; {called}\r\n\r\n'
    return b"".join([*parts, head.encode(), content, f"\r\n--{BOUNDARY}--\r\n".encode()])


class Memory:
    """The most that the server and all that it has begun hold together, in KiB."""

    def __init__(self, port: int) -> None:
        self.port, self.peak, self.stop = port, 0, threading.Event()
        self.parts: list[int] = []

    def watch(self, server: int) -> None:
        """Look again and again. What several share is parted among them."""
        while not self.stop.wait(0.2):
            parts = sorted((_held(pid) for pid in {server, *_family(server)}), reverse=True)
            if sum(parts) > self.peak:
                self.peak, self.parts = sum(parts), parts


def _held(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def _family(pid: int) -> set[int]:
    parents = {}
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(place.parent.name)] = int(place.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    found, more = set(), {pid}
    while more:
        more = {child for child, parent in parents.items() if parent in more} - found
        found |= more
    return found


def _processes(server: int) -> set[int]:
    """What serves and works; those that read come and go."""
    found = set()
    for pid in {server, *_family(server)}:
        try:
            line = Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            continue
        if line and b"gaisma.base.apart" not in line and b"resource_tracker" not in line:
            found.add(pid)
    return found


def _server(port: int) -> int:
    """The process that was told to serve on the port."""
    words = [b"serve", b"--port", str(port).encode()]
    for place in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = place.read_bytes().split(b"\0")
        except OSError:
            continue
        if all(word in line for word in words):
            return int(place.parent.name)
    raise RuntimeError(port)
