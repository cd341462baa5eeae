"""Surveys that are not over: one that teachers answer these days, one that is being prepared."""

from datetime import date, datetime

from gaisma.base.models import Organisation
from gaisma.quality.surveys.campaigns import actions as campaigns
from gaisma.quality.surveys.codes import actions as giving
from gaisma.quality.surveys.models import Campaign
from gaisma.quality.surveys.questionnaires import WELLBEING
from gaisma.record.instruments.models import Version
from gaisma.sample import plan as city_plan
from gaisma.sample.surveying.plan import KINDS, SERIES


def make(*, at: datetime) -> None:
    """Write both down."""
    begun = _prepared("Pedagogi pirms mācību gada", date(2024, 8, 12), date(2024, 8, 30), at=at)
    _ask(begun, "teachers", at=at)
    campaigns.start(campaign=begun, revision=begun.revision, by=None, at=at)
    school = Organisation.objects.get(name=city_plan.HEAD_AT)
    giving.pool(begun.parts.get(), school, at=at)
    coming = _prepared("Labbūtība 2025", date(2025, 4, 7), date(2025, 5, 9), series=SERIES, at=at)
    _ask(coming, "teachers", at=at)


def _prepared(
    name: str, opens_on: date, closes_on: date, *, series: str = "", at: datetime
) -> Campaign:
    return campaigns.prepare(
        name=name,
        series=series,
        opens_on=opens_on,
        closes_on=closes_on,
        counted_on=opens_on,
        institutions=Organisation.objects.filter(kind__in=KINDS).open_on(opens_on),
        by=None,
        at=at,
    )


def _ask(campaign: Campaign, audience: str, *, at: datetime) -> None:
    version = Version.objects.get(instrument__key=WELLBEING[audience])
    campaigns.ask(campaign=campaign, audience=audience, version=version, by=None, at=at)
