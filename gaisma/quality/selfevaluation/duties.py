"""What institutions owe: the self-evaluation of the year, by a day that depends on their kind."""

from datetime import date, timedelta

from django.utils.translation import gettext, gettext_noop

from gaisma.base import access, wording
from gaisma.base.duties import Duty, Owed
from gaisma.base.models import Organisation, SchoolYear, User
from gaisma.base.permissions import KEEPERS, LEADERS
from gaisma.quality.selfevaluation import policies
from gaisma.quality.selfevaluation.kinds import DRAFT, HEARD
from gaisma.quality.selfevaluation.models import SelfEvaluation

AHEAD = timedelta(days=60)
"""So long before its day the duty is told."""


def owed(user: User, on: date) -> tuple[Owed, ...]:
    """Self-evaluations that are not signed yet, of what the reader leads or keeps.

    One that is not begun is owed by an institution that has handed one over before.
    """
    kept = access.reach(user, *KEEPERS)
    if not kept:
        return ()
    led = access.reach(user, *LEADERS)
    waited = (*_begun(kept, on), *_missing(kept, on))
    return tuple(_owed(one, leads=one.institution_id in led) for one in waited)


def _begun(kept: frozenset[int], on: date) -> list[SelfEvaluation]:
    rows = SelfEvaluation.objects.filter(institution__in=kept, state__in=(DRAFT, HEARD))
    found = rows.select_related("institution", "school_year").order_by("pk")
    return [row for row in found if _is_near(row, on)]


def _missing(kept: frozenset[int], on: date) -> list[SelfEvaluation]:
    """As if they were begun: those of the year in which the day lies."""
    year = SchoolYear.objects.filter(starts_on__lte=on, ends_on__gte=on).first()
    if year is None:
        return []
    standing = SelfEvaluation.objects.filter(school_year=year).values("institution")
    before = SelfEvaluation.objects.filter(school_year__ends_on__lt=year.starts_on)
    known = set(before.values_list("institution", flat=True))
    places = Organisation.objects.filter(pk__in=kept & known).open_on(on)
    rows = places.exclude(pk__in=standing).order_by("pk")
    found = [SelfEvaluation(institution=place, school_year=year) for place in rows]
    return [row for row in found if _is_near(row, on)]


def _is_near(row: SelfEvaluation, on: date) -> bool:
    return policies.due_on(row.institution.kind, row.school_year) - AHEAD <= on


def _owed(row: SelfEvaluation, *, leads: bool) -> Owed:
    """Who leads the institution is told that it came back."""
    told = gettext("Self-evaluation report for %(year)s")
    if row.returned_because and leads:
        told = gettext("Self-evaluation report for %(year)s: returned for mending")
    return Owed(
        organisation_id=row.institution_id,
        organisation=row.institution.name,
        due_on=policies.due_on(row.institution.kind, row.school_year),
        page="selfevaluation:report" if row.pk else "selfevaluation:list",
        of=(row.pk,) if row.pk else (),
        sentence=told % {"year": wording.school_year(row.school_year.name)},
    )


DUTIES = [Duty("self_evaluations", gettext_noop("Self-evaluation"), owed)]
