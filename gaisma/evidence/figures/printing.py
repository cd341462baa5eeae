"""Figures as programs read them."""

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

from gaisma.analytics.calculation import Figure, Number


def as_json(figure: Figure) -> dict[str, Any]:
    """The figure as an object of the command line's contract."""
    return {
        "indicator": figure.indicator,
        "filters": dict(figure.filters),
        "by": dict(figure.by),
        "value": plain(figure.value),
        "compared_value": plain(figure.compared_value),
        "numerator": plain(figure.numerator),
        "denominator": plain(figure.denominator),
        "unit": figure.unit,
        "as_of": figure.as_of.isoformat(),
        "lake_version": figure.lake_version,
        "definition": figure.definition,
        "suppressed": figure.suppressed,
        "state": figure.state.value,
        "compared_state": figure.compared_state.value if figure.compared_state else None,
    }


def plain(value: Number | Fraction | None) -> int | float | None:
    """The number as JSON writes it, unrounded; whole numbers stay whole."""
    if value is None or isinstance(value, int):
        return value
    if value == int(value):
        return int(value)
    return float(value) if isinstance(value, Fraction) else json.loads(str(_trimmed(value)))


def _trimmed(value: Decimal) -> Decimal:
    return value.normalize() if value else Decimal(0)
