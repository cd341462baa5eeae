"""Every page at the size of a city, warm, by one process: how long it takes, what it weighs."""

import statistics
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.load import PAGES, path_of
from benchmarks.measuring import Measured, gaisma
from benchmarks.sites import Answer, Reader, served

TIMES, WARMING = 40, 5
LIMIT = 0.1
BYTES = 150_000


def measured() -> Iterator[Measured]:
    """One reader opens all pages, again and again, after the server has warmed itself."""
    with tempfile.TemporaryDirectory(prefix="gaisma-bench-") as folder:
        home = Path(folder) / "home"
        gaisma(home, "demo", "--no-serve")
        with served(home, processes=1) as city:
            reader = Reader(city, city.known["sessions"]["specialist"][0])
            paths = {page: path_of(city, page) for page in PAGES}
            for _ in range(WARMING):
                _opened(reader, paths.values())
            rounds = [_opened(reader, paths.values()) for _ in range(TIMES)]
    for page, answers in zip(paths, zip(*rounds, strict=True), strict=True):
        cuts = statistics.quantiles([answer.seconds for answer in answers], n=20)
        heaviest = max(answer.bytes for answer in answers)
        peer = f"median {cuts[9] * 1000:.3g} ms; {heaviest / 1000:.3g} kB of {BYTES // 1000}"
        yield Measured(f"page {page}: p95", cuts[18] * 1000, "ms", LIMIT * 1000, peer)


def _opened(reader: Reader, paths: Iterable[str]) -> list[Answer]:
    """Each page once. Raises RuntimeError when one does not answer as it should."""
    answers = []
    for path in paths:
        answer = reader.open(path)
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}")
        answers.append(answer)
    return answers
