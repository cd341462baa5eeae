"""Every page at the size of a city, warm, by one process: how long it takes, what it weighs."""

import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.load import PAGES, _path
from benchmarks.measuring import Measured, gaisma
from benchmarks.sites import Reader, served

TIMES = 40
LIMIT = 0.1
BYTES = 150_000


def measured() -> Iterator[Measured]:
    """One reader opens each page again and again."""
    with tempfile.TemporaryDirectory(prefix="gaisma-bench-") as folder:
        home = Path(folder) / "home"
        gaisma(home, "demo", "--no-serve")
        with served(home, processes=1) as city:
            reader = Reader(city, city.known["sessions"]["specialist"][0])
            for page in PAGES:
                path = _path(city, page)
                reader.open(path)
                answers = [reader.open(path) for _ in range(TIMES)]
                wrong = [answer.status for answer in answers if answer.status != 200]
                if wrong:
                    raise RuntimeError(f"{path} answered {wrong[0]}")
                cuts = statistics.quantiles([answer.seconds for answer in answers], n=20)
                heaviest = max(answer.bytes for answer in answers)
                peer = (
                    f"median {cuts[9] * 1000:.3g} ms; {heaviest / 1000:.3g} kB of {BYTES // 1000}"
                )
                yield Measured(f"page {page}: p95", cuts[18] * 1000, "ms", LIMIT * 1000, peer)
