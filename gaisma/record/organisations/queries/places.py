"""Institutions with their groups, learners and free places in a school year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from gaisma.analytics.calculation import Figure, State
from gaisma.base import access, sorting
from gaisma.base.models import Organisation, User
from gaisma.evidence.figures import asking, policies, presentation, states
from gaisma.evidence.figures.evidence import Evidence

COUNTED = ("groups.count", "learners.count", "places.free")
SHARE = "places.share_taken"
INDICATORS = (*COUNTED, SHARE)


@dataclass(frozen=True)
class Cell:
    """A number of the table, or the sign of why there is none; and the figure that explains it to
    who may open it.
    """

    value: int
    explained_by: Figure | None = None
    is_hidden: bool = False
    sign: str = ""

    @cached_property
    def address(self) -> str:
        """Where it explains itself; asked for only where it is drawn."""
        return asking.address(self.explained_by) if self.explained_by else ""


@dataclass(frozen=True)
class Share:
    """How many of how many places are taken; none where nothing has a maximum."""

    taken: int = 0
    places: int = 0
    address: str = ""


@dataclass(frozen=True)
class InstitutionLine:
    """An institution with its numbers."""

    id: int
    code: str
    name: str
    kind: str
    founder: str
    closed_on: date | None
    groups: Cell
    learners: Cell
    free: Cell
    share: Share


@dataclass(frozen=True)
class Places:
    """The institutions that the person sees, and the numbers of the whole city."""

    lines: tuple[InstitutionLine, ...]
    groups: Cell
    learners: Cell
    free: Cell
    is_cut: bool = False


def of_institutions(user: User, *, basis: Evidence, stage: str = "") -> Places:
    """The institutions that the person sees, by name; with a stage only those that have groups."""
    filters = {"school_year": basis.school_year} | ({"stage": stage} if stage else {})
    sight = Sight.of(user)
    wholes = {name: asking.one(name, evidence=basis, filters=filters) for name in COUNTED}
    numbers = {name: _by_code(name, basis, filters) for name in INDICATORS}
    seen = access.visible(user).institutions()
    ordered = sorted(seen, key=_in_order)
    lines = (_line(institution, numbers, wholes, sight) for institution in ordered)
    groups, learners, free = (cell(wholes[name], sight) for name in COUNTED)
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


def _together(
    filters: Mapping[str, str], basis: Evidence, sight: "Sight"
) -> tuple[Cell, Cell, Cell]:
    """Groups, learners and free places of a selection."""
    groups, learners, free = (
        cell(asking.one(name, evidence=basis, filters=filters), sight) for name in COUNTED
    )
    return groups, learners, free


def of_chosen(
    user: User, *, basis: Evidence, stage: str, codes: Sequence[str]
) -> tuple[Cell, Cell, Cell]:
    """Groups, learners and free places of some institutions together, as one selection."""
    filters = {"school_year": basis.school_year} | ({"stage": stage} if stage else {})
    return _together({"institution": "|".join(codes), **filters}, basis, Sight.of(user))


def _line(
    institution: Organisation,
    numbers: Mapping[str, Mapping[str, Figure]],
    wholes: Mapping[str, Figure],
    sight: "Sight",
) -> InstitutionLine:
    code = institution.code
    groups, learners, free = (
        numbers[name].get(code) or _nothing(wholes[name], code) for name in COUNTED
    )
    taken = numbers[SHARE].get(code)
    return InstitutionLine(
        id=institution.pk,
        code=institution.code,
        name=institution.name,
        kind=institution.kind,
        founder=institution.founder,
        closed_on=institution.closed_on,
        groups=cell(groups, sight),
        learners=cell(learners, sight),
        free=cell(free, sight),
        share=_share(taken, sight),
    )


def _nothing(whole: Figure, code: str) -> Figure:
    """What an institution has that is not among those that have any."""
    if whole.state is not State.KNOWN:
        return replace(whole, by={"institution": code})
    return replace(whole, by={"institution": code}, value=0, numerator=0, basis=None)


def _share(figure: Figure | None, sight: "Sight") -> Share:
    shown = sight.shown(figure) if figure else None
    if figure is None or shown is None or shown.denominator is None:
        return Share()
    return Share(
        int(shown.numerator or 0),
        int(shown.denominator),
        asking.address(figure) if sight.may_open(figure) else "",
    )


@dataclass(frozen=True)
class Sight:
    """What a person may know of figures, asked once for a page of them."""

    user: User
    sees_all: bool

    @classmethod
    def of(cls, user: User) -> "Sight":
        return cls(user, policies.reads_everything(user))

    def shown(self, figure: Figure) -> Figure:
        """The figure, or “few” where it would single out people beyond the person's reach."""
        return figure if self.sees_all else policies.shown(self.user, figure)

    def may_open(self, figure: Figure) -> bool:
        """Whether the figure's own page would answer the person."""
        return self.sees_all or policies.may_open(self.user, figure)


def cell(figure: Figure, sight: Sight) -> Cell:
    """The figure as a number of a table, with the way to its explanation where there is one."""
    shown = sight.shown(figure)
    return Cell(
        value=int(presentation.decimal(shown.value) or 0),
        explained_by=figure if sight.may_open(figure) else None,
        is_hidden=shown.suppressed,
        sign="" if shown.state in (State.KNOWN, State.PROTECTED) else states.sign(shown.state),
    )
