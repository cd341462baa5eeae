from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy, pgettext_lazy

from gaisma.base import listing
from gaisma.base.works import kinds, states


class Works(listing.Table):
    """What the reader asked for."""

    kind = listing.Name(verbose_name=gettext_lazy("Kind of work"), linkify=listing.own_page)
    about = listing.Words(verbose_name=gettext_lazy("About"), orderable=False)
    state = listing.Words(verbose_name=pgettext_lazy("work", "State"))
    asked_at = listing.Moment(verbose_name=gettext_lazy("Asked for"))
    ended_at = listing.Moment(verbose_name=gettext_lazy("Ended at"))

    def render_kind(self, value: str) -> str:
        return kinds.title(value)

    def render_state(self, value: str) -> SafeString:
        return states.badge(value)

    def value_state(self, value: str) -> str:
        return states.title(value)


class Everybodys(Works):
    """What anybody asked for; what it is about is only for who asked."""

    by = listing.Words(verbose_name=gettext_lazy("Asked for by"))
    about: Any = None
    attempts = listing.Number(verbose_name=gettext_lazy("Attempts"))
