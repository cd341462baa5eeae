"""The records behind a figure: the rows of the lake that it counts, a page at a time."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.utils.functional import cached_property
from django.utils.translation import gettext, gettext_noop

from gaisma.analytics.dimensions import DIMENSIONS
from gaisma.base import access, audit, wording
from gaisma.base.models import Installation, Organisation, User
from gaisma.base.registry import Registry, gathered
from gaisma.evidence.figures import audited, policies, queries, terms
from gaisma.evidence.figures.declarations import Name, RecordsColumn
from gaisma.evidence.figures.permissions import NAMING_ROLES, READING_ROLES
from gaisma.evidence.figures.questions import Asked
from gaisma.evidence.lake import engines

if TYPE_CHECKING:
    import ibis.expr.types as ir


PAGE = 50
SHORT = 14
"""So many letters are kept on one line."""


@dataclass(frozen=True)
class Heading:
    """A column of the page."""

    title: str
    is_number: bool


@dataclass(frozen=True)
class Cell:
    """A value of a record."""

    title: str
    text: str
    is_number: bool
    href: str = ""

    @property
    def is_short(self) -> bool:
        return len(self.text) <= SHORT


@dataclass(frozen=True)
class Records:
    """A page of records; `is_partial` where the person's reach leaves some out, `is_chosen` where
    each record says who may open it.
    """

    page: "Page[Sequence[Cell]]"
    headings: tuple[Heading, ...]
    is_partial: bool
    is_chosen: bool
    is_named: bool
    is_personal: bool


class Rows:
    """The rows of an expression, as a paginator wants them: counted, and read by the page."""

    def __init__(self, table: "ir.Table", question: Asked) -> None:
        self.table = table
        self.version = question.version

    @cached_property
    def total(self) -> int:
        return int(self._read(self.table.aggregate(total=self.table.count()))[0][0])

    def count(self) -> int:
        return self.total

    def __len__(self) -> int:
        return self.total

    def __getitem__(self, part: slice) -> list[tuple[Any, ...]]:
        start = part.start or 0
        return self._read(self.table.limit(part.stop - start, offset=start))

    def _read(self, table: "ir.Table") -> list[tuple[Any, ...]]:
        engine = engines.engine(self.version)
        return engine.rows(queries.sql_of(table, engine.dialect))


def records(user: User, question: Asked, *, page: str, at: datetime) -> Records:
    """A page of the records that the person may open; a look at names is put into the audit."""
    subjects: Registry[RecordsColumn] = gathered("RECORDS_COLUMNS")
    expression, columns = _expression(user, question)
    rows_of_all: Any = Rows(expression, question)
    found: Page[Any] = Paginator(rows_of_all, PAGE).get_page(page)
    rows = list(found.object_list)
    nameable = _nameable(user, [row[columns.index("unit")] for row in rows])
    columns, rows = _filled(columns, rows)
    names = {
        column: _names(user, subjects[column], [row[place] for row in rows], nameable)
        for place, column in enumerate(columns)
        if column in subjects
    }
    personal = [column for column in names if subjects[column].is_personal]
    for column in personal:
        if names[column]:
            _note(user, question, subjects[column], names[column], page=found.number, at=at)
    hidden = {column: {} if column in personal else names[column] for column in names}
    found.object_list = [
        _cells(columns, row, names if may_name else hidden)
        for row, may_name in zip(rows, nameable, strict=True)
    ]
    return Records(
        page=found,
        headings=tuple(
            Heading(column_title(name), is_number=is_number_column(name)) for name in columns
        ),
        is_partial=not policies.sight_of(user).of(question.indicator).is_everything,
        is_chosen=_open_to(question) is not None,
        is_named=access.may(user, "figures.see_names"),
        is_personal=bool(personal),
    )


def _expression(user: User, question: Asked) -> "tuple[ir.Table, tuple[str, ...]]":
    """The rows with the columns that are shown, within the person's reach, in a fixed order."""
    understood = queries.understood(
        question.indicator.key,
        filters=question.filters,
        as_of=question.as_of,
        version=question.version,
    )
    rows = queries.rows_behind(understood)
    if not policies.sight_of(user).of(question.indicator).is_everything:
        reach = access.reach(user, *(NAMING_ROLES if question.indicator.told else READING_ROLES))
        rows = rows.filter(rows.unit.isin(sorted(reach)))
    open_to = _open_to(question)
    if open_to is not None:
        rows = rows.filter(rows[question.indicator.subject].isin(sorted(open_to(user))))
    columns = _columns(question, rows)
    shown = rows.select(*columns).distinct()
    return shown.order_by(["unit", *(name for name in columns if name != "unit")]), columns


def _open_to(question: Asked) -> Callable[[User], Collection[int]] | None:
    """What tells which of the records a person may open, where their room does."""
    subjects: Registry[RecordsColumn] = gathered("RECORDS_COLUMNS")
    name = question.indicator.subject
    return subjects[name].open_to if name in subjects else None


def _filled(
    columns: tuple[str, ...], rows: list[tuple[Any, ...]]
) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """The columns in which any row says something; the first stays."""
    kept = [
        place
        for place, name in enumerate(columns)
        if not place or any(not is_empty_cell(name, row[place]) for row in rows)
    ]
    lines = [tuple(row[place] for place in kept) for row in rows]
    return tuple(columns[place] for place in kept), lines


def _columns(question: Asked, rows: "ir.Table") -> tuple[str, ...]:
    subject = question.indicator.subject
    told = {name for name, value in question.filters.items() if "|" not in value}
    present = [name for name in COLUMN_TITLES if name in rows.columns and name not in told]
    if subject == "unit":
        # A row for each stage that an institution offers would show it several times.
        present = [name for name in present if name in ("unit", "status")]
    return (subject, *(name for name in present if name != subject))


def _nameable(user: User, units: Sequence[int | None]) -> list[bool]:
    """Of rows at these units, whether the person may see whose they are there."""
    reach = access.reach(user, *NAMING_ROLES)
    # What stands at no unit, such as a wish for any preschool, is the whole authority's.
    authority = Installation.current().authority_id
    return [(authority if unit is None else unit) in reach for unit in units]


def _names(
    user: User, subject: RecordsColumn, ids: Sequence[int | None], nameable: Sequence[bool]
) -> Mapping[int, Name]:
    known = {
        one
        for one, may_name in zip(ids, nameable, strict=True)
        if one is not None and (may_name or not subject.is_personal)
    }
    if not known:
        return {}
    names = subject.names(known)
    if subject.pages is None:
        return names
    pages = subject.pages(user, known)
    return {one: replace(name, address=pages.get(one, "")) for one, name in names.items()}


def _cells(
    columns: tuple[str, ...], row: tuple[Any, ...], names: Mapping[str, Mapping[int, Name]]
) -> tuple[Cell, ...]:
    return tuple(
        Cell(
            column_title(name),
            _text(name, value, names, is_first=not place),
            is_number=is_number_column(name),
            href=_address(name, value, names),
        )
        for place, (name, value) in enumerate(zip(columns, row, strict=True))
    )


def _address(column: str, value: Any, names: Mapping[str, Mapping[int, Name]]) -> str:
    known = names[column].get(value) if column in names else None
    return known.address if known else ""


def _text(
    column: str, value: Any, names: Mapping[str, Mapping[int, Name]], *, is_first: bool
) -> str:
    if column not in names:
        return cell_text(column, value)
    if value is None:
        return ""
    known = names[column].get(value)
    if known is None:
        return gettext("not shown")
    return known.words if is_first or not known.short else known.short


def _note(
    user: User,
    question: Asked,
    subject: RecordsColumn,
    names: Mapping[int, Name],
    *,
    page: int,
    at: datetime,
) -> None:
    code = question.filters.get("institution", "")
    audit.note(
        action=audited.SEE_RECORDS,
        by=user,
        at=at,
        organisation=Organisation.objects.filter(code=code).first() if code else None,
        subject=subject.model,
        ids=sorted(name.pk for name in names.values()),
        details={
            "indicator": question.indicator.key,
            "filters": dict(question.filters),
            "lake_version": question.version.number,
            "page": page,
        },
    )


COLUMN_TITLES: Mapping[str, str] = {
    "person": gettext_noop("Person"),
    "unit": gettext_noop("Institution"),
    "group": gettext_noop("Group"),
    "programme": gettext_noop("Programme"),
    "vacancy": gettext_noop("Vacancy"),
    "grade": gettext_noop("Grade"),
    "stage": gettext_noop("Stage"),
    "role": gettext_noop("Role"),
    "load": gettext_noop("Load"),
    "permanent": gettext_noop("Permanent"),
    "qualified": gettext_noop("Qualified"),
    "heads": gettext_noop("Heads"),
    "size": gettext_noop("Enrolled"),
    "min_size": gettext_noop("Minimum"),
    "max_size": gettext_noop("Maximum"),
    "free": gettext_noop("Free places"),
    "status": gettext_noop("Status"),
    "home_municipality": gettext_noop("Home municipality"),
    "registered_on": gettext_noop("Registered"),
    "from_on": gettext_noop("From"),
    "to_on": gettext_noop("To"),
}
"""The columns that are shown, in this order."""


def column_title(column: str) -> str:
    """The heading of a column; a room names its own records."""
    if column in COLUMN_TITLES:
        return gettext(COLUMN_TITLES[column])
    return gettext(gathered("RECORDS_COLUMNS")[column].title)


def is_number_column(column: str) -> bool:
    """Whether the column is read as numbers."""
    return column in ("grade", "load", "heads", "size", "min_size", "max_size", "free")


def is_empty_cell(column: str, value: Any) -> bool:
    """Whether the value says nothing; no heads means that the row is one person."""
    return value is None or value == "" or (column == "heads" and value == 0)


def cell_text(column: str, value: Any) -> str:
    """A value as it is read; nothing is an empty text."""
    if value is None or value == "":
        return ""
    if column in DIMENSIONS and DIMENSIONS[column].vocabulary:
        return terms.value_of(column, value, {})
    for kind, write in WRITERS.items():
        if isinstance(value, kind):
            return write(value)
    return str(value)


def _yes_or_no(value: bool) -> str:  # noqa: FBT001
    return gettext("yes") if value else gettext("no")


# A truth is an integer too, so it stands first.
WRITERS: Mapping[type, Callable[[Any], str]] = {
    bool: _yes_or_no,
    int: wording.number,
    Decimal: wording.number,
    date: wording.day,
}
