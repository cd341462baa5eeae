"""The list of surveys, and the page of one: what it asks, who took part, what is to be done."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from gaisma.analytics.audiences import AUDIENCES
from gaisma.base import access
from gaisma.base.models import Organisation, User
from gaisma.base.permissions import KEEPERS
from gaisma.base.sorting import natural
from gaisma.base.workflow import Button
from gaisma.quality.surveys.models import (
    Batch,
    Campaign,
    Code,
    Participation,
    Population,
    Response,
)
from gaisma.quality.surveys.permissions import RUN_SURVEYS
from gaisma.quality.surveys.queries import participation, preparing
from gaisma.quality.surveys.queries.classes import ClassLine
from gaisma.quality.surveys.queries.participation import Line
from gaisma.quality.surveys.queries.preparing import Check
from gaisma.quality.surveys.workflow import SURVEY
from gaisma.record.instruments.speaking import title


def listed(user: User) -> QuerySet[Campaign]:
    """The surveys that the reader sees, with how many institutions, people and answers there."""
    reach = access.reach(user, *KEEPERS, "auditor")
    here = OuterRef("pk")
    people = Population.objects.filter(part__campaign=here, institution__in=reach)
    given = Batch.objects.filter(
        part__campaign=here, institution__in=reach, is_trial=False, used__isnull=True
    )
    left = Code.objects.unused().filter(
        batch__part__campaign=here, batch__institution__in=reach, batch__is_trial=False
    )
    paper = Response.objects.filter(part__campaign=here, institution__in=reach, is_on_paper=True)
    told = Participation.objects.filter(
        campaign=here, level="institution", audience__in=AUDIENCES.codes, place__in=_codes(reach)
    )
    found: QuerySet[Campaign] = (
        Campaign.objects.visible_to(user)
        .annotate(
            places=_number(_places(reach), Count("organisation"), "campaign"),
            people=_number(people, Sum("people"), "part__campaign"),
            answers=_number(given, Sum("issued"), "part__campaign")
            - _number(left, Count("pk"), "batch__part__campaign")
            + _number(paper, Count("pk"), "part__campaign")
            + _number(told, Sum("responses"), "campaign"),
        )
        .prefetch_related("parts")
        .order_by("-opens_on", "-pk")
    )
    return found


def _codes(reach: frozenset[int]) -> QuerySet[Any]:
    return Organisation.objects.filter(pk__in=reach).values("code")


def _places(reach: frozenset[int]) -> QuerySet[Any]:
    return Campaign.institutions.through.objects.filter(
        campaign=OuterRef("pk"), organisation__in=reach
    )


def _number(rows: QuerySet[Any], number: Any, by: str) -> Coalesce:
    counted = rows.order_by().values(by).annotate(number=number).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


@dataclass(frozen=True)
class Asked:
    """What a survey asks an audience, and who took part; at one institution by `classes` too."""

    line: Line
    title: str
    classes: tuple[ClassLine, ...] = ()


@dataclass(frozen=True)
class CampaignPage:
    """A survey as far as the reader may know: of their own institutions."""

    campaign: Campaign
    state: str
    tone: str
    asked: tuple[Asked, ...]
    institutions: tuple[Organisation, ...]
    own_place: int | None
    checks: tuple[Check, ...]
    may_run: bool
    is_over: bool
    buttons: tuple[Button, ...]

    @property
    def may_ask(self) -> bool:
        """Whether there is an audience that is not asked yet."""
        is_draft = SURVEY.allows(self.campaign, "ask")
        return self.may_run and is_draft and len(self.asked) < len(AUDIENCES.codes)


def page(campaign: Campaign, user: User, *, on: Any) -> CampaignPage:
    """Everything that the page of a survey shows."""
    places = list(participation.places(user, campaign))
    lines = participation.totals(campaign, participation.lines(campaign, places))
    may_run = access.may(user, RUN_SURVEYS)
    is_draft = SURVEY.allows(campaign, "start")
    checks = preparing.checks(campaign, on=on) if is_draft and may_run else ()
    return CampaignPage(
        campaign=campaign,
        state=SURVEY.state(campaign).said,
        tone=SURVEY.state(campaign).tone,
        asked=tuple(Asked(line, title(line.part.version.asks)) for line in lines),
        institutions=tuple(sorted(places, key=lambda one: natural(one.name))),
        own_place=places[0].pk if len(places) == 1 else None,
        checks=checks,
        may_run=may_run,
        is_over=SURVEY.allows(campaign, "close") and campaign.closes_on < on,
        buttons=tuple(_buttons(campaign, user, checks, on=on)),
    )


def _buttons(
    campaign: Campaign, user: User, checks: Sequence[Check], *, on: Any
) -> Iterator[Button]:
    """It starts when nothing stops it, and waits to be closed after its last day."""
    for button in SURVEY.buttons(campaign, user):
        if button.key == "close" and campaign.closes_on < on:
            yield replace(button, tone="primary")
        elif button.key != "start" or not any(one.stops for one in checks):
            yield button


def series() -> list[str]:
    """The series that there are, for a next wave to join."""
    names = Campaign.objects.filter(~Q(series="")).order_by("series")
    return list(names.values_list("series", flat=True).distinct())
