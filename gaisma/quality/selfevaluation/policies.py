"""What is refused in a self-evaluation beside what its state allows; by when it is handed over."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gaisma.base import request_cache, thresholds, wording
from gaisma.base.changes import UnableToRecord
from gaisma.base.models import Organisation, SchoolYear, User
from gaisma.base.thresholds import Threshold
from gaisma.quality.selfevaluation import scales
from gaisma.quality.selfevaluation.kinds import CHAPTER
from gaisma.quality.selfevaluation.models import Passage, Remark, SelfEvaluation
from gaisma.quality.selfevaluation.workflow import EVALUATION
from gaisma.record.instruments.models import Version

JUNE, AUGUST = 6, 8
JUNE_DAY = Threshold(
    "selfevaluation.june_day",
    title=gettext_noop("Preschools hand their self-evaluation over by"),
    unit=gettext_noop("day of June"),
    default=30,
    least=1,
    most=30,
)
AUGUST_DAY = Threshold(
    "selfevaluation.august_day",
    title=gettext_noop("Schools and others hand their self-evaluation over by"),
    unit=gettext_noop("day of August"),
    default=31,
    least=1,
    most=31,
)
IN_JUNE = ("preschool",)
"""Kinds whose self-evaluation is due in June; others at the end of August."""
AHEAD = timedelta(days=60)
"""So long before its day who leads an institution is reminded."""


def due_on(kind: str, school_year: SchoolYear) -> date:
    """By which day an institution of that kind hands the self-evaluation of the year over."""
    return due_in(kind, school_year.ends_on.year)


def due_in(kind: str, year: int) -> date:
    """The day in the year in which a school year ends."""
    june, august = days()
    return date(year, JUNE, june) if kind in IN_JUNE else date(year, AUGUST, august)


@request_cache.a_request
def days() -> tuple[int, int]:
    """The day of June and that of August, as the installation has set them."""
    kept = thresholds.values()
    return kept[JUNE_DAY.key], kept[AUGUST_DAY.key]


def may_settle(remark: Remark, user: User) -> bool:
    """Whether the person made the remark, or writes or returns the report that it is about."""
    return remark.written_by_id == user.pk or any(
        EVALUATION.may(remark.evaluation, act, user) for act in ("write", "send_back")
    )


def check_about(version: Version, use: str) -> None:
    """Raises UnableToRecord for an instrument of another use, or one that is not in use."""
    is_offered = not version.is_draft and version.instrument.retired_on is None
    if version.instrument.use != use or not is_offered:
        raise UnableToRecord(_("Choose an instrument that is in use."), code="no_instrument")


def check_of_the_scale(version: Version, level: str) -> None:
    """Raises UnableToRecord for a level that the instrument does not know."""
    if level and scales.level_of(version.asks, level) is None:
        raise UnableToRecord(_("Choose a level of this framework."), code="no_such_level")


def levels(version: Version, answers: Mapping[str, str]) -> dict[str, str]:
    """Levels by criterion, without those that were left open.

    Raises UnableToRecord for a level that the instrument does not know.
    """
    known = {item.name for item in version.asks.items}
    given = {name: level for name, level in answers.items() if name in known and level}
    for level in given.values():
        check_of_the_scale(version, level)
    return given


def judges_something(passage: Passage, level: str) -> None:
    """Raises UnableToRecord for a level of a chapter, which judges nothing."""
    if level and passage.place == CHAPTER:
        raise UnableToRecord(_("A chapter has no level."), code="chapter_has_no_level")


def check_not_begun(institution: Organisation, school_year: SchoolYear) -> None:
    """Raises UnableToRecord where the self-evaluation of the year stands already."""
    if SelfEvaluation.objects.filter(institution=institution, school_year=school_year).exists():
        raise UnableToRecord(
            _("The self-evaluation of %(year)s is begun already: go on writing it.")
            % {"year": wording.school_year(school_year.name)},
            code="begun",
        )


def check_is_past(day: date, *, today: date) -> None:
    """Raises UnableToRecord for a day that is still to come."""
    if day > today:
        raise UnableToRecord(_("This day has not come yet."), code="not_yet")
