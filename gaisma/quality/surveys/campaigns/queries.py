"""The list of surveys, and the page of one: what it asks, what is missing before it can start."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import polars as pl
from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from gaisma.analytics.audiences import AUDIENCES
from gaisma.base import access, terms, wording
from gaisma.base.models import Organisation, User
from gaisma.base.permissions import KEEPERS
from gaisma.base.sorting import natural
from gaisma.base.workflow import Button
from gaisma.quality.surveys.campaigns import participation, populations
from gaisma.quality.surveys.campaigns.participation import ClassLine, ParticipationLine
from gaisma.quality.surveys.models import Batch, Campaign, Code, Participation, Population, Response
from gaisma.quality.surveys.permissions import RUN_SURVEYS
from gaisma.quality.surveys.workflow import SURVEY
from gaisma.record.instruments.titles import title


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

    line: ParticipationLine
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
    found = checks(campaign, on=on) if is_draft and may_run else ()
    return CampaignPage(
        campaign=campaign,
        state=SURVEY.state(campaign).said,
        tone=SURVEY.state(campaign).tone,
        asked=tuple(Asked(line, title(line.part.version.asks)) for line in lines),
        institutions=tuple(sorted(places, key=lambda one: natural(one.name))),
        own_place=places[0].pk if len(places) == 1 else None,
        checks=found,
        may_run=may_run,
        is_over=SURVEY.allows(campaign, "close") and campaign.closes_on < on,
        buttons=tuple(_buttons(campaign, user, found, on=on)),
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
