"""The list of institutions: searched, filtered, sorted, cut into pages, and as a file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext, gettext_lazy, gettext_noop

from gaisma.analytics.vocabulary import FOUNDERS, KINDS, STAGES, UNIT_KINDS, Vocabulary, folded
from gaisma.base import listing, sorting, terms
from gaisma.base.models import User
from gaisma.evidence.figures.evidence import Evidence
from gaisma.record.organisations.queries import places
from gaisma.record.organisations.queries.places import Cell, InstitutionLine

PAGE = 50
STATES = {"open": gettext_noop("Open"), "closed": gettext_noop("Closed")}

SORTS: Mapping[str, Callable[[InstitutionLine], Any]] = {
    "name": lambda line: (line.closed_on is not None, sorting.natural(line.name)),
    "kind": lambda line: KINDS.codes.index(line.kind),
    "groups": lambda line: line.groups.value,
    "learners": lambda line: line.learners.value,
    "places": lambda line: line.share.places,
    "free": lambda line: line.free.value,
}


@dataclass(frozen=True)
class Wish:
    """What the reader asked the list for; words that are not known fall back."""

    q: str = ""
    kind: str = ""
    stage: str = ""
    founder: str = ""
    state: str = ""
    sort: str = "name"
    page: str = "1"

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "Wish":
        sort = given.get("sort", "name")
        stage = given.get("stage", "")
        kind = given.get("kind", "")
        founder = given.get("founder", "")
        state = given.get("state", "")
        return cls(
            q=given.get("q", "").strip(),
            kind=kind if kind in KINDS.codes else "",
            stage=stage if stage in STAGES.codes else "",
            founder=founder if founder in FOUNDERS.codes else "",
            state=state if state in STATES else "",
            sort=sort if sort.removeprefix("-") in SORTS else "name",
            page=given.get("page", "1"),
        )

    @property
    def column(self) -> str:
        return self.sort.removeprefix("-")

    @property
    def is_descending(self) -> bool:
        return self.sort.startswith("-")

    @property
    def is_narrowed(self) -> bool:
        return bool(self.q or self.kind or self.founder or self.state)


@dataclass(frozen=True)
class Option:
    """An entry of a choice."""

    value: str
    title: str
    is_chosen: bool


@dataclass(frozen=True)
class Heading:
    """A column of the list: its title, what a click sorts by, how it is sorted now."""

    title: str
    sort_by: str
    sorted: str
    is_number: bool


@dataclass(frozen=True)
class InstitutionsPage:
    """A page of the list, with sums of the lines that were found and of the city."""

    page: Page[InstitutionLine]
    wish: Wish
    headings: tuple[Heading, ...]
    kinds: tuple[Option, ...]
    stages: tuple[Option, ...]
    founders: tuple[Option, ...]
    states: tuple[Option, ...]
    lines: tuple[InstitutionLine, ...]
    found: int
    groups: places.Cell
    learners: places.Cell
    free: places.Cell
    city: places.Places


def institutions(user: User, *, basis: Evidence, wish: Wish) -> InstitutionsPage:
    """The institutions that the person sees and asked for."""
    seen = places.of_institutions(user, basis=basis, stage=wish.stage)
    found = [line for line in seen.lines if _fits(line, wish)]
    ordered = sorted(found, key=SORTS[wish.column], reverse=wish.is_descending)
    groups, learners, free = seen.groups, seen.learners, seen.free
    if wish.is_narrowed and found:
        codes = sorted(line.code for line in found)
        groups, learners, free = places.of_chosen(user, basis=basis, stage=wish.stage, codes=codes)
    return InstitutionsPage(
        page=Paginator(ordered, PAGE).get_page(wish.page),
        wish=wish,
        headings=_headings(wish),
        kinds=_kinds(seen.lines, wish),
        stages=_options(STAGES, wish.stage, every=gettext("All stages")),
        founders=_options(FOUNDERS, wish.founder, every=gettext("All founders")),
        states=_states(wish),
        lines=tuple(ordered),
        found=len(found),
        groups=groups,
        learners=learners,
        free=free,
        city=seen,
    )


def _fits(line: InstitutionLine, wish: Wish) -> bool:
    is_open = "open" if line.closed_on is None else "closed"
    return (
        folded(wish.q) in folded(line.name)
        and wish.kind in ("", line.kind)
        and wish.founder in ("", line.founder)
        and wish.state in ("", is_open)
    )


def _headings(wish: Wish) -> tuple[Heading, ...]:
    titles = {
        "name": gettext("Institution"),
        "kind": gettext("Kind"),
        "groups": gettext("Groups"),
        "learners": gettext("Learners"),
        "places": gettext("Places taken"),
        "free": gettext("Free places"),
    }
    return tuple(_heading(name, title, wish) for name, title in titles.items())


def _heading(name: str, title: str, wish: Wish) -> Heading:
    is_number = name in ("groups", "learners", "free")
    if name != wish.column:
        # Of numbers one looks for the largest first.
        return Heading(title, f"-{name}" if is_number else name, "", is_number)
    if wish.is_descending:
        return Heading(title, name, "descending", is_number)
    return Heading(title, f"-{name}", "ascending", is_number)


def _kinds(lines: tuple[InstitutionLine, ...], wish: Wish) -> tuple[Option, ...]:
    present = {line.kind for line in lines}
    codes = [code for code in KINDS.codes if code in present and code not in UNIT_KINDS]
    every = Option("", gettext("All kinds"), is_chosen=not wish.kind)
    return every, *(
        Option(code, terms.title(KINDS, code), is_chosen=code == wish.kind) for code in codes
    )


def _options(vocabulary: Vocabulary, chosen: str, *, every: str) -> tuple[Option, ...]:
    return Option("", every, is_chosen=not chosen), *(
        Option(code, terms.title(vocabulary, code), is_chosen=code == chosen)
        for code in vocabulary.codes
    )


def _states(wish: Wish) -> tuple[Option, ...]:
    return Option("", gettext("Open and closed"), is_chosen=not wish.state), *(
        Option(code, gettext(title), is_chosen=code == wish.state) for code, title in STATES.items()
    )


class Institutions(listing.Table):
    """The list of institutions as a file; its page has figures that open."""

    name = listing.Name(verbose_name=gettext_lazy("Institution"), orderable=False)
    kind = listing.Term(KINDS, verbose_name=gettext_lazy("Kind"), orderable=False)
    founder = listing.Term(FOUNDERS, verbose_name=gettext_lazy("Founder"), orderable=False)
    closed_on = listing.Day(verbose_name=gettext_lazy("Closed"), orderable=False)
    groups = listing.Number(verbose_name=gettext_lazy("Groups"), orderable=False)
    learners = listing.Number(verbose_name=gettext_lazy("Learners"), orderable=False)
    places = listing.Number(verbose_name=gettext_lazy("Places"), orderable=False)
    free = listing.Number(verbose_name=gettext_lazy("Free places"), orderable=False)


def values(line: InstitutionLine) -> dict[str, Any]:
    """A line as the file holds it; what is kept back is an empty cell."""
    return {
        "name": line.name,
        "kind": line.kind,
        "founder": line.founder or None,
        "closed_on": line.closed_on,
        "groups": _number(line.groups),
        "learners": _number(line.learners),
        "places": line.share.places,
        "free": _number(line.free),
    }


def _number(cell: Cell) -> int | None:
    return None if cell.is_hidden else cell.value
