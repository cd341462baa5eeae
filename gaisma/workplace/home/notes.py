"""What a tile of the first page says beside its change, every number in it a door."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from gaisma.analytics.calculation import Figure
from gaisma.base import pictures, wording
from gaisma.base.models import User
from gaisma.base.wording.agreement import counted, noun
from gaisma.evidence.figures import asking, policies, presentation
from gaisma.evidence.figures.evidence import Evidence

Filters = Mapping[str, str]


@dataclass(frozen=True)
class Note:
    """A sentence and perhaps a picture of parts."""

    words: SafeString | str = ""
    shares: pictures.Shares | None = None


def free(filters: Filters, basis: Evidence, user: User | None) -> Note:
    """Where the free places are, and whether anybody waits."""
    kinds = (
        (gettext("preschools"), "preschool"),
        (gettext("schools"), "general_school"),
    )
    parts = []
    for title, kind in kinds:
        figure = _asked("places.free", {**filters, "institution_kind": kind}, basis, user)
        if not figure.suppressed:
            parts.append((title, int(figure.value or 0), asking.address(figure)))
    return Note(_waiting(basis, user), pictures.shares(parts))


def _waiting(basis: Evidence, user: User | None) -> SafeString:
    figure = _asked("queue.count", {"stage": "preschool"}, basis.of_the_day, user)
    if figure.value is None:
        return SafeString("")
    if not figure.value:
        return presentation.door(gettext("nobody waits in the queue"), asking.address(figure))
    children = format_html(
        "{}\N{NO-BREAK SPACE}{}",
        presentation.door(presentation.written(figure), asking.address(figure)),
        noun("child", int(figure.value), wording.language()),
    )
    return presentation.said(gettext("in the queue: %(children)s"), children=children)


def several(filters: Filters, basis: Evidence, user: User | None) -> Note:
    """How many of the teachers work elsewhere too."""
    figure = _asked("teachers.at_several_institutions", filters, basis, user)
    if not figure.value:
        return Note()
    number = presentation.door(presentation.written(figure), asking.address(figure))
    return Note(
        presentation.said(gettext("%(number)s of them work at several institutions"), number=number)
    )


def where(filters: Filters, basis: Evidence, user: User | None) -> Note:
    """In how many institutions the vacancies are: as many as the figure's breakdown has lines."""
    basis = basis.of_the_day
    by = ("institution",)
    every = asking.broken_down("vacancies.load", evidence=basis, filters=filters, by=by)
    places = [figure for figure in every if figure.value]
    if not places:
        return Note()
    whole = _asked("vacancies.load", filters, basis, user)
    address = asking.page_address("figures:figure", whole.indicator, whole, by="institution")
    institutions = counted("institution", len(places), wording.language(), case="in")
    return Note(
        presentation.said(
            gettext("in %(institutions)s"),
            institutions=format_html('<a class="count" href="{}">{}</a>', address, institutions),
        )
    )


def _asked(indicator: str, filters: Filters, basis: Evidence, user: User | None) -> Figure:
    return policies.shown(user, asking.one(indicator, evidence=basis, filters=filters))


NOTES: Mapping[str, Callable[[Filters, Evidence, User | None], Note]] = {
    "free": free,
    "several": several,
    "where": where,
    "": lambda filters, basis, user: Note(),
}
