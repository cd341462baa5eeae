from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy

from gaisma.base import listing
from gaisma.workplace.closing.workflow import CLOSING, DONE


def address(record: Any) -> str:
    """Where a closing goes on."""
    step = "preview" if record.state == DONE else "groups"
    return reverse(f"closing:{step}", args=[record.id])


class Closings(listing.Table):
    """Institutions that close, with the state of the plan."""

    institution = listing.Name(verbose_name=gettext_lazy("Institution"), linkify=address)
    on = listing.Day(verbose_name=gettext_lazy("Last day"))
    successors = listing.Words(verbose_name=gettext_lazy("Successors"), orderable=False)
    state = listing.Words(verbose_name=gettext_lazy("State"))
    changed_at = listing.Moment(verbose_name=gettext_lazy("Last changed"))
    changed_by = listing.Words(verbose_name=gettext_lazy("by whom"))

    def render_state(self, value: str) -> str:
        """The state as its word, with a colour beside it."""
        badge = '<span class="badge {}">{}</span>'
        return format_html(badge, CLOSING.tone(value), CLOSING.said(value))

    def value_state(self, value: str) -> str:
        """The state in a file."""
        return CLOSING.said(value)
