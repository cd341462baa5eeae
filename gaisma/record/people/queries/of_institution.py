"""What an institution's page tells of its staff: posts that are held and vacant; no names."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from gaisma.analytics.moments import first_of_september
from gaisma.base.models import Organisation, User
from gaisma.evidence.figures import asking, presentation
from gaisma.evidence.figures.evidence import Evidence
from gaisma.record.organisations.queries import profiles
from gaisma.record.organisations.queries.profiles import InstitutionPart
from gaisma.record.people.models import Vacancy


@dataclass(frozen=True)
class RoleLine:
    """How many work in a role, and their loads in sum."""

    role: str
    people: presentation.Reading
    load: presentation.Reading


@dataclass(frozen=True)
class Staff:
    """How many work in which role, and which posts are vacant; no names."""

    staff: tuple[RoleLine, ...]
    vacancies: tuple[Vacancy, ...]


def read(user: User, institution: Organisation, basis: Evidence) -> Staff:
    """The posts that are held and those that are not."""
    return Staff(_staff(institution, basis), _vacancies(profiles.ids_of(institution), basis.as_of))


def _staff(institution: Organisation, basis: Evidence) -> tuple[RoleLine, ...]:
    """By role, as it is on the day, or will be on the first one of a year to come."""
    filters = {"institution": institution.code}
    if basis.as_of < first_of_september(basis.school_year):
        filters["school_year"] = basis.school_year
    people, loads = (
        {
            figure.by["role"]: figure
            for figure in asking.broken_down(
                indicator, evidence=basis, filters=filters, by=("role",)
            )
        }
        for indicator in ("staff.count", "staff.load")
    )
    ordered = sorted(people.items(), key=lambda line: (-int(line[1].value or 0), line[0]))
    return tuple(
        RoleLine(role, presentation.read(figure), presentation.read(loads[role]))
        for role, figure in ordered
    )


def _vacancies(ids: list[int], day: date) -> tuple[Vacancy, ...]:
    still_open = Q(closed_on__isnull=True) | Q(closed_on__gte=day)
    found = Vacancy.objects.filter(still_open, institution__in=ids, opened_on__lte=day)
    return tuple(found.order_by("-load", "role", "pk"))


INSTITUTION_PARTS = [InstitutionPart("staff", read)]
