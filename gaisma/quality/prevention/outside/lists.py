"""The list of children out of education, and what it is narrowed by."""

from functools import partial
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy
from django_filters import CharFilter, ChoiceFilter, FilterSet

from gaisma.analytics.support_terms import AGE_GROUPS, PROTECTIONS, TRACINGS
from gaisma.analytics.vocabulary import Vocabulary, folded
from gaisma.base import listing, terms
from gaisma.quality.prevention.models import Declared
from gaisma.quality.prevention.outside.queries import ChildLine


class ChildrenTable(listing.Table):
    """Children who learn nowhere, and what is known of each."""

    name = listing.Name(verbose_name=gettext_lazy("Child"), linkify=listing.own_page)
    born_on = listing.Day(verbose_name=gettext_lazy("Date of birth"))
    protection = listing.Term(PROTECTIONS, verbose_name=gettext_lazy("Temporary protection"))
    address = listing.Words(verbose_name=gettext_lazy("Address"))
    since = listing.Day(verbose_name=gettext_lazy("Out of education since"))
    tracing = listing.Term(
        TRACINGS, has_order=True, verbose_name=gettext_lazy("What is known of the child")
    )
    attempts = listing.Number(verbose_name=gettext_lazy("Attempts"))
    tried_on = listing.Day(verbose_name=gettext_lazy("Last attempt"))
    responsible = listing.Words(verbose_name=gettext_lazy("Who looks for the child"))


def _one_of(vocabulary: Vocabulary, label: Any) -> ChoiceFilter:
    choices = partial(terms.choices, vocabulary, written=capfirst)
    return ChoiceFilter(label=label, choices=choices, empty_label=gettext_lazy("All"))


class ChildrenFilter(FilterSet):
    """Children by name, age, protection and what is known; they are no rows of a table."""

    q = CharFilter(label=gettext_lazy("Given and family name"))
    age_group = _one_of(AGE_GROUPS, gettext_lazy("Age"))
    protection = _one_of(PROTECTIONS, gettext_lazy("Temporary protection"))
    tracing = _one_of(TRACINGS, gettext_lazy("What is known of the child"))

    def __init__(self, data: Any, *, queryset: list[ChildLine], **given: Any) -> None:
        super().__init__(data, queryset=Declared.objects.none(), **given)
        self.lines = queryset

    @property
    def qs(self) -> Any:
        """The lines that fit."""
        asked = self.form.cleaned_data if self.form.is_valid() else {}
        return [line for line in self.lines if _fits(line, asked)]


def _fits(line: ChildLine, asked: dict[str, Any]) -> bool:
    words = folded(asked.get("q") or "").split()
    coded = ("age_group", "protection", "tracing")
    return all(word in folded(line.name) for word in words) and all(
        not asked.get(name) or getattr(line, name) == asked[name] for name in coded
    )
