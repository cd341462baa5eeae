"""Whether a year that is followed to a later one has institutions in it that joined since."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.translation import gettext

from gaisma.analytics.calculation import Figure
from gaisma.analytics.dimensions import DIMENSIONS
from gaisma.analytics.moments import first_of_september
from gaisma.base import wording
from gaisma.base.wording import dates
from gaisma.evidence.figures.evidence import Evidence
from gaisma.evidence.figures.institutions import Institutions
from gaisma.evidence.lake import engines
from gaisma.evidence.lake import queries as versions


@dataclass(frozen=True)
class Joined:
    """An institution taken over: where it now belongs, and from which day to which."""

    unit: int
    successor: int
    kind: str
    founder: str
    from_on: date
    to_on: date | None

    def is_in_force(self, day: date) -> bool:
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)


def is_joined(figure: Figure, evidence: Evidence) -> bool:
    """Whether what is counted of an earlier year includes institutions that joined since.

    The whole city had what it had; only a part of it can have been joined.
    """
    followed_to = figure.filters.get("followed_to")
    if followed_to is None:
        return False
    chosen = {**figure.filters, **{name: code for name, code in figure.by.items() if code}}
    then, now = (first_of_september(year) for year in (chosen["school_year"], followed_to))
    number, digest = evidence.number, evidence.digest
    if not digest or number is None:
        number, digest = versions.known(number)
    known = _read(digest, number)
    return any(
        _is_in(one, chosen, known.institutions)
        for one in known.successions
        if one.is_in_force(now) and not one.is_in_force(then)
    )


def _is_in(one: Joined, chosen: dict[str, str], institutions: Institutions) -> bool:
    """Whether the successor is part of the selection; without a place in it nothing joined it."""
    if "institution" in chosen:
        parts = [institutions.subtree(code).ids for code in chosen["institution"].split("|")]
        return any(one.successor in ids and one.unit not in ids for ids in parts)
    kinds = DIMENSIONS["institution_kind"].vocabulary
    if "institution_kind" in chosen and kinds is not None:
        return any(
            one.kind in kinds.expanded(code) for code in chosen["institution_kind"].split("|")
        )
    return "founder" in chosen and one.founder in chosen["founder"].split("|")


def compared_with(before: Figure, evidence: Evidence) -> str:
    """With which day a change compares, said where it stands."""
    school_year = before.filters.get("school_year")
    if school_year is None:
        return ""
    language = wording.language()
    day = dates.day(first_of_september(school_year), language, case="accusative")
    if is_joined(before, evidence):
        return gettext("compared with %(day)s, with the institutions that joined") % {"day": day}
    return gettext("compared with %(day)s") % {"day": day}


@dataclass(frozen=True)
class _Known:
    successions: tuple[Joined, ...]
    institutions: Institutions


@lru_cache(maxsize=engines.OPEN_VERSIONS)
def _read(_digest: str, number: int) -> _Known:
    version = versions.version(number)
    rows = engines.engine(version).rows(
        "SELECT unit, successor_unit, successor_institution_kind, successor_founder, from_on, "
        "to_on FROM successions ORDER BY unit, from_on"
    )
    return _Known(tuple(Joined(*row) for row in rows), Institutions.of(version))
