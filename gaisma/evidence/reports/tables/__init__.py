"""Tables of a report: the questions that they ask, and their rows from the answers."""

from gaisma.evidence.reports.tables.cells import Cell, TableView
from gaisma.evidence.reports.tables.figures import Asked, view
from gaisma.evidence.reports.tables.records import Printed, printed

__all__ = ["Asked", "Cell", "Printed", "TableView", "printed", "view"]
