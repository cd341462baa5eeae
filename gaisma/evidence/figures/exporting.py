"""A figure's breakdown as rows of a file."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from gaisma.base import listing
from gaisma.evidence.figures import presentation, states, terms
from gaisma.evidence.figures.breakdowns import Line
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
    if _notes(explanation):
        columns["note"] = listing.Words(verbose_name=gettext("Note"))
    return type("Breakdown", (listing.Table,), columns)


def rows_of(explanation: Explanation) -> list[Mapping[str, Any]]:
    """The values of the breakdown, or the figure itself without one."""
    if not explanation.lines:
        value = presentation.decimal(explanation.figure.value)
        return [{"value": value, "note": states.why(explanation.figure)}]
    return [
        {
            **{f"name_{place}": name for place, name in enumerate(line.names)},
            "value": presentation.decimal(line.figure.value),
            "before": presentation.decimal(line.earlier.value) if line.earlier else None,
            "note": _note(explanation, line),
        }
        for line in explanation.lines
    ]


def _notes(explanation: Explanation) -> bool:
    """Whether a number is missing anywhere, so that its reason has a column."""
    if not explanation.lines:
        return bool(states.why(explanation.figure))
    return any(_note(explanation, line) for line in explanation.lines)


def _note(explanation: Explanation, line: Line) -> str:
    """Why a number of the line is missing."""
    earlier = states.why(line.earlier) if line.earlier else ""
    before = f"{explanation.beside}: {earlier}" if earlier else ""
    return " ".join(words for words in (states.why(line.figure), before) if words)
