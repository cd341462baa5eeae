"""Campaigns are prepared, given their parts, and started."""

from collections.abc import Collection
from datetime import date, datetime
from typing import TypedDict, Unpack

import polars as pl
from django.db import transaction
from django.utils.translation import gettext as _

from gaisma.base import bulk, changes, wording
from gaisma.base.changes import UnableToRecord
from gaisma.base.models import Organisation, User
from gaisma.quality.surveys.campaigns import populations
from gaisma.quality.surveys.models import Campaign, Part, Population
from gaisma.quality.surveys.thresholds import Thresholds
from gaisma.quality.surveys.workflow import SURVEY
from gaisma.record import recording
from gaisma.record.instruments.models import Version

LEAST_OF_ALL = 3
"""Of fewer than so many nothing is told to anybody, whatever a survey says."""


def check_survey(version: Version) -> None:
    """Raises UnableToRecord for a questionnaire that is no survey in use."""
    is_offered = not version.is_draft and version.instrument.retired_on is None
    if version.instrument.use != "survey" or not is_offered:
        raise UnableToRecord(_("Choose a survey that is in use."), code="no_survey")


def protects(thresholds: Thresholds) -> None:
    """Raises UnableToRecord for thresholds below three, or lower in public than inside."""
    lowest = min(thresholds.public, thresholds.inside, thresholds.text)
    if lowest < LEAST_OF_ALL or thresholds.public < thresholds.inside:
        raise UnableToRecord(
            _("Give thresholds from %(least)s on, in public at least that inside.")
            % {"least": LEAST_OF_ALL},
            code="thresholds",
        )


def closes_after_it_opens(opens_on: date, closes_on: date) -> None:
    """Raises UnableToRecord when the last day is before the first."""
    if closes_on < opens_on:
        raise UnableToRecord(
            _("The last day is before the first: give a day from %(day)s on.")
            % {"day": wording.day(opens_on)},
            code="end_before_start",
        )


class CampaignFields(TypedDict, total=False):
    """When a survey runs, and how small a group may be that is shown."""

    name: str
    series: str
    opens_on: date
    closes_on: date
    counted_on: date
    least_in_public: int
    least_inside: int
    least_for_texts: int


def prepare(
    *,
    institutions: Collection[Organisation],
    by: User | None,
    at: datetime,
    **fields: Unpack[CampaignFields],
) -> Campaign:
    """Prepare a survey at institutions. Raises UnableToRecord."""
    changes.demand(SURVEY["prepare"].permission, by=by)
    closes_after_it_opens(fields["opens_on"], fields["closes_on"])
    with transaction.atomic():
        named = {**fields, "code": fields["name"]}
        campaign = recording.add(Campaign, named, action=SURVEY["prepare"].audited, by=by, at=at)
        campaign.institutions.set(institutions)
    return campaign


def change(
    *,
    campaign: Campaign,
    revision: int,
    institutions: Collection[Organisation],
    by: User | None,
    at: datetime,
    **fields: Unpack[CampaignFields],
) -> Campaign:
    """Change a survey that has not started. Raises UnableToChange, UnableToRecord."""
    SURVEY.admit(campaign, "change", by=by)
    closes_after_it_opens(
        fields.get("opens_on", campaign.opens_on), fields.get("closes_on", campaign.closes_on)
    )
    with transaction.atomic():
        recording.change(
            campaign,
            {**fields, "code": fields.get("name", campaign.code)},
            revision=revision,
            action=SURVEY["change"].audited,
            by=by,
            at=at,
        )
        campaign.institutions.set(institutions)
    return campaign


def ask(
    *,
    campaign: Campaign,
    audience: str,
    version: Version,
    thresholds: Thresholds | None = None,
    by: User | None,
    at: datetime,
) -> Part:
    """Ask an audience with an instrument; it may have thresholds of its own. Raises
    UnableToRecord."""
    SURVEY.admit(campaign, "ask", by=by)
    check_survey(version)
    fields = {"campaign": campaign, "audience": audience, "version": version}
    if thresholds is not None:
        protects(thresholds)
        fields["least_in_public"] = thresholds.public
        fields["least_inside"] = thresholds.inside
        fields["least_for_texts"] = thresholds.text
    return recording.add(Part, fields, action=SURVEY["ask"].audited, by=by, at=at)


def leave_out(*, part: Part, by: User | None, at: datetime) -> None:
    """Do not ask an audience after all. Raises UnableToRecord."""
    SURVEY.admit(part.campaign, "leave_out", by=by)
    recording.remove(part, action=SURVEY["leave_out"].audited, by=by, at=at)


def start(*, campaign: Campaign, revision: int, by: User | None, at: datetime) -> Campaign:
    """Start a survey: what is asked and how it is protected stands from now on.

    Raises UnableToChange, UnableToRecord.
    """
    SURVEY.admit(campaign, "start", by=by)
    with transaction.atomic():
        fields = {"started_at": at}
        recording.change(
            campaign,
            fields,
            revision=revision,
            action=SURVEY["start"].audited,
            by=by,
            at=at,
        )
        count_people(campaign)
    return campaign


def count_people(campaign: Campaign) -> None:
    """Count the people whom each part asks, as the record has them for the campaign's day."""
    named = campaign.institutions.values_list("pk", flat=True)
    Population.objects.filter(part__campaign=campaign).delete()
    for part in campaign.parts.order_by("pk"):
        counted = populations.of(part.audience, on=campaign.counted_on)
        rows = counted.filter(pl.col("institution_id").is_in(list(named)))
        bulk.insert(Population, rows.with_columns(part_id=pl.lit(part.pk)))


def drop(*, campaign: Campaign, by: User | None, at: datetime) -> None:
    """Drop a survey that has not started. Raises UnableToRecord."""
    SURVEY.admit(campaign, "drop", by=by)
    recording.remove(campaign, action=SURVEY["drop"].audited, by=by, at=at)
