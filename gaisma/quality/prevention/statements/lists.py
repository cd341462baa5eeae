"""The yearly statement as a list."""

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy

from gaisma.analytics.support_terms import FUNDINGS, SUPPORT_KINDS
from gaisma.base import listing, terms


class StatementTable(listing.Table):
    """What a fund paid, by kind; its sum stands first. Learners do not add up."""

    support_kind = listing.Name(
        verbose_name=gettext_lazy("Support"), empty_values=(), orderable=False
    )
    funding = listing.Term(FUNDINGS, verbose_name=gettext_lazy("Paid from"), orderable=False)
    learners_first = listing.Number(
        accessor="first__learners", verbose_name=gettext_lazy("Learners, term 1"), orderable=False
    )
    learners_second = listing.Number(
        accessor="second__learners", verbose_name=gettext_lazy("Learners, term 2"), orderable=False
    )
    learners = listing.Number(
        accessor="year__learners",
        verbose_name=gettext_lazy("Learners, year"),
        orderable=False,
        linkify=lambda record: record.learners_address or None,
    )
    hours_first = listing.Number(
        accessor="first__hours", verbose_name=gettext_lazy("Hours, term 1"), orderable=False
    )
    hours_second = listing.Number(
        accessor="second__hours", verbose_name=gettext_lazy("Hours, term 2"), orderable=False
    )
    hours = listing.Number(
        accessor="year__hours",
        verbose_name=gettext_lazy("Hours, year"),
        orderable=False,
        linkify=lambda record: record.hours_address or None,
    )
    amount_first = listing.Number(
        accessor="first__amount", verbose_name=gettext_lazy("Euros, term 1"), orderable=False
    )
    amount_second = listing.Number(
        accessor="second__amount", verbose_name=gettext_lazy("Euros, term 2"), orderable=False
    )
    amount = listing.Number(
        accessor="year__amount", verbose_name=gettext_lazy("Euros, year"), orderable=False
    )

    def render_support_kind(self, value: str) -> str:
        return capfirst(terms.title(SUPPORT_KINDS, value)) if value else gettext("All support")

    def value_support_kind(self, value: str) -> Any:
        return self.render_support_kind(value)
