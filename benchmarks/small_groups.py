"""Protecting small groups in tables of the size of the readiness report."""

from collections.abc import Iterator

from benchmarks.measuring import Measured, median


def measured() -> Iterator[Measured]:
    """Thirty institutions by grade and by language, with kinds and totals."""
    from gaisma.analytics.disclosure import protected
    from tests.unit.analytics.disclosure.test_attack import city

    tables, hierarchies = city(1)
    cells = sum(len(table.cells) for table in tables)
    protected(tables[:1])
    taken = median(lambda: protected(tables, hierarchies=hierarchies), 5)
    yield Measured("small groups of a report protected", taken, "s", 0.5, f"{cells} cells")
