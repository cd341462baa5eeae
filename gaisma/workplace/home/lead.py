"""The state of the city in two sentences, every number in them a door."""

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from gaisma.analytics.calculation import Figure, State
from gaisma.base import wording
from gaisma.base.models import User
from gaisma.base.wording.agreement import noun
from gaisma.evidence.figures import asking, policies, presentation
from gaisma.evidence.figures.evidence import Evidence


@dataclass(frozen=True)
class Said:
    """A figure in the sentences: indicator, stage, its noun and the case of the noun."""

    indicator: str
    stage: str
    noun: str
    case: str = "count"


FIGURES = {
    "children": Said("learners.count", "preschool", "child"),
    "groups": Said("groups.count", "preschool", "group", "in"),
    "pupils": Said("learners.count", "school", "pupil"),
    "places": Said("places.free", "preschool", "free_place"),
    "posts": Said("vacancies.load", "", "load"),
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


def _asked(said: Said, basis: Evidence, user: User | None) -> Figure:
    filters = {"stage": said.stage, "school_year": basis.school_year} if said.stage else {}
    evidence = basis if filters else basis.of_the_day
    return policies.shown(user, asking.one(said.indicator, evidence=evidence, filters=filters))


def _said(said: Said, figure: Figure) -> SafeString:
    value = presentation.decimal(figure.value) or 0
    return format_html(
        '<a class="figure" href="{}">{}</a>\N{NO-BREAK SPACE}{}',
        asking.address(figure),
        wording.number(value),
        noun(said.noun, value, wording.language(), case=said.case),
    )
