"""What every page says of the lake: nothing, unless a figure of it could not be read."""

from typing import Any

from django.http import HttpRequest

from gaisma.evidence.lake import wholeness


def page(request: HttpRequest) -> dict[str, Any]:
    return {"lake_is_missing": wholeness.was_damaged_lately}
