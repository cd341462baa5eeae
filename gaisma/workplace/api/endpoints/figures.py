"""Figures, by the rules of their pages: who may ask what, and what is kept back."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import gettext
from ninja import Query, Router

from gaisma.analytics.calculation import Figure
from gaisma.analytics.indicators import Indicator
from gaisma.base.models import Installation
from gaisma.base.registry import gathered
from gaisma.evidence.figures import asking, policies, printing, queries, questions
from gaisma.evidence.figures.permissions import SEE_FIGURES
from gaisma.workplace.api import schemas
from gaisma.workplace.api.admission import Admission
from gaisma.workplace.api.endpoints.record import user_of

PAGE = "api:v1:figure"
router = Router(tags=["Figures"])
By = Annotated[str, Query(description="The dimension by which the figure is broken down.")]
Day = Annotated[date | None, Query(description="The day of the state; else today.")]
SchoolYear = Annotated[str, Query(description="The state on 1 September: 2024/2025.")]
Institution = Annotated[str, Query(description="Code or name of an institution, with its units.")]
Stage = Annotated[str, Query(description="Stage of education: a code or its English term.")]
Compared = Annotated[str, Query(description="Another school year to compare with.")]
Followed = Annotated[
    str, Query(description="A later school year: institutions that joined count with successors.")
]


@router.get(
    "/indicators",
    auth=Admission(SEE_FIGURES),
    response=list[schemas.Indicator],
    summary="What can be asked for",
)
def indicators(request: HttpRequest) -> Any:
    """All indicators with their filters and breakdowns."""
    every: Iterable[Indicator] = gathered("INDICATORS")
    return [_indicator(one) for one in every]


@router.get(
    "/figures/{indicator}",
    auth=Admission(SEE_FIGURES),
    response={200: schemas.Figures, 400: schemas.Error, 403: schemas.Error},
    summary="A figure, or its breakdown",
)
def figure(
    request: HttpRequest,
    indicator: str,
    by: By = "",
    as_of: Day = None,
    lake_version: schemas.Version = None,
    school_year: SchoolYear = "",
    compared_with: Compared = "",
    followed_to: Followed = "",
    institution: Institution = "",
    stage: Stage = "",
) -> Any:
    """The figures of a question. Every filter of the indicator may be given, also others than
    those named here; an unknown one is refused with the known ones.
    """
    given = {name: value for name, value in request.GET.dict().items() if value}
    today = as_of or Installation.current().as_of()
    user = user_of(request)
    asked = questions.asked(user, indicator, given, as_of=today)
    figures = queries.answer(
        asked.indicator.key,
        filters=asked.filters,
        by=asked.by,
        as_of=asked.as_of,
        lake_version=asked.version.number,
    )
    return {
        "lake_version": asked.version.number,
        "made_at": asked.version.made_at,
        "as_of": asked.as_of,
        "figures": [
            {**printing.as_json(policies.shown(user, one)), "address": _address(one)}
            for one in figures
        ],
    }


def _address(one: Figure) -> str:
    """Where the figure is asked for alone."""
    return asking.page_address(PAGE, one.indicator, one) if all(one.by.values()) else ""


def _indicator(one: Indicator) -> dict[str, Any]:
    return {
        "key": one.key,
        "title": gettext(one.title),
        "description": gettext(one.description),
        "unit": one.unit,
        "filters": list(one.parameters),
        "breakdowns": list(one.by),
        "is_protected": one.protected,
    }
