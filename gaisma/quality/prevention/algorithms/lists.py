"""Algorithms followed, as a list."""

from django.utils.translation import gettext_lazy

from gaisma.analytics.support_terms import SITUATIONS
from gaisma.base import listing
from gaisma.quality.prevention.workflow import RUN


class RunsTable(listing.Table):
    """Algorithms that are or were followed; nobody is named here."""

    situation = listing.Term(
        SITUATIONS,
        accessor="algorithm__situation",
        verbose_name=gettext_lazy("Situation"),
        linkify=listing.own_page,
        attrs={"td": {"class": "name"}},
    )
    institution = listing.Words(
        accessor="institution__name", verbose_name=gettext_lazy("Institution")
    )
    started_at = listing.Moment(verbose_name=gettext_lazy("Begun"))
    done = listing.Number(verbose_name=gettext_lazy("Steps done"))
    state = listing.Coded(RUN.titles, verbose_name=gettext_lazy("State"))
    finished_at = listing.Moment(verbose_name=gettext_lazy("Finished"))
