"""Lists: filtered, sorted, cut into pages, and taken away as XLSX or CSV; the same everywhere.

A room names its columns (a table of `Table`), what it is narrowed by (a filter set) and the rows
that the reader may see; `answer` does the rest.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any

import django_tables2 as tables
from django.core.paginator import EmptyPage
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import localize
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django_filters import FilterSet, ModelChoiceFilter
from django_filters.fields import ModelChoiceField, ModelChoiceIterator
from django_tables2.data import TableData, TableListData
from django_tables2.utils import OrderBy

from gaisma.analytics.vocabulary import Vocabulary
from gaisma.base import clock, sorting, spreadsheets, terms, wording
from gaisma.base.errors import GaismaError

PAGE = 25
FORMATS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
CELL = '<td class="{}" data-label="{}">{}</td>'
EXPORTED = 50_000
"""So many rows are taken away at most: more is a question for the API or the open data."""


class UnableToNarrow(GaismaError):
    """A list is asked for by a value that nobody can choose."""


class Table(tables.Table):
    """Columns of a list. `orderable` and `accessor` are those of django-tables2."""

    class Meta:
        order_by_field = "sort"
        page_field = "page"

    def __init__(self, data: Any, *args: Any, **kwargs: Any) -> None:
        # Not in Meta, which a list that has one of its own does not take over.
        super().__init__(_Held.of(data), *args, **{"default": wording.DASH, **kwargs})

    @property
    def order_by(self) -> Any:
        """The columns by which the rows are ordered; others that are asked for count nothing."""
        return self._order_by

    @order_by.setter
    def order_by(self, asked: Any) -> None:
        aliases = asked.split(",") if isinstance(asked, str) else asked or ()
        known = [alias for alias in aliases if alias.removeprefix("-") in self.columns]
        tables.Table.order_by.fset(self, known)

    def paginate(self, *args: Any, **kwargs: Any) -> None:
        """Cut the rows into pages, once they are in the order that was asked for."""
        if isinstance(self.data.data, QuerySet):
            self.data.data = sorting.alphabetical(self.data.data, places=self._places())
        super().paginate(*args, **kwargs)
        if isinstance(self.data.data, QuerySet):
            self.page.object_list.data = _whole(self.page.object_list.data)

    def _places(self) -> dict[str, dict[str, int]]:
        """The places of codes, by the path of their column."""
        coded = (one for one in self.columns if isinstance(one.column, Coded | Term))
        return {str(one.accessor).replace(".", "__"): one.column.places() for one in coded}


class _Held(TableListData):
    """Rows that a page holds itself, in the order in which the reader's language has texts."""

    @classmethod
    def of(cls, data: Any) -> Any:
        """The data, where they are a list, as these."""
        return data if isinstance(data, QuerySet | TableData) else cls(list(data))

    def order_by(self, aliases: Any) -> None:
        for alias in reversed(aliases):
            column = self.table.columns[OrderBy(alias).bare]
            is_turned = alias[0] != column.order_by_alias[0]
            for accessor in reversed(column.order_by.opposite if is_turned else column.order_by):
                key = partial(_sortable, column.column, tables.A(accessor.bare))
                self.data.sort(key=key, reverse=accessor.is_descending)


def _sortable(column: Any, accessor: Any, row: Any) -> tuple[bool, Any]:
    value = accessor.resolve(row, quiet=True)
    if isinstance(column, Coded | Term):
        return False, column.places().get(value, 0)
    if isinstance(value, str | Promise):
        return value == "", sorting.natural(str(value))
    return (True, 0) if value is None else (False, value)


def _whole(page: "QuerySet[Any]") -> "QuerySet[Any] | list[Any]":
    """The rows of the page; what is counted for each row is not counted for those of other pages.

    A database that sorts would do that first for all rows of the list.
    """
    if not page.query.annotation_select:
        return page
    keys = list(page.values_list("pk", flat=True))
    every = page.all()
    every.query.clear_limits()
    rows = every.order_by().in_bulk(keys)
    return [rows[key] for key in keys if key in rows]


class _ByName(ModelChoiceIterator):
    def __iter__(self) -> Iterator[Any]:
        # A form reads its choices more than once; the rows are asked for once.
        if not hasattr(self.field, "choices_by_name"):
            choices = sorted(super().__iter__(), key=lambda one: sorting.natural(str(one[1])))
            # What is no row stays first.
            self.field.choices_by_name = sorted(choices, key=lambda one: bool(one[0]))
        yield from self.field.choices_by_name


class _RowField(ModelChoiceField):
    iterator = _ByName


class RowFilter(ModelChoiceFilter):
    """Narrows a list to one of several rows, offered in the order of their names."""

    field_class = _RowField


class Words(tables.Column):
    """Text; linkify as django-tables2 does."""


def own_page(record: Any) -> str:
    """Where the row has its page, for `linkify`."""
    return str(record.get_absolute_url())


class Name(tables.Column):
    """What the row is called: the heading of its line, and usually the way to its page."""

    attrs = {"td": {"class": "name"}}


class Key(Words):
    """A key that reads alike in every language, be it a word of one: nobody translates it."""

    def render(self, value: str) -> SafeString:
        return format_html("<code>{}</code>", value)

    def value(self, value: str) -> str:
        return value


class Number(tables.Column):
    """A number, right-aligned, written as the reader's language does."""

    attrs = {"th": {"class": "n"}, "td": {"class": "n"}}

    def __init__(self, *args: Any, decimals: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.decimals = decimals

    def render(self, value: Any) -> str:
        return wording.number(value, decimals=self.decimals)

    def value(self, value: Any) -> Any:
        return value


class Share(Number):
    """A share of a hundred, the sign of which stands in the heading."""

    def render(self, value: Any) -> str:
        return wording.share(value, decimals=self.decimals or 0)


class Day(tables.Column):
    """A day."""

    attrs = {"td": {"class": "short"}}

    def render(self, value: date) -> str:
        return wording.day(value)

    def value(self, value: date) -> date:
        return value


class Moment(tables.Column):
    """A day and the minute."""

    attrs = {"td": {"class": "short"}}

    def render(self, value: datetime) -> str:
        return wording.moment(value)

    def value(self, value: datetime) -> datetime:
        return timezone.localtime(value).replace(tzinfo=None)


class Coded(Words):
    """A code, as its words; sorted by the words, which `titles` holds by code."""

    def __init__(self, titles: Mapping[str, Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.titles = titles

    def render(self, value: str) -> Any:
        return self.said(value)

    def said(self, code: str) -> str:
        """What the code says in the reader's language."""
        title = self.titles[code]
        return str(title) if isinstance(title, Promise) else gettext(title)

    def places(self) -> dict[str, int]:
        """Where each code stands."""
        codes = sorted(self.titles, key=lambda code: sorting.natural(self.said(code)))
        return {code: place for place, code in enumerate(codes)}


class Term(tables.Column):
    """A code of a closed list, as its term; sorted by the term, unless the list has its order."""

    def __init__(
        self, vocabulary: Vocabulary, *args: Any, has_order: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.vocabulary = vocabulary
        self.has_order = has_order

    def places(self) -> dict[str, int]:
        """Where each code stands."""
        codes = list(self.vocabulary.codes)
        if not self.has_order:
            codes.sort(key=lambda code: sorting.natural(terms.title(self.vocabulary, code)))
        return {code: place for place, code in enumerate(codes)}

    def render(self, value: str) -> str:
        return terms.title(self.vocabulary, value)


@dataclass(frozen=True)
class Listing:
    """What the template of a list shows."""

    table: Table
    filters: FilterSet | None
    is_narrowed: bool
    title: str
    refusals: list[str] = field(default_factory=list)
    """Why the list cannot be narrowed as was asked; no row is shown then."""

    @property
    def body(self) -> SafeString:
        """The lines of the page, drawn without a template: the long part of every list."""
        cells = [_Cell(column) for column in self.table.columns]
        return mark_safe("".join(_line(row, cells) for row in self.table.paginated_rows))  # noqa: S308


class _Cell:
    """Draws the cells of a column: what is the same for all its rows is asked for once."""

    def __init__(self, column: Any) -> None:
        self.column = column
        self.accessor = column.accessor
        self.style = conditional_escape(column.attrs["td"]["class"])
        self.empty = format_html("{} none", self.style)
        self.label = conditional_escape(column.header)
        self.names, _all = tables.utils.signature(column.render)

    def told(self, row: Any) -> tuple[str, str, Any]:
        """Style, title and content; a cell with nothing in it is left out on a phone."""
        drawn = self(row)
        return self.empty if drawn == wording.DASH else self.style, self.label, drawn

    def __call__(self, row: Any) -> Any:
        value = self.accessor.resolve(row.record, quiet=True)
        if value in self.column.column.empty_values:
            return localize(self.column.default)
        given = row._optional_cell_arguments(self.column, value)
        content = self.column.render(**{name: given[name] for name in self.names})
        return localize(self.column.link(content, **given) if self.column.link else content)


def _line(row: Any, cells: list[_Cell]) -> str:
    name, *others = cells
    heading = format_html('<th scope="row" class="{}">{}</th>', name.style, name(row))
    told = format_html_join("", CELL, (cell.told(row) for cell in others))
    return f"<tr>{heading}{told}</tr>"


def answer(
    request: HttpRequest,
    *,
    table: type[Table],
    rows: "QuerySet[Any] | list[Any]",
    title: str,
    filters: type[FilterSet] | None = None,
    template: str = "listing.html",
    without: Iterable[str] = (),
    **page: Any,
) -> HttpResponse:
    """The list as a page, or as a file when `?format=` asks for one.

    The template gets `listing` and what is named in `page`: lead, crumbs, actions, empty (a title
    and a sentence that says what to do next). `title` names the page and the file; `without` names
    columns that are not for this reader, such as what only others may do.
    """
    asked = filters(request.GET, queryset=rows, request=request) if filters else None
    refusals = _refusals(request, asked) if asked is not None else []
    if refusals and request.GET.get("format") in FORMATS:
        raise UnableToNarrow(refusals[0], code="wrong_filter")
    if refusals:
        rows = rows.none() if isinstance(rows, QuerySet) else []
    elif asked is not None:
        rows = asked.qs
    shown = table(rows, exclude=tuple(without))
    shown.request = request  # told to the constructor, it would have the rows read twice
    if order := request.GET.getlist("sort"):
        shown.order_by = order
    _turn(shown, to=request.GET.get("page", "1"))
    if request.GET.get("format") in FORMATS:
        return _file(shown, title=title, format_=request.GET["format"])
    is_narrowed = asked is not None and any(request.GET.get(name) for name in asked.form.fields)
    listing = Listing(shown, asked, is_narrowed, title, refusals)
    page |= {"listing": listing, "title": title}
    return render(request, template, page, status=400 if refusals else None)


def _turn(table: Table, *, to: str) -> None:
    """Open the page of the list; the last one where there are fewer, the first for what is none."""
    try:
        table.paginate(per_page=PAGE, page=int(to))
    except EmptyPage:
        table.paginate(per_page=PAGE, page=table.paginator.num_pages)
    except ValueError:
        table.paginate(per_page=PAGE, page=1)


def narrowed(
    request: HttpRequest, *, rows: "QuerySet[Any]", filters: type[FilterSet]
) -> "QuerySet[Any]":
    """The rows that are asked for. Raises UnableToNarrow when a value is none to choose."""
    asked = filters(request.GET, queryset=rows, request=request)
    for refusal in _refusals(request, asked):
        raise UnableToNarrow(refusal, code="wrong_filter")
    found: QuerySet[Any] = asked.qs
    return found


def _refusals(request: HttpRequest, filters: FilterSet) -> list[str]:
    """What is wrong with values that were asked for; what a list narrows itself by is not asked."""
    form = filters.form
    return [
        f"{form[name].label}: {error}"
        for name, errors in form.errors.items()
        if name in form.fields and name in request.GET
        for error in errors
    ]


def _file(table: Table, *, title: str, format_: str) -> HttpResponse:
    if format_ == "xlsx":
        content = spreadsheets.xlsx_of(_values(table), title=title, at=clock.now())
    else:
        content = spreadsheets.csv_of(_values(table))
    return attached(content, name=title, format_=format_)


def attached(content: bytes, *, name: str, format_: str) -> HttpResponse:
    """A file that is taken away, called by the name; nothing on the way keeps a copy."""
    response = HttpResponse(content, content_type=FORMATS[format_])
    told = content_disposition_header(as_attachment=True, filename=f"{name}.{format_}")
    response["Content-Disposition"] = told or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response


def _values(table: Table) -> Iterator[list[Any]]:
    """The heading and the rows, at most EXPORTED, as values of their own kind."""
    for number, row in enumerate(table.as_values()):
        if number > EXPORTED:
            return
        yield [spreadsheets.plain(value) for value in row]
