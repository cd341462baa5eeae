"""The yearly statement as a list."""

from collections.abc import Callable
from typing import Any

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy

from gaisma.analytics.support_terms import FUNDINGS, SUPPORT_KINDS
from gaisma.base import listing, terms


def _sum(of: str, title: Promise, **given: Any) -> listing.Number:
    """A number of a term or of the year."""
    return listing.Number(accessor=of, verbose_name=title, orderable=False, **given)


def _told(name: str) -> Callable[..., str | None]:
    """The figure that counts the same, if there is one."""
    return lambda record: getattr(record, name) or None


class StatementTable(listing.Table):
    """What a fund paid, by kind; its sum stands first. Learners do not add up."""

    support_kind = listing.Name(
        verbose_name=gettext_lazy("Support"), empty_values=(), orderable=False
    )
    funding = listing.Term(FUNDINGS, verbose_name=gettext_lazy("Paid from"), orderable=False)
    learners_first = _sum("first__learners", gettext_lazy("Learners, term 1"))
    learners_second = _sum("second__learners", gettext_lazy("Learners, term 2"))
    learners = _sum(
        "year__learners", gettext_lazy("Learners, year"), linkify=_told("learners_address")
    )
    hours_first = _sum("first__hours", gettext_lazy("Hours, term 1"))
    hours_second = _sum("second__hours", gettext_lazy("Hours, term 2"))
    hours = _sum("year__hours", gettext_lazy("Hours, year"), linkify=_told("hours_address"))
    amount_first = _sum("first__amount", gettext_lazy("Euros, term 1"))
    amount_second = _sum("second__amount", gettext_lazy("Euros, term 2"))
    amount = _sum("year__amount", gettext_lazy("Euros, year"))

    def render_support_kind(self, value: str) -> str:
        return capfirst(terms.title(SUPPORT_KINDS, value)) if value else gettext("All support")

    def value_support_kind(self, value: str) -> Any:
        return self.render_support_kind(value)
