"""Reading the results of a survey of 8 106 answers: every page, warm, by one process."""

import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measuring import Measured, gaisma
from benchmarks.sites import City, Reader, served

TIMES, WARMING = 30, 5
LIMIT = 0.1
SURVEY = "from gaisma.quality.surveys.models import Campaign; print(Campaign.objects.get().pk)"
PAGES = {
    "results, city": "results/?audience=pupils_grades_5_12&place=city",
    "results, parents together": "results/?audience=parents&place=kind:secondary_school",
    "institutions": "results/institutions/?audience=teachers",
    "differences": "results/differences/",
}
WRITTEN = {"what was written": "texts/"}
"""Read from the lake, and names taken out, each time: of the whole city and of one institution."""
READERS = {
    "specialist": PAGES | WRITTEN,
    "head": {"results, own institution": "results/"} | WRITTEN,
}


def measured() -> Iterator[Measured]:
    """The sample city's survey, as the authority and as a head read it."""
    with tempfile.TemporaryDirectory(prefix="gaisma-bench-") as folder:
        home = Path(folder) / "home"
        gaisma(home, "demo", "--no-serve")
        survey = gaisma(home, "shell", "-v", "0", "-c", SURVEY).output.split()[-1]
        with served(home, processes=1) as city:
            yield from _measured(city, survey)


def _measured(city: City, survey: str) -> Iterator[Measured]:
    for role, pages in READERS.items():
        reader = Reader(city, city.known["sessions"][role][0])
        for title, path in pages.items():
            seconds = [_opened(reader, f"/surveys/{survey}/{path}") for _ in range(TIMES + WARMING)]
            cuts = statistics.quantiles(seconds[WARMING:], n=20)
            yield Measured(
                f"{title}, as {role}: p95",
                cuts[18] * 1000,
                "ms",
                LIMIT * 1000,
                f"median {cuts[9] * 1000:.3g} ms; 8 106 answers",
            )


def _opened(reader: Reader, path: str) -> float:
    """How long the page takes. Raises RuntimeError when it does not answer as it should."""
    answer = reader.open(path)
    if answer.status != 200:
        raise RuntimeError(f"{path} answered {answer.status}")
    return answer.seconds
