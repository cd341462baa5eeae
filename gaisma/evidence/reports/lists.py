"""The lists of this room: reports, and figures beside each other."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy

from gaisma.base import listing, wording
from gaisma.base.models import User
from gaisma.evidence.figures import presentation
from gaisma.evidence.reports import comparing, overview, queries, shelf
from gaisma.evidence.reports.models import Report
from gaisma.evidence.reports.workflow import REPORT


@dataclass(frozen=True)
class Document:
    """A file of a report."""

    title: str
    address: str


@dataclass(frozen=True)
class ReportLine:
    """A report: of the record, or built on the server for everybody."""

    title: str
    year: str
    state: str
    approved_at: datetime | None
    approved_by: str
    decision: str
    documents: tuple[Document, ...]
    address: str

    def get_absolute_url(self) -> str:
        return self.address


class Documents(listing.Words):
    """The files, each a link."""

    def render(self, value: Iterable[Document]) -> SafeString:
        pairs = ((one.address, one.title) for one in value)
        return format_html_join(" · ", '<a href="{}">{}</a>', pairs)

    def value(self, value: Iterable[Document]) -> str:
        return ", ".join(one.title for one in value)


class ReportTable(listing.Table):
    """Reports, the newest school year first."""

    title = listing.Name(verbose_name=gettext_lazy("Report"), linkify=listing.own_page)
    year = listing.Words(verbose_name=gettext_lazy("School year"))
    state = listing.Words(verbose_name=gettext_lazy("Step reached"))
    approved_at = listing.Moment(verbose_name=gettext_lazy("Approved on"))
    approved_by = listing.Words(verbose_name=gettext_lazy("Approved by"))
    decision = listing.Words(verbose_name=gettext_lazy("Council's decision"))
    documents = Documents(verbose_name=gettext_lazy("Documents"), orderable=False)


class Value(listing.Number):
    """A figure in its unit, the way to what it answers; without one, the sign of why."""

    empty_values = ()

    def render(self, record: comparing.Row, bound_column: Any) -> str:  # type: ignore[override]
        side = record.sides[bound_column.name]
        written = self.written(side, record)
        if not side.address or side.value is None:
            return written
        return format_html('<a class="figure" href="{}">{}</a>', side.address, written)

    def written(self, side: comparing.Side, record: comparing.Row) -> str:
        return side.written(record.unit)

    def value(self, value: comparing.Value) -> Any:
        return presentation.decimal(value)


class Difference(Value):
    """A difference with its sign."""

    def written(self, side: comparing.Side, record: comparing.Row) -> str:
        text = super().written(side, record)
        return f"+{text}" if side.value and side.value > 0 else text


class ComparisonTable(listing.Table):
    """Figures then and now."""

    title = listing.Name(verbose_name=gettext_lazy("Figure"))
    selection = listing.Words(verbose_name=gettext_lazy("What was chosen"))
    then = Value(verbose_name=gettext_lazy("Then"))
    now = Value(verbose_name=gettext_lazy("Now"))
    difference = Difference(verbose_name=gettext_lazy("Difference"))
    note = listing.Words(verbose_name=gettext_lazy("Note"), accessor="remark")


class EarlierTable(ComparisonTable):
    """Figures of an earlier year as they were published and as they are counted now, and this."""

    then = Value(verbose_name=gettext_lazy("Published then"))
    counted = Value(verbose_name=gettext_lazy("That year, counted now"))

    class Meta:
        sequence = ("title", "selection", "then", "counted", "now", "difference", "note")


def lines(user: User) -> list[ReportLine]:
    """The reports that the person may read."""
    rows = queries.visible(user).select_related("approved_by").order_by("-school_year", "name")
    held = list(rows)
    everything = set(Report.objects.values_list("name", "school_year"))
    others: dict[tuple[str, str], list[shelf.BuiltReport]] = {}
    for one in shelf.reports():
        if (one.kind, one.school_year) not in everything:
            others.setdefault((one.kind, one.school_year), []).append(one)
    found = [_line(row) for row in held] + [_built(group) for group in others.values()]
    return sorted(found, key=lambda line: line.year, reverse=True)


def _line(row: Report) -> ReportLine:
    return ReportLine(
        title=overview.title_of(row),
        year=wording.school_year(row.school_year),
        state=REPORT.shown(row),
        approved_at=row.approved_at,
        approved_by=str(row.approved_by or ""),
        decision=decision_of(row),
        documents=tuple(
            Document(
                f"{one.language.upper()} {download.title}",
                reverse("reports:file", args=[row.pk, one.language, download.format]),
            )
            for one in shelf.built(row)
            for download in one.downloads
        ),
        address=row.get_absolute_url(),
    )


def _built(group: list[shelf.BuiltReport]) -> ReportLine:
    first = group[0]
    return ReportLine(
        title=first.title,
        year=wording.school_year(first.school_year),
        state=gettext("Built on the server"),
        approved_at=None,
        approved_by="",
        decision="",
        documents=tuple(
            Document(
                f"{one.language.upper()} {download.title}",
                reverse("reports:download", args=[one.key, download.format]),
            )
            for one in group
            for download in one.downloads
        ),
        address=reverse("reports:report", args=[first.key]),
    )


def decision_of(report: Report) -> str:
    """The council's decision in words; nothing before the adoption."""
    if not report.decision_on:
        return ""
    return gettext("No. %(number)s of %(day)s") % {
        "number": report.decision_number,
        "day": wording.day(report.decision_on),
    }
