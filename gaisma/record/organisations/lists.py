from typing import Any

from django.utils.translation import gettext_lazy

from gaisma.analytics.vocabulary import FOUNDERS, KINDS
from gaisma.base import listing
from gaisma.record.organisations.queries.places import Cell, Line


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


def values(line: Line) -> dict[str, Any]:
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
