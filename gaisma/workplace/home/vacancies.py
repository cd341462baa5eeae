"""Vacant posts by institution, for the first page."""

from collections import defaultdict
from dataclasses import dataclass

from gaisma.evidence.figures import asking, presentation, states, terms
from gaisma.evidence.figures.evidence import Evidence

INDICATOR = "vacancies.load"
LONGEST = 6


@dataclass(frozen=True)
class Line:
    """An institution, the sum of its vacant loads, and the roles that are wanted."""

    institution: str
    reading: presentation.Reading
    roles: tuple[str, ...]


@dataclass(frozen=True)
class Vacancies:
    """The city's vacancies, the largest first; `missing` says why there is no number at all."""

    address: str
    missing: str
    lines: tuple[Line, ...]
    more: int


def vacancies(*, basis: Evidence) -> Vacancies:
    """The vacant loads of every institution that has any."""
    basis = basis.of_the_day
    total = asking.one(INDICATOR, evidence=basis, filters={})
    by = ("institution",)
    found = asking.broken_down(INDICATOR, evidence=basis, filters={}, by=by)
    roles = _roles(basis)
    names = terms.institution_names()
    vacant = [figure for figure in found if figure.value]
    vacant.sort(key=lambda figure: presentation.decimal(figure.value) or 0, reverse=True)
    return Vacancies(
        address=asking.page_address("figures:figure", INDICATOR, total, by="institution"),
        missing=states.why(total),
        lines=tuple(
            Line(
                institution=names.get(figure.by["institution"], figure.by["institution"]),
                reading=presentation.read(figure),
                roles=tuple(roles[figure.by["institution"]]),
            )
            for figure in vacant[:LONGEST]
        ),
        more=max(len(vacant) - LONGEST, 0),
    )


def _roles(basis: Evidence) -> dict[str, list[str]]:
    found = asking.broken_down(INDICATOR, evidence=basis, filters={}, by=("institution", "role"))
    roles: dict[str, list[str]] = defaultdict(list)
    for figure in found:
        if figure.value:
            roles[figure.by["institution"]].append(terms.value_of("role", figure.by["role"], {}))
    return roles
