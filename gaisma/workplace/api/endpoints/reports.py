"""Reports that were approved, with the figures that were pinned."""

from typing import Annotated, Any

from django.http import Http404, HttpRequest
from ninja import Path, Router

from gaisma.base.models import User
from gaisma.base.registry import gathered
from gaisma.evidence.figures import asking, policies
from gaisma.evidence.reports import queries
from gaisma.evidence.reports.models import PINNED, Report, ReportFigure
from gaisma.evidence.reports.permissions import READ_REPORTS
from gaisma.workplace.api import schemas
from gaisma.workplace.api.admission import Admission
from gaisma.workplace.api.endpoints.figures import PAGE
from gaisma.workplace.api.endpoints.record import user_of
from gaisma.workplace.api.schemas import paged

router = Router(tags=["Reports"])


@router.get(
    "/reports",
    auth=Admission(READ_REPORTS),
    response=schemas.Page[schemas.Report],
    summary="Reports that were approved",
)
def reports(
    request: HttpRequest, page: schemas.PageNumber = 1, per_page: schemas.PageSize = 100
) -> Any:
    """Reports that were approved, adopted or published, the newest first."""
    rows = queries.visible(user_of(request)).filter(state__in=PINNED)
    ordered = rows.order_by("-school_year", "name")
    return paged(ordered, page=page, per_page=per_page, told=_report)


@router.get(
    "/reports/{report_id}",
    auth=Admission(READ_REPORTS),
    response={200: schemas.ReportWithFigures, 404: schemas.Error},
    summary="A report with its figures",
)
def report(request: HttpRequest, report_id: Annotated[int, Path(ge=1, le=2**31 - 1)]) -> Any:
    """A report with all figures as they were when it was approved."""
    found = queries.found(user_of(request), report_id)
    if found.state not in PINNED:
        raise Http404
    user = user_of(request)
    figures = [_figure(one, found, user) for one in found.figures.order_by("number")]
    return {**_report(found), "figures": figures}


def _report(one: Report) -> dict[str, Any]:
    return {name: getattr(one, name) for name in schemas.Report.model_fields}


def _figure(one: ReportFigure, found: Report, user: User) -> dict[str, Any]:
    return {
        "indicator": one.indicator,
        "filters": one.filters,
        "by": one.breakdown,
        "value": one.value,
        "compared_value": one.compared_value,
        "state": one.state,
        "compared_state": one.compared_state,
        "as_of": one.as_of,
        "definition": one.definition,
        "address": _address(one, found, user),
    }


def _address(one: ReportFigure, found: Report, user: User) -> str:
    """Where the figure is asked for again, for who may ask."""
    words = {**one.filters, **one.breakdown}
    is_known = one.indicator in gathered("INDICATORS") and all(words.values())
    at = (one.as_of, found.lake_version) if found.lake_version else None
    if not is_known or not policies.may_ask(user, one.indicator, filters=words, at=at):
        return ""
    return asking.address_of(
        one.indicator, words, as_of=one.as_of, lake_version=found.lake_version, page=PAGE
    )
