"""What pages of this room show."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from gaisma.analytics.safety_terms import ACTIVITY_AREAS, ARRANGERS, KINDS_OF_AREA, PARTNER_KINDS
from gaisma.base import access, terms, wording
from gaisma.base.models import Installation, Organisation, User
from gaisma.base.permissions import OFFICIALS
from gaisma.base.workflow import Button, Step
from gaisma.quality.wellbeing.models import ActivityQuerySet, PartnerBody, SupportActivity
from gaisma.quality.wellbeing.permissions import AT_INSTITUTIONS, KEEP_PARTNERS, SEES
from gaisma.quality.wellbeing.workflow import ACTIVITY, GIVEN_UP


def activities(user: User) -> ActivityQuerySet:
    """Those that the reader sees, by day."""
    rows = SupportActivity.objects.visible_to(user).select_related("institution", "partner")
    return rows.order_by("planned_on", "institution__name", "pk")


def institutions(user: User) -> "QuerySet[Organisation]":
    """Those that the reader sees and that are open, by name."""
    seen = Organisation.objects.institutions().filter(pk__in=access.reach(user, *SEES))
    return seen.filter(closed_on=None).order_by("name", "pk")


def asked_at(user: User) -> "QuerySet[Organisation]":
    """Institutions for which the user can ask."""
    rows = Organisation.objects.institutions().filter(closed_on=None)
    officials = access.reach(user, *OFFICIALS)
    return rows.filter(pk__in=officials | access.reach(user, *AT_INSTITUTIONS))


def area_of(kind: str) -> str:
    """The area to which a kind of activity belongs."""
    return next(area for area, kinds in KINDS_OF_AREA.items() if kind in kinds)


@dataclass(frozen=True)
class ActivityPage:
    """An activity as its page shows it to the reader."""

    activity: SupportActivity
    area: str
    arranged_by: str
    state: str
    tone: str
    steps: tuple[Step, ...]
    buttons: tuple[Button, ...]


def activity_page(row: SupportActivity, user: User) -> ActivityPage:
    """Everything that the page shows; the way is shown as long as it was not left."""
    return ActivityPage(
        activity=row,
        area=terms.title(ACTIVITY_AREAS, area_of(row.kind)),
        arranged_by=terms.title(ARRANGERS, row.arranged_by),
        state=ACTIVITY.shown(row),
        tone=ACTIVITY.state(row).tone,
        steps=() if row.state in GIVEN_UP else ACTIVITY.steps(row)[: -len(GIVEN_UP)],
        buttons=ACTIVITY.buttons(row, user),
    )


@dataclass(frozen=True)
class PartnerPage:
    """A body as its page shows it to the reader."""

    partner: PartnerBody
    kind: str
    activities: int
    year: str
    address: str
    may_keep: bool


def partner_page(row: PartnerBody, user: User) -> PartnerPage:
    """Everything that the page shows, with how many activities the reader sees of it."""
    seen = SupportActivity.objects.visible_to(user).filter(partner=row)
    place = row.institution or Installation.current().authority
    latest = seen.order_by("-planned_on").select_related("school_year").first()
    year = latest.school_year.name if latest else ""
    return PartnerPage(
        partner=row,
        kind=terms.title(PARTNER_KINDS, row.kind),
        activities=seen.filter(school_year__name=year).count(),
        year=wording.school_year(year) if year else "",
        address=f"{reverse('wellbeing:list')}?partner={row.pk}&school_year={year}",
        may_keep=access.may(user, KEEP_PARTNERS, place),
    )
