"""Institutions, programmes and groups, as far as the person sees them."""

from datetime import date
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from ninja import Path, Query, Router

from gaisma.analytics.vocabulary import FOUNDERS, KINDS, STAGES
from gaisma.base import access
from gaisma.base.models import Installation, Organisation, User
from gaisma.base.models.organisations import OrganisationQuerySet
from gaisma.base.searching import fits, words
from gaisma.evidence.figures import evidence
from gaisma.record.organisations.permissions import SEE_INSTITUTIONS
from gaisma.record.programmes import queries
from gaisma.record.programmes.models import Programme
from gaisma.workplace.api import schemas
from gaisma.workplace.api.admission import Admission
from gaisma.workplace.api.schemas import paged

router = Router(tags=["Institutions"])
OfInstitution = Annotated[int | None, Query(ge=1, le=2**31 - 1, description="Id, with its units.")]
Kind = Annotated[str, Query(description=f"Code: {', '.join(KINDS.codes)}.")]
Founder = Annotated[str, Query(description=f"Code: {', '.join(FOUNDERS.codes)}.")]
Stage = Annotated[str, Query(description=f"Code: {', '.join(STAGES.codes)}.")]
Words = Annotated[str, Query(max_length=100, description="Parts of its name or code.")]
OpenOn = Annotated[date | None, Query(description="Only those that are open on the day.")]
SchoolYear = Annotated[str, Query(description="2024/2025; else the one that is spoken of today.")]


def user_of(request: HttpRequest) -> User:
    """Who asks, as admission has found."""
    user: User = request.auth  # type: ignore[attr-defined]
    return user


@router.get(
    "/institutions",
    auth=Admission(SEE_INSTITUTIONS),
    response=schemas.Page[schemas.Institution],
    summary="Institutions and their units",
)
def institutions(
    request: HttpRequest,
    q: Words = "",
    kind: Kind = "",
    founder: Founder = "",
    open_on: OpenOn = None,
    page: schemas.PageNumber = 1,
    per_page: schemas.PageSize = 100,
) -> Any:
    """Those that the person sees, by code. Kinds and founders are codes."""
    rows = access.visible(user_of(request)).select_related("parent").order_by("code")
    rows = rows.filter(kind=kind) if kind else rows
    rows = rows.filter(founder=founder) if founder else rows
    rows = rows.open_on(open_on) if open_on else rows
    asked = words(q)
    found = (
        [one for one in rows if fits(asked, one.name, one.code, *one.aliases)] if asked else rows
    )
    return paged(found, page=page, per_page=per_page, told=_institution)


@router.get(
    "/institutions/{organisation_id}",
    auth=Admission(SEE_INSTITUTIONS),
    response={200: schemas.Institution, 404: schemas.Error},
    summary="One institution",
)
def institution(
    request: HttpRequest, organisation_id: Annotated[int, Path(ge=1, le=2**31 - 1)]
) -> Any:
    """An institution that the person sees."""
    return _institution(access.found(user_of(request), organisation_id))


@router.get(
    "/programmes",
    auth=Admission(SEE_INSTITUTIONS),
    response={200: schemas.Page[schemas.Programme], 404: schemas.Error},
    summary="Education programmes",
)
def programmes(
    request: HttpRequest,
    institution: OfInstitution = None,
    stage: Stage = "",
    page: schemas.PageNumber = 1,
    per_page: schemas.PageSize = 100,
) -> Any:
    """Programmes of the institutions that the person sees."""
    rows = Programme.objects.filter(institution__in=_seen(request, institution))
    rows = rows.filter(stage=stage) if stage else rows
    ordered = rows.select_related("institution").order_by("institution__code", "code", "pk")
    return paged(ordered, page=page, per_page=per_page, told=_programme)


@router.get(
    "/groups",
    auth=Admission(SEE_INSTITUTIONS),
    response={200: schemas.Page[schemas.Group], 404: schemas.Error},
    summary="Groups and classes with their sizes",
)
def groups(
    request: HttpRequest,
    institution: OfInstitution = None,
    school_year: SchoolYear = "",
    page: schemas.PageNumber = 1,
    per_page: schemas.PageSize = 100,
) -> Any:
    """Groups of a school year; a small size is kept from who may not open the records."""
    basis = evidence.current(school_year=school_year)
    rows = queries.sized(_seen(request, institution), basis=basis)
    ordered = rows.select_related("institution", "school_year").order_by(
        "institution__code", "grade", "name", "pk"
    )
    reads = queries.reads(user_of(request))
    smallest = Installation.current().smallest_group
    return paged(
        ordered,
        page=page,
        per_page=per_page,
        told=lambda group: _group(group, 0 if group.institution_id in reads else smallest),
    )


def _seen(request: HttpRequest, institution: int | None) -> OrganisationQuerySet:
    """What the person sees: all, or an institution with its units. Raises Http404."""
    seen = access.visible(user_of(request))
    if institution is None:
        return seen
    below = Organisation.objects.subtree_ids(seen.filter(pk=institution))
    if not below:
        raise Http404
    return seen.filter(pk__in=below)


def _institution(one: Organisation) -> dict[str, Any]:
    names = schemas.Institution.model_fields.keys() - {"parent"}
    told = {name: getattr(one, name) for name in names}
    return {**told, "parent": one.parent.code if one.parent else None}


def _programme(one: Programme) -> dict[str, Any]:
    names = schemas.Programme.model_fields.keys() - {"institution"}
    return {**{name: getattr(one, name) for name in names}, "institution": one.institution.code}


def _group(one: Any, smallest: int) -> dict[str, Any]:
    return {
        "id": one.pk,
        "institution": one.institution.code,
        "name": one.name,
        "school_year": one.school_year.name,
        "programme": one.programme.code,
        "stage": one.programme.stage,
        "grade": one.grade,
        "size": None if 0 < one.size < smallest else one.size,
        "minimum": one.min_size,
        "maximum": one.max_size,
    }
