"""What a tile of the first page says beside its change."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext

from gaisma.base import pictures, wording
from gaisma.base.wording.agreement import counted
from gaisma.evidence.figures import asking, presentation
from gaisma.evidence.figures.evidence import Evidence

Filters = Mapping[str, str]


@dataclass(frozen=True)
class Note:
    """A sentence and perhaps a picture of parts."""

    words: str = ""
    shares: pictures.Shares | None = None


def free(filters: Filters, basis: Evidence) -> Note:
    """Where the free places are, and whether anybody waits."""
    parts = [
        (title, int(_value("places.free", {**filters, "institution_kind": kind}, basis) or 0))
        for title, kind in (
            (gettext("preschools"), "preschool"),
            (gettext("schools"), "general_school"),
        )
    ]
    return Note(_waiting(basis), pictures.shares(parts))


def _waiting(basis: Evidence) -> str:
    waiting = _value("queue.count", {"stage": "preschool"}, basis.of_the_day)
    if waiting is None:
        return ""
    if not waiting:
        return gettext("nobody waits in the queue")
    children = counted("child", waiting, wording.language())
    return gettext("in the queue: %(children)s") % {"children": children}


def several(filters: Filters, basis: Evidence) -> Note:
    """How many of the teachers work elsewhere too."""
    number = _value("teachers.at_several_institutions", filters, basis)
    if not number:
        return Note()
    return Note(
        gettext("%(number)s of them work at several institutions")
        % {"number": wording.number(number)}
    )


def where(filters: Filters, basis: Evidence) -> Note:
    """In how many institutions the vacancies are."""
    places = [
        figure
        for figure in asking.broken_down(
            "vacancies.load", evidence=basis.of_the_day, filters=filters, by=("institution",)
        )
        if figure.value
    ]
    if not places:
        return Note()
    return Note(
        gettext("in %(institutions)s")
        % {"institutions": counted("institution", len(places), wording.language(), case="in")}
    )


def _value(indicator: str, filters: Filters, basis: Evidence) -> int | Decimal | None:
    figure = asking.one(indicator, evidence=basis, filters=filters)
    return presentation.decimal(figure.value)


NOTES: Mapping[str, Callable[[Filters, Evidence], Note]] = {
    "free": free,
    "several": several,
    "where": where,
    "": lambda filters, basis: Note(),
}
