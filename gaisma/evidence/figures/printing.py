"""Figures as programs read them, and in a line of text."""

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from gaisma.analytics.calculation import Figure, Number
from gaisma.analytics.indicators import Unit
from gaisma.base.wording.numbers import rounded, rounded_share


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


DECIMALS = {"count": 0, "loads": 3, "percent": 2}


def line(figure: Figure) -> str:
    """The breakdown's values and the figure's value."""
    words = "; ".join(f"{name}={value or '–'}" for name, value in figure.by.items())
    return f"{words}\t{value(figure)}" if words else value(figure)


def value(figure: Figure) -> str:
    """The value in figures, or a word why there is none."""
    if figure.suppressed:
        return _("protected")
    if figure.value is None:
        return _("undefined")
    written = rounded_share if figure.unit == Unit.PERCENT else rounded
    return f"{written(figure.value, DECIMALS[figure.unit]):f}"
