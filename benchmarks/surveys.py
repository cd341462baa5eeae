"""Closing a wave of a city, and reading the one table that it leaves."""

from collections.abc import Iterator

from benchmarks.measuring import Measured, median


def measured() -> Iterator[Measured]:
    """Eight thousand answers of five audiences in thirty institutions, to fifteen items each."""
    from gaisma.quality.surveys.results.protection import Protected, protected
    from tests.unit.quality.surveys.results.waves import PARENTS, city

    wave = city(1)

    def closed() -> Protected:
        return protected(wave.rows, wave.populations, scales=wave.scales, joined=PARENTS)

    counts = closed().counts
    peer = f"{wave.rows.height} answers to items, {counts.height} published or hidden counts"
    yield Measured("a wave of 8 000 closed and protected", median(closed, 5), "s", 30, peer)
