"""The list of this room."""

from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext, gettext_lazy

from gaisma.base import listing, wording
from gaisma.quality.calibration.queries import Observer

RESULTS = ("taken_on", "exact", "adjacent", "kappa")
"""Columns for who may know more than the day; the list is never put in their order."""


class ValidityTable(listing.Table):
    """Observers by name, and until when each is calibrated."""

    name = listing.Name(verbose_name=gettext_lazy("Observer"))
    instrument = listing.Words(verbose_name=gettext_lazy("Instrument"))
    valid_until = listing.Words(verbose_name=gettext_lazy("Calibrated until"), empty_values=())
    taken_on = listing.Day(verbose_name=gettext_lazy("Last exercise"), orderable=False)
    exact = listing.Share(verbose_name=gettext_lazy("Same level, %"), orderable=False)
    adjacent = listing.Share(
        verbose_name=gettext_lazy("At most one level apart, %"), orderable=False
    )
    kappa = listing.Number(verbose_name=gettext_lazy("Weighted kappa"), orderable=False, decimals=2)

    def render_valid_until(self, record: Observer) -> Any:
        tone = "good" if record.is_valid else "due"
        return format_html('<span class="badge {}">{}</span>', tone, self.value_valid_until(record))

    def value_valid_until(self, record: Observer) -> str:
        day = record.valid_until
        return wording.day(day) if day else gettext("not reached yet")
