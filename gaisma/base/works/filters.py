from django.utils.translation import gettext_lazy, pgettext_lazy
from django_filters import ChoiceFilter, FilterSet

from gaisma.base import sorting
from gaisma.base.works import kinds, states


def _kinds() -> list[tuple[str, str]]:
    kinds.gather()
    titles = [(kind.key, kinds.title(kind.key)) for kind in kinds.KINDS]
    return sorted(titles, key=lambda choice: sorting.natural(choice[1]))


def _states() -> list[tuple[str, str]]:
    return [(state, states.title(state)) for state in states.TITLES]


class WorkFilters(FilterSet):
    """Background work by kind and state."""

    kind = ChoiceFilter(
        label=gettext_lazy("Kind of work"), choices=_kinds, empty_label=gettext_lazy("All kinds")
    )
    state = ChoiceFilter(
        label=pgettext_lazy("work", "State"),
        choices=_states,
        empty_label=gettext_lazy("In any state"),
    )
