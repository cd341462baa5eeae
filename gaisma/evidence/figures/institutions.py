"""The institutions of a lake version, as questions name them, answers call them; which joined."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache

from django.utils.translation import gettext

from gaisma.analytics.calculation import Figure
from gaisma.analytics.dimensions import DIMENSIONS
from gaisma.analytics.moments import first_of_september
from gaisma.analytics.questions import Node, UnableToAsk
from gaisma.analytics.vocabulary import folded
from gaisma.base import wording
from gaisma.base.wording import dates
from gaisma.evidence.figures.evidence import Evidence
from gaisma.evidence.lake import engines
from gaisma.evidence.lake import queries as versions
from gaisma.evidence.lake.models import LakeVersion

CHOICES = 40


@dataclass(frozen=True)
class Institutions:
    """Codes and names by id, ids by code, name and alias, and which units stand below whom."""

    codes: dict[int, str] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    by_word: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    children: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    @cached_property
    def tops_by_id(self) -> dict[int, str]:
        """The codes of the institutions that are no units of another, by id."""
        units = {unit for some in self.children.values() for unit in some}
        return {one: code for one, code in self.codes.items() if one not in units}

    @cached_property
    def tops(self) -> frozenset[str]:
        """The codes of the institutions that are no units of another."""
        return frozenset(self.tops_by_id.values())

    @staticmethod
    def of(version: LakeVersion) -> "Institutions":
        """The institutions of the version."""
        return _read(version.digest, version.pk)

    def subtree(self, text: str) -> Node:
        """The institution that a code, name or alias names, with its units.

        What stands below and is an institution itself, as all do below the authority, is not part
        of it: so a filter chooses what a breakdown shows.

        Raises UnableToAsk when none or several bear the name.
        """
        found = self.by_word.get(folded(text), set())
        if len(found) != 1:
            raise UnableToAsk("institution", text, self._near(text, found))
        (top,) = found
        return Node(self.codes[top], tuple(self._below(top)))

    def _below(self, top: int) -> list[int]:
        ids = [top]
        for node in ids:
            ids.extend(self.children.get(node, ()))
        return ids

    def _near(self, text: str, found: set[int]) -> list[str]:
        if found:
            return sorted(self.codes[one] for one in found)
        import difflib

        names = {folded(name): name for name in self.names.values()}
        near = difflib.get_close_matches(folded(text), names, n=5, cutoff=0.5)
        return [names[name] for name in near] or sorted(self.names.values())[:CHOICES]


@lru_cache(maxsize=engines.OPEN_VERSIONS)
def _read(_digest: str, pk: int) -> Institutions:
    version = LakeVersion.objects.get(pk=pk)
    known = Institutions()
    rows = engines.engine(version).rows(
        "SELECT unit, institution, code, name, aliases, parent FROM institutions ORDER BY unit"
    )
    for unit, institution, code, name, aliases, parent in rows:
        known.codes[unit] = code
        known.names[unit] = name
        if institution != unit:
            known.children[parent].append(unit)
        for word in (code, name, *(aliases or ())):
            known.by_word[folded(word)].add(unit)
    return known


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
    known = _read_joined(digest, number)
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
def _read_joined(_digest: str, number: int) -> _Known:
    version = versions.version(number)
    rows = engines.engine(version).rows(
        "SELECT unit, successor_unit, successor_institution_kind, successor_founder, from_on, "
        "to_on FROM successions ORDER BY unit, from_on"
    )
    return _Known(tuple(Joined(*row) for row in rows), Institutions.of(version))
