"""Fifty people reading and five writing at once; a backup meanwhile, restored elsewhere."""

import json
import random
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.measuring import Measured, gaisma
from benchmarks.sites import Answer, City, Form, Reader, served

READERS, WRITERS = 50, 5
SECONDS, BETWEEN = 120.0, 5.0
PROCESSES = 2
LIMIT = 0.5
BACKUP_AFTER = 0.4
FIGURES = (
    ("learners.count", "school_year=2024/2025"),
    ("groups.count", "school_year=2024/2025"),
    ("teachers.count", "school_year=2024/2025"),
    ("groups.within_limits", "school_year=2024/2025"),
    ("places.free", "school_year=2024/2025"),
)
PAGES = (
    "/",
    "/institutions/",
    "/institutions/{institutions}/",
    "/institutions/{institutions}/groups/",
    "/people/staff/",
    "/people/{staff}/",
    "/programmes/groups/",
    "/programmes/groups/{groups}/",
    "/programmes/learners/",
    "/figures/",
    "/figures/learners.count/?school_year=2024/2025&by=institution",
    "/reports/",
    "/calendar/",
    "/data-quality/",
)
ROLES = ("specialist", "manager", "specialist", "manager", "auditor")


@dataclass
class Load:
    """What everybody's requests took, and what went wrong."""

    until: float
    reading: list[tuple[str, float]] = field(default_factory=list)
    writing: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def told(self, what: str, answer: Answer, *, wrote: bool = False) -> None:
        """Note a request: whatever is not an answer of the page is an error."""
        with self.lock:
            if answer.status not in ((302,) if wrote else (200,)):
                self.errors.append(f"{what}: {answer.status}")
            elif wrote:
                self.writing.append(answer.seconds)
            else:
                self.reading.append((what, answer.seconds))


def on_sqlite(seconds: float = SECONDS) -> Iterator[Measured]:
    """On the embedded database."""
    yield from _measured("SQLite", "", seconds)


def on_postgresql(seconds: float = SECONDS) -> Iterator[Measured]:
    """On PostgreSQL, which is left out where there is none."""
    from tests import postgresql, programs

    folder = programs.postgresql()
    if folder is None:
        return
    with postgresql.server(folder, is_durable=True) as address:
        yield from _measured("PostgreSQL", address, seconds)


def _measured(where: str, database: str, seconds: float) -> Iterator[Measured]:
    with tempfile.TemporaryDirectory(prefix="gaisma-bench-") as name:
        folder = Path(name)
        home = folder / "home"
        gaisma(home, "demo", "--no-serve", database=database)
        with served(home, processes=PROCESSES, database=database) as city:
            _warmed(city)
            load, backup = _under_load(city, folder / "backup.tar", seconds)
        yield from _latencies(load, where)
        yield Measured(f"backup meanwhile, {where}", backup, "s")
        same, of = _restored(folder, home, database)
        peer = f"{of} figures of lake version and filters alike"
        yield Measured(f"figures that differ after restoring, {where}", of - same, "", 0, peer)


def _warmed(city: City) -> None:
    reader = Reader(city, city.known["sessions"]["specialist"][-1])
    for page in PAGES:
        reader.open(path_of(city, page))


def _under_load(city: City, backup: Path, seconds: float) -> tuple[Load, float]:
    """Everybody at work until the time is over; how long a backup took meanwhile."""
    load = Load(until=time.monotonic() + seconds)
    jobs = [(_read, number) for number in range(READERS)]
    jobs += [(_write, number) for number in range(WRITERS)]
    threads = [threading.Thread(target=job, args=(city, load, number)) for job, number in jobs]
    for thread in threads:
        thread.start()
    time.sleep(seconds * BACKUP_AFTER)
    taken = gaisma(city.home, "backup", backup, database=city.database)
    for thread in threads:
        thread.join()
    return load, taken.seconds


def _read(city: City, load: Load, number: int) -> None:
    role = ROLES[number % len(ROLES)]
    reader = Reader(city, city.known["sessions"][role][number])
    pages = [page for page in PAGES if role != "auditor" or "calendar" not in page]
    # Everybody begins at another moment and looks at the pages in an order of her own.
    order = random.Random(number)
    _pause(load, order.uniform(0, BETWEEN))
    while time.monotonic() < load.until:
        page = order.choice(pages)
        _tried(
            load, page, lambda page=page: load.told(page, reader.open(path_of(city, page, order)))
        )
        _pause(load, order.uniform(0.5, 1.5) * BETWEEN)


def _write(city: City, load: Load, number: int) -> None:
    """Change the largest size of a group of one's own, again and again."""
    writer = Reader(city, city.known["sessions"]["specialist"][READERS + number])
    path = f"/programmes/groups/{city.known['groups'][number]}/change/"
    order = random.Random(f"writer {number}")
    _pause(load, order.uniform(0, BETWEEN))
    while time.monotonic() < load.until:
        _tried(load, path, lambda: _changed(writer, load, path, order))
        _pause(load, order.uniform(0.5, 1.5) * BETWEEN)


def _changed(writer: Reader, load: Load, path: str, order: random.Random) -> None:
    page = writer.open(path)
    load.told("a form", page)
    fields = Form(page.text).fields | {"max_size": str(order.randint(30, 60))}
    load.told("a change", writer.send(path, fields), wrote=True)


def _tried(load: Load, what: str, act: object) -> None:
    try:
        act()  # type: ignore[operator]
    except Exception as error:
        with load.lock:
            load.errors.append(f"{what}: {type(error).__name__}")


def _pause(load: Load, seconds: float) -> None:
    time.sleep(max(0.0, min(seconds, load.until - time.monotonic())))


def path_of(city: City, page: str, order: random.Random | None = None) -> str:
    """The address of a page, with some institution, group or person where it wants one."""
    chosen = order or random.Random(0)
    ids = {name: chosen.choice(city.known[name]) for name in ("institutions", "groups", "staff")}
    return page.format(**ids)


def _latencies(load: Load, where: str) -> Iterator[Measured]:
    times = sorted(seconds for _, seconds in load.reading)
    cuts = statistics.quantiles(times, n=100)
    slowest = _slowest(load)
    many = f"{READERS} reading, {WRITERS} writing, {where}"
    peer = f"{len(times)} pages, median {cuts[49]:.3g} s, p99 {cuts[98]:.3g} s; slowest: {slowest}"
    yield Measured(f"{many}: p95", cuts[94], "s", LIMIT, peer)
    wrote = sorted(load.writing)
    peer = f"{len(wrote)} changes, the slowest {wrote[-1]:.3g} s"
    yield Measured(
        f"{many}: changes, p95", statistics.quantiles(wrote, n=100)[94], "s", LIMIT, peer
    )
    peer = "; ".join(sorted(set(load.errors))[:4])
    yield Measured(f"{many}: errors", len(load.errors), "", 0, peer)


def _slowest(load: Load) -> str:
    """The page whose middle is slowest."""
    pages = {page for page, _ in load.reading}
    middles = {
        page: statistics.median(seconds for each, seconds in load.reading if each == page)
        for page in pages
    }
    worst = max(middles, key=lambda page: middles[page])
    return f"{worst} {middles[worst]:.3g} s"


def _restored(folder: Path, home: Path, database: str) -> tuple[int, int]:
    """How many figures are the same in the backup, restored elsewhere, and in its source."""
    another = folder / "another"
    with _another_database(database) as address:
        words = ("restore", folder / "backup.tar", "--keys", home / "keys")
        gaisma(another, *words, database=address)
        versions = json.loads(gaisma(another, "versions", "--json", database=address).output)
        newest = max(version["number"] for version in versions)
        there = [_figure(another, *each, newest, address) for each in FIGURES]
    here = [_figure(home, *each, newest, database) for each in FIGURES]
    return sum(a == b for a, b in zip(here, there, strict=True)), len(FIGURES)


def _figure(home: Path, indicator: str, filters: str, version: int, database: str) -> str:
    words = ("--filter", filters, "--lake-version", str(version), "--json")
    told = json.loads(gaisma(home, "figure", indicator, *words, database=database).output)
    return json.dumps({name: told.get(name) for name in ("numerator", "denominator", "value")})


class _another_database:  # noqa: N801
    """An empty database beside the one of the source, where that is PostgreSQL."""

    def __init__(self, database: str) -> None:
        self.database = database

    def __enter__(self) -> str:
        if not self.database:
            return ""
        import psycopg

        with psycopg.connect(self.database, autocommit=True) as connection:
            connection.execute("CREATE DATABASE another")
        return self.database.rpartition("/")[0] + "/another"

    def __exit__(self, *_: object) -> None:
        """It goes with its server."""
