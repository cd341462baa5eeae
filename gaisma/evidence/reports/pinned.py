"""Of which moments finished reports tell, so that everybody who reads them opens their figures."""

from collections.abc import Iterator
from datetime import date

from gaisma.evidence.reports.models import PINNED, Report


def moments() -> Iterator[tuple[date, int]]:
    """The day and the lake version of each report that is approved."""
    for as_of, number in Report.objects.filter(state__in=PINNED).values_list(
        "as_of", "lake_version"
    ):
        if number is not None:
            yield as_of, number
