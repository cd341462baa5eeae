"""What is owed: that a survey whose last day has passed is closed; that staff answer one, and
class teachers print the slips of their classes."""

from datetime import date

from django.utils.translation import gettext, gettext_noop

from gaisma.analytics.audiences import AUDIENCES
from gaisma.base import access, terms
from gaisma.base.duties import Duty, Owed
from gaisma.base.models import Installation, Organisation, User
from gaisma.base.permissions import OFFICIALS
from gaisma.quality.surveys.actions import drawing
from gaisma.quality.surveys.models import Campaign
from gaisma.quality.surveys.permissions import DRAW_CODE, RUN_SURVEYS
from gaisma.quality.surveys.queries import printing


def owed(user: User, on: date) -> tuple[Owed, ...]:
    """Surveys that are still open although their last day has passed, of whoever runs them."""
    installation = Installation.found()
    if not access.may(user, RUN_SURVEYS) or installation is None:
        return ()
    authority = installation.authority
    if authority is None or authority.pk not in access.reach(user, *OFFICIALS):
        return ()
    seen = Campaign.objects.visible_to(user)
    late = seen.filter(started_at__isnull=False, closed_at__isnull=True, closes_on__lt=on)
    return tuple(_owed(row, authority) for row in late.order_by("closes_on", "pk"))


def _owed(row: Campaign, authority: Organisation) -> Owed:
    return Owed(
        organisation_id=authority.pk,
        organisation=authority.name,
        due_on=row.closes_on,
        page="surveys:campaign",
        of=(row.pk,),
        sentence=gettext("Close the survey “%(name)s”") % {"name": row.name},
    )


def asked(user: User, on: date) -> tuple[Owed, ...]:
    """Surveys for which the person has not drawn the own code yet."""
    if not access.may(user, DRAW_CODE):
        return ()
    return tuple(
        Owed(
            organisation_id=one.institution.pk,
            organisation=one.institution.name,
            due_on=one.part.campaign.closes_on,
            page="surveys:draw",
            of=(one.part.pk, one.institution.pk),
            # Who teaches at two institutions is asked at each.
            sentence=gettext("Take part in “%(name)s” (%(institution)s)")
            % {"name": one.part.campaign.name, "institution": one.institution},
        )
        for one in drawing.offered(user, on=on)
        if not one.is_drawn
    )


def printed(user: User, on: date) -> tuple[Owed, ...]:
    """Slips of the person's classes that no class teacher of theirs has opened yet."""
    return tuple(
        Owed(
            organisation_id=row.institution_id,
            organisation=row.institution.name,
            due_on=row.part.campaign.closes_on,
            page="surveys:sheet",
            of=(row.pk,),
            sentence=gettext("Print the slips of %(group)s for “%(name)s” (%(audience)s)")
            % {
                "group": row.group,
                "name": row.part.campaign.name,
                "audience": terms.title(AUDIENCES, row.part.audience),
            },
        )
        for row in printing.not_opened(user, on=on)
    )


DUTIES = [
    Duty("surveys", gettext_noop("Survey to be closed"), owed),
    Duty("survey_codes", gettext_noop("Survey to be answered"), asked),
    Duty("survey_slips", gettext_noop("Slips to be printed"), printed),
]
