"""What the state of somebody's own self-evaluation allows, who may, and to what it speaks."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from gaisma.base import access
from gaisma.base.changes import NotPermitted, UnableToRecord
from gaisma.base.models import Organisation, SchoolYear, User
from gaisma.quality.selfevaluation.models import Contribution, SelfEvaluation
from gaisma.quality.selfevaluation.permissions import CONTRIBUTORS
from gaisma.quality.selfevaluation.workflow import UNSIGNED
from gaisma.record.people.models import Employment, Person

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


def due_on(school_year: SchoolYear) -> date:
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
    account = getattr(contribution.person, "account", None)
    return account is not None and account.user_id == user.pk


def demand_author(contribution: Contribution, by: User | None) -> None:
    """Raises NotPermitted for anybody else."""
    if by is not None and not is_author(contribution, by):
        raise NotPermitted(_("This is for who writes it."), code="not_permitted")


def check_open(contribution: Contribution) -> None:
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


def check_taking_back(contribution: Contribution) -> None:
    """Raises UnableToRecord where it cannot be taken back."""
    if not can_be_taken_back(contribution):
        raise UnableToRecord(
            _("The institution's self-evaluation is signed: what was submitted stays."),
            code="signed",
        )


def check_first(
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
