"""What answers look like; the OpenAPI document is made of this."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Annotated, Any, Generic, TypeVar

from django.core.paginator import Paginator
from django.db.models import QuerySet
from ninja import Field, Query, Schema

from gaisma.analytics.calculation import State

Item = TypeVar("Item")
Id = Annotated[int, Field(ge=1, le=2**31 - 1)]
PageNumber = Annotated[int, Query(ge=1, le=10_000, description="Which page, from 1.")]
PageSize = Annotated[int, Query(ge=1, le=500, description="How many a page holds.")]
Version = Annotated[int | None, Query(ge=1, le=2**31 - 1, description="Version of the evidence.")]


class Error(Schema):
    """Why there is no answer: a code for programs and a sentence for people."""

    code: str
    message: str
    choices: list[str] = []


class Page(Schema, Generic[Item]):
    """A page of a list."""

    count: int
    page: int
    pages: int
    items: list[Item]


class Institution(Schema):
    """An institution or a unit of one. `founder` and `kind` are codes."""

    id: int
    code: str
    name: str
    kind: str
    founder: str
    parent: str | None
    registration_number: str
    register_id: str
    address: str
    phone: str
    email: str
    website: str
    opened_on: date | None
    closed_on: date | None


class Programme(Schema):
    """A programme that an institution is licensed for."""

    id: int
    institution: str
    code: str
    title: str
    stage: str
    language: str
    licence: str
    licensed_until: date | None


class Group(Schema):
    """A group or class. `size` is null where a small number is kept back."""

    id: int
    institution: str
    name: str
    school_year: str
    programme: str
    stage: str
    grade: int | None
    size: int | None
    minimum: int | None
    maximum: int | None


class Indicator(Schema):
    """A figure that can be asked for: by what it can be narrowed and broken down."""

    key: str
    title: str
    description: str
    unit: str
    filters: list[str]
    breakdowns: list[str]
    is_protected: bool


class Figure(Schema):
    """A figure with what it takes to compute it again. It has a value where its state is known; a
    suppressed one is protected. A year compared with that is redefined gives no change. `address`
    asks for this figure alone; it is empty for a value of a breakdown that has no name."""

    indicator: str
    filters: dict[str, str]
    by: dict[str, str | None]
    value: int | float | None
    compared_value: int | float | None
    numerator: int | float | None
    denominator: int | float | None
    unit: str
    as_of: date
    lake_version: int
    definition: str
    suppressed: bool
    state: State
    compared_state: State | None
    address: str


class Figures(Schema):
    """The figures of a question, all from one version of the evidence."""

    lake_version: int
    made_at: datetime
    as_of: date
    figures: list[Figure]


class PinnedFigure(Schema):
    """A figure as it was when the report was approved; numbers are exact, as text. Its state says
    why it has none, and is empty where that was not kept yet. `address` asks for it again; it is
    empty where the reader may not ask for it by itself."""

    indicator: str
    filters: dict[str, str]
    by: dict[str, str | None]
    value: str
    compared_value: str
    state: str
    compared_state: str
    as_of: date
    definition: str
    address: str


class Report(Schema):
    """A report that was approved; what it says is pinned to a version of the evidence."""

    id: int
    name: str
    school_year: str
    state: str
    as_of: date
    lake_version: int | None
    approved_at: datetime | None
    decision_number: str
    decision_on: date | None


class ReportWithFigures(Report):
    """A report with all its figures, in the order in which they stand."""

    figures: list[PinnedFigure]


def paged(
    rows: "QuerySet[Any] | Sequence[Any]",
    *,
    page: int,
    per_page: int,
    told: Callable[[Any], dict[str, Any]],
) -> dict[str, Any]:
    """The page as an answer; a page behind the last is empty."""
    pages = Paginator(rows, per_page)
    items = pages.page(page) if page <= pages.num_pages else []
    return {
        "count": pages.count,
        "page": page,
        "pages": pages.num_pages,
        "items": [told(row) for row in items],
    }
