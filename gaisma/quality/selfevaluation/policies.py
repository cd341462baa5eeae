"""What is refused of evaluations, contributions and appraisals, and by when they are due."""

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gaisma.base import access, request_cache, thresholds, wording
from gaisma.base.changes import NotPermitted, UnableToRecord
from gaisma.base.models import Organisation, SchoolYear, User
from gaisma.base.thresholds import Threshold
from gaisma.quality.selfevaluation import scales
from gaisma.quality.selfevaluation.models import (
    Appraisal,
    Contribution,
    Passage,
    Remark,
    SelfEvaluation,
)
from gaisma.quality.selfevaluation.permissions import APPRAISE, CONTRIBUTORS, OPEN_APPRAISALS
from gaisma.quality.selfevaluation.tables import CHAPTER
from gaisma.quality.selfevaluation.workflow import EVALUATION, UNSIGNED
from gaisma.record.instruments.models import Version
from gaisma.record.people.models import Employment, Person

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


def check_judges_something(passage: Passage, level: str) -> None:
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


def is_head(appraisal: Appraisal, user: User) -> bool:
    """Whether the account is that of the head who is appraised."""
    return appraisal.head.signs_in_as(user)


def may_appraise(appraisal: Appraisal, user: User) -> bool:
    """Whether the person appraises: who is named for it, or the head of the authority."""
    place = appraisal.institution
    if is_head(appraisal, user) or not access.may(user, APPRAISE, place):
        return False
    return access.may(user, OPEN_APPRAISALS, place) or appraisal.appraiser.signs_in_as(user)


def demand_head(appraisal: Appraisal, by: User | None) -> None:
    """Raises NotPermitted for anybody but the head herself."""
    if by is not None and not is_head(appraisal, by):
        raise NotPermitted(_("This is for the head who is appraised."), code="not_permitted")


def demand_appraiser(appraisal: Appraisal, by: User | None) -> None:
    """Raises NotPermitted for anybody but those who appraise."""
    if by is not None and not may_appraise(appraisal, by):
        raise NotPermitted(_("This is for who appraises."), code="not_permitted")


def check_appraisal_open(appraisal: Appraisal) -> None:
    """Raises UnableToRecord once it is concluded."""
    if appraisal.concluded_on is not None:
        raise UnableToRecord(_("The appraisal is concluded: it stays as it is."), code="concluded")


def check_concluded(appraisal: Appraisal) -> None:
    """Raises UnableToRecord before it is concluded."""
    if appraisal.concluded_on is None:
        raise UnableToRecord(_("The appraisal is not concluded yet."), code="not_concluded")


def check_heads(institution: Organisation, person: Person) -> None:
    """Raises UnableToRecord for somebody who has not led the institution."""
    posts = Employment.objects.filter(person=person, institution=institution, role="head")
    if not posts.exists():
        raise UnableToRecord(
            _("This person does not lead %(institution)s.") % {"institution": institution.name},
            code="not_head",
        )


def check_appraises_another(head: Person, appraiser: Person) -> None:
    """Raises UnableToRecord when the head would appraise herself."""
    if head == appraiser:
        raise UnableToRecord(_("Nobody appraises themselves."), code="own_appraisal")


def check_first_appraisal(institution: Organisation, head: Person, school_year: SchoolYear) -> None:
    """Raises UnableToRecord where the head's appraisal of the year stands already."""
    rows = Appraisal.objects.filter(institution=institution, head=head, school_year=school_year)
    if rows.exists():
        raise UnableToRecord(_("The appraisal of this year is begun already."), code="begun")


LEAST = 5
"""Of fewer who chose a level nothing is told of the levels: they would be people."""

SPEAKS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "goals": ("goals", "values", "leadership", "planning", "priorities"),
        "teaching": (
            "teaching_and_learning",
            "teaching",
            "teaching_quality",
            "learning_quality",
            "assessment",
            "programmes",
            "differentiation",
        ),
        "results": ("competence", "everyday_achievement", "exam_achievement", "achievements"),
        "cooperation": ("cooperation", "family", "partners", "projects", "wellbeing"),
        "development": ("teachers", "staff"),
        "needs": ("leading", "management", "infrastructure", "equipment", "development"),
    }
)
"""To which areas, criteria and chapters of frameworks a section of the instrument speaks."""

DUE_IN, DUE_ON = 6, 14
"""Month and day by which it is handed over: before the institution writes its own."""


def contribution_due_on(school_year: SchoolYear) -> date:
    """By which day people hand over what they say of the year."""
    return date(school_year.ends_on.year, DUE_IN, DUE_ON)


def person_of(user: User) -> Person:
    """The person whose account it is. Raises UnableToRecord."""
    found = Person.objects.filter(account__user=user).first()
    if found is None:
        raise UnableToRecord(
            _(
                "Your account is not tied to a person of the register: ask who keeps the register "
                "of your institution."
            ),
            code="no_person",
        )
    return found


def workplaces(user: User, *, on: date) -> QuerySet[Organisation]:
    """The institutions where the person works and may write about the year."""
    posts = Employment.objects.filter(person__account__user=user).not_over(on)
    reached = access.reach(user, *CONTRIBUTORS)
    own = posts.filter(institution__in=reached).values("institution")
    return Organisation.objects.filter(pk__in=own).open_on(on)


def is_author(contribution: Contribution, user: User) -> bool:
    """Whether the account is that of who writes it."""
    return contribution.person.signs_in_as(user)


def demand_author(contribution: Contribution, by: User | None) -> None:
    """Raises NotPermitted for anybody else."""
    if by is not None and not is_author(contribution, by):
        raise NotPermitted(_("This is for who writes it."), code="not_permitted")


def check_contribution_open(contribution: Contribution) -> None:
    """Raises UnableToRecord once it is submitted."""
    if contribution.submitted_at is not None:
        raise UnableToRecord(
            _("It is submitted: take it back before you write on."), code="submitted"
        )


def can_be_taken_back(contribution: Contribution) -> bool:
    """Whether it is submitted, and the head has not signed the institution's report yet."""
    if contribution.submitted_at is None:
        return False
    reports = SelfEvaluation.objects.filter(
        institution=contribution.institution_id, school_year=contribution.school_year_id
    )
    return not reports.exclude(state__in=UNSIGNED).exists()


def check_contribution_taken_back(contribution: Contribution) -> None:
    """Raises UnableToRecord where it cannot be taken back."""
    if not can_be_taken_back(contribution):
        raise UnableToRecord(
            _("The institution's self-evaluation is signed: what was submitted stays."),
            code="signed",
        )


def check_first_contribution(
    institution: Organisation, person: Person, school_year: SchoolYear, commission: str
) -> None:
    """Raises UnableToRecord where the one of the year stands already."""
    rows = Contribution.objects.filter(
        institution=institution, person=person, school_year=school_year, commission=commission
    )
    if rows.exists():
        raise UnableToRecord(_("It is begun already: go on writing it."), code="begun")


def check_of_the_house(contribution: Contribution, evaluation: SelfEvaluation) -> None:
    """Raises UnableToRecord for what was not submitted there for that year."""
    told_of = (contribution.institution_id, contribution.school_year_id)
    is_told = contribution.submitted_at is not None
    if not is_told or told_of != (evaluation.institution_id, evaluation.school_year_id):
        raise UnableToRecord(_("Choose one of the passages that are shown."), code="no_passage")
