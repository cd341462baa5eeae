from typing import Any

from django.utils.translation import gettext, gettext_lazy, pgettext
from django_filters import CharFilter, ChoiceFilter, DateFilter, FilterSet

from gaisma.base import listing
from gaisma.base.forms import DayPicker
from gaisma.evidence.interop import queries
from gaisma.evidence.interop.forms import kind_choices, lines_of
from gaisma.evidence.interop.mappings import ONEROSTER
from gaisma.evidence.interop.models import ColumnMapping, Found, Import
from gaisma.evidence.interop.titles import column_title, kind_title

STATES = {"taken": gettext_lazy("taken in"), "undone": gettext_lazy("undone")}


class Imports(listing.Table):
    """What was taken in."""

    file = listing.Name(
        verbose_name=gettext_lazy("File"),
        linkify=listing.own_page,
    )
    kind = listing.Words(verbose_name=gettext_lazy("Table"))
    at = listing.Moment(verbose_name=gettext_lazy("When"))
    by = listing.Words(verbose_name=gettext_lazy("Who"), empty_values=())
    created = listing.Number(verbose_name=gettext_lazy("New"), accessor="counts", orderable=False)
    changed = listing.Number(
        verbose_name=gettext_lazy("Changed"), accessor="counts", orderable=False
    )
    ended = listing.Number(verbose_name=gettext_lazy("Ended"), accessor="counts", orderable=False)
    state = listing.Words(
        verbose_name=gettext_lazy("State"), accessor="status", order_by="undone_at"
    )

    def render_kind(self, value: str) -> str:
        return queries.kind_of_delivery(value)

    value_kind = render_kind

    def render_by(self, record: Import) -> str:
        return str(record.by) if record.by else gettext("command line")

    value_by = render_by

    def render_created(self, value: dict[str, Any]) -> int:
        return sum(value.get("created", {}).values())

    def render_changed(self, value: dict[str, Any]) -> int:
        return sum(value.get("changed", {}).values())

    def render_ended(self, value: dict[str, Any]) -> int:
        return sum(value.get("ended", {}).values())

    value_created, value_changed, value_ended = render_created, render_changed, render_ended

    def render_state(self, value: str) -> str:
        return str(STATES[value])

    value_state = render_state


def _kinds() -> list[tuple[str, str]]:
    return [
        (kind if kind == ONEROSTER else f"table {kind}", title) for kind, title in kind_choices()
    ]


class ImportFilters(FilterSet):
    """Imports by file, table and state."""

    file = CharFilter(label=gettext_lazy("File"), lookup_expr="icontains")
    kind = ChoiceFilter(
        label=gettext_lazy("Table"), choices=_kinds, empty_label=gettext_lazy("All tables")
    )
    since = DateFilter(
        label=gettext_lazy("Since"),
        field_name="at",
        lookup_expr="date__gte",
        widget=DayPicker,
    )
    state = ChoiceFilter(
        label=gettext_lazy("State"),
        choices=list(STATES.items()),
        method="narrow_state",
        empty_label=gettext_lazy("In any state"),
    )

    def narrow_state(self, rows: Any, _name: str, value: str) -> Any:
        return rows.filter(undone_at__isnull=value == "taken")


class Problems(listing.Table):
    """What a check found, row by row."""

    row = listing.Number(verbose_name=gettext_lazy("Row"))
    column = listing.Words(verbose_name=gettext_lazy("Column"))
    value = listing.Words(verbose_name=gettext_lazy("Value"))
    message = listing.Words(verbose_name=gettext_lazy("What would be right"), orderable=False)
    file = listing.Words(verbose_name=gettext_lazy("File"))
    tone = listing.Words(verbose_name=gettext_lazy("Weight"))

    def render_tone(self, value: str) -> str:
        return dict(_tones())[value]

    value_tone = render_tone


def _tones() -> list[tuple[str, str]]:
    return [
        ("problem", pgettext("found", "problem")),
        ("note", pgettext("found", "note")),
        ("decision", pgettext("found", "question")),
    ]


def _columns_found(request: Any) -> Any:
    upload = request.resolver_match.kwargs["upload_id"]
    names = Found.objects.filter(upload=upload).order_by("column").values_list("column", flat=True)
    return [(name, name) for name in names.distinct() if name]


class ProblemFilters(FilterSet):
    """Problems by column, value and weight."""

    q = CharFilter(label=gettext_lazy("Value"), field_name="value", lookup_expr="icontains")
    column = ChoiceFilter(label=gettext_lazy("Column"), empty_label=gettext_lazy("All columns"))
    tone = ChoiceFilter(
        label=gettext_lazy("Weight"), choices=_tones, empty_label=gettext_lazy("All kinds")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["column"].extra["choices"] = _columns_found(self.request)


class Mappings(listing.Table):
    """What senders call columns, and what their values mean."""

    source = listing.Name(
        verbose_name=gettext_lazy("Sender"),
        linkify=listing.own_page,
    )
    kind = listing.Words(verbose_name=gettext_lazy("Table"))
    columns = listing.Words(verbose_name=gettext_lazy("Columns"), orderable=False)

    meanings = listing.Words(verbose_name=gettext_lazy("Values"), orderable=False)

    def render_kind(self, value: str) -> str:
        return kind_title(value).capitalize()

    value_kind = render_kind

    def render_columns(self, record: ColumnMapping) -> str:
        return ", ".join(
            f"{theirs} = {column_title(ours)}" for theirs, ours in record.columns.items()
        )

    value_columns = render_columns

    def render_meanings(self, record: ColumnMapping) -> str:
        return "; ".join(lines_of(record).splitlines())

    value_meanings = render_meanings
