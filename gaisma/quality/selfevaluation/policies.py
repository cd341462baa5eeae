"""What the state of a self-evaluation allows, and who takes each step: one table.

The same check refuses an act and explains a button that is not there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from gaisma.base import access, once, thresholds, wording
from gaisma.base.changes import UnableToRecord
from gaisma.base.models import Organisation, SchoolYear, User
from gaisma.base.thresholds import Threshold
from gaisma.quality.selfevaluation import permissions, scales
from gaisma.quality.selfevaluation.kinds import (
    AGREED,
    CHAPTER,
    DRAFT,
    HEARD,
    PUBLISHED,
    SIGNED,
    STATES,
)
from gaisma.quality.selfevaluation.models import Passage, Remark, SelfEvaluation
from gaisma.record.instruments.models import Version


@dataclass(frozen=True)
class Step:
    """An act that takes a self-evaluation from one of some states to another, and who takes it."""

    title: str
    taken_from: tuple[str, ...]
    leads_to: str
    permission: str


STEPS: Mapping[str, Step] = MappingProxyType(
    {
        "hear": Step(gettext_noop("The council has heard it"), (DRAFT,), HEARD, permissions.WRITE),
        "take_back": Step(
            gettext_noop("Take it back to write on"), (HEARD,), DRAFT, permissions.WRITE
        ),
        "sign": Step(gettext_noop("Sign"), (HEARD,), SIGNED, permissions.SIGN),
        "agree": Step(gettext_noop("Agree as the founder"), (SIGNED,), AGREED, permissions.AGREE),
        "send_back": Step(
            gettext_noop("Return with a reason"), (SIGNED, AGREED), DRAFT, permissions.RETURN
        ),
        "publish": Step(gettext_noop("Publish"), (AGREED,), PUBLISHED, permissions.PUBLISH),
    }
)
STATES_OF: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "write": (DRAFT,),
        "remark": (DRAFT, HEARD, SIGNED),
        **{act: step.taken_from for act, step in STEPS.items()},
    }
)
"""In which states an act is allowed."""

PERMISSIONS: Mapping[str, str] = MappingProxyType(
    {
        "write": permissions.WRITE,
        "remark": permissions.REMARK,
        **{act: step.permission for act, step in STEPS.items()},
    }
)

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


@once.a_request
def days() -> tuple[int, int]:
    """The day of June and that of August, as the installation has set them."""
    kept = thresholds.values()
    return kept[JUNE_DAY.key], kept[AUGUST_DAY.key]


def check(evaluation: SelfEvaluation, act: str) -> None:
    """Raises UnableToRecord."""
    sentence = hindrance(evaluation, act)
    if sentence:
        raise UnableToRecord(sentence, code="wrong_state", choices=STATES_OF[act])


def hindrance(evaluation: SelfEvaluation, act: str) -> str:
    """What stands in the way of the act; nothing when it can be done."""
    if evaluation.state not in STATES_OF[act]:
        needed = _("” or “").join(_(STATES[state]) for state in STATES_OF[act])
        return _(
            "The self-evaluation is in the state “%(state)s”: this can be done only when it is "
            "“%(needed)s”."
        ) % {"state": _(STATES[evaluation.state]), "needed": needed}
    if act == "hear" and not is_judged(evaluation):
        return _("Say something of at least one area before the council hears it.")
    if act == "sign" and (count := evaluation.remarks.filter(resolved_at=None).count()):
        told = ngettext(
            "%(count)s remark is still open: settle it before you sign.",
            "%(count)s remarks are still open: settle them before you sign.",
            count,
        )
        return told % {"count": count}
    return ""


def is_judged(evaluation: SelfEvaluation) -> bool:
    """Whether something is said of an area or a criterion."""
    places = evaluation.passages.exclude(place=CHAPTER)
    return places.exclude(narrative="", level="").exists()


def may(evaluation: SelfEvaluation, act: str, user: User) -> bool:
    """Whether the person's role at the institution gives the act, whatever its state."""
    return access.may(user, PERMISSIONS[act], evaluation.institution)


def may_settle(remark: Remark, user: User) -> bool:
    """Whether the person made the remark, or writes or returns the report that it is about."""
    return remark.written_by_id == user.pk or any(
        may(remark.evaluation, act, user) for act in ("write", "send_back")
    )


def offered(evaluation: SelfEvaluation, user: User) -> tuple[str, ...]:
    """The steps that the person can take now."""
    return tuple(
        act for act in STEPS if may(evaluation, act, user) and not hindrance(evaluation, act)
    )


def is_for(version: Version, use: str) -> None:
    """Raises UnableToRecord for an instrument of another use, or one that is not in use."""
    is_offered = not version.is_draft and version.instrument.retired_on is None
    if version.instrument.use != use or not is_offered:
        raise UnableToRecord(_("Choose an instrument that is in use."), code="no_instrument")


def is_of_the_scale(version: Version, level: str) -> None:
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
        is_of_the_scale(version, level)
    return given


def judges_something(passage: Passage, level: str) -> None:
    """Raises UnableToRecord for a level of a chapter, which judges nothing."""
    if level and passage.place == CHAPTER:
        raise UnableToRecord(_("A chapter has no level."), code="chapter_has_no_level")


def is_not_begun(institution: Organisation, school_year: SchoolYear) -> None:
    """Raises UnableToRecord where the self-evaluation of the year stands already."""
    if SelfEvaluation.objects.filter(institution=institution, school_year=school_year).exists():
        raise UnableToRecord(
            _("The self-evaluation of %(year)s is begun already: go on writing it.")
            % {"year": wording.school_year(school_year.name)},
            code="begun",
        )


def has_passed(day: date, *, today: date) -> None:
    """Raises UnableToRecord for a day that is still to come."""
    if day > today:
        raise UnableToRecord(_("This day has not come yet."), code="not_yet")
