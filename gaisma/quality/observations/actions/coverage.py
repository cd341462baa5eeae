"""How many teachers institutions are to observe."""

from datetime import datetime

from gaisma.base import changes
from gaisma.base.models import SchoolYear, User
from gaisma.quality.observations import audited
from gaisma.quality.observations.models import CoverageGoal
from gaisma.quality.observations.permissions import SET_COVERAGE
from gaisma.record import recording


def set_goal(
    *,
    school_year: SchoolYear,
    percent: int,
    revision: int | None,
    by: User | None,
    at: datetime,
) -> CoverageGoal:
    """Say what share of its teachers every institution observes in each term of the year.

    `revision` is that of the goal that was looked at, None where there was none. Raises
    UnableToChange, UnableToRecord.
    """
    changes.demand(SET_COVERAGE, by=by)
    known = CoverageGoal.objects.filter(school_year=school_year).first()
    if known is None:
        return recording.add(
            CoverageGoal,
            {"school_year": school_year, "percent": percent},
            action=audited.SET_COVERAGE,
            by=by,
            at=at,
        )
    return recording.change(
        known,
        {"percent": percent},
        revision=revision or 0,
        action=audited.SET_COVERAGE,
        by=by,
        at=at,
    )
