"""What the pages of the administration show."""

from dataclasses import dataclass

from django.db.models import Count, Exists, Q, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext

from gaisma.base import access, navigation
from gaisma.base.audit import sealed
from gaisma.base.models import (
    AuditRecord,
    Installation,
    MovedWorkingDay,
    Organisation,
    SchoolYear,
    Term,
    User,
)
from gaisma.base.navigation import KEEPING, Link
from gaisma.base.registry import gathered
from gaisma.record.people import privacy
from gaisma.record.programmes.models import Subject

HERE = "administration:overview"


@dataclass(frozen=True)
class Kept:
    """A kind of record, for how many years it is kept, and how much of it is over its term."""

    title: str
    years: int
    over: int


def neighbours(user: User) -> tuple[Link, ...]:
    """The other entries of the menu's section of administration."""
    sections = navigation.menu(user, reverse(HERE))
    links = [link for section in sections if section.key == KEEPING for link in section.links]
    return tuple(link for link in links if not link.is_current)


def kept_years() -> dict[str, int]:
    """For how many years each kind of record is kept."""
    periods = Installation.current().retention
    return {kind.key: int(periods.get(kind.key, kind.years)) for kind in gathered("RETENTION")}


def kinds(periods: dict[str, int]) -> tuple[Kept, ...]:
    """The kinds of records, and how much of each would be over its term by these periods."""
    over = privacy.over_term(periods=periods, as_of=Installation.current().as_of())
    return tuple(
        Kept(gettext(kind.title), periods[kind.key], over[kind.key])
        for kind in gathered("RETENTION")
    )


def years() -> QuerySet[SchoolYear]:
    """The school years with the number of their terms."""
    return SchoolYear.objects.annotate(term_count=Count("terms")).order_by("-starts_on")


def year(school_year_id: int) -> SchoolYear:
    """The school year, or Http404."""
    found = SchoolYear.objects.filter(pk=school_year_id).first()
    if found is None:
        raise Http404
    return found


def terms(of: SchoolYear) -> QuerySet[Term]:
    """The terms of a school year."""
    return of.terms.order_by("number")


def term(term_id: int) -> Term:
    """The term, or Http404."""
    found = Term.objects.select_related("school_year").filter(pk=term_id).first()
    if found is None:
        raise Http404
    return found


def moved_days() -> QuerySet[MovedWorkingDay]:
    """The working days that were moved, the newest first."""
    return MovedWorkingDay.objects.order_by("-day_off_on")


def moved_day(moved_day_id: int) -> MovedWorkingDay:
    """The moved working day, or Http404."""
    found = MovedWorkingDay.objects.filter(pk=moved_day_id).first()
    if found is None:
        raise Http404
    return found


def subjects() -> QuerySet[Subject]:
    """The catalogue of subjects."""
    return Subject.objects.order_by("title")


def subject(subject_id: int) -> Subject:
    """The subject, or Http404."""
    found = Subject.objects.filter(pk=subject_id).first()
    if found is None:
        raise Http404
    return found


def audit(user: User) -> QuerySet[AuditRecord]:
    """The acts that the person may look through, the newest first.

    What concerns no institution is for who reaches the authority itself.
    """
    reach = access.reach(user)
    reaches_authority = Exists(Organisation.objects.filter(pk__in=reach, kind="authority"))
    is_of_all = Q(organisation=None) & Q(reaches_authority)
    rows = AuditRecord.objects.filter(Q(organisation__in=reach) | is_of_all)
    rows = rows.exclude(action__in=sealed())
    return rows.select_related("by", "organisation").order_by("-at", "-pk")


def institutions(user: User) -> QuerySet[Organisation]:
    """The organisations by which acts can be narrowed."""
    return Organisation.objects.filter(pk__in=access.reach(user)).order_by("name")
