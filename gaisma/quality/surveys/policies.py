"""Whether the state of a campaign allows what is asked."""

from datetime import date

from django.utils.translation import gettext as _

from gaisma.base import wording
from gaisma.base.changes import UnableToRecord
from gaisma.base.models import Organisation
from gaisma.quality.surveys.models import Campaign
from gaisma.record.instruments.models import Version


def is_draft(campaign: Campaign) -> None:
    """Raises UnableToRecord once it has started: what was promised to people stands."""
    if campaign.state != "draft":
        raise UnableToRecord(
            _("The survey has started: what is asked and how it is protected stays."),
            code="started",
        )


def is_open(campaign: Campaign) -> None:
    """Raises UnableToRecord before it starts and after it closes."""
    if campaign.state != "open":
        raise UnableToRecord(_("The survey is not open."), code="not_open")


def is_whole(campaign: Campaign) -> None:
    """Raises UnableToRecord when nobody is asked, or nowhere."""
    if not campaign.parts.exists() or not campaign.institutions.exists():
        raise UnableToRecord(
            _("Say first whom the survey asks, with what, and at which institutions."),
            code="not_whole",
        )


def is_survey(version: Version) -> None:
    """Raises UnableToRecord for a questionnaire that is no survey in use."""
    is_offered = not version.is_draft and version.instrument.retired_on is None
    if version.instrument.use != "survey" or not is_offered:
        raise UnableToRecord(_("Choose a survey that is in use."), code="no_survey")


def closes_after_it_opens(opens_on: date, closes_on: date) -> None:
    """Raises UnableToRecord when the last day is before the first."""
    if closes_on < opens_on:
        raise UnableToRecord(
            _("The last day is before the first: give a day from %(day)s on.")
            % {"day": wording.day(opens_on)},
            code="end_before_start",
        )


def takes_part(campaign: Campaign, institution: Organisation) -> None:
    """Raises UnableToRecord for an institution at which nobody is asked."""
    if not campaign.institutions.filter(pk=institution.pk).exists():
        raise UnableToRecord(
            _("%(institution)s takes no part in this survey.") % {"institution": institution.name},
            code="no_part",
        )
