"""Signals by class as a list."""

from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from gaisma.analytics.support_terms import SIGNALS
from gaisma.base import listing, terms
from gaisma.quality.prevention.signals.finding import (
    FAILING,
    FEW_LESSONS,
    LOW_RESULT,
    RETURNED,
    UNEXCUSED,
)


def _title(kind: str) -> str:
    return capfirst(terms.title(SIGNALS, kind))


_titled = lazy(_title, str)


def _counted(kind: str) -> listing.Number:
    """How many learners a rule names, called as its signal is."""
    return listing.Number(accessor=f"counts__{kind}", verbose_name=_titled(kind))


class ClimateTable(listing.Table):
    """Classes with the learners whom signals name; nobody is named here.

    Who learns nowhere is of no class.
    """

    class_name = listing.Name(verbose_name=gettext_lazy("Class"))
    institution = listing.Words(verbose_name=gettext_lazy("Institution"))
    learners = listing.Number(verbose_name=gettext_lazy("Learners"))
    few_lessons = _counted(FEW_LESSONS)
    unexcused = _counted(UNEXCUSED)
    failing = _counted(FAILING)
    low_result = _counted(LOW_RESULT)
    returned = _counted(RETURNED)
    any = listing.Number(verbose_name=gettext_lazy("Any signal"))
