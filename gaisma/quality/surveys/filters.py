"""What lists of this room are narrowed by."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy, pgettext_lazy
from django_filters import CharFilter, ChoiceFilter, FilterSet

from gaisma.analytics.audiences import AUDIENCES
from gaisma.analytics.vocabulary import KINDS
from gaisma.base import terms
from gaisma.base.workflow import lazy_said
from gaisma.quality.surveys.models import Part
from gaisma.quality.surveys.queries.participation import Line
from gaisma.quality.surveys.workflow import SURVEY
from gaisma.record.programmes.filters import years

STATES = {
    "draft": Q(started_at__isnull=True),
    "open": Q(started_at__isnull=False, closed_at__isnull=True),
    "closed": Q(closed_at__isnull=False),
}
SEPTEMBER = 9


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
        start = int(name[:4])
        first, after = date(start, SEPTEMBER, 1), date(start + 1, SEPTEMBER, 1)
        return rows.filter(opens_on__lt=after, closes_on__gte=first)


def _audiences() -> list[tuple[str, str]]:
    return [(code, terms.title(AUDIENCES, code)) for code in AUDIENCES.codes]


def _kinds() -> list[tuple[str, str]]:
    return [(code, terms.title(KINDS, code)) for code in KINDS.codes if code != "authority"]


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
        choices=_audiences,
        empty_label=gettext_lazy("All audiences"),
    )

    def __init__(self, data: Any, *, queryset: list[Line], **given: Any) -> None:
        super().__init__(data, queryset=Part.objects.none(), **given)
        self.lines = queryset

    @property
    def qs(self) -> Any:
        """The lines that fit."""
        asked = self.form.cleaned_data if self.form.is_valid() else {}
        return [line for line in self.lines if _fits(line, asked)]


def _fits(line: Line, asked: dict[str, Any]) -> bool:
    words, kind, audience = (asked.get(name) or "" for name in ("q", "kind", "audience"))
    is_named = words.casefold() in line.name.casefold()
    is_of_kind = not kind or line.kind == kind
    return is_named and is_of_kind and (not audience or line.part.audience == audience)
