"""Which questions a person may ask, and which answers are kept back from them: the one gate.

The city's figures are for everybody who works with it. What tells of learners is told in full to
the circle of those who may open these learners by name. Others are told a fixed list of tables,
which each indicator names, as they are now or as a finished report pinned them, and without the
cells that are hidden in them: they choose no day, no lake version and no further filter. What an
indicator confines is asked about a place, or a kind of place, only by those who may open its
records.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied

from gaisma.analytics.calculation import Figure, protected
from gaisma.analytics.indicators import Indicator
from gaisma.analytics.moments import previous
from gaisma.analytics.questions import Question
from gaisma.base import access, request_cache
from gaisma.base.models import Installation, Organisation, User
from gaisma.base.registry import gathered
from gaisma.evidence.figures import evidence, queries, suppression
from gaisma.evidence.figures.evidence import following
from gaisma.evidence.figures.permissions import NAMING_ROLES, READING_ROLES, SEE_RECORDS
from gaisma.evidence.figures.published_tables import Basis
from gaisma.evidence.lake import queries as versions

PLACES = ("institution", "site", "institution_kind", "founder")
"""Dimensions of which a value may be one institution: a kind has sometimes no other."""
Moment = tuple[date, int]
"""A day by which things are known, and a lake version."""


@dataclass(frozen=True)
class Reach:
    """How far a person opens something: everywhere, or at the institutions with these codes."""

    is_everything: bool
    codes: frozenset[str]

    def holds(self, words: str) -> bool:
        """Whether it reaches all of these institutions, alternatives joined by a bar."""
        codes = {word.strip() for word in words.split("|") if word.strip()}
        return self.is_everything or (bool(codes) and codes <= self.codes)


@dataclass(frozen=True)
class Sight:
    """What a person may know: how far they open records, and how far they see whose they are.

    Beside it what the installation says of every question: its smallest group and its today.
    """

    records: Reach
    names: Reach
    smallest_group: int
    today: date

    def of(self, indicator: Indicator) -> Reach:
        """Where the person stands inside the circle of those who are told everything of it."""
        return self.names if indicator.told else self.records


def sight_of(user: User) -> Sight:
    """What the person may know; read once for each loaded user, that is, once a request."""
    known: Sight | None = getattr(user, "_figures_sight", None)
    if known is None:
        installation = Installation.current()
        records, named = access.reach(user, *READING_ROLES), access.reach(user, *NAMING_ROLES)
        reach = _reach(records, installation)
        known = Sight(
            records=reach,
            names=reach if named == records else _reach(named, installation),
            smallest_group=installation.smallest_group,
            today=installation.as_of(),
        )
        user._figures_sight = known  # type: ignore[attr-defined]
    return known


def _reach(reach: Collection[int], installation: Installation) -> Reach:
    if installation.authority_id in reach:
        return Reach(is_everything=True, codes=frozenset())
    found = Organisation.objects.filter(pk__in=reach) if reach else Organisation.objects.none()
    return Reach(is_everything=False, codes=frozenset(found.values_list("code", flat=True)))


def reads_everything(user: User) -> bool:
    """Whether the person may open all records of the installation, and whose they are."""
    sight = sight_of(user)
    return sight.records.is_everything and sight.names.is_everything


def may_ask(
    user: User,
    indicator: Indicator | str,
    *,
    filters: Mapping[str, str],
    by: Iterable[str] = (),
    at: Moment | None = None,
) -> bool:
    """Whether the question keeps to what the person may know of people.

    Without a day and a version it is asked as everybody asks.
    """
    asked = queries.known_indicator(indicator) if isinstance(indicator, str) else indicator
    if sight_of(user).of(asked).holds(filters.get("institution", "")):
        return True
    return is_for_all(asked, filters=filters, by=by) and (
        asked.told is None or at is None or is_told(at)
    )


def may_open(user: User, figure: Figure) -> bool:
    """Whether the figure's own page would answer the person."""
    return may_ask(
        user,
        figure.indicator,
        filters={**figure.filters, **{name: code for name, code in figure.by.items() if code}},
        at=(figure.as_of, figure.lake_version),
    )


def is_for_all(indicator: Indicator, *, filters: Mapping[str, str], by: Iterable[str] = ()) -> bool:
    """Whether everybody who works with figures may ask this, at a moment that is told."""
    names = {*by, *filters} & {*indicator.dimensions}
    if indicator.confined in names and any(name in PLACES for name in names):
        return False
    if indicator.told is None:
        return True
    if "school_year" in indicator.parameters and "school_year" not in filters:
        return False
    is_single = not any("|" in filters.get(name, "") for name in names)
    return is_single and indicator.told.has(names) and _follows(filters)


def _follows(filters: Mapping[str, str]) -> bool:
    """Whether the year that is compared with is an earlier one, which has successors."""
    return filters.get("compared_with", "") <= filters.get("school_year", "")


@dataclass(frozen=True)
class Now:
    """What everybody is told of: today, the newest version, and that which pages show meanwhile."""

    today: date
    smallest_group: int
    digests: Mapping[int, str]


@request_cache.a_request
def _now() -> Now:
    installation = Installation.current()
    told = {one.number: one.digest for one in (evidence.newest(), following.shown) if one}
    return Now(installation.as_of(), installation.smallest_group, told)


def is_told(moment: Moment) -> bool:
    """Whether everybody is told of the moment: now is, and those that a finished report pinned."""
    day, number = moment
    now = _now()
    return (day == now.today and number in now.digests) or moment in _pinned()


@request_cache.a_request
def _pinned() -> frozenset[Moment]:
    return frozenset(moment for told in gathered("TOLD_MOMENTS") for moment in told.moments())


def check(user: User, question: Question, *, lake_version: int) -> None:
    """Raises PermissionDenied when the question singles out people beyond the person's reach."""
    if not may_ask(
        user,
        question.indicator,
        filters=question.filters,
        by=question.by,
        at=(question.moment.as_of, lake_version),
    ):
        raise PermissionDenied


def shown(user: User | None, figure: Figure) -> Figure:
    """The figure as the person may see it: what would tell of few beyond their reach is kept.

    Nobody in particular, `None`, stands outside of every circle.
    """
    indicator = queries.known_indicator(figure.indicator)
    if indicator.told is None:
        return figure
    place = figure.by.get("institution") or figure.filters.get("institution", "")
    if user is not None and sight_of(user).names.holds(place):
        return figure
    is_number = figure.value is not None or figure.compared_value is not None
    return protected(figure) if is_number and _is_hidden(indicator, figure) else figure


def _is_hidden(indicator: Indicator, figure: Figure) -> bool:
    """Whether the figure, or what it compares with, is not told outside of the circle."""
    if not is_told((figure.as_of, figure.lake_version)):
        return True
    if not is_for_all(indicator, filters=figure.filters, by=figure.by):
        return True
    chosen = {name: word for name, word in figure.filters.items() if name in indicator.dimensions}
    chosen |= figure.by
    year = figure.filters.get("school_year", "")
    sides = [(year, figure.filters.get("followed_to", ""))]
    if figure.compared_value is not None:
        sides.append((figure.filters.get("compared_with") or previous(year), year))
    return any(
        suppression.hidden(indicator, _basis(figure, school_year)).has(
            indicator, chosen, followed_to="" if followed_to == school_year else followed_to
        )
        for school_year, followed_to in sides
    )


def _basis(figure: Figure, school_year: str) -> Basis:
    now = _now()
    return Basis(
        number=figure.lake_version,
        digest=now.digests.get(figure.lake_version) or versions.known(figure.lake_version)[1],
        as_of=figure.as_of,
        school_year=school_year,
        smallest=now.smallest_group,
    )


def chooses_moments(user: User, indicator: Indicator, *, filters: Mapping[str, str]) -> bool:
    """Whether the person may ask this of any day and lake version."""
    reach = sight_of(user).of(indicator)
    return indicator.told is None or reach.holds(filters.get("institution", ""))


def may_see_records(user: User, indicator: Indicator, *, filters: Mapping[str, str]) -> bool:
    """Whether the person opens records behind the figure; those of learners by name or not."""
    reach, asked = sight_of(user).names, filters.get("institution", "")
    has_any = reach.holds(asked) if asked else reach.is_everything or bool(reach.codes)
    return access.may(user, SEE_RECORDS) and (indicator.told is None or has_any)


def open_institutions(user: User, indicator: Indicator) -> Collection[str] | None:
    """The codes of the institutions that the person may choose; None where it is any."""
    if indicator.told is None or indicator.told.has(["institution"]):
        return None
    reach = sight_of(user).names
    return None if reach.is_everything else reach.codes
