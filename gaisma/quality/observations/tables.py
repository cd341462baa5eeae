"""The lists of this room."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext, gettext_lazy, ngettext

from gaisma.base import listing, meters, wording
from gaisma.base.wording.numbers import rounded_share
from gaisma.quality.observations.kinds import OBSERVERS
from gaisma.quality.observations.queries.coverage import lacks
from gaisma.quality.observations.workflow import OBSERVATION


class ObservationsTable(listing.Table):
    """Observations, planned and held."""

    teacher = listing.Name(
        accessor="teacher",
        order_by=("teacher__family_name", "teacher__given_name", "pk"),
        verbose_name=gettext_lazy("Teacher"),
        linkify=listing.own_page,
    )
    institution = listing.Words(
        accessor="institution__name", verbose_name=gettext_lazy("Institution")
    )
    day = listing.Day(verbose_name=gettext_lazy("Day"))
    subject = listing.Words(accessor="subject__title", verbose_name=gettext_lazy("Subject"))
    group = listing.Words(accessor="group__name", verbose_name=gettext_lazy("Group or class"))
    topic = listing.Words(verbose_name=gettext_lazy("Topic"))
    observed_by = listing.Words(verbose_name=gettext_lazy("Observed by"))
    state = listing.Words(verbose_name=gettext_lazy("State"), orderable=False)

    def render_teacher(self, record: Any) -> str:
        names = (record.teacher.family_name, record.teacher.given_name)
        return ", ".join(name for name in names if name) or wording.DASH

    def render_observed_by(self, value: str) -> str:
        return gettext(OBSERVERS[value])

    def render_state(self, value: str) -> str:
        return OBSERVATION.said(value)


class CoverageTable(listing.Table):
    """How many of its teachers each institution has observed in a term."""

    name = listing.Name(verbose_name=gettext_lazy("Institution"), order_by=("name", "pk"))
    employed = listing.Number(verbose_name=gettext_lazy("Teachers employed"))
    observed = listing.Number(verbose_name=gettext_lazy("Teachers observed"))
    share = listing.Words(
        accessor="pk", verbose_name=gettext_lazy("Share observed"), orderable=False
    )
    lacks = listing.Words(
        accessor="pk", verbose_name=gettext_lazy("To reach the goal"), orderable=False
    )
    external = listing.Number(verbose_name=gettext_lazy("External observations"))
    internal = listing.Number(verbose_name=gettext_lazy("Internal observations"))

    def render_share(self, record: Any) -> str:
        share = self.value_share(record)
        return wording.DASH if share is None else meters.share(share)

    def value_share(self, record: Any) -> Decimal | None:
        if not record.employed:
            return None
        return rounded_share(Fraction(record.observed * 100, record.employed), 1)

    def render_lacks(self, record: Any) -> str:
        lacks = self.value_lacks(record)
        if lacks is None:
            return wording.DASH
        if lacks == 0:
            return gettext("reached")
        told = ngettext("%(number)s more teacher", "%(number)s more teachers", lacks)
        return told % {"number": wording.number(lacks)}

    def value_lacks(self, record: Any) -> int | None:
        return lacks(record)
