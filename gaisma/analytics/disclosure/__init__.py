"""Which counts of small groups stay hidden when a fixed list of tables is published together.

Rule. Zeros are published. A count of 1 … `smallest` - 1 is hidden; then further counts, of the
least loss, until for every hidden cell there are two whole-number fillings of all hidden cells
that agree with everything published and differ in this cell by at least `smallest`. So nobody who
holds all tables, and knows that hidden cells are not zero, can bound a hidden cell more closely
than that: the interval reaches sizes that would have been published.

This is sliding protection of the width `smallest` (Hundepool et al., *Statistical Disclosure
Control*, Wiley 2012, ch. 4; Handbook on Statistical Disclosure Control, section on secondary cell
suppression); the cells of least loss are found one hidden cell after another by a linear
programme over all relations, as in Fischetti and Salazar, "Models and algorithms for optimizing
cell suppression in tabular data with linear constraints", JASA 95 (2000), and every filling is
checked in whole numbers before it counts.
"""

from collections.abc import Collection, Sequence

from gaisma.analytics.disclosure.lattice import TOTAL, Coordinates, Hierarchy, Share, Table, pairs

__all__ = ["TOTAL", "Coordinates", "Hierarchy", "Share", "Table", "pairs", "protected"]


def protected(
    tables: Sequence[Table],
    *,
    smallest: int = 5,
    hierarchies: Collection[Hierarchy] = (),
    shares: Collection[Share] = (),
    is_loose: bool = False,
) -> tuple[Table, ...]:
    """The tables that are published, with the counts that must stay hidden replaced by None.

    The tables are decided together: a cell that stands in two of them (by its `of` and its
    coordinates) is hidden in both. The answer does not depend on the order of anything given.
    Where the counting `is_loose` a part may count more people than the whole: who goes to a club is
    counted once, at school. Raises ValueError when a count is negative or hidden already, or two
    tables disagree.
    """
    from gaisma.analytics.disclosure.lattice import lattice_of  # HiGHS is loaded where it is used
    from gaisma.analytics.disclosure.search import hidden_cells

    lattice = lattice_of(tables, hierarchies, shares, is_loose=is_loose)
    hidden = {lattice.cells[index] for index in hidden_cells(lattice, smallest)}
    return tuple(
        table.with_cells(
            {
                coordinates: None if cell in hidden else table.cells[coordinates]
                for coordinates, cell in lattice.cells_of(table).items()
            }
        )
        for table in tables
        if not table.is_inner
    )
