"""From what a page's figures are: the day, the school year, the lake version."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from gaisma.analytics.moments import last_of_august
from gaisma.base import request_cache
from gaisma.base.models import Installation, SchoolYear
from gaisma.base.wording.school_years import previous
from gaisma.evidence.figures.following import following
from gaisma.evidence.lake import queries as versions
from gaisma.evidence.lake.models import LakeVersion

MONTH_OF_PREPARATION = 7
"""From July on an authority speaks of the school year that comes."""
YEARS_OF_TREND = 5


@dataclass(frozen=True)
class Evidence:
    """What is common to the figures of a page."""

    as_of: date
    school_year: str
    number: int | None
    made_at: datetime | None
    digest: str = ""

    @property
    def of_the_day(self) -> "Evidence":
        """For what has no school year: of today, or of the last day of a year that is over."""
        return replace(self, as_of=min(self.as_of, last_of_august(self.school_year)))

    @property
    def years(self) -> tuple[str, ...]:
        """The school years of a trend, the current one last."""
        backwards = range(YEARS_OF_TREND - 1, -1, -1)
        return tuple(previous(self.school_year, back=back) for back in backwards)


def current(*, school_year: str = "") -> Evidence:
    """The newest evidence, as of the installation's today, for the school year or the coming one.

    A server turns to a new version when that has answered what was asked of the one before.

    Raises GaismaError when nothing is set up.
    """
    as_of = Installation.current().as_of()
    version = following.version(newest())
    return Evidence(
        as_of=as_of,
        school_year=school_year if _is_known(school_year) else year_of(as_of),
        number=version.number if version else None,
        made_at=version.made_at if version else None,
        digest=version.digest if version else "",
    )


@request_cache.a_request
def newest() -> LakeVersion | None:
    """The newest version of the lake, whether pages have turned to it or not."""
    return versions.latest()


def _is_known(school_year: str) -> bool:
    return bool(school_year) and school_year in school_years()


def year_of(day: date) -> str:
    """The school year that an authority speaks of on a day."""
    start = day.year if day.month >= MONTH_OF_PREPARATION else day.year - 1
    return f"{start}/{start + 1}"


@request_cache.a_request
def school_years() -> tuple[str, ...]:
    """The names of the school years that the record knows, the newest first."""
    return tuple(SchoolYear.objects.order_by("-starts_on").values_list("name", flat=True))
