"""Reading the results of a survey of 8 106 answers: every page, warm, by one process."""

import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measuring import Measured, gaisma
from benchmarks.sites import City, Reader, served

TIMES, WARMING = 40, 8
LIMIT = 0.1
SURVEY = """
from gaisma.quality.surveys.models import Campaign
print(Campaign.objects.get(closed_at__isnull=False).pk)
"""
PAGES = (
    ("specialist", "results, city", "results/?audience=pupils_grades_5_12&place=city"),
    ("specialist", "results, parents", "results/?audience=parents&place=kind:secondary_school"),
    ("head", "results, own institution", "results/"),
    ("specialist", "institutions", "results/institutions/?audience=teachers"),
    ("specialist", "differences", "results/differences/"),
)
TEXTS = (("specialist", "texts of the city", "texts/"), ("head", "own texts", "texts/"))
"""Read from the lake each time, and names taken out: without a limit."""


def measured() -> Iterator[Measured]:
    """The sample city's survey, as the authority and as a head read it."""
    with tempfile.TemporaryDirectory(prefix="gaisma-bench-") as folder:
        home = Path(folder) / "home"
        gaisma(home, "demo", "--no-serve")
        survey = gaisma(home, "shell", "-v", "0", "-c", SURVEY).output.split()[-1]
        with served(home, processes=1) as city:
            yield from _measured(city, survey)


def _measured(city: City, survey: str) -> Iterator[Measured]:
    readers = {role: Reader(city, sessions[0]) for role, sessions in city.known["sessions"].items()}
    pages = [(readers[role], f"/surveys/{survey}/{path}") for role, _, path in (*PAGES, *TEXTS)]
    for _ in range(WARMING):
        _opened(pages)
    rounds = [_opened(pages) for _ in range(TIMES)]
    for page, seconds in zip((*PAGES, *TEXTS), zip(*rounds, strict=True), strict=True):
        role, title, _path = page
        cuts = statistics.quantiles(seconds, n=20)
        yield Measured(
            f"{title}, as {role}: p95",
            cuts[18] * 1000,
            "ms",
            LIMIT * 1000 if page in PAGES else None,
            f"median {cuts[9] * 1000:.3g} ms; 8 106 answers",
        )


def _opened(pages: list[tuple[Reader, str]]) -> list[float]:
    """How long each page takes. Raises RuntimeError when one does not answer as it should."""
    answers = [(path, reader.open(path)) for reader, path in pages]
    for path, answer in answers:
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}")
    return [answer.seconds for _path, answer in answers]
