"""The state of the city in two sentences, every number in them a door, and its vacant posts."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from gaisma.analytics.calculation import Figure, State
from gaisma.base import wording
from gaisma.base.models import User
from gaisma.base.wording.agreement import noun
from gaisma.evidence.figures import asking, policies, presentation, states, terms
from gaisma.evidence.figures.evidence import Evidence


@dataclass(frozen=True)
class Named:
    """A figure in the sentences: indicator, stage, its noun and the case of the noun."""

    indicator: str
    stage: str
    noun: str
    case: str = "count"


FIGURES = {
    "children": Named("learners.count", "preschool", "child"),
    "groups": Named("groups.count", "preschool", "group", "in"),
    "pupils": Named("learners.count", "school", "pupil"),
    "places": Named("places.free", "preschool", "free_place"),
    "posts": Named("vacancies.load", "", "load"),
}


def lead(basis: Evidence, *, user: User | None, is_before_the_year: bool) -> SafeString:
    """The sentences, in the future until the school year begins; none where a figure is missing."""
    figures = {name: _asked(said, basis, user) for name, said in FIGURES.items()}
    missing = {name for name, figure in figures.items() if figure.state is not State.KNOWN}
    if missing - {"posts"}:
        return SafeString("")
    words = {name: _said(FIGURES[name], figure) for name, figure in figures.items()}
    if missing:
        return format_html(_without_posts(is_before_the_year=is_before_the_year), **words)
    coming = gettext(
        "In the coming school year {children} will attend preschool in {groups}, and {pupils} "
        "will learn in general education. There are {places} for preschool; {posts} are vacant."
    )
    running = gettext(
        "In this school year {children} attend preschool in {groups}, and {pupils} learn in "
        "general education. There are {places} for preschool; {posts} are vacant."
    )
    return format_html(coming if is_before_the_year else running, **words)


def _without_posts(*, is_before_the_year: bool) -> str:
    """The sentences of a year of which no vacancies are recorded."""
    if is_before_the_year:
        return gettext(
            "In the coming school year {children} will attend preschool in {groups}, and {pupils} "
            "will learn in general education. There are {places} for preschool."
        )
    return gettext(
        "In this school year {children} attend preschool in {groups}, and {pupils} learn in "
        "general education. There are {places} for preschool."
    )


def _asked(said: Named, basis: Evidence, user: User | None) -> Figure:
    filters = {"stage": said.stage, "school_year": basis.school_year} if said.stage else {}
    evidence = basis if filters else basis.of_the_day
    return policies.shown(user, asking.one(said.indicator, evidence=evidence, filters=filters))


def _said(said: Named, figure: Figure) -> SafeString:
    value = presentation.decimal(figure.value) or 0
    return format_html(
        '<a class="figure" href="{}">{}</a>\N{NO-BREAK SPACE}{}',
        asking.address(figure),
        wording.number(value),
        noun(said.noun, value, wording.language(), case=said.case),
    )


INDICATOR = "vacancies.load"
LONGEST = 6


@dataclass(frozen=True)
class VacancyLine:
    """An institution, the sum of its vacant loads, and the roles that are wanted."""

    institution: str
    reading: presentation.Reading
    roles: tuple[str, ...]


@dataclass(frozen=True)
class Vacancies:
    """The city's vacancies, the largest first; `missing` says why there is no number at all."""

    address: str
    missing: str
    lines: tuple[VacancyLine, ...]
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
            VacancyLine(
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
