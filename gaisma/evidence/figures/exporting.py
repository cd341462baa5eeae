"""A figure's breakdown as rows of a file."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from gaisma.base import listing
from gaisma.evidence.figures import presentation, terms
from gaisma.evidence.figures.explanations import Explanation


def table_of(explanation: Explanation) -> type[listing.Table]:
    """The columns: a name for each dimension, the value, and that of the other year."""
    columns: dict[str, Any] = {
        f"name_{place}": listing.Words(verbose_name=terms.name_of(dimension))
        for place, dimension in enumerate(explanation.asked.by)
    }
    columns["value"] = listing.Number(verbose_name=gettext("Value"))
    if explanation.beside:
        columns["before"] = listing.Number(verbose_name=explanation.beside)
    return type("Breakdown", (listing.Table,), columns)


def rows_of(explanation: Explanation) -> list[Mapping[str, Any]]:
    """The values of the breakdown, or the figure itself without one."""
    if not explanation.lines:
        return [{"value": presentation.decimal(explanation.figure.value)}]
    return [
        {
            **{f"name_{place}": name for place, name in enumerate(line.names)},
            "value": presentation.decimal(line.figure.value),
            "before": presentation.decimal(line.earlier.value) if line.earlier else None,
        }
        for line in explanation.lines
    ]
