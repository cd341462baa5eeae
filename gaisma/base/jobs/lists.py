"""Background work as a list: the reader's own, and for an administrator everybody's."""

from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy, pgettext_lazy
from django_filters import ChoiceFilter, FilterSet

from gaisma.base import listing, sorting
from gaisma.base.jobs import kinds, models


def _kinds() -> list[tuple[str, str]]:
    kinds.gather()
    titles = [(kind.key, kinds.title(kind.key)) for kind in kinds.KINDS]
    return sorted(titles, key=lambda choice: sorting.natural(choice[1]))


def _states() -> list[tuple[str, str]]:
    return [(state, models.state_title(state)) for state in models.STATE_TITLES]


class JobFilters(FilterSet):
    """Background work by kind and state."""

    kind = ChoiceFilter(
        label=gettext_lazy("Kind of work"), choices=_kinds, empty_label=gettext_lazy("All kinds")
    )
    state = ChoiceFilter(
        label=pgettext_lazy("work", "State"),
        choices=_states,
        empty_label=gettext_lazy("In any state"),
    )


class Jobs(listing.Table):
    """What the reader asked for."""

    kind = listing.Name(verbose_name=gettext_lazy("Kind of work"), linkify=listing.own_page)
    about = listing.Words(verbose_name=gettext_lazy("About"), orderable=False)
    state = listing.Words(verbose_name=pgettext_lazy("work", "State"))
    asked_at = listing.Moment(verbose_name=gettext_lazy("Asked for"))
    ended_at = listing.Moment(verbose_name=gettext_lazy("Ended at"))

    def render_kind(self, value: str) -> str:
        return kinds.title(value)

    def render_state(self, value: str) -> SafeString:
        return models.state_badge(value)

    def value_state(self, value: str) -> str:
        return models.state_title(value)


class Everybodys(Jobs):
    """What anybody asked for; what it is about is only for who asked."""

    by = listing.Words(verbose_name=gettext_lazy("Asked for by"))
    about: Any = None
    attempts = listing.Number(verbose_name=gettext_lazy("Attempts"))
