"""A figure of an approved report as it was pinned: what its line in the annex says."""

from dataclasses import dataclass

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext

from gaisma.base import wording
from gaisma.base.models import User
from gaisma.evidence.figures import queries as figures
from gaisma.evidence.figures import states
from gaisma.evidence.reports import comparing
from gaisma.evidence.reports.models import Report


@dataclass(frozen=True)
class Origin:
    """A line of where the number comes from."""

    name: str
    value: str
    is_code: bool = False


@dataclass(frozen=True)
class Published:
    """The page: `exact` is the number as a machine reads it, `why` says why there is none.

    `address` is where it explains itself, computed again from its version; nowhere for who may not
    ask it.
    """

    title: str
    description: str
    selection: str
    exact: str
    said: str
    why: str
    address: str
    origin: tuple[Origin, ...]


def published(user: User, report: Report, number: int) -> Published:
    """The figure of that number. Raises Http404."""
    found = get_object_or_404(report.figures, number=number)
    row = comparing.pinned(user, found, report)
    indicator = figures.known_indicator(found.indicator)
    side = row.said
    return Published(
        title=row.title,
        description=gettext(indicator.description),
        selection=row.selection,
        exact=found.value,
        said=side.written(row.unit),
        why=states.meaning(side.state) if side.value is None and side.state else "",
        address=side.address,
        origin=(
            Origin(gettext("Number in the report"), str(found.number)),
            Origin(gettext("As it was known on"), wording.day(found.as_of)),
            Origin(gettext("Version of the evidence"), str(report.lake_version)),
            Origin(gettext("Fingerprint"), found.definition, is_code=True),
        ),
    )
