"""The list of instruments: what it shows, and by what it is narrowed."""

from datetime import date

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy

from gaisma.base import listing, searching, wording
from gaisma.record.instruments import queries, titles
from gaisma.record.instruments.models import Instrument, Version
from gaisma.record.instruments.titles import USES

STATES = {
    "in_use": gettext_lazy("in use"),
    "draft": gettext_lazy("being written"),
    "retired": gettext_lazy("retired"),
}


def state(found: Instrument) -> str:
    """Whether it is in use, being written for the first time, or retired."""
    if found.retired_on is not None:
        return "retired"
    return "in_use" if _latest(found) else "draft"


def _latest(found: Instrument) -> Version | None:
    in_use = [version for version in found.versions.all() if not version.is_draft]
    return max(in_use, key=lambda version: version.number, default=None)


class Instruments(listing.Table):
    """Instruments with the version that is in use."""

    title = listing.Name(
        verbose_name=gettext_lazy("Title"),
        accessor="key",
        linkify=listing.own_page,
        orderable=False,
    )
    use = listing.Coded(USES, verbose_name=gettext_lazy("Use of an instrument"))
    state = listing.Words(verbose_name=gettext_lazy("State"), accessor="pk", orderable=False)
    version = listing.Number(verbose_name=gettext_lazy("Version"), accessor="pk", orderable=False)
    in_use_from = listing.Day(
        verbose_name=gettext_lazy("In use from"), accessor="pk", orderable=False
    )
    questions = listing.Number(
        verbose_name=gettext_lazy("Questions"), accessor="pk", orderable=False
    )
    key = listing.Key(verbose_name=gettext_lazy("Name in workbooks"))

    def render_title(self, record: Instrument) -> str:
        return queries.title(record)

    def render_state(self, record: Instrument) -> str:
        return str(STATES[state(record)])

    def render_version(self, record: Instrument) -> str:
        return wording.number(self.value_version(record))

    def value_version(self, record: Instrument) -> int | None:
        latest = _latest(record)
        return latest.number if latest else None

    def render_in_use_from(self, record: Instrument) -> str:
        return wording.day(self.value_in_use_from(record))

    def value_in_use_from(self, record: Instrument) -> date | None:
        latest = _latest(record)
        return latest.in_use_from if latest else None

    def render_questions(self, record: Instrument) -> str:
        return wording.number(self.value_questions(record))

    def value_questions(self, record: Instrument) -> int | None:
        shown = _latest(record) or next(iter(record.versions.all()), None)
        return queries.question_count(shown.asks) if shown else None


class InstrumentFilters(django_filters.FilterSet):
    """By words, use and state."""

    q = django_filters.CharFilter(label=gettext_lazy("Title or name"), method="having")
    use = django_filters.ChoiceFilter(
        label=gettext_lazy("Use of an instrument"),
        choices=titles.uses,
        empty_label=gettext_lazy("All uses"),
    )
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        choices=list(STATES.items()),
        method="being",
        empty_label=gettext_lazy("In any state"),
    )

    class Meta:
        model = Instrument
        fields: list[str] = []

    def having(
        self, rows: "QuerySet[Instrument]", _name: str, words: str
    ) -> "QuerySet[Instrument]":
        # Titles are texts within what a version asks, in every language.
        wanted = searching.folded(words)
        held = [row.pk for row in rows if wanted in searching.folded(_said(row))]
        return rows.filter(pk__in=held)

    def being(self, rows: "QuerySet[Instrument]", _name: str, wish: str) -> "QuerySet[Instrument]":
        in_use = Q(versions__in_use_from__isnull=False)
        found = {
            "retired": Q(retired_on__isnull=False),
            "in_use": Q(retired_on__isnull=True) & in_use,
            "draft": Q(versions__in_use_from__isnull=True, versions__isnull=False),
        }
        return rows.filter(found[wish]).distinct()


def _said(row: Instrument) -> str:
    texts = [text for version in row.versions.all() for text in version.asks.title.values()]
    return " ".join((row.key, *texts))
