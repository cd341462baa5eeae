"""What is missing before a survey can start, and what it can ask with."""

from dataclasses import dataclass
from datetime import date

import polars as pl
from django.utils.translation import gettext as _

from gaisma.analytics.audiences import AUDIENCES
from gaisma.base import terms, wording
from gaisma.quality.surveys import populations
from gaisma.quality.surveys.models import Batch, Campaign


@dataclass(frozen=True)
class Check:
    """Something to be done before the start; without what is needed it does not start."""

    title: str
    is_done: bool
    is_needed: bool = True
    note: str = ""

    @property
    def stops(self) -> bool:
        return self.is_needed and not self.is_done


def checks(campaign: Campaign, *, on: date) -> tuple[Check, ...]:
    """What is done and what is missing before the survey starts."""
    is_asked, has_places = campaign.parts.exists(), campaign.institutions.exists()
    empty = _without_people(campaign) if is_asked and has_places else []
    tried = Batch.objects.filter(part__campaign=campaign, is_trial=True)
    return (
        Check(_("Institutions are chosen"), has_places),
        Check(_("At least one audience is asked"), is_asked),
        Check(
            _("Each audience has people at these institutions"),
            is_asked and has_places and not empty,
            is_needed=False,
            note=_people_told(empty, campaign.counted_on),
        ),
        Check(
            _("The last day has not passed"),
            campaign.closes_on >= on,
            is_needed=False,
            note=wording.period(campaign.opens_on, campaign.closes_on),
        ),
        Check(
            _("It was tried out"),
            tried.exists(),
            is_needed=False,
            note=_("Trial codes are given out on the page of an institution."),
        ),
    )


def _people_told(empty: list[str], on: date) -> str:
    if not empty:
        return ""
    told = _("On %(day)s there is nobody of: %(audiences)s.")
    return told % {"day": wording.day(on), "audiences": ", ".join(empty)}


def _without_people(campaign: Campaign) -> list[str]:
    """The audiences of whom nobody is at the institutions on the day of counting."""
    named = list(campaign.institutions.values_list("pk", flat=True))
    found = []
    for part in campaign.parts.order_by("pk"):
        counted = populations.of(part.audience, on=campaign.counted_on)
        if counted.filter(pl.col("institution_id").is_in(named)).is_empty():
            found.append(terms.title(AUDIENCES, part.audience))
    return found


def audiences_left(campaign: Campaign) -> list[str]:
    """The audiences whom the survey does not ask yet."""
    asked = set(campaign.parts.values_list("audience", flat=True))
    return [code for code in AUDIENCES.codes if code not in asked]
