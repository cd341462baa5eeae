"""Figures in a line of text."""

from django.utils.translation import gettext as _

from gaisma.analytics.calculation import Figure
from gaisma.analytics.indicators import Unit
from gaisma.base.wording.numbers import rounded, rounded_share

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
