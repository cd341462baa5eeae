"""Surveys as a list, and who took part in one: columns, and what they are narrowed by."""

from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy
from django_filters import CharFilter, ChoiceFilter, FilterSet

from gaisma.analytics.audiences import AUDIENCES
from gaisma.analytics.moments import days_of
from gaisma.analytics.vocabulary import KINDS
from gaisma.base import listing, terms, wording
from gaisma.base.wording.numbers import rounded_share
from gaisma.base.workflow import lazy_said
from gaisma.quality.surveys.campaigns.participation import ParticipationLine
from gaisma.quality.surveys.models import Campaign, Part
from gaisma.quality.surveys.workflow import SURVEY
from gaisma.record.programmes.lists import years

STATES = {
    "draft": Q(started_at__isnull=True),
    "open": Q(started_at__isnull=False, closed_at__isnull=True),
    "closed": Q(closed_at__isnull=False),
}


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


def _place(record: ParticipationLine) -> str:
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

    def render_rate(self, record: ParticipationLine) -> str:
        return _percent(record.answers, record.people)

    def value_rate(self, record: ParticipationLine) -> Decimal | None:
        return _rate(record.answers, record.people)


def _percent(answers: int, people: int) -> str:
    return wording.percent(answers / people * 100 if people else None)


def _rate(answers: int, people: int) -> Decimal | None:
    return rounded_share(Fraction(answers * 100, people), 1) if people else None


class CampaignsFilter(FilterSet):
    """Surveys by words, state, school year."""

    q = CharFilter(label=gettext_lazy("Name or series"), method="having")
    state = ChoiceFilter(
        label=pgettext_lazy("survey", "State"),
        choices=[(state.key, lazy_said(state)) for state in SURVEY.states],
        method="being",
        empty_label=gettext_lazy("In any state"),
    )
    school_year = ChoiceFilter(
        label=gettext_lazy("School year"),
        choices=years,
        method="within",
        empty_label=gettext_lazy("All school years"),
    )

    def having(self, rows: QuerySet[Any], _name: str, words: str) -> QuerySet[Any]:
        return rows.filter(Q(name__icontains=words) | Q(series__icontains=words))

    def being(self, rows: QuerySet[Any], _name: str, state: str) -> QuerySet[Any]:
        return rows.filter(STATES[state])

    def within(self, rows: QuerySet[Any], _name: str, name: str) -> QuerySet[Any]:
        first, last = days_of(name)
        return rows.filter(opens_on__lte=last, closes_on__gte=first)


def _kinds() -> list[tuple[str, str]]:
    return terms.choices(KINDS, (code for code in KINDS.codes if code != "authority"))


class ParticipationFilter(FilterSet):
    """Lines of participation by institution, its kind, audience: they are no rows of a table."""

    q = CharFilter(label=gettext_lazy("Institution"))
    kind = ChoiceFilter(
        label=gettext_lazy("Kind of institution"),
        choices=_kinds,
        empty_label=gettext_lazy("All kinds"),
    )
    audience = ChoiceFilter(
        label=gettext_lazy("Audience"),
        choices=partial(terms.choices, AUDIENCES),
        empty_label=gettext_lazy("All audiences"),
    )

    def __init__(self, data: Any, *, queryset: list[ParticipationLine], **given: Any) -> None:
        super().__init__(data, queryset=Part.objects.none(), **given)
        self.lines = queryset

    @property
    def qs(self) -> Any:
        """The lines that fit."""
        asked = self.form.cleaned_data if self.form.is_valid() else {}
        return [line for line in self.lines if _fits(line, asked)]


def _fits(line: ParticipationLine, asked: dict[str, Any]) -> bool:
    words, kind, audience = (asked.get(name) or "" for name in ("q", "kind", "audience"))
    is_named = words.casefold() in line.name.casefold()
    is_of_kind = not kind or line.kind == kind
    return is_named and is_of_kind and (not audience or line.part.audience == audience)
