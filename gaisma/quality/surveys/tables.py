"""The lists of this room."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from gaisma.analytics.audiences import AUDIENCES
from gaisma.base import listing, terms, wording
from gaisma.base.wording.numbers import rounded_share
from gaisma.quality.surveys.models import Campaign
from gaisma.quality.surveys.queries.participation import Line
from gaisma.quality.surveys.workflow import SURVEY


class CampaignsTable(listing.Table):
    """Surveys, with who took part so far."""

    name = listing.Name(
        verbose_name=gettext_lazy("Survey"),
        order_by=("name", "pk"),
        linkify=listing.own_page,
    )
    state = listing.Words(verbose_name=pgettext_lazy("survey", "State"), orderable=False)
    opens_on = listing.Day(verbose_name=gettext_lazy("From"))
    closes_on = listing.Day(verbose_name=gettext_lazy("Until"))
    audiences = listing.Words(
        accessor="parts",
        verbose_name=gettext_lazy("Audiences"),
        orderable=False,
    )
    places = listing.Number(verbose_name=gettext_lazy("Institutions"))
    people = listing.Number(verbose_name=gettext_lazy("People asked"))
    answers = listing.Number(verbose_name=gettext_lazy("Answers"))
    rate = listing.Number(
        accessor="pk", verbose_name=gettext_lazy("Response rate"), orderable=False
    )

    def render_state(self, record: Campaign) -> str:
        return SURVEY.said(record.state)

    def render_audiences(self, record: Campaign) -> str:
        asked = {part.audience for part in record.parts.all()}
        named = [terms.title(AUDIENCES, code) for code in AUDIENCES.codes if code in asked]
        return ", ".join(named) or wording.DASH

    def value_audiences(self, record: Campaign) -> str:
        return self.render_audiences(record)

    def render_rate(self, record: Any) -> str:
        return _percent(record.answers, record.people)

    def value_rate(self, record: Any) -> Decimal | None:
        return _rate(record.answers, record.people)


def _place(record: Line) -> str:
    institution = record.institution.pk if record.institution else 0
    return reverse("surveys:place", args=[record.part.campaign_id, institution])


class ParticipationTable(listing.Table):
    """Who took part, by institution and audience."""

    name = listing.Name(verbose_name=gettext_lazy("Institution"), linkify=_place)
    audience = listing.Words(verbose_name=gettext_lazy("Audience"))
    people = listing.Number(verbose_name=gettext_lazy("People counted"))
    issued = listing.Number(verbose_name=gettext_lazy("Codes given out"))
    used = listing.Number(verbose_name=gettext_lazy("Codes used"))
    answers = listing.Number(verbose_name=gettext_lazy("Answers"))
    rate = listing.Number(verbose_name=gettext_lazy("Response rate"))

    def render_rate(self, record: Line) -> str:
        return _percent(record.answers, record.people)

    def value_rate(self, record: Line) -> Decimal | None:
        return _rate(record.answers, record.people)


def _percent(answers: int, people: int) -> str:
    return wording.percent(answers / people * 100 if people else None)


def _rate(answers: int, people: int) -> Decimal | None:
    return rounded_share(Fraction(answers * 100, people), 1) if people else None
