"""Which questions a person may ask, and which answers are kept back from them.

The city's figures are for everybody who works with it. A figure that counts learners is asked
about an institution, a special programme or a home municipality only by those who may open the
records behind it; to others a number below the smallest group is “few”. What an indicator confines
is asked about a place, or a kind of place, only by them too.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.core.exceptions import PermissionDenied

from gaisma.analytics.calculation import Figure, protected
from gaisma.analytics.indicators import Indicator
from gaisma.analytics.questions import Question
from gaisma.base import access
from gaisma.base.models import Installation, Organisation, User
from gaisma.evidence.figures import queries
from gaisma.evidence.figures.permissions import READING_ROLES

NARROWING = ("institution", "site", "special_programme", "home_municipality", "language")
"""Dimensions that single out few people."""
PLACES = ("institution", "site", "institution_kind", "founder")
"""Dimensions of which a value may be one institution: a kind has sometimes no other."""


@dataclass(frozen=True)
class Reach:
    """What a person may know of people: everything, or those of the institutions with these codes.

    Beside it what the installation says of every question: its smallest group and its today.
    """

    is_everything: bool
    codes: frozenset[str]
    smallest_group: int
    today: date


def reach_of(user: User) -> Reach:
    """How far the person opens records; read once for each loaded user, that is, once a request."""
    known: Reach | None = getattr(user, "_figures_reach", None)
    if known is None:
        installation = Installation.current()
        reach = access.reach(user, *READING_ROLES)
        is_everything = installation.authority_id in reach
        known = Reach(
            is_everything=is_everything,
            codes=frozenset() if is_everything else _codes(reach),
            smallest_group=installation.smallest_group,
            today=installation.as_of(),
        )
        user._figures_reach = known  # type: ignore[attr-defined]
    return known


def _codes(reach: Collection[int]) -> frozenset[str]:
    return frozenset(Organisation.objects.filter(pk__in=reach).values_list("code", flat=True))


def reads_everything(user: User) -> bool:
    """Whether the person may open all records of the installation."""
    return reach_of(user).is_everything


def may_ask(
    user: User,
    indicator: Indicator | str,
    *,
    filters: Mapping[str, str],
    by: Iterable[str] = (),
) -> bool:
    """Whether the question keeps to what the person may know of people."""
    asked = queries.known_indicator(indicator) if isinstance(indicator, str) else indicator
    if not _singles_out(asked, {*filters, *by}) or reads_everything(user):
        return True
    return _is_own(user, filters.get("institution", ""))


def is_for_all(indicator: Indicator, *, names: Collection[str]) -> bool:
    """Whether everybody who works with figures may ask what is narrowed by these dimensions."""
    return not _singles_out(indicator, names)


def _singles_out(asked: Indicator, names: Collection[str]) -> bool:
    """Whether the answer would tell of few people, or of a place what is confined."""
    if asked.confined in names and any(name in PLACES for name in names):
        return True
    return asked.protected and any(name in NARROWING for name in names)


def check(user: User, question: Question) -> None:
    """Raises PermissionDenied when the question singles out people beyond the person's reach."""
    if not may_ask(user, question.indicator, filters=question.filters, by=question.by):
        raise PermissionDenied


def _is_own(user: User, words: str) -> bool:
    codes = {word.strip() for word in words.split("|") if word.strip()}
    return bool(codes) and codes <= reach_of(user).codes


def shown(user: User, figure: Figure) -> Figure:
    """The figure as the person may see it: a small number of people beyond their reach is kept."""
    if not _is_small(figure, reach_of(user).smallest_group) or reads_everything(user):
        return figure
    if _is_own(user, figure.by.get("institution") or figure.filters.get("institution", "")):
        return figure
    return protected(figure)


def _is_small(figure: Figure, smallest: int) -> bool:
    if not queries.known_indicator(figure.indicator).protected:
        return False
    # A difference of large numbers tells of nobody: both of them are shown.
    own = () if queries.known_indicator(figure.indicator).compares else (figure.value,)
    counted = (*own, figure.numerator, figure.compared_value)
    return any(number is not None and 0 < abs(Fraction(number)) < smallest for number in counted)
