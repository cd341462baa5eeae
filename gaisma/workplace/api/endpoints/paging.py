"""Lists in pages."""

from collections.abc import Callable, Sequence
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet


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
