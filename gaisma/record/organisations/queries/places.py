"""Institutions with their groups, learners and free places in a school year."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from gaisma.analytics.calculation import Figure
from gaisma.analytics.vocabulary import UNIT_KINDS
from gaisma.base import access, sorting
from gaisma.base.models import Organisation, User
from gaisma.evidence.figures import asking, presentation
from gaisma.evidence.figures.evidence import Evidence
from gaisma.record.programmes.models import Group

INDICATORS = ("groups.count", "learners.count", "places.free")


@dataclass(frozen=True)
class Cell:
    """A number of the table and where it explains itself."""

    value: int
    address: str = ""
    is_hidden: bool = False


@dataclass(frozen=True)
class Line:
    """An institution with its numbers; `places` is the sum of its groups' maximum sizes."""

    id: int
    name: str
    kind: str
    closed_on: date | None
    groups: Cell
    learners: Cell
    free: Cell
    places: int

    @property
    def taken(self) -> int:
        return max(self.places - self.free.value, 0)


@dataclass(frozen=True)
class Places:
    """The institutions that the person sees, and the numbers of the whole city."""

    lines: tuple[Line, ...]
    groups: Cell
    learners: Cell
    free: Cell
    is_cut: bool = False


def of_institutions(user: User, *, basis: Evidence, stage: str = "") -> Places:
    """The institutions that the person sees, by name; with a stage only those that have groups."""
    filters = {"school_year": basis.school_year} | ({"stage": stage} if stage else {})
    numbers = {name: _by_code(name, basis, filters) for name in INDICATORS}
    sizes = _sizes(basis.school_year, stage)
    seen = access.visible(user).institutions()
    ordered = sorted(seen, key=_in_order)
    lines = (_line(institution, numbers, sizes) for institution in ordered)
    totals = (asking.one(name, evidence=basis, filters=filters) for name in INDICATORS)
    groups, learners, free = (_cell(figure) for figure in totals)
    return Places(
        lines=tuple(line for line in lines if line.groups.value or not stage),
        groups=groups,
        learners=learners,
        free=free,
    )


def _in_order(institution: Organisation) -> tuple[Any, ...]:
    """By name, the closed ones last."""
    return institution.closed_on is not None, sorting.natural(institution.name)


def largest(places: Places, count: int) -> Places:
    """Those with most groups, so many."""
    ordered = sorted(places.lines, key=lambda line: line.groups.value, reverse=True)
    return replace(places, lines=tuple(ordered[:count]), is_cut=len(ordered) > count)


def _by_code(indicator: str, basis: Evidence, filters: Mapping[str, str]) -> dict[str, Figure]:
    figures = asking.broken_down(indicator, evidence=basis, filters=filters, by=("institution",))
    return {figure.by["institution"]: figure for figure in figures}


def _sizes(school_year: str, stage: str) -> Counter[int]:
    """The sum of maximum sizes by institution; a unit's groups are its institution's."""
    groups = Group.objects.filter(school_year__name=school_year, max_size__isnull=False)
    if stage:
        groups = groups.filter(programme__stage=stage)
    columns = ("institution_id", "institution__parent_id", "institution__kind", "max_size")
    sizes: Counter[int] = Counter()
    for unit, parent, kind, size in groups.values_list(*columns):
        sizes[parent if kind in UNIT_KINDS else unit] += size
    return sizes


def _line(
    institution: Organisation,
    numbers: Mapping[str, Mapping[str, Figure]],
    sizes: Mapping[int, int],
) -> Line:
    groups, learners, free = (_cell(numbers[name].get(institution.code)) for name in INDICATORS)
    return Line(
        id=institution.pk,
        name=institution.name,
        kind=institution.kind,
        closed_on=institution.closed_on,
        groups=groups,
        learners=learners,
        free=free,
        places=sizes.get(institution.pk, 0),
    )


def _cell(figure: Figure | None) -> Cell:
    if figure is None:
        return Cell(0)
    return Cell(
        value=int(presentation.decimal(figure.value) or 0),
        address=asking.address(figure),
        is_hidden=figure.suppressed,
    )
