"""Which questions a person may ask, and which answers are kept back from them.

The city's figures are for everybody who works with it. A figure that counts learners is asked
about an institution, a special programme or a home municipality only by those who may open the
records behind it; to others a number below the smallest group is “few”.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

from django.core.exceptions import PermissionDenied

from gaisma.analytics.calculation import Figure
from gaisma.analytics.indicators import Indicator
from gaisma.analytics.questions import Question
from gaisma.base import access
from gaisma.base.models import Installation, Organisation, User
from gaisma.evidence.figures import queries
from gaisma.evidence.figures.permissions import READING_ROLES

NARROWING = ("institution", "site", "special_programme", "home_municipality", "language")
"""Dimensions that single out few people."""


def reads_everything(user: User) -> bool:
    """Whether the person may open all records of the installation."""
    authority = Installation.current().authority_id
    return authority in access.reach(user, *READING_ROLES)


def may_ask(
    user: User, indicator: Indicator, *, filters: Mapping[str, str], by: Iterable[str] = ()
) -> bool:
    """Whether the question keeps to what the person may know of people."""
    narrow = [name for name in (*filters, *by) if name in NARROWING]
    if not indicator.protected or not narrow or reads_everything(user):
        return True
    return _is_own(user, filters.get("institution", ""))


def check(user: User, question: Question) -> None:
    """Raises PermissionDenied when the question singles out people beyond the person's reach."""
    if not may_ask(user, question.indicator, filters=question.filters, by=question.by):
        raise PermissionDenied


def _is_own(user: User, words: str) -> bool:
    codes = {word.strip() for word in words.split("|") if word.strip()}
    own = Organisation.objects.filter(pk__in=access.reach(user, *READING_ROLES), code__in=codes)
    return bool(codes) and own.count() == len(codes)


def shown(user: User, figure: Figure) -> Figure:
    """The figure as the person may see it: a small number of people beyond their reach is kept."""
    if not _is_small(figure) or reads_everything(user):
        return figure
    if _is_own(user, figure.by.get("institution") or figure.filters.get("institution", "")):
        return figure
    hidden = {"value": None, "compared_value": None, "numerator": None, "denominator": None}
    return replace(figure, suppressed=True, **hidden)  # type: ignore[arg-type]


def _is_small(figure: Figure) -> bool:
    if not queries.known_indicator(figure.indicator).protected:
        return False
    smallest = Installation.current().smallest_group
    counted = (figure.value, figure.numerator, figure.compared_value)
    return any(number is not None and 0 < abs(Fraction(number)) < smallest for number in counted)
